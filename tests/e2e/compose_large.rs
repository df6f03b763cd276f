//! A file of 64 MB: it leaves as the server takes it, and its bytes never enter the page's own memory.

use crate::compose::see_note;
use crate::compose_hands::{Files, choose_file, see_card, see_no_card};
use crate::large::{memory, with_memory};
use crate::page::see_that;

/// As much as wsbin takes in one message.
const BYTES: u64 = 64_000_000;

/// Far below that, and far above what a click needs.
const LITTLE: u64 = 8 << 20;

#[test]
fn a_file_of_64_mb_shows_how_far_it_is_and_costs_the_page_no_memory() {
    with_memory("compose-large", |page| {
        let files = Files::of("large");
        let gate = page.gate();
        gate.answer();
        page.type_url(&gate.url("/heartbeat?stop_after=0&run=file"));
        page.press("Connect");
        page.see_status("Connected");
        choose_file(page, &files.empty("64.bin", BYTES));
        see_card(page, &["64.0 MB, sent as one binary message"]);
        see_note(
            page,
            "About 52 s at 10 Mbit/s. Over 64 KiB: many echo servers refuse it.",
        );
        let before = memory(page);
        page.press("Send");
        see_that("the browser has taken it", || page.has("progressbar", "Sent"));
        page.see_row("sent", "binary", "File64.bin, application/octet-stream");
        see_note(page, "Can't be taken back: only Disconnect stops it.");
        let percent = || -> u64 {
            let now = page.attribute("progressbar", "Sent", "aria-valuenow");
            now.and_then(|now| now.parse().ok()).expect("it is a number")
        };
        // What the system and the gate have taken is little, and nothing follows.
        page.wait(std::time::Duration::from_millis(1_500));
        let stands = percent();
        assert!(stands < 30, "{stands} % have left");
        see_card(page, &["of 64.0 MB left the browser"]);
        page.see("most of it waits in the browser", |view| {
            view.stat("In the browser's buffer") > BYTES / 2
        });
        assert_eq!(page.count("file").bytes, 0);
        page.picture("compose-large");
        // Neither again nor something else meanwhile.
        page.press("Send");
        page.see_stat("Messages sent", 1);
        gate.open();
        see_that("it is all there", || page.count("file").bytes == BYTES);
        see_no_card(page);
        page.see_stat("In the browser's buffer", 0);
        assert_eq!(page.see_count("file", 1).messages, 1);
        let grown = memory(page) - before;
        assert!(grown < LITTLE, "the page has grown by {grown} bytes");
    });
}

#[test]
fn a_file_on_its_way_is_stopped_by_disconnecting() {
    with_memory("compose-large-stop", |page| {
        let files = Files::of("stop");
        let gate = page.gate();
        gate.answer();
        page.type_url(&gate.url("/echo"));
        page.press("Connect");
        page.see_status("Connected");
        choose_file(page, &files.empty("64.bin", BYTES));
        page.press("Send");
        see_that("the browser has taken it", || page.has("progressbar", "Sent"));
        see_that("its kind is settled", || !page.has("button", "as text"));
        page.press("Disconnect");
        page.press("Abandon");
        page.see_status("Disconnected");
        see_that("the progress is gone", || !page.has("progressbar", "Sent"));
        page.press("Remove");
        see_no_card(page);
    });
}
