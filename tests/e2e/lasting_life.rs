//! A page that is hidden, frozen, kept in a cache or cut off, under connections that are to last.

use std::time::Duration;

use crate::lasting::{AT_ONCE, IN_A_WHILE};
use crate::page::{Page, journey};

/// What the browser says when its network goes or comes.
fn network(page: &Page, event: &str) {
    page.script::<()>(&format!("dispatchEvent(new Event('{event}'))"), vec![]);
}

#[test]
fn without_a_network_no_attempt_is_made_but_to_this_machine() {
    journey("lasting-offline", |page| {
        // No resolver has this name.
        page.set_up("ws://nobody.invalid/", &[&AT_ONCE, &[("attempts", "unlimited")]]);
        page.press("Connect");
        page.see_row("system", "note", "attempt 2 ");
        network(page, "offline");
        page.see_row("system", "note", "offline");
        let view = page.see("it waits for the network", |view| {
            view.strip.contains("once online")
        });
        page.wait(Duration::from_millis(400));
        assert_eq!(page.view().rowcount, view.rowcount, "{view}");
        network(page, "online");
        let view = page.see_row("system", "note", "online the browser has a network again");
        page.see("it goes on", |later| later.rowcount > view.rowcount + 1);
        // Stop or Cancel: it is one as often as the other.
        page.click_at("#main-button");

        network(page, "offline");
        page.start_to_last(
            "/flaky?up=100&down=300&run=offline",
            &[&AT_ONCE, &[("attempts", "unlimited")]],
        );
        network(page, "offline");
        page.see_row("system", "open", "Session 2 open");
    });
}

#[test]
fn what_the_page_cache_ended_comes_back_by_itself_or_by_retry() {
    journey("lasting-cached", |page| {
        let come_back = || {
            page.script::<()>(
                "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
                vec![],
            );
        };
        page.start_to_last("/echo", &[&AT_ONCE]);
        page.see_status("Connected");
        come_back();
        page.see_row(
            "system",
            "close",
            "back from the page cache: the browser had closed the socket",
        );
        page.see_row("system", "open", "Session 2 open");
        page.send("still here");
        page.see_row("received", "text", "still here");
        page.press("Disconnect");
        page.see_status("Disconnected");

        page.set_up(&page.url("/echo"), &[]);
        page.press("Connect");
        page.see_status("Connected");
        come_back();
        page.see_status("Disconnected");
        page.press("Retry");
        page.see_status("Connected");
    });
}

/// A tab whose clock and visibility are the test's.
const PRETENDING: &str = "let ahead = 0, hidden = false;
    const steady = performance.now.bind(performance), wall = Date.now;
    performance.now = () => steady() + ahead;
    Date.now = () => wall() + ahead;
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    Object.defineProperty(document, 'visibilityState', { get: () => hidden ? 'hidden' : 'visible' });
    window.hideFor = seconds => {
        for (hidden of [true, false]) {
            document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
            ahead += hidden ? seconds * 1000 : 0;
        }
    };
    window.setClock = seconds => Date.now = () => wall() + ahead + seconds * 1000;";

#[test]
fn a_tab_that_was_hidden_and_a_clock_that_jumped_are_noted_with_what_became_of_the_connection() {
    journey("lasting-life", |page| {
        page.before_the_page(PRETENDING);
        let hide = |seconds: u32| page.script::<()>(&format!("hideFor({seconds})"), vec![]);
        page.start_to_last("/echo", &[&IN_A_WHILE]);
        page.see_status("Connected");
        hide(5);
        hide(75);
        let view = page.see_row("system", "note", "tab hidden 00:01:15; the connection is open");
        assert_eq!(view.notes("tab hidden").len(), 1, "{view}");
        page.script::<()>("setClock(3600)", vec![]);
        page.send("later");
        page.see_row("system", "note", "clock ahead by ");
        page.see_row("received", "text", "later");

        page.start_to_last("/drop?after=100", &[&IN_A_WHILE]);
        page.see_status("Reconnecting");
        hide(12);
        // The wait was over meanwhile, or not: both are said.
        page.see_row("system", "note", "tab hidden 00:00:12; waiting to connect again");
    });
}

#[test]
fn a_page_that_the_browser_froze_notes_it_and_connects_again() {
    journey("lasting-frozen", |page| {
        page.start_to_last("/echo", &[&AT_ONCE]);
        page.see_status("Connected");
        page.freeze(Duration::from_millis(1_300));
        // A busy machine may thaw it late.
        let frozen = "frozen by the browser, 00:00:";
        page.see_row("system", "note", frozen);
        assert!(!page.view().has("system", "note", &[frozen, "00"].concat()));
        // Browsers may end the connection then.
        page.see_status("Connected");
        page.send("still here");
        page.see_row("received", "text", "still here");
    });
}

#[test]
fn a_connection_that_ended_out_of_sight_is_back_when_it_is_looked_at() {
    journey("lasting-back", |page| {
        page.start_to_last(
            "/drop?after=500&run=back",
            &[&AT_ONCE, &[("attempts", "unlimited")]],
        );
        page.see_status("Connected");
        page.look_elsewhere(Duration::from_millis(3_500));
        assert!(page.count("back").connections >= 3, "{:?}", page.count("back"));
        page.see_status("Connected");
    });
}
