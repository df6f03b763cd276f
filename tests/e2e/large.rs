//! Messages that are too large for the page's own memory: they stay where the browser put them, and what is seen of
//! them costs what is seen.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;
use thirtyfour::prelude::*;

use crate::compose::put;
use crate::filter::{filter, see_found};
use crate::page::{Page, journey, see_of, see_that};
use crate::pane::{PANE, choose, save, see_in_pane, see_text};

const HEX: &str = "Bytes in hex";

/// Far below the size of any message here, and far above what a click needs.
const LITTLE: u64 = 8 << 20;

/// Lets the size of the page's wasm memory be asked for: it is the page's own business otherwise.
const KEEP_MEMORY: &str = "const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...args) => {
        const made = await instantiate.apply(WebAssembly, args);
        window.wasmMemory = made.instance.exports.memory;
        return made;
    };";

/// Makes the page wait two seconds longer for each of its timers while `window.slow`, as a busy machine might: time enough
/// to press a button.
const SLOW_TIMERS: &str = "const timer = window.setTimeout;
    window.setTimeout = (work, wait) => timer(work, wait + (window.slow ? 2000 : 0));";

pub(crate) fn with_memory(name: &str, walk: impl FnOnce(&Page)) {
    journey(name, |page| {
        page.before_the_page(KEEP_MEMORY);
        page.reload();
        walk(page);
    });
}

pub(crate) fn memory(page: &Page) -> u64 {
    page.script("return window.wasmMemory.buffer.byteLength", vec![])
}

/// Connects to what sends one message, waits for it, and opens it.
#[track_caller]
fn open_only_message(page: &Page, path: &str, size: u64, words: &str) {
    page.connect_to(path);
    page.see_stat("Bytes received", size);
    let view = page.see("it is drawn", |view| view.rows.len() == 2);
    assert_eq!(view.rows[1].size, words);
    page.click_row(2);
    page.find("complementary", PANE);
}

/// Goes to the last lines of the hex dump and sees them.
#[track_caller]
pub(crate) fn see_the_end(page: &Page, parts: &[&str]) {
    page.focus_on("group", HEX);
    let look = || {
        // Again, for the case that it was not laid out yet.
        page.key(Key::End);
        page.text("group", HEX)
    };
    see_of("the dump ends", look, |dump| {
        parts.iter().all(|part| dump.contains(part))
    });
}

/// Puts a text into the field at once and sends it: to paste megabytes key by key takes longer than a person has.
#[track_caller]
fn send_at_once(page: &Page, text: &str) {
    put(page, text);
    page.press("Send");
}

/// Sends `text` to an echo and opens what came back.
#[track_caller]
fn open_echo_of(page: &Page, text: &str) {
    page.connect_to("/echo");
    page.see_status("Connected");
    send_at_once(page, text);
    page.see_stat("Bytes received", text.len() as u64);
    page.see("it came back", |view| view.rowcount == 3 && view.rows.len() == 3);
    page.click_row(3);
    page.find("complementary", PANE);
}

