//! The names that people who listen, and every other journey here, find things by.

use crate::page::journey;

#[test]
fn everything_has_the_role_and_the_name_it_is_known_by() {
    journey("names", |page| {
        page.press("Options");
        let known = [
            ("navigation", "Main"),
            ("region", "Connection"),
            ("textbox", "WebSocket URL"),
            ("button", "Public echo servers"),
            ("button", "Connect"),
            ("textbox", "Subprotocols"),
            ("switch", "Auto-reconnect"),
            ("switch", "Heartbeat"),
            ("switch", "Outbox"),
            ("switch", "Replies"),
            ("group", "Auto-reconnect"),
            ("group", "Heartbeat"),
            ("group", "Outbox"),
            ("group", "Replies"),
            ("group", "On open"),
            ("button", "Connect timeout, 20 s"),
            ("button", "Close code, 1000"),
            ("button", "Close reason, none"),
            ("button", "Close timeout, 10 s"),
            ("button", "Keep at most, 256 MB"),
            ("button", "Lines to keep, any number"),
            ("button", "High-water mark, 1 MB"),
            ("button", "Leaving while connected, asks first"),
            ("region", "Transcript"),
            ("grid", "Transcript"),
            ("form", "Send message"),
            ("textbox", "Message"),
            ("button", "Send"),
            ("complementary", "Stats"),
            ("button", "Share"),
            ("button", "Keyboard shortcuts"),
            ("log", "Notices"),
        ];
        for (role, name) in known {
            page.find(role, name);
        }
        // There is nothing to do with rows before the first.
        let with_rows = ["Sent", "Received", "System", "Follow", "Pause", "Go to", "Clear"];
        for name in with_rows {
            assert!(!page.has("button", name), "{name}");
        }
        let view = page.view();
        assert_eq!(
            view.status,
            ["Disconnected"],
            "one status, and nothing else in it"
        );
        let counters = [
            "Bytes received",
            "Bytes sent",
            "Connected since",
            "In the browser's buffer",
            "Messages received",
            "Messages sent",
        ];
        assert!(view.stats.keys().eq(counters), "{:?}", view.stats);
        page.press("Options");
        page.connect_to("/echo");
        page.see_status("Connected");
        for name in with_rows {
            page.find("button", name);
        }
        page.find("searchbox", "Filter messages");
    });
}
