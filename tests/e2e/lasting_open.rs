//! The messages that are sent at every open, before anything else.

use crate::lasting::AT_ONCE;
use crate::page::journey;
use crate::view::Row;

const AUTH: &str = r#"[
    {"send":"{\"type\":\"auth\",\"token\":\"letmein\"}","reply":{"kind":"field","path":"$.type","text":"ok"},"within":"5"},
    {"send":"{\"subscribe\":{{seq}}}"}
]"#;

#[test]
fn they_are_sent_in_turn_and_before_the_outbox_at_each_open() {
    journey("lasting-open", |page| {
        let gate = page.gate();
        page.set_up(
            &gate.url("/auth?mode=first-message&run=auth"),
            &[&AT_ONCE, &[("outbox", "on"), ("on-open", AUTH)]],
        );
        page.press("Connect");
        page.see_status("Connecting");
        page.fill("Message", "mine");
        page.press("Queue");
        gate.open();
        let view = page.see_row("received", "text", "mine");
        let expect = [
            ("sent", "on open", r#""token":"#),
            ("received", "on open", r#"{"type":"ok"}"#),
            ("sent", "on open", r#"{"subscribe":2}"#),
            ("sent", "queued ", "mine"),
        ];
        let is_ours = |row: &&Row| row.direction == "sent" || row.text.starts_with("on open");
        let rows = view.rows.iter().filter(is_ours);
        for (row, (direction, tag, text)) in rows.zip(expect) {
            assert!(
                row.direction == direction && row.text.starts_with(tag) && row.text.contains(text),
                "no {tag} {text}:\n{view}"
            );
        }
        assert_eq!(page.count("auth").messages, 3);
    });
}

#[test]
fn a_reply_that_does_not_come_is_said_and_not_waited_for_longer() {
    journey("lasting-open-late", |page| {
        let steps = r#"[{"send":"hello","reply":{"kind":"any"},"within":"0.3"},{"send":"again"}]"#;
        page.start_to_last("/heartbeat?stop_after=0&run=late", &[&[("on-open", steps)]]);
        page.see_row(
            "system",
            "note",
            "on open no fitting reply to message 1 within 300 ms: going on",
        );
        let view = page.see_row("sent", "text", "again");
        assert_eq!(view.status(), "Connected");
        assert_eq!(page.see_count("late", 2).last, ["hello", "again"]);
    });
}

#[test]
fn a_login_that_is_not_answered_closes_for_good_where_that_is_wanted() {
    journey("lasting-open-closes", |page| {
        let steps = r#"[{"send":"hello","reply":{"kind":"text","text":"welcome"},"within":"0.3","closes":true},{"send":"again"}]"#;
        page.start_to_last("/echo?run=closes", &[&AT_ONCE, &[("on-open", steps)]]);
        page.see_row(
            "system",
            "note",
            "on open no fitting reply to message 1 within 300 ms: closing",
        );
        page.see_row("system", "close", "closed 4001");
        let why = "closed here: an on-open message was not answered";
        page.see_row("system", "close", why);
        let view = page.see_status("Disconnected");
        assert!(view.notes("reconnecting").is_empty(), "{view}");
        assert_eq!(page.count("closes").last, ["hello"]);
    });
}

#[test]
fn a_secret_that_a_link_left_out_is_asked_for_before_anything_connects() {
    journey("lasting-open-hole", |page| {
        let door = page.door();
        let steps = r#"[{"send":"{\"type\":\"auth\",\"token\":\"***\"}"}]"#;
        page.set_up(&door.url("/echo"), &[&[("on-open", steps)]]);
        page.press("Connect");
        page.see_alert("Message 1 of On open still has *** where the link left out “token”: put yours in.");
        assert_eq!((page.view().status(), door.entered()), ("Disconnected", 0));
    });
}
