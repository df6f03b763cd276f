//! The Guide: read, walked by keyboard, looked up, and its routes opened in the tester.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::host::Fault;
use crate::page::{Page, journey, journey_of_broken_parts, see_it_is, see_of, see_that};
use crate::pane::see_text;

const SEARCH: &str = "Search the guide and the codes";
const GUIDE: &str = "/guide.json";
const CHOOSE: &str = "WebSocket, SSE or polling";

#[track_caller]
fn see_page(page: &Page, heading: &str) {
    see_that(&format!("the page is “{heading}”"), || {
        page.title() == format!("{heading} · Tabcat")
            && page.script::<String>("return document.querySelector('h1')?.textContent ?? ''", vec![])
                == heading
    });
}

fn fragment(page: &Page) -> String {
    page.script("return location.hash", vec![])
}

#[track_caller]
fn see_it_fits(page: &Page) {
    let past_the_edge: (f64, f64, f64) = page.script(
        "const whole = document.documentElement, main = document.querySelector('main');
         return [whole.scrollWidth - whole.clientWidth, whole.scrollHeight - whole.clientHeight, main.scrollWidth - main.clientWidth]",
        vec![],
    );
    assert_eq!(past_the_edge, (0.0, 0.0, 0.0), "{}", fragment(page));
}

#[test]
fn the_guide_is_walked_by_keyboard_and_leads_to_codes_and_to_the_tester() {
    journey("guide", |page| {
        page.resize(1440, 900, false);
        page.prefer("prefers-color-scheme", "light");
        page.follow("Reference");
        see_that("the tab says where one is", || {
            page.title() == "Close codes · Tabcat"
        });
        page.focus_on("link", "Reconnect and heartbeat");
        page.key(Key::Enter);
        see_page(page, "Reconnect and heartbeat");
        page.see_focus("heading", "Reconnect and heartbeat");
        see_it_is("the address", "#/guide/reconnect", || fragment(page));
        page.see_attribute("link", "Reconnect and heartbeat", "aria-current", Some("page"));
        page.picture("guide-light");
        page.focus_on("link", "1006");
        page.key(Key::Enter);
        see_that("the code is shown", || {
            page.title() == "1006 Abnormal Closure · Tabcat" && fragment(page) == "#/reference/1006"
        });
        page.script::<()>("history.back()", vec![]);
        see_page(page, "Reconnect and heartbeat");

        page.follow("a server that pings five times a second (open in the tester)");
        page.find("button", "Connect");
        page.see_focus("textbox", "WebSocket URL");
        page.see_value("WebSocket URL", &page.url("/ping?every=200"));
        let view = page.view();
        assert_eq!(
            (view.status(), view.rowcount),
            ("Disconnected", 0),
            "nothing connects"
        );
        page.script::<()>("history.back()", vec![]);
        see_page(page, "Reconnect and heartbeat");
        page.script::<()>("history.forward()", vec![]);
        page.find("textbox", "WebSocket URL");

        page.connect_to("/echo");
        page.see_status("Connected");
        page.go_to_fragment("#/guide/start");
        see_page(page, "Start here");
        page.follow("an echo server (open in the tester)");
        page.see_focus("button", "Disconnect and open");
        assert_eq!(fragment(page), "#/guide/start");
        page.picture("guide-ask");
        page.press("Stay");
        page.see_focus("link", "an echo server (open in the tester)");
        page.key(Key::Enter);
        page.see_focus("button", "Disconnect and open");
        page.key(Key::Enter);
        page.see_status("Disconnected");
        page.see_focus("textbox", "WebSocket URL");
        page.see_value("WebSocket URL", &page.url("/echo"));
    });
}

#[test]
fn an_address_opens_its_page_and_section_and_is_the_same_after_a_reload() {
    journey("guide-address", |page| {
        page.open_address(&format!("{}#/guide/reconnect#how-long-to-wait", page.address()));
        for _ in 0..2 {
            see_page(page, "Reconnect and heartbeat");
            page.see_focus("heading", "How long to wait");
            let top = || -> f64 {
                page.script(
                    "return document.activeElement.getBoundingClientRect().top - document.querySelector('main').getBoundingClientRect().top",
                    vec![],
                )
            };
            see_of("the section is at the top", top, |top| (0.0..60.0).contains(top));
            page.reload();
        }
        for nowhere in ["#/guide/nowhere", "#/labs", "#/reference/x", "#/guide/%3Cb%3E"] {
            page.go_to_fragment(nowhere);
            see_page(page, "No such page");
            page.click_at(".learn-page li a");
            see_page(page, "Start here");
        }
    });
}

