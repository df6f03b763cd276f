//! The list where it is long: every row in reach, nothing moving under the reader, and ways to go somewhere.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_it_is, see_of, see_that};
use crate::view::View;

/// The first row that is wholly in view: its place in the transcript, and how far down the list it is, in pixels.
fn first_in_view(page: &Page) -> (usize, f64) {
    page.script(
        "const top = document.querySelector('[role=grid]').getBoundingClientRect().y;
         const rows = [...document.querySelectorAll('[role=grid] [role=row]')];
         const row = rows.find(row => row.getBoundingClientRect().y >= top);
         return row ? [Number(row.ariaRowIndex), row.getBoundingClientRect().y - top] : [0, 0];",
        vec![],
    )
}

/// Which element the selected row is, if it is drawn, its place in the transcript, and how far down the page it is.
fn selected(page: &Page) -> Option<(String, usize, f64)> {
    page.script(
        "const row = document.querySelector('[role=row][aria-selected=true]');
         return row && [row.id, Number(row.ariaRowIndex), row.getBoundingClientRect().y];",
        vec![],
    )
}

/// What the second column is headed.
fn delta_head(page: &Page) -> String {
    page.text_at(".columns > :nth-child(2)")
}

fn drag_to(page: &Page, share: f64) {
    page.script::<()>(
        "const list = document.querySelector('[role=grid]');
         list.scrollTop = (list.scrollHeight - list.clientHeight) * arguments[0];",
        vec![share.into()],
    );
}

/// Waits for so many messages, however long they take: each step may take as long as a person would wait.
fn see_received(page: &Page, messages: u64) {
    for step in 1..=5 {
        let some = messages * step / 5;
        page.see(&format!("{some} have come"), |view| {
            view.stat("Messages received") >= some
        });
    }
}

fn see_selected(page: &Page, what: &str, is_it: impl Fn(&crate::view::Row) -> bool) -> View {
    page.see(what, |view| {
        view.rows.iter().any(|row| row.selected && is_it(row))
    })
}

#[test]
fn a_list_higher_than_a_browser_lays_out_is_all_in_reach() {
    journey("long-list", |page| {
        // Rows of two lines: 6.6 million pixels.
        page.resize(390, 844, true);
        page.open_page();
        page.connect_to("/flood?n=150000&size=16");
        see_received(page, 150_000);
        page.see("the end is followed", |view| {
            view.status() == "Disconnected" && view.last().is_some()
        });
        let height: f64 = page.script(
            "return document.querySelector('[role=grid]').scrollHeight",
            vec![],
        );
        assert!(
            height <= 6_500_000.0,
            "{height} px is more than some browsers lay out"
        );

        drag_to(page, 0.5);
        let near_the_middle = |(row, _): (usize, f64)| (74_000..76_000).contains(&row);
        see_that("the middle is in view", || near_the_middle(first_in_view(page)));
        page.wait(Duration::from_millis(200));
        let (before, offset) = first_in_view(page);
        page.wheel(440);
        see_that("the wheel goes on by as many rows as it turned", || {
            first_in_view(page) == (before + 10, offset)
        });
        page.wheel(-440);
        see_that("and back", || first_in_view(page) == (before, offset));

        drag_to(page, 0.0);
        see_that("the first row is at the top", || first_in_view(page) == (1, 0.0));
        page.wheel(440);
        see_that("the eleventh is at the top", || first_in_view(page) == (11, 0.0));
        page.focus_on("grid", "Transcript");
        for (key, row) in [(Key::End, 150_002), (Key::Home, 1), (Key::Down, 2)] {
            page.key(key);
            see_selected(page, &format!("row {row} is selected"), |selected| {
                selected.index == row
            });
        }
        drag_to(page, 1.0);
        page.see("the last row is in view", |view| view.last().is_some());
    });
}

#[test]
fn what_is_read_stays_where_it_is_while_the_oldest_are_evicted() {
    journey("list-evicted", |page| {
        // Almost the 256 MiB that the transcript keeps.
        page.connect_to("/flood?n=1050&size=240000");
        page.see("the transcript is almost full", |view| {
            view.rowcount == 1_052 && view.status() == "Disconnected"
        });
        page.connect_to("/rate?per_sec=300&size=240000&secs=6");
        page.see_status("Connected");
        page.focus_on("grid", "Transcript");
        page.type_keys("kM");
        see_that("the newest is selected", || selected(page).is_some());
        see_it_is("the heading", "From mark", || delta_head(page));
        page.wait(Duration::from_millis(200));
        let (id, index, y) = selected(page).expect("it was just seen");
        see_that("rows are evicted above it", || {
            selected(page).is_some_and(|(_, now, _)| now + 40 < index)
        });
        let (same_id, _, same_y) = selected(page).expect("it is far from being evicted");
        assert_eq!((same_id, same_y), (id, y), "it has not moved");

        page.see("all has come", |view| view.status() == "Disconnected");
        page.see(
            "the selected row was evicted, and the oldest is in view",
            |view| {
                view.rows.first().is_some_and(|row| row.index == 1)
                    && !view.rows.iter().any(|row| row.selected)
            },
        );
        see_it_is("the first in view", &(1, 0.0), || first_in_view(page));
        // Nothing is left to compare with.
        see_it_is("the heading", "Delta", || delta_head(page));
        for (key, row) in [(Key::Down, 1), (Key::Down, 2), (Key::Up, 1)] {
            page.key(key);
            see_selected(page, &format!("row {row} is selected"), |selected| {
                selected.index == row
            });
        }
    });
}

