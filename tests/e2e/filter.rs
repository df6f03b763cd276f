//! Finding messages among many, and holding the list still while more arrive.

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_it_is, see_of, see_that};
use crate::view::View;

/// Types into the filter in place of what is there.
#[track_caller]
pub(crate) fn filter(page: &Page, typed: &str) {
    page.fill_in("searchbox", "Filter messages", typed);
}

/// What the filter says of itself: the count beside it.
#[track_caller]
fn found(page: &Page) -> String {
    let described = "const e = document.querySelector('input[type=search]');
        return document.getElementById(e?.getAttribute('aria-describedby')?.split(' ')[0])?.textContent ?? '';";
    page.script(described, vec![])
}

#[track_caller]
pub(crate) fn see_found(page: &Page, expect: &str) {
    see_it_is("what the filter says", expect, || found(page));
}

/// The same, and waits for so many rows to be left.
#[track_caller]
fn see_left(page: &Page, expect: &str, rows: usize) -> View {
    see_found(page, expect);
    page.see(&format!("{rows} rows are left"), |view| view.rowcount == rows)
}

/// What is marked in each drawn row that has a mark.
#[track_caller]
fn marks(page: &Page) -> Vec<String> {
    let marked = "return [...document.querySelectorAll('[role=grid] [role=row]')]
        .map(row => [...row.querySelectorAll('mark')].map(mark => mark.textContent).join(''))
        .filter(text => text);";
    page.script(marked, vec![])
}

#[track_caller]
fn see_selected(page: &Page, index: usize) -> View {
    page.see(&format!("row {index} is selected"), |view| {
        view.rows
            .iter()
            .filter(|row| row.selected)
            .map(|row| row.index)
            .eq([index])
    })
}

/// Thirty numbered messages, and the line before and after them.
fn count_to_thirty(page: &Page) {
    page.connect_to("/seq?n=30&per_sec=1000");
    page.see("all have come", |view| {
        view.rowcount == 32 && view.status() == "Disconnected"
    });
}

#[test]
fn only_the_messages_that_match_are_shown_counted_and_marked() {
    journey("filter-text", |page| {
        count_to_thirty(page);
        filter(page, "\"seq\":2");
        // What happened to the connection stays in view.
        let view = see_left(page, "11 of 30", 13);
        assert!(view.transcript.contains("(30)"), "{}", view.transcript);
        see_it_is("what is marked in every message", &["\"seq\":2"; 11], || {
            marks(page)
        });
        page.see("a row keeps its place in the whole", |view| {
            let messages = view.rows.iter().filter(|row| row.kind == "text");
            messages.map(|row| row.index).eq([3].into_iter().chain(21..=30))
        });

        page.press("Invert");
        see_left(page, "19 of 30", 21);
        see_it_is("what is marked", &[""; 0], || marks(page));
        page.press("Invert");

        filter(page, "/\"SEQ\":1\\d,/i");
        see_found(page, "10 of 30");
        filter(page, "SEQ");
        see_found(page, "30 of 30");
        page.press("Match case");
        see_found(page, "0 of 30");
        see_of(
            "it is said",
            || page.text_at(".notice-line"),
            |told| told.contains("None of 30 messages match."),
        );
        page.press("Clear filter");
        page.see("all are shown again", |view| view.rowcount == 32);
        page.see_focus("searchbox", "Filter messages");
        page.see_attribute("button", "Match case", "aria-pressed", Some("false"));
    });
}

#[test]
fn a_bad_regex_says_why_and_the_last_good_filter_stays() {
    journey("filter-bad", |page| {
        count_to_thirty(page);
        filter(page, "/\"seq\":1\\d,/");
        see_found(page, "10 of 30");
        page.key(Key::Left);
        page.type_keys("(");
        page.see_alert("Filter is not valid: unterminated group.");
        let see_invalid = |expect| page.see_attribute("searchbox", "Filter messages", "aria-invalid", expect);
        see_invalid(Some("true"));
        assert_eq!((found(page).as_str(), page.view().rowcount), ("10 of 30", 12));
        page.key(Key::End);
        page.type_keys("!");
        page.see("what is no regex any more is text", |view| {
            view.alerts.is_empty() && view.rowcount == 2
        });
        see_invalid(None);
    });
}

