//! Leaving the page asks while something would be lost, and only then.

use crate::page::{LEAVING, Page, journey, see_that};

/// Whether the browser would ask a person who leaves now.
pub(crate) fn asks(page: &Page) -> bool {
    page.script(
        "return !dispatchEvent(new Event('beforeunload', { cancelable: true }))",
        vec![],
    )
}

#[test]
fn leaving_asks_while_connected_unless_it_is_switched_off() {
    journey("leave", |page| {
        assert!(!asks(page), "there is nothing to lose");
        page.connect_to("/echo");
        page.see_status("Connected");
        see_that("it asks", || asks(page));
        page.press("Options");
        turn(page);
        see_that("it asks no more", || !asks(page));
        turn(page);
        see_that("it asks again", || asks(page));
        page.press("Disconnect");
        page.see_status("Disconnected");
        see_that("a few messages are no reason", || !asks(page));

        turn(page);
        page.reload();
        page.connect_to("/echo");
        page.see_status("Connected");
        assert!(!asks(page), "the switch is kept");
    });
}

/// Presses the switch of the question.
#[track_caller]
fn turn(page: &Page) {
    page.unfold(LEAVING);
    page.click_on("checkbox", LEAVING);
}

#[test]
fn leaving_asks_while_many_messages_are_kept() {
    journey("leave-messages", |page| {
        page.connect_to("/flood?n=101");
        page.see_row("system", "close", "closed 1000");
        assert_eq!(page.view().stat("Messages received"), 101);
        see_that("it asks", || asks(page));
        page.press("Clear");
        see_that("it asks no more", || !asks(page));
    });
}

#[test]
fn the_browser_hears_the_question_when_the_page_is_left() {
    journey("leave-for-good", |page| {
        page.before_the_page(
            "let last;
            addEventListener('beforeunload', event => last = event);
            addEventListener('pagehide', () => sessionStorage.setItem('asked', String(last.defaultPrevented)));",
        );
        page.open_page();
        let asked = || page.script::<Option<String>>("return sessionStorage.getItem('asked')", vec![]);
        page.open_page();
        assert_eq!(asked().as_deref(), Some("false"));
        page.connect_to("/echo");
        page.see_status("Connected");
        see_that("it would ask", || asks(page));
        page.open_page();
        assert_eq!(asked().as_deref(), Some("true"));
    });
}
