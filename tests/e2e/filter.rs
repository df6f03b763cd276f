//! Finding messages among many, and holding the list still while more arrive.

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_that};
use crate::view::View;

/// Types into the filter in place of what is there.
#[track_caller]
pub(crate) fn filter(page: &Page, typed: &str) {
    page.fill_into(&page.find("searchbox", "Filter messages"), typed);
}

/// What the filter says of itself: the count beside it.
#[track_caller]
fn found(page: &Page) -> String {
    let described = "const e = document.querySelector('input[type=search]');
        return document.getElementById(e.getAttribute('aria-describedby').split(' ')[0]).textContent;";
    page.script(described, vec![])
}

#[track_caller]
pub(crate) fn see_found(page: &Page, expect: &str) -> View {
    see_that(&format!("{expect} match"), || found(page) == expect);
    page.view()
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
        let view = see_found(page, "11 of 30");
        assert_eq!(view.rowcount, 13, "what happened to the connection stays in view");
        assert!(view.transcript.contains("(30)"), "{}", view.transcript);
        see_that("what was typed is marked in every message", || {
            marks(page) == vec!["\"seq\":2"; 11]
        });
        let messages: Vec<usize> = view
            .rows
            .iter()
            .filter(|row| row.kind == "text")
            .map(|row| row.index)
            .collect();
        let places: Vec<usize> = [3].into_iter().chain(21..=30).collect();
        assert_eq!(messages, places, "a row keeps its place in the whole");

        page.press("Invert");
        assert_eq!(see_found(page, "19 of 30").rowcount, 21);
        assert_eq!(marks(page), Vec::<String>::new());
        page.press("Invert");

        filter(page, "/\"SEQ\":1\\d,/i");
        see_found(page, "10 of 30");
        filter(page, "SEQ");
        see_found(page, "30 of 30");
        page.press("Match case");
        see_found(page, "0 of 30");
        let told = page.text_of(&page.element(".notice-line"));
        assert!(told.contains("None of 30 messages match."), "{told}");
        page.press("Clear filter");
        page.see("all are shown again", |view| view.rowcount == 32);
        page.see_focus("searchbox", "Filter messages");
        assert_eq!(
            page.attribute("button", "Match case", "aria-pressed").as_deref(),
            Some("false")
        );
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
        let invalid = || page.attribute("searchbox", "Filter messages", "aria-invalid");
        assert_eq!(invalid().as_deref(), Some("true"));
        assert_eq!((found(page).as_str(), page.view().rowcount), ("10 of 30", 12));
        page.key(Key::End);
        page.type_keys("!");
        page.see("what is no regex any more is text", |view| {
            view.alerts.is_empty() && view.rowcount == 2
        });
        assert_eq!(invalid(), None);
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
            assert_eq!(
                page.attribute("button", name, "aria-pressed").as_deref(),
                Some("false")
            );
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
        page.click(&page.find("checkbox", "Hide heartbeats"));
        see_found(page, "4 of 6");
        page.key(Key::Escape);
        page.see_focus("button", "More filters");
        assert!(!page.has("textbox", "JSON field"));
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
        see_that("both are marked", || marks(page) == ["ell", "65 6c 6c"]);
        filter(page, "");
        page.press("More filters");
        page.click(&page.find("checkbox", "Text messages"));
        see_found(page, "5 of 6");
        page.click(&page.find("checkbox", "Text messages"));
        page.click(&page.find("checkbox", "Binary messages"));
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
        let last = page.see("the newest match is in view", |view| view.rowcount == 5);
        assert_eq!(
            last.rows.last().map(|row| row.text.as_str()),
            Some("another needle")
        );
        let counts = found(page);
        assert!(
            counts.starts_with("4 of ") && !counts.contains("searched"),
            "{counts}"
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
        see_that("it is paused", || {
            page.attribute("button", "Pause", "aria-pressed").as_deref() == Some("true")
        });
        let held = |page: &Page| -> u64 {
            let told = page.text_of(&page.element(".notice-line"));
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

        page.click(&page.find("button", "Follow"));
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
        let view = see_found(page, "1 of 100,000");
        assert_eq!(view.rowcount, 3);
        assert!(view.rows.iter().any(|row| row.index == 54_322), "{view}");

        page.press("Hide other messages");
        page.see("all rows are there", |view| view.rowcount == 100_002);
        page.press("Next match");
        see_selected(page, 54_322);
        assert_eq!(marks(page), ["00054321"]);

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
        let view = page.see("all are shown", |view| view.rowcount == 32);
        assert_eq!(page.value_of("searchbox", "Filter messages"), "");
        assert!(
            view.rows.iter().any(|row| row.index == 4 && row.selected),
            "{view}"
        );
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
            let rect = page.rect(&page.find(role, name));
            assert!(rect.x >= 0.0 && rect.x + rect.width <= 390.0, "{name}: {rect:?}");
            assert!(rect.width >= 24.0, "{name} is too small for a finger: {rect:?}");
        }
        page.press("More filters");
        let panel = page.rect(&page.find("group", "More filters"));
        assert!(panel.x >= 0.0 && panel.x + panel.width <= 390.0, "{panel:?}");
    });
}