#[test]
fn a_search_is_in_the_address_and_takes_any_text() {
    journey("guide-search", |page| {
        let found = || {
            page.script::<String>(
                "return document.getElementById('first-found')?.textContent ?? ''",
                vec![],
            )
        };
        page.open_address(&format!("{}#/reference?q=nginx%20buffer", page.address()));
        see_that("the query finds", || {
            found() == "Scaling" || found().contains("SSE")
        });
        page.see_value_of("searchbox", SEARCH, "nginx buffer");
        page.go_to_fragment("#/guide/start");
        see_page(page, "Start here");
        page.type_keys("/");
        page.see_focus("searchbox", SEARCH);
        page.type_keys("ping");
        see_that("it finds while one types", || {
            found() == "Reconnect and heartbeat"
        });
        page.see_focus("searchbox", SEARCH);
        see_it_is("the address", "#/reference?q=ping", || fragment(page));
        page.picture("guide-search");
        page.reload();
        see_that("and again", || found() == "Reconnect and heartbeat");
        page.focus_on("searchbox", SEARCH);
        page.key(Key::Enter);
        page.key(Key::Enter);
        see_page(page, "Reconnect and heartbeat");
        page.see_focus("heading", "Why a page can't ping");
        page.script::<()>("history.back(); history.back()", vec![]);
        page.find("searchbox", SEARCH);
        for query in [
            "x".repeat(10_000),
            "<img src=x onerror=alert(1)>".repeat(10),
            "%".to_owned(),
        ] {
            page.script::<()>(
                "const field = document.getElementById('reference-search'); field.value = arguments[0]; field.dispatchEvent(new InputEvent('input', { bubbles: true }))",
                vec![query.clone().into()],
            );
            // The answer to the query before may still be there.
            page.wait(Duration::from_millis(300));
            see_text(page, "main", "", &["ound"]);
            assert!(fragment(page).len() < 1000, "{}", fragment(page));
            assert!(!page.script::<bool>("return !!document.querySelector('main img')", vec![]));
        }
        page.fill_in("searchbox", SEARCH, "");
        see_that("all codes are there", || page.title() == "Close codes · Tabcat");
        page.see_focus("searchbox", SEARCH);
    });
}

#[test]
fn a_search_finds_labs_by_their_words_and_calls_and_is_cleared() {
    journey("guide-search-labs", |page| {
        for (query, expect) in [
            ("masking%20key", "Frame anatomy"),
            ("xor", "Frame anatomy"),
            ("rsv1", "Frame anatomy"),
            ("fragment", "Frame anatomy"),
            ("jitter", "Backoff"),
            ("close(1000)", "Closing, code by code"),
        ] {
            page.open_address(&format!("{}#/reference?q={query}", page.address()));
            see_that(&format!("{query} finds {expect}"), || {
                page.script::<Vec<String>>(
                    "return [...document.querySelectorAll('.found a')].map(link => link.textContent)",
                    vec![],
                )
                .iter()
                .any(|title| title == expect)
            });
        }
        page.open_address(&format!("{}#/reference?q=255", page.address()));
        see_that("the limits are first", || {
            page.script::<bool>(
                "return document.getElementById('first-found')?.textContent === 'Limits of browsers'",
                vec![],
            )
        });
        page.press("Clear search");
        page.see_focus("searchbox", SEARCH);
        page.see_value_of("searchbox", SEARCH, "");
        see_that("all codes are there", || page.title() == "Close codes · Tabcat");
    });
}

