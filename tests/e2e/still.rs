//! What is under the pointer stays there, and what is read is not covered.

use std::time::Duration;

use crate::page::{Page, journey, see_it_is, see_of, see_that};

/// Where the things are that a hand goes to, by name. The tools come with the first row.
fn places(page: &Page) -> Vec<(String, [f64; 4])> {
    page.script(
        "const places = {
             url: '#url', connect: '#main-button', strip: '.strip-line', list: '#transcript',
             message: '#message', send: '.send-button', heading: '.toolbar .heading', tools: '.toolbar .tools', filter: '.filter-line',
             shown: '.show-group',
         };
         return Object.entries(places)
             .map(([name, css]) => [name, document.querySelector(css)?.getBoundingClientRect()])
             .filter(([, box]) => box)
             .map(([name, box]) => [name, [box.x, box.y, box.width, box.height]]);",
        vec![],
    )
}

/// The row that is drawn there, and how far down the window it begins.
fn row_at(page: &Page, x: f64, y: f64) -> Option<(String, f64)> {
    page.script(
        "const row = document.elementFromPoint(arguments[0], arguments[1])?.closest('[role=row]');
         return row && [row.id, row.getBoundingClientRect().y];",
        vec![x.into(), y.into()],
    )
}

fn selected(page: &Page) -> Option<String> {
    page.script(
        "return document.querySelector('[role=row][aria-selected=true]')?.id",
        vec![],
    )
}

fn see_rows(page: &Page, rows: usize) {
    page.see(&format!("{rows} rows have come"), |view| view.rowcount >= rows);
}

#[test]
fn a_double_click_on_a_row_moves_none_and_selects_that_one() {
    journey("still-click", |page| {
        for width in [1920, 1440, 1280, 1024, 700] {
            page.resize(width, 800, false);
            page.open_page();
            page.connect_to("/flood?n=300&size=40");
            page.see("all have come", |view| {
                view.rowcount == 302 && view.last().is_some()
            });
            let before = see_of("a row is there", || row_at(page, 300.0, 400.0), Option::is_some);
            let before = before.expect("it was just seen");
            page.double_click(300.0, 400.0);
            page.find("button", "Mark");
            page.wait(Duration::from_millis(300));
            assert_eq!(
                row_at(page, 300.0, 400.0),
                Some(before.clone()),
                "{width} px wide"
            );
            assert_eq!(selected(page), Some(before.0), "{width} px wide");
        }
    });
}

#[test]
fn a_click_in_a_list_that_moves_selects_the_row_it_began_on() {
    journey("still-moving-click", |page| {
        page.before_the_page(
            "addEventListener('pointerdown', e => { window.beganOn = e.target.closest('[role=row]')?.id; }, true)",
        );
        page.open_page();
        page.connect_to("/rate?per_sec=60&size=20&secs=30");
        see_rows(page, 60);
        for _ in 0..3 {
            // Between the two ends of the click the list goes on by some ten rows.
            page.click_slowly(300.0, 400.0, Duration::from_millis(200));
            see_that("the row that the click began on is selected", || {
                let began_on: Option<String> = page.script("return window.beganOn", vec![]);
                began_on.is_some() && selected(page) == began_on
            });
            page.press("Close");
            page.press("Follow");
        }
    });
}

#[test]
fn a_double_click_in_a_list_that_moves_selects_one_row() {
    journey("still-moving-double-click", |page| {
        page.connect_to("/rate?per_sec=60&size=20&secs=30");
        see_rows(page, 60);
        page.double_click(300.0, 400.0);
        page.find("button", "Mark");
        let chosen = see_of("a row is selected", || selected(page), Option::is_some);
        let chosen = chosen.expect("it was just seen");
        let stays = row_at(page, 300.0, 400.0).expect("a row is there");
        assert_eq!(stays.0, chosen, "the second click found the row of the first");
        page.wait(Duration::from_secs(1));
        assert_eq!(
            row_at(page, 300.0, 400.0),
            Some(stays),
            "it stays where it was pressed"
        );
    });
}

