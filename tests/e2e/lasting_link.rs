//! A link brings all of it, starts nothing, and gives no secret away.

use std::time::Duration;

use crate::lasting::{AT_ONCE, fragment};
use crate::page::{journey, see_that};

const RULES: &str = r#"[{"when":{"kind":"text","text":"2"},"send":"3"}]"#;
const SECRET: &str = r#"[{"send":"{\"type\":\"auth\",\"token\":\"s3cr3t-hunter2\"}"}]"#;

#[test]
fn a_link_with_all_of_it_starts_nothing_before_connect_is_pressed() {
    journey("lasting-link", |page| {
        let door = page.door();
        let all = [
            ("heartbeat", "on"),
            ("every", "0.2"),
            ("outbox", "on"),
            ("on-open", r#"[{"send":"hello"}]"#),
            ("replies", "on"),
            ("rules", RULES),
        ];
        page.set_up(&door.url("/echo?run=link"), &[&AT_ONCE, &all]);
        page.wait(Duration::from_millis(600));
        let view = page.view();
        assert_eq!(
            (view.status(), view.rowcount, door.entered()),
            ("Disconnected", 0, 0),
            "{view}"
        );
        assert!(
            !view.strip.contains("Heartbeat") && !view.strip.contains("Replies"),
            "{view}"
        );
        assert!(!page.has("region", "Outbox"));
        page.find("button", "Send");
        let switched_on = "Switched on: Auto-reconnect, Heartbeat, Outbox, Replies, On open.";
        page.see("what the link switches on is said", |view| {
            view.notes.iter().any(|note| note.contains(switched_on))
        });

        // Pasted into the page while another connection is open: the same.
        page.connect_to("/echo");
        page.see_status("Connected");
        page.go_to_fragment(&fragment(&door.url("/echo?run=link"), &[&AT_ONCE, &all]));
        see_that("it opens beside", || page.tabs().len() == 2);
        page.wait(Duration::from_millis(400));
        assert_eq!(door.entered(), 0);

        page.press("Connect");
        page.see_row("sent", "text", "hello");
        page.see_row("sent", "text", "ping");
    });
}

#[test]
fn share_gives_a_link_that_brings_it_back_without_the_secrets() {
    journey("lasting-share", |page| {
        page.allow_clipboard();
        let url = page.url("/drop?after=100");
        page.set_up(&url, &[&AT_ONCE, &[("attempts", "1"), ("on-open", SECRET)]]);
        page.press("Share");
        page.see("the link is copied", |view| {
            view.notice.contains("Link copied") && view.notice.contains("without the secrets in it")
        });
        let link = page.clipboard();
        assert!(
            link.contains("#v=2&") && link.contains("&reconnect=on") && link.contains("&attempts=1"),
            "{link}"
        );
        assert!(!link.contains("hunter2") && !link.contains("s3cr3t"), "{link}");

        page.set_up(&url, &[&AT_ONCE, &[("attempts", "1")]]);
        page.press("Share");
        page.see("the link is copied", |view| view.notice.contains("Link copied"));
        let link = page.clipboard();
        page.open_page();
        page.open_address(&link);
        page.see_value("WebSocket URL", &url);
        page.press("Connect");
        page.see_status("Gave up after 1 attempt");
    });
}