#[test]
fn pages_fit_windows_between_a_phone_and_a_desk() {
    journey("guide-widths", |page| {
        let mut last = page.title();
        for fragment in [
            "reference",
            "reference/1006",
            "reference/api",
            "reference/limits",
            "reference/services",
            "reference/opcodes",
            "reference/discord",
            "guide/choose",
            "guide/scaling",
            "guide/troubleshooting",
            "lab/size",
        ] {
            page.go_to_fragment(&format!("#/{fragment}"));
            see_that("the page is there", || {
                page.title() != last
                    && page.script("return !!document.querySelector('.learn-page table')", vec![])
            });
            last = page.title();
            for width in [640, 700, 719, 760, 860, 900, 1000] {
                page.resize(width, 800, false);
                see_it_fits(page);
                let past_the_edge: f64 = page.script(
                    "const page = document.querySelector('.learn-page'); return page.scrollWidth - page.clientWidth",
                    vec![],
                );
                assert!(past_the_edge <= 0.0, "{fragment} at {width}: {past_the_edge}");
            }
            page.picture(&format!("guide-widths-{}", fragment.replace('/', "-")));
        }
    });
}

#[test]
fn examples_are_for_the_server_of_the_page() {
    journey("guide-host", |page| {
        let echo = page.url("/echo");
        page.open_address(&format!("{}#/guide/start", page.address()));
        see_that("the code connects there", || {
            page.script::<String>(
                "return document.querySelector('.code')?.textContent ?? ''",
                vec![],
            )
            .contains(&echo)
        });
        page.go_to_fragment("#/guide/login");
        see_page(page, "Login without headers");
        let here = echo.replace("ws:", "http:").replace("/echo", "");
        page.see_attribute("link", "/login", "href", Some(&format!("{here}/login")));
        see_text(page, "main", "", &[&format!("curl {here}/ticket")]);
    });
}

#[test]
fn the_guide_fits_a_phone_and_the_dark() {
    journey("guide-phone", |page| {
        page.resize(320, 640, false);
        for slug in [
            "start",
            "choose",
            "servers",
            "tools",
            "scaling",
            "troubleshooting",
        ] {
            page.open_address(&format!("{}#/guide/{slug}", page.address()));
            see_that("the page is there", || page.title() != "Tabcat: WebSocket tester");
            see_it_fits(page);
        }
        page.picture("guide-phone");
        page.go_to_fragment("#/reference/opcodes");
        page.see_focus("heading", "Opcodes");
        for (role, name) in [("searchbox", SEARCH), ("button", "Contents")] {
            see_of(
                &format!("{name} is at the top"),
                || page.rect_of(role, name).y - page.rect_of("main", "").y,
                |top| (0.0..120.0).contains(top),
            );
        }
        page.press("Contents");
        page.find("link", "Scaling");
        page.picture("guide-phone-contents");
        page.follow("Scaling");
        see_page(page, "Scaling");
        see_that("the contents are folded again", || {
            !page.has("link", "Back-pressure")
        });
        page.resize(1440, 900, false);
        page.prefer("prefers-color-scheme", "dark");
        page.go_to_fragment("#/guide/choose");
        see_page(page, "WebSocket, SSE or polling");
        page.picture("guide-dark");
    });
}

#[test]
fn code_is_copied() {
    journey("guide-copy", |page| {
        page.allow_clipboard();
        page.go_to_fragment("#/guide/back-pressure");
        see_page(page, "Back-pressure");
        page.click_at(".code .icon-button");
        see_that("it says so", || {
            page.text("log", "Notices").contains("Code copied")
        });
        see_of(
            "it is in the clipboard",
            || page.clipboard(),
            |text| text.starts_with("const HIGH = 1024 * 1024;\nasync function sendAll"),
        );
    });
}

