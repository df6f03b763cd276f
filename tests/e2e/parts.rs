//! The parts of the page that come after the first load: when they are asked for, and what is said when one does not come or is
//! not the right one.

use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

use crate::host::{Fault, Host};
use crate::page::{Page, journey, journey_of_broken_parts, see_it_is, see_that};
use crate::pane::{PANE, see_in_pane, see_tab};

/// The files of the parts.
const PARTS: [&str; 4] = ["/detail.wasm", "/find.wasm", "/learn.wasm", "/secrets.wasm"];

/// What is said of a part that is not the right one.
const ALTERED: &str = "arrived cut short or altered, and was not used";

/// Opens the page from a host of its own that has not been asked for a part, and is not by itself: the browser saves data.
fn open_saving_data(page: &Page, host: &Host) {
    page.save_data();
    page.open_address(&host.address());
}

/// Waits until the page has every part.
fn see_all_parts(page: &Page) {
    see_that("every part has come", || {
        let come: usize = page.script(
            "return performance.getEntriesByType('resource').filter(r => r.responseEnd && /(detail|find|learn|secrets).wasm$|trap.js$/.test(r.name)).length",
            vec![],
        );
        // And what is shown should the page trap.
        come == PARTS.len() + 1
    });
}

/// Sends a message to an echo and clicks on the row of what came back.
fn press_a_row(page: &Page) {
    page.connect_to("/echo");
    page.see_status("Connected");
    page.send(r#"{"a":1}"#);
    page.see("it came back", |view| view.rowcount == 3);
    page.click_row(3);
}

/// Waits until the filter has looked at everything and says so.
fn see_found(page: &Page, result: &str) {
    see_it_is("what the filter says", result, || page.text_at("#filter-result"));
}

/// Uses everything that is not in the first load.
fn use_everything(page: &Page) {
    press_a_row(page);
    page.find("complementary", PANE);
    see_tab(page, "Pretty");
    page.type_keys("/");
    page.see_focus("searchbox", "Filter messages");
    page.type_keys("/a.:1/");
    see_found(page, "2 of 2");
    page.press("More filters");
    page.find("textbox", "JSON field");
    page.press("More filters");
    page.fill_in("searchbox", "Filter messages", "");
    page.press("Keyboard shortcuts");
    page.find("dialog", "Keyboard shortcuts");
    see_that("the shortcuts are listed", || {
        page.text("dialog", "Keyboard shortcuts")
            .contains("Focus the URL")
    });
    page.key(Key::Escape);
    page.follow("Reference");
    page.find("searchbox", "Search the guide and the codes");
    page.follow("Tester");
    page.press("Disconnect");
    page.see_status("Disconnected");
    page.connect_to("/close/1011");
    see_that("the close is explained", || {
        page.has("region", "Why did it close?")
            && page
                .text("region", "Why did it close?")
                .contains("Internal Error")
    });
}

#[test]
fn an_open_page_needs_its_host_no_more() {
    journey("parts-host-gone", |page| {
        let host = page.host("/", None);
        page.open_address(&host.address());
        see_all_parts(page);
        drop(host);
        use_everything(page);
    });
}

#[test]
fn a_page_on_a_path_of_its_host_finds_its_parts() {
    journey("parts-sub-path", |page| {
        let host = page.host("/tools/tabcat/", Some("no-store"));
        page.open_address(&host.address());
        use_everything(page);
        see_that("the Worker's script is found, too", || page.has_worker());
    });
}

#[test]
fn parts_that_a_cache_keeps_for_a_year_are_used_from_there() {
    journey("parts-cached", |page| {
        let host = page.host("/", Some("public, max-age=31536000, immutable"));
        page.open_address(&host.address());
        see_all_parts(page);
        use_everything(page);
        page.open_address(&host.address());
        use_everything(page);
        for part in PARTS {
            assert_eq!(host.asked(part), 1, "{part}");
        }
    });
}

#[test]
fn a_browser_that_saves_data_is_sent_a_part_when_it_is_wanted() {
    journey("parts-save-data", |page| {
        let host = page.host("/", None);
        open_saving_data(page, &host);
        page.wait(Duration::from_secs(4));
        assert_eq!(
            PARTS.map(|part| host.asked(part)),
            [0, 0, 0, 0],
            "nobody wanted one"
        );
        page.connect_to("/echo");
        see_that("Connect asks for the detail", || host.asked("/detail.wasm") == 1);
        see_that("and for what finds secrets", || host.asked("/secrets.wasm") == 1);
        page.see_row("system", "open", "open in");
        page.type_keys("/");
        see_that("the filter's field asks for what finds", || {
            host.asked("/find.wasm") == 1
        });
        assert_eq!(host.asked("/learn.wasm"), 0);
        page.follow("Reference");
        page.find("searchbox", "Search the guide and the codes");
        assert_eq!(PARTS.map(|part| host.asked(part)), [1, 1, 1, 1], "each once");
    });
}

#[test]
fn a_part_comes_with_what_is_about_to_need_it_and_answers_at_once() {
    journey("parts-first-press", |page| {
        // Other work on the machine makes a press slower, and nothing makes it faster.
        let mut fastest = f64::INFINITY;
        for _ in 0..5 {
            let host = page.host("/", None);
            open_saving_data(page, &host);
            press_a_row(page);
            see_in_pane(page, &["Received"]);
            fastest = fastest.min(page.script(FIRST_PRESS, vec![]));
            if fastest < 100.0 {
                return;
            }
        }
        panic!("the first press on / was answered after {fastest} ms");
    });
}

/// Puts the focus into the filter and types, and gives the milliseconds until it says how many match.
const FIRST_PRESS: &str = "
    const field = document.getElementById('filter'), result = document.getElementById('filter-result');
    const start = performance.now();
    field.focus();
    field.value = 'nothing has this';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return new Promise((answered) => {
        const look = () => result.textContent === '0 of 2'
            ? answered(performance.now() - start) : setTimeout(look, 1);
        look();
    });";

#[test]
fn a_part_with_a_wrong_type_is_used_all_the_same() {
    journey("parts-wrong-type", |page| {
        let host = page.host("/", None);
        for part in PARTS {
            host.spoil(part, Fault::WrongType);
        }
        page.open_address(&host.address());
        use_everything(page);
    });
}

#[test]
fn a_part_that_is_not_the_right_one_is_never_started_and_it_is_said_where_it_would_show() {
    journey_of_broken_parts("parts-broken", |page| {
        for (fault, words) in [
            (Fault::CutShort, ALTERED),
            (Fault::Altered, ALTERED),
            (Fault::Html, ALTERED),
            (Fault::Status(404), "the host of this page answered 404"),
            (Fault::Status(500), "the host of this page answered 500"),
        ] {
            let host = page.host("/", Some("public, max-age=31536000, immutable"));
            host.spoil("/detail.wasm", fault);
            open_saving_data(page, &host);
            press_a_row(page);
            page.find("region", "Message");
            see_that(&format!("{fault:?} is told"), || {
                page.text("region", "Message").contains(words)
            });
            page.send("still here");
            page.see("messages keep arriving", |view| {
                view.rowcount == 5 && view.stat("Messages received") == 2 && view.status() == "Connected"
            });
            page.press("Retry");
            page.find("button", "Retry");
            page.picture("part-altered");
            // What the browser's cache may have kept of it is not asked.
            host.mend();
            page.press("Retry");
            see_in_pane(page, &["Received", "Text, "]);
            page.send("and here");
            page.see("they still do", |view| view.stat("Messages received") == 3);
        }
    });
}

#[test]
fn a_part_is_not_shown_without_its_style_sheet() {
    journey_of_broken_parts("parts-style", |page| {
        let host = page.host("/", None);
        host.spoil("/detail.css", Fault::CutShort);
        open_saving_data(page, &host);
        press_a_row(page);
        page.find("region", "Message");
        see_that("it is told", || page.text("region", "Message").contains(ALTERED));
        host.mend();
        page.press("Retry");
        see_in_pane(page, &["Received", "Text, "]);
        // That of the tools and that of the pane, once.
        let sheets = || page.script::<usize>("return document.adoptedStyleSheets.length", vec![]);
        see_it_is("the number of style sheets", &2, sheets);
    });
}

#[test]
fn every_place_where_a_part_would_show_says_why_it_does_not() {
    journey_of_broken_parts("parts-places", |page| {
        let host = page.host("/", None);
        for part in PARTS {
            host.spoil(part, Fault::Status(503));
        }
        open_saving_data(page, &host);
        page.connect_to("/close/1011");
        see_that("the close says it", || {
            page.has("region", "Why did it close?")
                && page.text("region", "Why did it close?").contains("answered 503")
        });
        page.press("Close");
        page.connect_to("/echo");
        page.see_status("Connected");
        page.type_keys("/");
        page.see_focus("searchbox", "Filter messages");
        page.type_keys("abc");
        let problem = || page.text_at("#filter-problem");
        see_that("the filter says it", || problem().contains("answered 503"));
        let rows = page.view().rowcount;
        assert!(rows > 0, "what is not filtered yet is shown");
        page.picture("part-filter");
        page.press("More filters");
        see_that("its panel says it", || {
            page.text("group", "More filters").contains("answered 503")
        });
        page.picture("part-more");
        page.press("More filters");
        page.press("Keyboard shortcuts");
        see_that("the shortcuts say it", || {
            page.text("dialog", "Keyboard shortcuts").contains("answered 503")
        });
        page.picture("part-shortcuts");
        page.key(Key::Escape);
        page.follow("Reference");
        see_that("the reference says it", || {
            page.text("main", "").contains("answered 503")
        });
        page.picture("part-reference");
        host.mend();
        page.press("Retry");
        page.find("searchbox", "Search the guide and the codes");
        page.follow("Tester");
        see_found(page, "0 of 0");
        page.see_value_of("searchbox", "Filter messages", "abc");
        assert_eq!(page.view().status(), "Connected");
    });
}

#[test]
fn a_host_that_owes_an_answer_is_waited_for_and_can_be_asked_again() {
    journey("parts-silence", |page| {
        let host = page.host("/", None);
        host.spoil("/detail.wasm", Fault::Silence);
        open_saving_data(page, &host);
        let began = Instant::now();
        press_a_row(page);
        see_that("it is on its way", || {
            page.text("region", "Message")
                .contains("Loading this part of Tabcat")
        });
        // A second press, and a third that puts it away again: neither asks twice.
        page.click_row(2);
        page.click_row(3);
        page.wait(Duration::from_secs(10).saturating_sub(began.elapsed()));
        see_that("it is told that this takes long", || {
            page.text("region", "Message")
                .contains("has not arrived after 10 seconds")
        });
        assert_eq!(host.asked("/detail.wasm"), 1);
        page.send("still here");
        page.see("messages keep arriving", |view| {
            view.stat("Messages received") == 2
        });
        host.mend();
        page.press("Retry");
        see_in_pane(page, &["Received", "Text, "]);
        assert_eq!(host.asked("/detail.wasm"), 2);
    });
}

#[test]
fn a_view_that_was_put_away_before_its_part_came_stays_away() {
    journey("parts-put-away", |page| {
        let host = page.host("/", None);
        host.spoil("/detail.wasm", Fault::Late(Duration::from_secs(3)));
        open_saving_data(page, &host);
        press_a_row(page);
        page.find("region", "Message");
        page.press("Close");
        see_that("it is away", || !page.has("region", "Message"));
        page.wait(Duration::from_secs(4));
        assert!(!page.has("complementary", PANE), "it came, and nobody wants it");
        page.click_row(2);
        see_in_pane(page, &["Sent"]);
        assert_eq!(host.asked("/detail.wasm"), 1);
    });
}

#[test]
fn a_newer_deployment_is_told_as_what_it_is() {
    journey_of_broken_parts("parts-newer", |page| {
        let host = page.host("/", None);
        open_saving_data(page, &host);
        host.deploy_newer();
        press_a_row(page);
        see_that("it is told", || {
            page.text("region", "Message")
                .contains("A newer Tabcat is there. Reload when you are done here.")
        });
        page.send("still here");
        page.see("the page is as it was", |view| {
            view.stat("Messages received") == 2 && view.status() == "Connected"
        });
    });
}

#[test]
fn a_host_that_is_gone_is_told_and_the_key_that_needs_a_part_too() {
    journey_of_broken_parts("parts-unreachable", |page| {
        let host = page.host("/", None);
        open_saving_data(page, &host);
        drop(host);
        press_a_row(page);
        see_that("it is told", || {
            page.text("region", "Message").contains("does not answer")
        });
        page.key(Key::Escape);
        page.type_keys("c");
        page.see("the copy that was not made is told", |view| {
            view.notice.contains("does not answer")
        });
    });
}

#[test]
fn denied_storage_changes_nothing_about_parts_and_is_said_once() {
    journey("parts-no-storage", |page| {
        page.before_the_page(
            "for (const name of ['localStorage', 'sessionStorage'])
                Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });",
        );
        let host = page.host("/", None);
        page.open_address(&host.address());
        use_everything(page);
        if page.has("button", "Dismiss") {
            page.press("Dismiss");
        }
        page.press("Theme: follow system");
        page.press("Theme: light");
        assert!(
            !page.has("button", "Dismiss"),
            "it was said when the first connection was made"
        );
    });
}