fn json_of_2_mb() -> String {
    let item = |at: u32| format!(r#"{{"id":{at},"name":"naïve 漢字 🐈","tags":["a","b"]}}"#);
    format!("[{}]", (0..36_000).map(item).collect::<Vec<_>>().join(","))
}

#[test]
fn a_text_of_64_mb_costs_what_is_seen_of_it() {
    with_memory("large-text", |page| {
        let before = memory(page);
        open_only_message(page, "/big/64000000", 64_000_000, "64.0 MB");
        see_in_pane(
            page,
            &[
                "Text, 64.0 MB",
                "Not formatted: a tree of more than 32 MB",
                "Bytes 1 to 65,536 of 64,000,000",
            ],
        );
        page.press("Last part");
        see_in_pane(page, &["Bytes 63,963,137 to 64,000,000 of 64,000,000"]);
        // The alphabet, over and over: 64,000,000 letters end with the twelfth.
        see_that("the text ends as it does", || {
            page.text("group", "Raw text").ends_with("xyzabcdefghijkl")
        });
        choose(page, "Hex");
        see_the_end(page, &["3d08ff0", "wxyzabcdefghijkl"]);
        choose(page, "Info");
        see_text(
            page,
            "group",
            "Facts",
            &[
                "64,000,000 bytes (64.0 MB)",
                "Characters\n64,000,000",
                "not looked at",
            ],
        );

        filter(page, "/[x-z]abc/");
        see_found(page, "1 of 1");
        filter(page, "zzz");
        see_found(page, "0 of 1");

        see_of(
            "few characters are placed",
            || page.script::<usize>("return document.body.textContent.length", vec![]),
            |shown| *shown < 100_000,
        );
        let grown = memory(page) - before;
        assert!(grown < LITTLE, "the page's memory grew by {grown} bytes");
    });
}

#[test]
fn bytes_of_64_mb_cost_what_is_seen_of_them() {
    with_memory("large-binary", |page| {
        let before = memory(page);
        open_only_message(page, "/big/64000000?kind=binary", 64_000_000, "64.0 MB");
        see_in_pane(page, &["Binary, 64.0 MB"]);
        see_the_end(page, &["3d08ff0", "69 6a 6b 6c", "wxyzabcdefghijkl"]);
        choose(page, "Info");
        see_text(
            page,
            "group",
            "Facts",
            &["64,000,000 bytes (64.0 MB)", "none: it is binary"],
        );
        page.press("Copy");
        page.click_on("menuitem", "Copy as hex");
        page.see("it says where it can go", |view| {
            view.notice
                .contains("64.0 MB is too much for the clipboard: save the message to a file instead.")
        });
        let grown = memory(page) - before;
        assert!(grown < LITTLE, "the page's memory grew by {grown} bytes");
    });
}

#[test]
fn a_quarter_of_a_gibibyte_from_a_small_packet_leaves_the_tab_alive() {
    const SIZE: u64 = 268_435_456;
    with_memory("large-bomb", |page| {
        let before = memory(page);
        page.connect_to(&format!("/deflate?size={SIZE}"));
        // To inflate it takes the browser longer than a person waits for anything else here.
        let begun = Instant::now();
        while page.view().stat("Bytes received") < SIZE {
            assert!(begun.elapsed() < Duration::from_secs(90), "it has not come");
            sleep(Duration::from_millis(100));
        }
        // It is more than the transcript keeps in all, and outlives its connection all the same. What was before it is gone.
        page.see_row("system", "close", "closed 1000");
        page.see("it is the first row", |view| {
            view.rows.first().is_some_and(|row| row.size == "268.4 MB")
        });
        page.click_row(1);
        see_in_pane(page, &["Text, 268.4 MB", "Not formatted", "of 268,435,456"]);
        choose(page, "Info");
        see_text(
            page,
            "group",
            "Facts",
            &["268,435,456 bytes (268.4 MB)", "Characters\n268,435,456"],
        );
        choose(page, "Hex");
        see_the_end(page, &["ffffff0", "abcdefghijklmnop"]);
        let grown = memory(page) - before;
        assert!(grown < LITTLE, "the page's memory grew by {grown} bytes");
    });
}

#[test]
fn json_of_two_megabytes_is_formatted_on_request() {
    journey("large-json", |page| {
        let text = json_of_2_mb();
        open_echo_of(page, &text);
        see_in_pane(page, &["Not formatted yet: it is over 1 MB"]);
        choose(page, "Info");
        let characters = text.chars().count().to_string();
        let (thousands, rest) = characters.split_at(characters.len() - 3);
        let (millions, thousands) = thousands.split_at(thousands.len() - 3);
        see_text(
            page,
            "group",
            "Facts",
            &[&format!("{millions},{thousands},{rest}")],
        );
        choose(page, "Pretty");
        page.click_on_containing("button", "Format ");
        see_that("it is a tree", || page.has("tree", "JSON"));
        see_text(page, "tree", "JSON", &["36,000 items", "\"id\": 0"]);
        page.focus_on("tree", "JSON");
        page.key(Key::End);
        see_text(page, "tree", "JSON", &["\"id\": 35999"]);
        page.press("Collapse all");
        see_text(page, "tree", "JSON", &["{…}3 keys"]);

        page.click_row(2);
        see_in_pane(page, &["Sent", "Not formatted yet: it is over 1 MB"]);
    });
}

#[test]
fn formatting_that_is_stopped_leaves_the_text_and_can_be_asked_for_again() {
    journey("large-stop", |page| {
        page.before_the_page(SLOW_TIMERS);
        page.reload();
        open_echo_of(page, &json_of_2_mb());
        let slow = |slow: bool| page.script::<()>("window.slow = arguments[0]", vec![json!(slow)]);
        slow(true);
        page.click_on_containing("button", "Format ");
        see_in_pane(page, &["Formatting: 0 %"]);
        page.press("Stop");
        page.see("it says so", |view| {
            view.notice.contains("Formatting was stopped")
        });
        see_in_pane(page, &["Not formatted yet: it is over 1 MB", "Bytes 1 to 65,5"]);
        see_of(
            "the text is there",
            || page.text("group", "Raw text"),
            |text| text.starts_with(r#"[{"id":0,"#),
        );

        slow(false);
        page.click_on_containing("button", "Format ");
        see_text(page, "tree", "JSON", &["36,000 items"]);
    });
}

#[test]
fn a_large_message_is_copied_and_saved_whole() {
    journey("large-copy", |page| {
        page.allow_clipboard();
        let text = json_of_2_mb();
        open_echo_of(page, &text);
        page.press("Copy");
        page.click_on("menuitem", "Copy as text");
        see_that("all of it is in the clipboard", || page.clipboard() == text);
        page.press("Dismiss");
        let name = save(page, &text);
        assert!(name.ends_with("-received.json"), "{name}");
    });
}

#[test]
fn without_a_worker_large_messages_stay_outside_too() {
    with_memory("large-no-worker", |page| {
        page.before_the_page("delete window.Worker");
        page.reload();
        page.press("Dismiss");
        let before = memory(page);
        open_only_message(page, "/big/40000000", 40_000_000, "40.0 MB");
        choose(page, "Info");
        see_text(
            page,
            "group",
            "Facts",
            &["40,000,000 bytes (40.0 MB)", "Characters\n40,000,000"],
        );
        choose(page, "Hex");
        see_the_end(page, &["26259f0"]);
        let grown = memory(page) - before;
        assert!(grown < LITTLE, "the page's memory grew by {grown} bytes");
    });
}