#[test]
fn directions_sizes_fields_and_heartbeats_are_told_apart() {
    journey("filter-more", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        for (sent, text) in [r#"{"type":"tick","n":1}"#, r#"{"type":"trade","n":2}"#, "ping"]
            .into_iter()
            .enumerate()
        {
            page.send(text);
            page.see("it has come back", |view| view.rowcount == 3 + 2 * sent);
        }
        for (name, rows, direction) in [
            ("Sent", 4, "sent"),
            ("Received", 4, "received"),
            ("System", 6, "system"),
        ] {
            page.press(name);
            page.see(&format!("no row is {direction}"), |view| {
                view.rowcount == rows && view.rows.iter().all(|row| row.direction != direction)
            });
            page.see_attribute("button", name, "aria-pressed", Some("false"));
            page.press(name);
            page.see("it is back", |view| view.rowcount == 7);
        }

        page.press("More filters");
        page.fill("JSON field", "$.type = tick");
        see_found(page, "2 of 6");
        page.key(Key::Home);
        page.type_keys("[");
        page.see_alert("the JSON field's path cannot be followed.");
        assert_eq!(found(page), "2 of 6");
        page.fill("JSON field", "");
        page.fill("Least size", "22");
        see_found(page, "2 of 6");
        page.fill("Least size", "");
        page.fill("Largest size", "21");
        see_found(page, "4 of 6");
        page.fill("Least size", "1 KB");
        page.see_alert("the least size is above the largest.");
        page.fill("Least size", "");
        page.fill("Largest size", "");
        page.click_on("checkbox", "Hide heartbeats");
        see_found(page, "4 of 6");
        page.key(Key::Escape);
        page.see_focus("button", "More filters");
        see_that("it is folded away", || !page.has("textbox", "JSON field"));
        assert_eq!(found(page), "4 of 6", "what is folded away is still in use");
    });
}

#[test]
fn binary_messages_are_told_from_text_and_marked_in_their_bytes() {
    journey("filter-binary", |page| {
        page.connect_to("/binary");
        page.see("four have come", |view| view.rowcount == 5);
        page.send("hello");
        page.see("it has come back", |view| view.rowcount == 7);
        filter(page, "ELL");
        see_found(page, "2 of 6");
        see_it_is("what is marked", &["ell", "65 6c 6c"], || marks(page));
        filter(page, "");
        page.press("More filters");
        page.click_on("checkbox", "Text messages");
        see_found(page, "5 of 6");
        page.click_on("checkbox", "Text messages");
        page.click_on("checkbox", "Binary messages");
        see_found(page, "1 of 6");
    });
}

#[test]
fn what_matches_is_found_while_messages_keep_arriving() {
    journey("filter-live", |page| {
        page.connect_to("/rate?per_sec=200&secs=60");
        page.see_status("Connected");
        page.send("a needle");
        page.see_stat("Messages sent", 1);
        filter(page, "needle");
        page.see("both directions are found", |view| view.rowcount == 3);
        let before = page.view().stat("Messages received");
        let after = page.see("more has come", |view| {
            view.stat("Messages received") > before + 100
        });
        assert_eq!(after.rowcount, 3);
        page.send("another needle");
        page.see("the newest match is in view", |view| {
            let last = view.rows.last().map(|row| row.text.as_str());
            view.rowcount == 5 && last == Some("another needle")
        });
        see_of(
            "four match",
            || found(page),
            |counts| counts.starts_with("4 of ") && !counts.contains("searched"),
        );
        page.press("Disconnect");
        page.see_status("Disconnected");
    });
}

