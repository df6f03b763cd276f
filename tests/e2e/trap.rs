//! A page whose wasm has trapped: it says so, and what was received can be saved.

use std::fs;
use std::path::{Path, PathBuf};

use crate::leave::asks;
use crate::page::{Page, journey_with_a_trap, see_that};
use crate::pane::see_text;

/// What a browser does that throws where the page does not expect it, here in the clock: the state stays borrowed, and
/// whatever happens next traps.
const BREAK_THE_CLOCK: &str = "
    const now = Performance.prototype.now;
    let left = 12;
    Performance.prototype.now = function () {
        if (left-- > 0) throw new Error('the clock is broken');
        return now.call(this);
    };";

/// A directory of this test's own for what the page saves.
fn saved(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    fs::create_dir_all(&directory).expect("a directory can be made");
    directory
}

/// The text files in a directory.
fn files(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).expect("it can be listed");
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| fs::read_to_string(path).expect("it is text"))
        .collect()
}

fn see_the_trap(page: &Page) {
    see_that("the page says that it has stopped", || {
        page.has("alertdialog", "Tabcat has stopped")
    });
}

#[test]
fn a_trap_is_said_and_what_was_received_can_be_saved() {
    journey_with_a_trap("trap", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.send("first\nwith a second line");
        page.see_row("received", "text", "first");
        page.connect_again_to("/binary");
        page.send("to be seen in the file");
        page.see_row("sent", "text", "to be seen in the file");
        see_that("who leaves is asked", || asks(page));
        page.script::<()>(BREAK_THE_CLOCK, vec![]);
        see_the_trap(page);
        let parts = ["is no longer known", "received or counted", "Reload"];
        see_text(page, "alertdialog", "Tabcat has stopped", &parts);
        page.picture("trap");
        see_that("what could be lost is lost", || !asks(page));
        let directory = saved("trap");
        page.save_into(&directory);
        page.press("Save what was received");
        see_that("the file is there", || {
            files(&directory)
                .iter()
                .any(|text| text.contains("to be seen in the file"))
        });
        page.press("Save what was received");
        see_that("and a second one", || files(&directory).len() == 2);
        let text = files(&directory).remove(0);
        for part in [
            " opened, 0 bytes\n",
            " sent text, 24 bytes\nfirst\nwith a second line\n",
            " received text, 24 bytes\nfirst\nwith a second line\n",
            " closed 1000, ",
        ] {
            assert!(text.contains(part), "no “{part}” in\n{text}");
        }
        fs::remove_dir_all(&directory).expect("it is ours to remove");
        page.press("Reload");
        see_that("the page is new", || page.has("button", "Connect"));
        page.connect_to("/echo");
        page.see_status("Connected");
    });
}

#[test]
fn only_a_trap_is_one_and_it_is_told_once() {
    journey_with_a_trap("trap-kinds", |page| {
        let report = |event: &str| page.script::<()>(&format!("dispatchEvent(new {event})"), vec![]);
        report(
            "ErrorEvent('error', { message: 'ResizeObserver loop completed with undelivered notifications.' })",
        );
        report("ErrorEvent('error', { error: new RangeError('of a script of the page') })");
        report("ErrorEvent('error', { error: new Error('anything') })");
        page.connect_to("/echo");
        page.see_status("Connected");
        assert!(
            !page.has("alertdialog", "Tabcat has stopped"),
            "none of these is one"
        );
        report(
            "PromiseRejectionEvent('unhandledrejection', { promise: Promise.resolve(), reason: new WebAssembly.RuntimeError('unreachable') })",
        );
        see_the_trap(page);
        report("ErrorEvent('error', { error: new WebAssembly.RuntimeError('again') })");
        see_text(page, "alertdialog", "Tabcat has stopped", &["unreachable"]);
        let text = page.text("alertdialog", "Tabcat has stopped");
        assert!(!text.contains("again"), "{text}");
    });
}