#[test]
fn nothing_that_is_said_moves_what_a_hand_goes_to() {
    journey("still-notices", |page| {
        page.allow_clipboard();
        for width in [1920, 1280, 1024, 700, 390] {
            page.resize(width, 800, width < 640);
            // What was typed before is not to come back: it has a line of its own.
            page.script::<()>("sessionStorage.clear()", vec![]);
            page.open_page();
            page.focus_on("textbox", "WebSocket URL");
            let empty = places(page);
            let stays = |what: &str, before: &[(String, [f64; 4])]| {
                page.wait(Duration::from_millis(100));
                let mut now = places(page);
                now.retain(|(name, _)| before.iter().any(|(of, _)| of == name));
                assert_eq!(now, before, "{what}, {width} px wide");
            };
            page.type_url("https://localhost/a?token=abc");
            page.see("the note is there", |view| {
                view.notes.iter().any(|note| note.contains("secret"))
            });
            stays("notes on the URL", &empty);
            page.press("Share");
            page.see("it is copied", |view| view.notice.contains("Link copied"));
            stays("a notice", &empty);
            page.press("Dismiss");
            page.type_url("ws://");
            page.press("Connect");
            page.see("the URL is refused", |view| !view.alerts.is_empty());
            stays("what is wrong with the URL", &empty);

            page.connect_to("/rate?per_sec=100&size=20&secs=60");
            see_rows(page, 30);
            let full = places(page);
            see_rows(page, 130);
            stays("counts that have grown", &full);
            page.press("Pause");
            see_notice(page, "Paused");
            stays("a list that is held", &full);
            page.press("Clear");
            see_notice(page, "Cleared");
            stays("a transcript that was cleared", &full);
            page.press("Pause");
            see_rows(page, 60);
            stays("rows again", &full);
        }
    });
}

#[test]
fn what_is_said_covers_neither_rows_nor_the_message() {
    journey("still-covered", |page| {
        page.allow_clipboard();
        for width in [1280, 390] {
            page.resize(width, 800, width < 640);
            page.open_page();
            page.connect_to("/rate?per_sec=100&size=20&secs=60");
            see_rows(page, 60);
            page.press("Pause");
            page.press("Share");
            page.see("it is copied", |view| view.notice.contains("Link copied"));
            let covered = || -> Vec<String> {
                page.script(
                "const boxes = [...document.querySelectorAll('.notice, .toast, .newer')].filter(e => e.checkVisibility());
                 const over = (a, b) => a.x < b.right && b.x < a.right && a.y < b.bottom - 1 && b.y < a.bottom - 1;
                 const read = ['#transcript', '.composer-box', '.connection'].map(css => document.querySelector(css));
                 return boxes.length < arguments[0] ? ['too few'] : boxes.flatMap(box => read.filter(one =>
                     over(box.getBoundingClientRect(), one.getBoundingClientRect())).map(one => `${box.textContent} over ${one.className}`));",
                // A phone shows one after the other.
                vec![if width < 640 { 1 } else { 2 }.into()],
            )
            };
            see_it_is(&format!("what is covered at {width} px"), &[""; 0], covered);
        }
    });
}

#[test]
fn the_selected_row_looks_selected_under_the_pointer() {
    journey("still-hover", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.send("one");
        page.see_row("received", "text", "one");
        for index in [2, 3] {
            page.click_row(index);
            see_that("it is selected", || {
                let colours: [String; 2] = page.script(
                    "const row = document.querySelector('[role=row][aria-selected=true]');
                     if (!row) return ['none', 'one'];
                     const style = getComputedStyle(row);
                     const probe = document.createElement('i');
                     probe.style.backgroundColor = 'var(--accent-soft)';
                     document.body.append(probe);
                     const wanted = getComputedStyle(probe).backgroundColor;
                     probe.remove();
                     return [style.backgroundColor, wanted];",
                    vec![],
                );
                colours[0] == colours[1]
            });
        }
    });
}

#[test]
fn the_row_of_an_end_is_selected_with_its_explanation() {
    journey("still-end", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.send("one");
        page.see_row("received", "text", "one");
        page.click_row(2);
        page.find("button", "Mark");
        page.connect_again_to("/close/1011?after=1500");
        page.see("the row of the end is selected", |view| {
            view.rows
                .iter()
                .any(|row| row.selected && row.text.contains("closed 1011"))
        });
    });
}

/// Waits for a word in the line above the message.
#[track_caller]
fn see_notice(page: &Page, word: &str) {
    see_of(
        &format!("{word} is said"),
        || page.text_at(".notice-line"),
        |said| said.contains(word),
    );
}
