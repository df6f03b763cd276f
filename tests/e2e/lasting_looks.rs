//! What the strip and the outbox look like when both are full: on a desk, on a phone, by the rules.

use crate::lasting::IN_A_WHILE;
use crate::page::{Page, journey};
use crate::phone::see_it_fits;

/// All of it at once: a connection that was lost, with three messages in the outbox.
fn all(page: &Page) {
    let more = [
        ("heartbeat", "on"),
        ("every", "0.2"),
        ("outbox", "on"),
        ("replies", "on"),
        ("rules", r#"[{"when":{"kind":"text","text":"2"},"send":"3"}]"#),
    ];
    page.start_to_last("/drop?after=900", &[&IN_A_WHILE, &more]);
    page.see_status("Reconnecting");
    for text in [
        r#"{"op":"subscribe","channel":"ticker","symbols":["BTC-USD","ETH-USD"]}"#,
        r#"{"op":"history","symbol":"BTC-USD","from_seq":88122390}"#,
        r#"{"op":"subscribe","channel":"trades","symbols":["BTC-USD","ETH-USD"]}"#,
    ] {
        page.fill("Message", text);
        page.press("Queue");
    }
    page.press("Show");
    page.find("button", "Cancel message 3");
}

#[test]
fn it_breaks_no_rule_of_accessibility() {
    journey("lasting-axe", |page| {
        all(page);
        page.see_no_violations("reconnecting, with messages in the outbox");
        for scheme in ["light", "dark"] {
            page.prefer("prefers-color-scheme", scheme);
            page.picture(&format!("lasting-{scheme}"));
        }
        page.press("Reconnect now");
        page.see_row("system", "open", "Session 2 open");
        page.see_no_violations("connected again");
        page.prefer("prefers-color-scheme", "light");
        page.picture("lasting-open");
    });
}

#[test]
fn a_phone_has_all_of_it_in_reach() {
    for (width, height) in [(390, 844), (320, 640)] {
        journey(&format!("lasting-phone-{width}"), |page| {
            page.resize(width, height, true);
            all(page);
            see_it_fits(
                page,
                &[
                    ("button", "Stop"),
                    ("button", "Reconnect now"),
                    ("button", "Cancel all queued"),
                    ("button", "Fold"),
                    ("button", "Cancel message 1"),
                    ("button", "Queue"),
                ],
            );
            page.picture(&format!("lasting-phone-{width}"));
            page.see_no_violations("reconnecting, on a phone");
        });
    }
}
