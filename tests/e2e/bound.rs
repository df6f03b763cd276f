//! How much of the transcript is kept: set by a person, counted by the page.

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_it_is, see_that};
use crate::pane::{choose, see_text};

const MEGABYTES: &str = "Keep at most (MB)";
const LINES: &str = "Keep at most (lines)";

/// Fills a field and leaves it, as one does to go on.
#[track_caller]
fn set(page: &Page, field: &str, value: &str) {
    page.fill(field, value);
    page.key(Key::Tab);
}

/// `1,204 oldest evicted (18 MB)` -> 1204
#[track_caller]
fn evicted(page: &Page) -> u64 {
    let text = page.text_at(".evicted");
    let (count, _) = text
        .split_once(" oldest evicted")
        .unwrap_or_else(|| panic!("it says {text:?}"));
    count.replace(',', "").parse().expect("a number")
}

#[test]
fn what_is_received_is_kept_or_counted_as_evicted() {
    journey("bound", |page| {
        page.press("Options");
        set(page, LINES, "1000");
        page.connect_to("/flood?n=10000&size=64");
        let view = page.see("all of it has come", |view| {
            view.status() == "Disconnected"
                && view.stat("Messages received") == 10_000
                && view.last().is_some()
        });
        assert!((900..=1_000).contains(&view.rowcount), "{}", view.rowcount);
        let kept = u64::try_from(view.rowcount).expect("a count");
        // Two of the lines are the opening and the close.
        see_it_is("how many are evicted", &(10_002 - kept), || evicted(page));
        let last = view.last().expect("the list follows its end");
        assert_eq!(last.kind, "close");

        page.reload();
        page.press("Options");
        // It is kept between visits.
        page.see_value(LINES, "1000");
        set(page, LINES, "");
        page.connect_to("/flood?n=2000&size=64");
        page.see("nothing is evicted now", |view| view.rowcount == 2_002);
        // A bound that is lowered evicts at once.
        set(page, LINES, "100");
        let view = page.see("most of it goes", |view| view.rowcount <= 100);
        let kept = u64::try_from(view.rowcount).expect("a count");
        see_it_is("how many are evicted", &(2_002 - kept), || evicted(page));
        assert_eq!(view.stat("Messages received"), 2_000);
    });
}

#[test]
fn a_mark_that_is_evicted_is_given_up_and_said_to_be() {
    journey("bound-mark", |page| {
        page.press("Options");
        set(page, LINES, "100");
        page.connect_to("/seq?n=5");
        page.see("all have come", |view| {
            view.rowcount == 7 && view.status() == "Disconnected"
        });
        page.click_row(3);
        page.press("Mark");
        page.connect_to("/flood?n=2000&size=64");
        page.see("it is said", |view| {
            view.notice
                .contains("The marked message has been evicted: times are counted from row to row again.")
        });
        page.focus_on("grid", "Transcript");
        page.key(Key::End);
        page.key(Key::Up);
        choose(page, "Compare");
        see_text(page, "note", "", &["Nothing is marked to compare with."]);
    });
}

#[test]
fn a_bound_that_cannot_be_is_refused_and_changes_nothing() {
    journey("bad-bound", |page| {
        page.connect_to("/seq?n=30&per_sec=1000");
        page.see("all have come", |view| view.rowcount == 32);
        page.press("Options");
        let refused = [
            (MEGABYTES, "0", "With 0 nothing would be kept. Enter 1 to 2048"),
            (
                MEGABYTES,
                "4096",
                "A page can't hold more than 2048 MB of messages.",
            ),
            (MEGABYTES, "lots", "Enter whole megabytes, from 1 to 2048."),
            (LINES, "0", "With 0 nothing would be kept. Enter 1 or more"),
            (
                LINES,
                "4294967296",
                "A page can't hold more than 100000000 lines.",
            ),
            (LINES, "1.5", "Enter a whole number of lines"),
        ];
        for (field, typed, sentence) in refused {
            let before = page.value(field);
            set(page, field, typed);
            let view = page.see_alert(sentence);
            assert_eq!(view.rowcount, 32, "{typed}");
            assert_eq!(page.value(field), typed, "what was typed stays");
            set(page, field, &before);
            page.see("the complaint goes", |view| view.alerts.is_empty());
        }
        page.reload();
        page.press("Options");
        see_that("no bad bound was kept", || {
            page.value(MEGABYTES) == "256" && page.value(LINES).is_empty()
        });
    });
}
