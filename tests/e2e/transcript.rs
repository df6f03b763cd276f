//! The transcript under load and under the hand: what is kept, what is drawn, what moves and what does not.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_of, see_that};
use crate::view::Row;

#[test]
fn ten_thousand_messages_are_counted_and_the_page_stays_usable() {
    journey("flood", |page| {
        page.script::<()>(
            "let before = performance.now(); window.longest = 0;
             const look = now => { window.longest = Math.max(window.longest, now - before); before = now; requestAnimationFrame(look); };
             requestAnimationFrame(look);",
            vec![],
        );
        page.connect_to("/flood?n=10000&size=64");
        page.press("Options");
        page.find("textbox", "Subprotocols");
        page.press("Options");
        let view = page.see("all of it has come", |view| {
            view.rowcount == 10_002 && view.status() == "Disconnected" && view.last().is_some()
        });
        assert_eq!(
            (view.stat("Messages received"), view.stat("Bytes received")),
            (10_000, 640_000)
        );
        assert!(view.rows.len() < 200, "{} rows are drawn", view.rows.len());
        let last = view.last().expect("the transcript follows its end");
        assert_eq!(last.text, "closed 1000 Normal Closure clean, no reason");
        assert!(view.transcript.contains("(10,000)"), "{}", view.transcript);
        // Consecutive, whatever is looked at.
        let numbered =
            |row: &Row| row.kind != "text" || row.text.starts_with(&format!("{:08}", row.index - 1));
        assert!(view.rows.iter().all(numbered), "{view}");
        let longest: f64 = page.script("return window.longest", vec![]);
        assert!(longest < 3_000.0, "the page stood still for {longest} ms");

        page.wheel(-120_000);
        let middle = page.see("the middle is drawn", |view| {
            view.last().is_none() && !view.rows.is_empty() && view.rows[0].index > 1
        });
        assert!(
            middle.rows.iter().all(numbered) && middle.rows.len() < 200,
            "{middle}"
        );
    });
}

#[test]
fn scrolling_up_stops_following_and_tells_what_is_newer() {
    journey("follow", |page| {
        page.connect_to("/rate?per_sec=50&secs=60");
        page.see("more has come than there is room for", |view| {
            view.rowcount > 60 && view.last().is_some()
        });
        let see_follow = |on| page.see_attribute("button", "Follow", "aria-pressed", Some(on));
        see_follow("true");
        page.wheel(-600);
        see_follow("false");
        page.see("the end is out of view", |view| view.last().is_none());
        see_that("scrolling has come to rest", || {
            let top = page.scroll_top();
            page.wait(Duration::from_millis(200));
            page.scroll_top() == top
        });
        let rest = page.scroll_top();
        let before = page.view();
        let after = page.see("more has come", |view| view.rowcount > before.rowcount + 30);
        assert_eq!(
            after.rows[0].index, before.rows[0].index,
            "nothing moves under the reader"
        );
        assert_eq!(page.scroll_top(), rest);
        page.click_on_containing("button", " newer");
        page.see("the newest is in view again", |view| {
            view.last().is_some() && view.rowcount > 60
        });
        see_follow("true");

        page.press("Follow");
        see_follow("false");
        let row = page.view().rows[10].index;
        page.click_row(row);
        page.see("the clicked row is selected", |view| {
            view.rows
                .iter()
                .filter(|row| row.selected)
                .map(|row| row.index)
                .eq([row])
        });
        page.press("Follow");
        page.see("it follows again", |view| view.last().is_some());
        page.press("Disconnect");
        page.see_row("system", "close", "closed 1000");
    });
}

#[test]
fn what_is_cleared_comes_back_by_undo() {
    journey("clear", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        for text in ["one", "two"] {
            page.send(text);
            page.see_row("received", "text", text);
        }
        page.press("Clear");
        let cleared = page.see("it is empty", |view| view.rowcount == 0 && view.rows.is_empty());
        assert_eq!(
            (cleared.status(), cleared.stat("Messages received")),
            ("Connected", 2),
            "only the lines go"
        );
        see_notice(page, "Cleared 5 lines");
        page.see_focus("grid", "Transcript");
        page.wait(Duration::from_secs(9));
        page.send("three");
        page.see_row("received", "text", "three");
        page.press("Undo");
        let restored = page.see("everything is there", |view| {
            view.rowcount == 7 && view.rows.len() == 7
        });
        let texts: Vec<&str> = restored.after(1).map(|row| row.text.as_str()).collect();
        assert_eq!(texts, ["one", "one", "two", "two", "three", "three"]);
        see_that("there is nothing more to undo", || !page.has("button", "Undo"));
        page.see_focus("grid", "Transcript");
        page.press("Clear");
        page.press("Dismiss");
        see_that("dismissing it is final", || !page.has("button", "Undo"));
        page.see_focus("grid", "Transcript");
        page.press("Disconnect");
        page.see_row("system", "close", "closed 1000");
        page.press("Clear");
        page.find("button", "Undo");
        page.press("Connect");
        page.see_status("Connected");
        see_that("a new connection begins with all the memory", || {
            !page.has("button", "Undo")
        });
    });
}

#[test]
fn a_flood_pushes_out_what_was_cleared_and_says_so() {
    journey("clear-flood", |page| {
        page.press("Options");
        page.fill("Keep at most (MB)", "4");
        page.key(Key::Tab);
        page.press("Options");
        page.connect_to("/flood?n=40&size=50000&kind=binary");
        page.see_row("system", "close", "closed 1000");
        page.press("Clear");
        page.find("button", "Undo");
        // Connect forgets a clearing, so what follows is cleared while it comes.
        page.connect_to("/rate?per_sec=40&size=50000&secs=6&kind=binary");
        page.see("some have come", |view| view.stat("Messages received") > 30);
        page.press("Clear");
        // What has been pushed out is counted.
        see_notice(page, "of them gone for good");
    });
}

/// Waits for words in the line above the message.
#[track_caller]
fn see_notice(page: &Page, words: &str) {
    see_of(
        &format!("“{words}” is said"),
        || page.text_at(".notice-line"),
        |said| said.contains(words),
    );
}