#[test]
fn a_paused_list_stands_still_and_counts_what_it_holds() {
    journey("pause", |page| {
        page.connect_to("/rate?per_sec=100&secs=60");
        page.see("some have come", |view| view.rowcount > 50);
        page.press("Pause");
        page.see_attribute("button", "Pause", "aria-pressed", Some("true"));
        let held = |page: &Page| -> u64 {
            let told = page.text_at(".notice-line");
            let held = told
                .split("Paused, ")
                .nth(1)
                .and_then(|rest| rest.split(' ').next());
            held.and_then(|held| held.parse().ok()).unwrap_or_default()
        };
        let rest = page.view();
        see_that("more is held", || held(page) > 100);
        let view = page.view();
        assert_eq!(view.rowcount, rest.rowcount, "nothing moves");
        assert_eq!(view.rows[0].index, rest.rows[0].index);
        assert!(view.stat("Messages received") > rest.stat("Messages received"));
        page.press("Resume");
        page.see("all that was held is shown", |view| {
            view.rowcount > rest.rowcount + 100 && view.last().is_some()
        });

        page.click_on("button", "Follow");
        page.key('p');
        page.find_containing("button", "Resume");
        page.key('p');
        see_that("it goes on", || !page.has("button", "Resume"));
        page.press("Disconnect");
        page.see_status("Disconnected");
    });
}

#[test]
fn one_of_a_hundred_thousand_is_found_with_and_without_hiding_the_rest() {
    journey("filter-flood", |page| {
        page.connect_to("/flood?n=100000&size=64");
        page.see("all of it has come", |view| {
            view.rowcount == 100_002 && view.status() == "Disconnected"
        });
        filter(page, "00054321");
        see_left(page, "1 of 100,000", 3);
        page.see("that row is in view", |view| {
            view.rowcount == 3 && view.rows.iter().any(|row| row.index == 54_322)
        });

        page.press("Hide other messages");
        page.see("all rows are there", |view| view.rowcount == 100_002);
        page.press("Next match");
        see_selected(page, 54_322);
        see_it_is("what is marked", &["00054321"], || marks(page));

        filter(page, "0005432");
        see_found(page, "11 of 100,000");
        page.chord(&[Key::Control], "g");
        see_selected(page, 54_323);
        page.chord(&[Key::Control, Key::Shift], "g");
        page.chord(&[Key::Control, Key::Shift], "g");
        see_selected(page, 54_321);
        page.press("Hide other messages");
        page.see("the other messages are hidden", |view| view.rowcount == 13);
        see_selected(page, 54_321);
        filter(page, "");
        page.see("all rows are back", |view| view.rowcount == 100_002);
        see_selected(page, 54_321);
    });
}

#[test]
fn the_filter_needs_no_mouse() {
    journey("filter-keyboard", |page| {
        count_to_thirty(page);
        page.key('/');
        page.see_focus("searchbox", "Filter messages");
        page.type_keys("\"seq\":3");
        see_found(page, "2 of 30");
        page.key(Key::Enter);
        see_selected(page, 4);
        page.key(Key::Enter);
        see_selected(page, 31);
        page.chord(&[Key::Shift], &Key::Enter.value().to_string());
        see_selected(page, 4);
        page.key(Key::Escape);
        page.see("all are shown, and the same row is selected", |view| {
            view.rowcount == 32 && view.rows.iter().any(|row| row.index == 4 && row.selected)
        });
        page.see_value_of("searchbox", "Filter messages", "");
    });
}

#[test]
fn a_phone_reaches_the_filter() {
    journey("filter-phone", |page| {
        page.resize(390, 844, true);
        page.open_page();
        count_to_thirty(page);
        assert!(!page.has("searchbox", "Filter messages"));
        page.press("Filter");
        filter(page, "\"seq\":2");
        see_found(page, "11 of 30");
        for (role, name) in [
            ("searchbox", "Filter messages"),
            ("button", "More filters"),
            ("button", "Next match"),
            ("button", "System"),
            ("button", "Clear"),
        ] {
            let rect = page.rect_of(role, name);
            assert!(rect.x >= 0.0 && rect.x + rect.width <= 390.0, "{name}: {rect:?}");
            assert!(rect.width >= 24.0, "{name} is too small for a finger: {rect:?}");
        }
        page.press("More filters");
        let panel = page.rect_of("group", "More filters");
        assert!(panel.x >= 0.0 && panel.x + panel.width <= 390.0, "{panel:?}");
    });
}