#[test]
fn times_are_counted_from_the_marked_message() {
    journey("mark", |page| {
        page.connect_to("/seq?n=20&per_sec=100");
        page.see("all has come", |view| view.status() == "Disconnected");
        see_it_is("the heading", "Delta", || delta_head(page));
        page.click_row(11);
        page.press("Mark");
        page.see("the row says that it is marked", |view| {
            view.rows.iter().any(|row| {
                row.index == 11
                    && row.text.starts_with("Marked{")
                    && row.spoken.starts_with("Marked, Received")
            })
        });
        see_it_is("the heading", "From mark", || delta_head(page));
        page.see_attribute("button", "Mark", "aria-pressed", Some("true"));
        let signs = || {
            let rows = page.view().rows.into_iter();
            let signs = rows.map(|row| (row.index, row.delta.chars().next()));
            signs.collect::<Vec<_>>()
        };
        see_of(
            "times before the mark are negative, and no others",
            signs,
            |signs| {
                signs.contains(&(1, Some('-')))
                    && signs.contains(&(22, Some('+')))
                    && signs
                        .iter()
                        .all(|(index, sign)| *sign != Some('-') || *index < 11)
            },
        );

        page.focus_on("grid", "Transcript");
        page.key(Key::End);
        see_selected(page, "the last row is selected", |row| row.index == 22);
        page.type_keys("G");
        see_selected(page, "the marked row is selected", |row| row.index == 11);
        page.type_keys("M");
        page.see("nothing is marked", |view| {
            !view.rows.iter().any(|row| row.text.contains("Marked"))
        });
        see_it_is("the heading", "Delta", || delta_head(page));
    });
}

#[test]
fn a_time_is_gone_to() {
    journey("go-to", |page| {
        page.connect_to("/seq?n=30&per_sec=100");
        let view = page.see("all has come", |view| {
            view.status() == "Disconnected" && view.rowcount == 32 && view.last().is_some()
        });
        let time = view
            .rows
            .iter()
            .find(|row| row.index == 25)
            .expect("it is in view")
            .time
            .clone();
        page.focus_on("grid", "Transcript");
        let go_to = |typed: &str| {
            page.type_keys("g");
            page.fill("Go to time", typed);
            page.key(Key::Enter);
        };
        go_to("noon");
        page.see_alert("“noon” is no time");
        page.key(Key::Escape);
        see_that("Escape closes it", || !page.has("textbox", "Go to time"));
        go_to(&time);
        see_selected(page, "the first row of that time is selected", |row| {
            row.time == time && row.index <= 25
        });
        page.see_focus("grid", "Transcript");
        go_to("+0s");
        see_selected(page, "the open is selected", |row| row.kind == "open");
        go_to("-0s");
        see_selected(page, "the close is selected", |row| row.kind == "close");
        go_to("+1h");
        page.see_alert("Nothing that late is shown: the last line is of");
        page.key(Key::Escape);

        page.press("System");
        page.see("only messages are shown", |view| view.rowcount == 30);
        go_to("+0s");
        see_selected(page, "the first that is shown is selected", |row| row.index == 2);
        page.press("Go to");
        page.press("Last");
        see_selected(page, "the last that is shown is selected", |row| row.index == 31);
        see_that("the form is closed", || !page.has("textbox", "Go to time"));
    });
}

#[test]
fn a_later_session_begins_with_a_line_that_says_so() {
    journey("sessions", |page| {
        for (rows, label) in [(4, "open"), (8, "Session 2 open"), (12, "Session 3 open")] {
            page.connect_to("/seq?n=2&per_sec=100");
            let begins = format!("{label} in ");
            page.see(
                &format!("a session is over that began with “{begins}”"),
                |view| {
                    let open = view.rows.iter().rfind(|row| row.kind == "open");
                    view.rowcount == rows
                        && view.status() == "Disconnected"
                        && view.last().is_some()
                        && open.is_some_and(|row| row.text.starts_with(&begins))
                },
            );
        }
    });
}
