//! Connections that never open, and those that break: what is shown, and what is not made up.

use crate::door::nobodys_url;
use crate::page::{Page, journey};
use crate::pane::see_text;

/// Connects, waits for the end, and compares the kinds of the rows and the text of the last.
#[track_caller]
fn check(page: &Page, url: &str, kinds: &[&str], text: &str) {
    let before = page.view().rowcount;
    page.type_url(url);
    page.press("Connect");
    let ended = page.see(&format!("{url} has ended"), |view| {
        view.status() == "Disconnected"
            && view.rowcount > before
            && view.last().is_some_and(|row| row.kind == "close")
    });
    let seen: Vec<&str> = ended.after(before).map(|row| row.kind.as_str()).collect();
    assert_eq!(seen, kinds, "{url}");
    let last = &ended.last().expect("it follows").text;
    assert!(
        last.starts_with("closed 1006 Abnormal Closure") && last.contains(text),
        "{url}: {last}"
    );
    assert!(last.contains("not clean, no reason"), "{url}: {last}");
    assert!(ended.strip.contains("1006 Abnormal Closure"), "{}", ended.strip);
}

#[test]
fn a_failure_is_a_1006_whose_causes_are_ranked_and_not_asserted() {
    journey("failures", |page| {
        let broken = ["open", "close"];
        check(page, &page.url("/drop"), &broken, "not clean");
        see_text(
            page,
            "region",
            "Why did it close?",
            &["Likely causes, most likely first"],
        );
        check(page, &page.url("/reset"), &broken, "not clean");

        let never = ["error", "close"];
        for status in [401, 403, 404, 500, 503, 302] {
            check(
                page,
                &page.url(&format!("/reject/{status}")),
                &never,
                "the connection never opened",
            );
        }
        check(page, &nobodys_url(), &never, "the connection never opened");
        let explained = [
            "1006",
            "The connection never opened. The browser hides the reason",
            "Likely causes, most likely first",
        ];
        see_text(page, "region", "Why did it close?", &explained);
        // Offered nothing, and given something: Chromium fails the handshake.
        check(
            page,
            &page.url("/subprotocol/x"),
            &never,
            "the connection never opened",
        );
        // Offered one, and given another.
        page.press("Options");
        page.fill("Subprotocols", "chat");
        check(
            page,
            &page.url("/subprotocol/x"),
            &never,
            "the connection never opened",
        );

        let before = page.view().rowcount;
        page.press("Retry");
        page.see("Retry tries again", |view| view.rowcount == before + 2);
    });
}

#[test]
fn a_server_that_never_answers_can_be_cancelled_and_is_given_up() {
    journey("stall", |page| {
        page.connect_to("/stall");
        page.see_status("Connecting");
        let elapsed = page
            .see("the elapsed time is shown", |view| view.waiting().is_some())
            .waiting();
        page.see("the elapsed time grows", |view| view.waiting() > elapsed);
        page.send("not yet");
        page.see_alert("Still connecting. Send once it is open; your message stays here.");
        assert_eq!(page.value("Message"), "not yet");
        page.press("Cancel");
        page.see_status("Disconnected");
        let cancelled = page.see_row("system", "close", "cancelled by you after");
        assert_eq!(
            cancelled.rowcount, 1,
            "the error that cancelling makes is no news"
        );
        assert!(
            !page.has("region", "Why did it close?"),
            "nobody asks why they cancelled"
        );

        page.press("Options");
        page.fill("Connect timeout (s)", "2");
        page.press("Connect");
        page.see_status("Connecting");
        let given_up = page.see_row("system", "close", "the handshake did not finish within 2.");
        assert_eq!(given_up.rowcount, 2);
        page.see_status("Disconnected");
        let why = ["did not finish the handshake within 2."];
        see_text(page, "region", "Why did it close?", &why);
    });
}