#[test]
fn what_is_set_in_a_page_is_there_when_one_comes_back() {
    journey("guide-kept", |page| {
        page.go_to_fragment("#/guide/choose");
        see_page(page, CHOOSE);
        let answers = || {
            page.script::<Vec<bool>>(
                "return [...document.querySelectorAll('.chooser input')].map(input => input.checked)",
                vec![],
            )
        };
        let usual = see_of("there is a choice", answers, |answers| !answers.is_empty());
        page.script::<()>(
            "[...document.querySelectorAll('.chooser input')].find(input => !input.checked).click()",
            vec![],
        );
        let given = see_of("another answer is given", answers, |given| *given != usual);
        page.go_to_fragment("#/guide/reconnect");
        see_page(page, "Reconnect and heartbeat");
        page.fill("First wait, in ms", "500");
        let lab = || {
            page.script::<String>(
                "return [...document.querySelectorAll('.learn-page a')].find(link => link.textContent === 'The backoff lab')?.hash ?? ''",
                vec![],
            )
        };
        see_it_is("the link", "#/lab/backoff?first=500", lab);
        page.go_to_fragment("#/guide/choose");
        see_page(page, CHOOSE);
        see_it_is("what is answered", &given, answers);
        page.go_to_fragment("#/guide/reconnect");
        see_page(page, "Reconnect and heartbeat");
        page.see_value("First wait, in ms", "500");
        page.follow("The backoff lab");
        see_page(page, "Backoff");
        page.see_value("First wait, in ms", "500");
    });
}

#[test]
fn a_page_is_as_far_down_after_a_reload_as_before() {
    journey("guide-place", |page| {
        page.resize(1440, 900, false);
        page.go_to_fragment("#/guide/reconnect");
        see_page(page, "Reconnect and heartbeat");
        let top = || {
            page.script::<f64>(
                "return Math.max(...['.learn-page', 'main', 'html'].map(css => document.querySelector(css)?.scrollTop ?? 0))",
                vec![],
            )
        };
        page.script::<()>(
            "for (const css of ['.learn-page', 'main', 'html']) document.querySelector(css).scrollTop = 700",
            vec![],
        );
        let before = top();
        assert!(before > 600.0, "it scrolls: {before}");
        page.reload();
        see_page(page, "Reconnect and heartbeat");
        see_that("it is where it was", || (top() - before).abs() < 2.0);
        page.go_to_fragment("#/guide/choose");
        see_page(page, CHOOSE);
        see_that("another page begins at its top", || top() < 2.0);
        page.reload();
        see_page(page, CHOOSE);
        page.script::<()>("history.back()", vec![]);
        see_page(page, "Reconnect and heartbeat");
        see_that("it is where it was left before the reload", || {
            (top() - before).abs() < 2.0
        });
    });
}

#[test]
fn the_text_is_fetched_when_it_is_wanted_and_asked_for_again_when_it_did_not_come() {
    journey_of_broken_parts("guide-broken", |page| {
        let host = page.host("/", None);
        page.open_address(&host.address());
        page.follow("Reference");
        see_that("codes need no text", || page.title() == "Close codes · Tabcat");
        assert_eq!(host.asked(GUIDE), 0, "nobody wanted it");
        for (fault, words) in [
            (Fault::Status(503), "answered 503"),
            (Fault::CutShort, "arrived cut short or altered"),
        ] {
            host.spoil(GUIDE, fault);
            if fault == Fault::CutShort {
                page.press("Retry");
            } else {
                page.follow("Start here");
                see_that("the tab says what is wanted", || {
                    page.title() == "Start here · Tabcat"
                });
            }
            see_that("it says why it is not here", || {
                page.text("main", "").contains(words)
            });
        }
        page.picture("guide-broken");
        page.fill_in("searchbox", SEARCH, "ping");
        see_that("so does the search", || {
            page.text("main", "").contains("arrived cut short or altered")
        });
        see_page(page, "Search");
        page.picture("guide-broken-search");
        let asked = host.asked(GUIDE);
        page.fill_in("searchbox", SEARCH, "1006 abnormal");
        see_that("what is there is searched, and that is said", || {
            page.text("main", "").contains("The Guide is not here")
                && page.has("link", "1006 Abnormal Closure")
        });
        assert_eq!(host.asked(GUIDE), asked, "typing asks for nothing");
        page.fill_in("searchbox", SEARCH, "ping");
        host.mend();
        page.press("Retry");
        see_that("it has come", || {
            page.text("main", "").contains("Reconnect and heartbeat")
        });
        let asked = host.asked(GUIDE);
        page.follow("Start here");
        see_page(page, "Start here");
        assert_eq!(host.asked(GUIDE), asked, "once it is here, it is here");
    });
}
