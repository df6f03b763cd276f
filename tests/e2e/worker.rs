//! Browsers that run no Worker, or an old one: everything works all the same, and the page says once what is different.

use crate::page::{Page, journey};

fn reload_and_be_told(page: &Page) {
    page.reload();
    page.find("button", "Dismiss");
    let told = page.text_of(&page.element(".toast"));
    assert!(
        told.starts_with("This browser did not start the background socket"),
        "{told}"
    );
}

#[test]
fn without_a_worker_sockets_stay_on_the_main_thread_and_it_is_said_once() {
    journey("no-worker", |page| {
        page.before_the_page("delete window.Worker");
        reload_and_be_told(page);
        page.press("Dismiss");

        page.connect_to("/echo");
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
        page.send("still here");
        page.see_row("received", "text", "still here");
    });
}

#[test]
fn a_worker_runs_wherever_it_can() {
    journey("worker", |page| {
        page.connect_to("/greet");
        page.see_row("received", "text", "Request served by wsbin");
        assert!(page.has_worker(), "the socket is the worker's");
        assert!(!page.has("button", "Dismiss"));
    });
}
