//! Browsers that run no Worker, or an old one: everything works all the same, and the page says once what is different.

use thirtyfour::prelude::*;

use crate::host::Fault;
use crate::page::{Page, journey, see_of, see_that};
use crate::pane::see_text;
use crate::view::Row;

fn reload_and_be_told(page: &Page) {
    page.reload();
    page.find("button", "Dismiss");
    see_of(
        "it is told",
        || page.text_at(".toast"),
        |told| told.starts_with("The background socket did not start"),
    );
}

#[test]
fn without_a_worker_sockets_stay_on_the_main_thread_and_it_is_said_once() {
    journey("no-worker", |page| {
        page.before_the_page("delete window.Worker");
        reload_and_be_told(page);
        page.press("Dismiss");

        page.connect_to("/echo");
        page.see_status("Connected");
        page.send("na\u{ef}ve");
        page.see_row("received", "text", "na\u{ef}ve");
        page.press("Disconnect");
        page.see_row("system", "close", "after you disconnected");

        page.connect_to("/flood?n=10000&size=64");
        page.see("all of it has come", |view| {
            view.stat("Messages received") == 10_000 && view.status() == "Disconnected"
        });
        assert!(!page.has("button", "Dismiss"), "said once is enough");
    });
}

/// What a browser does that has kept an older script: its word "ready" has no number of a layout.
const AN_OLDER_WORKER: &str = "window.Worker = class extends Worker {
  addEventListener(type, hear, ...rest) {
    const older = ({ data }) => hear({ data: data[2] === 'ready' ? data.slice(0, 3) : data });
    super.addEventListener(type, type === 'message' ? older : hear, ...rest);
  }
}";

#[test]
fn a_worker_of_another_version_is_not_used_and_it_is_said() {
    journey("old-worker", |page| {
        page.before_the_page(AN_OLDER_WORKER);
        reload_and_be_told(page);
        page.connect_to("/echo");
        page.see_status("Connected");
        page.send("still here");
        page.see_row("received", "text", "still here");
    });
}

#[test]
fn a_worker_runs_wherever_it_can() {
    journey("worker", |page| {
        page.connect_to("/greet");
        page.see_row("received", "text", "Request served by wsbin");
        see_that("the socket is the worker's", || page.has_worker());
        assert!(!page.has("button", "Dismiss"));
    });
}

/// Gives a test the Worker in its hands.
pub(crate) const HOLD_THE_WORKER: &str = "window.Worker = class extends Worker {
  constructor(...args) {
    super(...args);
    window.held = this;
  }
}";

/// Connects to an echo by a Worker that the test can reach.
fn connect_by_a_held_worker(page: &Page) {
    page.before_the_page(HOLD_THE_WORKER);
    page.reload();
    see_that("the Worker runs", || page.has_worker());
    page.connect_to("/echo");
    page.see_status("Connected");
    page.send("before");
    page.see_row("received", "text", "before");
}

fn act(page: &Page, script: &str) {
    page.script::<()>(script, vec![]);
}

/// Sees the end, and that the next connection works without the Worker.
fn see_it_stopped(page: &Page, why: &str) {
    page.see_row("system", "close", "closed without a code");
    page.see(&format!("it is over, for {why}"), |view| {
        let says = |row: &Row| row.kind == "note" && row.text.contains(why);
        view.status() == "Disconnected" && view.rows.iter().any(says)
    });
    // The card blames nobody else.
    let stopped = ["The background socket stopped, in this browser"];
    see_text(page, "region", "Why did it close?", &stopped);
    page.press("Retry");
    page.see_status("Connected");
    page.send("after");
    page.see_row("received", "text", "after");
}

#[test]
fn a_worker_that_ends_is_noticed_and_what_it_was_given_is_not_known() {
    journey("worker-ends", |page| {
        connect_by_a_held_worker(page);
        act(page, "held.terminate()");
        page.send("into the void");
        page.see_row("system", "note", "not known whether this message was sent");
        see_it_stopped(page, "no sign of life for");
        page.focus_on("textbox", "Message");
        page.chord(&[Key::Alt], &char::from(Key::Up).to_string());
        page.chord(&[Key::Alt], &char::from(Key::Up).to_string());
        // What is not known can be brought back.
        page.see_value("Message", "into the void");
    });
}

