//! Automatic replies: what they answer, how it comes back, and how fast at most.

use std::time::Duration;

use tungstenite::Message;

use crate::filter::filter;
use crate::page::{journey, see_that};
use crate::quiz::Quiz;

const ECHO: [(&str, &str); 2] = [
    ("replies", "on"),
    ("rules", r#"[{"when":{"kind":"any"},"echo":true}]"#),
];

#[test]
fn a_rule_keeps_a_server_that_asks_whether_the_page_is_there() {
    journey("lasting-reply", |page| {
        let pong = r#"[{"when":{"kind":"text","text":"2"},"send":"3"}]"#;
        page.start_to_last(
            "/pinger?every=300&within=1000&run=pinger",
            &[&[("replies", "on"), ("rules", pong)]],
        );
        see_that("it was answered three times", || {
            page.count("pinger").messages >= 3
        });
        page.see("three are tagged", |view| {
            let is_tagged =
                |row: &&crate::view::Row| row.direction == "sent" && row.text.starts_with("reply");
            view.status() == "Connected"
                && view.strip.contains("Replies ")
                && view.rows.iter().filter(is_tagged).count() >= 3
        });
        assert_eq!(page.count("pinger").last[..3], ["3", "3", "3"]);

        page.set_up(&page.url("/pinger?every=300&within=300"), &[]);
        page.press("Connect");
        page.see_row("system", "close", "closed 1006");
    });
}

#[test]
fn an_echo_gives_back_every_size_as_it_came() {
    journey("lasting-echo", |page| {
        let sizes = [0, 1, 125, 126, 65_535, 65_536, 1 << 20];
        let both = |size: usize| {
            let bytes: Vec<u8> = (0..=u8::MAX).cycle().skip(size % 7).take(size).collect();
            // No size is lost to a character of more bytes.
            let text: String = "né漢\u{1f408}x".chars().cycle().take(size).collect();
            let cut = text.floor_char_boundary(size);
            let text = format!("{}{}", &text[..cut], "x".repeat(size - cut));
            vec![Message::text(text), Message::binary(bytes)]
        };
        let rounds: Vec<Vec<Message>> = sizes.into_iter().map(both).collect();
        let sent: Vec<Message> = rounds.concat();
        let quiz = Quiz::start(rounds);
        page.set_up(&quiz.url, &[&ECHO]);
        page.press("Connect");
        let answers = quiz.answers();
        for (answer, sent) in answers.iter().zip(&sent) {
            assert_eq!(answer.len(), sent.len());
            assert!(answer == sent, "of {} bytes", sent.len());
        }
    });
}

#[test]
fn a_burst_is_answered_in_order_at_a_hundred_a_second() {
    journey("lasting-burst", |page| {
        let burst: Vec<Message> = (0..1_000)
            .map(|number| Message::text(number.to_string()))
            .collect();
        let quiz = Quiz::start(vec![burst.clone()]);
        page.set_up(&quiz.url, &[&ECHO]);
        page.press("Connect");
        page.see("some wait for their turn", |view| view.strip.contains(" waiting"));
        assert!(quiz.answers() == burst, "unchanged and in order");
        page.see_stat("Sent automatically", 1_000);
    });
}

#[test]
fn too_many_to_answer_switch_the_replies_off() {
    journey("lasting-flood", |page| {
        page.start_to_last("/rate?per_sec=5000&size=8&secs=1&run=flood", &[&ECHO]);
        page.see_row("system", "close", "closed 1000");
        filter(page, "replies off");
        page.see_row("system", "note", "1,001 replies waited: more than 1,000");
        let messages = page.count("flood").messages;
        assert!(messages <= 200, "{messages} replies in a second");
    });
}

#[test]
fn a_loop_with_a_server_that_echoes_is_bounded() {
    journey("lasting-loop", |page| {
        page.start_to_last("/echo?run=loop", &[&ECHO]);
        page.see_status("Connected");
        page.send("round and round");
        page.see("it goes round", |view| view.stat("Messages sent") > 50);
        page.wait(Duration::from_secs(2));
        let messages = page.count("loop").messages;
        assert!((50..=500).contains(&messages), "{messages} in some three seconds");
        page.press("Disconnect");
        page.see_status("Disconnected");
    });
}