const STALL: &str = "addEventListener('message', ({ data: [, word] }) => {
  for (const end = Date.now() + 8000; word === 'stall' && Date.now() < end; );
});";

#[test]
fn a_worker_that_the_browser_keeps_busy_is_not_taken_for_one_that_ended() {
    journey("worker-busy", |page| {
        page.before_the_page(HOLD_THE_WORKER);
        let host = page.host("/", None);
        // The Worker itself, with a word that holds it up as the decoding of a text of hundreds of megabytes does.
        host.spoil("socket-worker.js", Fault::With(STALL));
        page.open_address(&host.address());
        see_that("the Worker runs", || page.has_worker());
        page.connect_to("/echo");
        page.see_status("Connected");
        act(page, "held.postMessage([0, 'stall'])");
        page.send("after the stall");
        page.see_row("received", "text", "after the stall");
        assert_eq!(page.view().status(), "Connected");
    });
}

#[test]
fn a_worker_that_throws_is_not_believed_any_more() {
    journey("worker-throws", |page| {
        connect_by_a_held_worker(page);
        act(
            page,
            "held.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }))",
        );
        act(
            page,
            "held.dispatchEvent(new ErrorEvent('error', { message: 'twice' }))",
        );
        see_it_stopped(page, "out of memory");
    });
}

#[test]
fn words_that_make_no_sense_end_their_socket_with_those_words() {
    let nonsense = [
        ("null", "what is no word"),
        ("[1, 0]", "without a name"),
        ("[0, 0, 'batch']", "its word \u{201c}batch\u{201d} makes no sense"),
        (
            "[0, 0, 'batch', new ArrayBuffer(8), 2, 48, 16]",
            "a batch of 16 bytes from 48 on is not in its buffer",
        ),
        (
            "[0, 0, 'batch', new ArrayBuffer(64), 3, 48, 16]",
            "a batch of messages makes no sense at number 3",
        ),
        ("[1, 0, 'sung']", "its word \u{201c}sung\u{201d} makes no sense"),
        (
            "[1, 0, 'close', -1, '', true, 0]",
            "its word \u{201c}close\u{201d} makes no sense",
        ),
    ];
    journey("worker-nonsense", |page| {
        for (word, why) in nonsense {
            connect_by_a_held_worker(page);
            act(
                page,
                &format!("held.dispatchEvent(new MessageEvent('message', {{ data: {word} }}))"),
            );
            see_it_stopped(page, why);
        }
    });
}

#[test]
fn a_batch_that_cannot_be_read_is_lost_and_counted_and_the_connection_goes_on() {
    journey("worker-lost", |page| {
        connect_by_a_held_worker(page);
        act(
            page,
            // Three heads of the first socket, of which the second is of no kind that there is.
            "const words = new Uint32Array(16);
             words[3] = 1 << 4; words[7] = (1 << 4) | 7; words[11] = 1 << 4;
             held.dispatchEvent(new MessageEvent('message', { data: [0, 0, 'batch', words.buffer, 3, 48, 16] }))",
        );
        page.see_row("system", "note", "lost 3 messages could not be read");
        page.see("they are counted", |view| view.stat("Messages lost") == 3);
        assert_eq!(page.view().status(), "Connected");
        page.send("still here");
        page.see_row("received", "text", "still here");
    });
}

#[test]
fn what_the_browser_holds_back_is_not_drawn_as_sent() {
    journey("worker-buffered", |page| {
        page.connect_to("/silent");
        page.see_status("Connected");
        act(
            page,
            "const field = document.getElementById('message');
             field.value = 'x'.repeat(30_000_000);
             field.dispatchEvent(new InputEvent('input', { bubbles: true }));",
        );
        page.press("Send");
        page.see("it is in the browser's buffer", |view| {
            view.stat("In the browser's buffer") > 10_000_000
                && view.stat("Bytes sent") < 20_000_000
                && view.stat("Messages sent") == 1
        });
    });
}
