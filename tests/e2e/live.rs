//! What there is to use in the Guide: the chooser, the waits, the commands, the finder, and links that fill the tester in.

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_it_is, see_of, see_that};
use crate::pane;

fn open(page: &Page, slug: &str) {
    page.open_address(&format!("{}#/guide/{slug}", page.address()));
    page.find("main", "");
    see_that("the page is there", || {
        page.script("return !!document.querySelector('.learn-page h2')", vec![])
    });
}

#[track_caller]
fn see_text(page: &Page, css: &str, words: &str) {
    let text = || -> String {
        page.script(
            "return document.querySelector(arguments[0])?.textContent ?? ''",
            vec![css.into()],
        )
    };
    see_of(&format!("{css} says “{words}”"), text, |text| {
        text.contains(words)
    });
}

fn advice(page: &Page) -> String {
    page.script(
        "return document.querySelector('.advice h3')?.textContent ?? ''",
        vec![],
    )
}

#[test]
fn five_questions_are_answered_by_keyboard_and_the_answer_follows() {
    journey("guide-chooser", |page| {
        page.resize(1440, 900, false);
        page.prefer("prefers-color-scheme", "light");
        open(page, "choose");
        see_it_is("the answer", "Server-sent events", || advice(page));
        page.picture("guide-chooser-light");
        page.focus_on("radio", "Mostly the server");
        page.key(Key::Right);
        page.see_focus("radio", "Both, often");
        see_it_is("the answer", "WebSocket", || advice(page));
        see_text(page, ".advice", "2 to 14 bytes");
        see_text(
            page,
            ".advice li",
            "Server-sent events if the page sent something only now and then",
        );
        page.key(Key::Tab);
        page.see_focus("radio", "Every few seconds");
        page.key(Key::Right);
        page.key(Key::Tab);
        page.key(Key::Tab);
        page.see_focus("radio", "At once");
        page.key(Key::Right);
        see_it_is("the answer", "WebTransport", || advice(page));
        page.key(Key::Right);
        let kept = "WebSocket, and a broker behind it";
        see_it_is("the answer", kept, || advice(page));
        page.prefer("prefers-color-scheme", "dark");
        page.picture("guide-chooser-dark");
        // The tables are there.
        pane::see_text(page, "main", "", &["SSE against WebSocket"]);
    });
}

#[test]
fn waits_are_drawn_for_the_numbers_that_are_typed() {
    journey("guide-waits", |page| {
        page.resize(1440, 900, false);
        open(page, "reconnect");
        let drawn = || {
            page.script::<String>(
                "return document.querySelector('.waits svg')?.getAttribute('aria-label') ?? ''",
                vec![],
            )
        };
        let first = "The waits before 8 attempts, one below the other, over 121 s";
        see_it_is("what is drawn", first, drawn);
        page.fill("Attempts", "4");
        see_that("there are fewer", || {
            drawn().starts_with("The waits before 4 attempts")
        });
        page.fill("Factor", "0.5");
        see_text(page, ".waits", "Enter a factor of 1 or more");
        page.fill("Factor", "3");
        see_that("the band is drawn again", || {
            page.script::<usize>(
                "return document.querySelectorAll('.waits .plot-band').length",
                vec![],
            ) == 4
        });
        assert_eq!(
            page.script::<String>("return location.hash", vec![]),
            "#/guide/reconnect",
            "the address is the page's"
        );
        page.element(".waits");
        page.script::<()>("document.querySelector('.waits').scrollIntoView()", vec![]);
        page.picture("guide-waits");
    });
}

#[test]
fn commands_have_the_url_of_the_tester_without_its_secrets() {
    journey("guide-commands", |page| {
        page.resize(1440, 900, false);
        page.allow_clipboard();
        let echo = page.url("/echo");
        open(page, "tools");
        see_text(page, ".words .command code", &format!("npx wscat -c {echo}"));
        see_text(page, ".code:last-of-type code", "send");
        page.follow("Tester");
        page.type_url("wss://api.example/feed?room=7&token=s3cret");
        page.follow("Reference");
        page.follow("Tools");
        see_text(
            page,
            ".words .command code",
            "npx wscat -c 'wss://api.example/feed?room=7&token=***'",
        );
        let all = || page.script::<String>("return document.querySelector('main').innerText", vec![]);
        see_of("the other command has the URL", all, |all| {
            all.contains("'https://api.example/feed?room=7&token=***'")
        });
        let all = all();
        assert!(!all.contains("s3cret"), "{all}");
        assert!(all.contains("(token)") || all.contains("token"), "{all}");
        page.click_at(".command .icon-button");
        see_that("it is copied", || {
            page.clipboard() == "npx wscat -c 'wss://api.example/feed?room=7&token=***'"
        });
        page.picture("guide-commands");
    });
}

#[test]
fn symptoms_are_narrowed_to_those_with_the_words() {
    journey("guide-finder", |page| {
        page.resize(1440, 900, false);
        page.connect_to("/drop");
        page.see_status("Disconnected");
        page.follow("Troubleshooting, by symptom");
        see_that("the close card leads here", || {
            page.title() == "Troubleshooting · Tabcat"
        });
        let rows = || {
            page.script::<Vec<String>>(
                "return [...document.querySelectorAll('.words tbody tr')].filter(row => row.checkVisibility()).map(row => row.cells[0].textContent)",
                vec![],
            )
        };
        let all = see_of("there are rows", rows, |rows| !rows.is_empty()).len();
        page.focus_on("searchbox", "What do you see?");
        page.type_keys("60 s drop");
        let one = ["Connection drops after 60 s, or another round time"];
        see_it_is("what is left", &one, rows);
        see_text(page, ".finder", &format!("1 of {all} rows"));
        page.picture("guide-finder");
        page.type_keys(" nonsense");
        see_text(page, ".finder", "No row has all of these words.");
        see_it_is("what is left", &[""; 0], rows);
        page.fill_in("searchbox", "What do you see?", "");
        see_that("all are back", || rows().len() == all);
    });
}

#[test]
fn each_way_to_log_in_fills_the_tester_in_and_logs_in_once_it_is_connected() {
    journey("guide-login", |page| {
        let ways = ["query", "first-message", "cookie", "ticket"];
        for (at, mode) in ways.into_iter().enumerate() {
            open(page, "login");
            page.picture("guide-login");
            let cards =
                || page.script::<usize>("return document.querySelectorAll('.demo .button').length", vec![]);
            see_it_is("the number of cards", &ways.len(), cards);
            page.script::<()>(
                "document.querySelectorAll('.demo .button')[arguments[0]].focus()",
                vec![at.into()],
            );
            page.key(Key::Enter);
            page.find("button", "Connect");
            let begins = page.url(&format!("/auth?mode={mode}"));
            see_of(
                "the URL is filled in",
                || page.value("WebSocket URL"),
                |url| url.starts_with(&begins),
            );
            assert_eq!(page.view().status(), "Disconnected", "nothing connects");
            match mode {
                "query" => {
                    page.press("Connect");
                    page.see_status("Connected");
                    page.press("Disconnect");
                    page.see_status("Disconnected");
                }
                "first-message" => {
                    page.see_value("Message", r#"{"type":"auth","token":"letmein"}"#);
                    page.press("Connect");
                    page.see_status("Connected");
                    page.press("Send");
                    page.see_row("received", "text", r#"{"type":"ok"}"#);
                    page.press("Disconnect");
                    page.see_status("Disconnected");
                }
                _ => assert_eq!(page.value("Message"), "", "what was sent is there no more"),
            }
        }
    });
}

#[test]
fn a_message_that_was_being_written_is_not_lost_to_a_link() {
    journey("guide-message", |page| {
        page.find("textbox", "Message");
        page.fill("Message", "my own words");
        page.go_to_fragment("#/guide/login");
        see_that("the page is there", || {
            page.script("return !!document.querySelector('.demo')", vec![])
        });
        page.click_at(".demo:has(code + code) .button");
        see_that("the link's message is there", || {
            page.value("Message").starts_with(r#"{"type":"auth""#)
        });
        page.see_focus("textbox", "Message");
        page.press("Undo");
        see_that("Undo brings back both", || {
            page.value("Message") == "my own words" && page.value("WebSocket URL").is_empty()
        });
        page.go_to_fragment("#/guide/login");
        see_that("the page is there", || {
            page.script("return !!document.querySelector('.demo')", vec![])
        });
        page.click_at(".demo:has(code + code) .button");
        page.see_focus("textbox", "Message");
        page.chord(&[Key::Alt], "\u{e013}");
        // And what was written can be brought back.
        page.see_value("Message", "my own words");
    });
}

#[test]
fn who_comes_back_is_where_they_were() {
    journey("guide-back", |page| {
        for (width, height, mobile) in [(1440, 900, false), (390, 844, true)] {
            page.resize(width, height, mobile);
            open(page, "closing");
            let top = || {
                page.script::<i64>(
                    "return ['.learn-page', 'main', 'html'].reduce((sum, scroller) => sum + (document.querySelector(scroller)?.scrollTop ?? 0), 0)",
                    vec![],
                )
            };
            page.script::<()>(
                "[...document.querySelectorAll('.learn-page a')].find(link => link.textContent === 'Troubleshooting').scrollIntoView({ block: 'center' })",
                vec![],
            );
            let left = top();
            assert!(left > 300, "{left}");
            page.script::<()>(
                "[...document.querySelectorAll('.learn-page a')].find(link => link.textContent === 'Troubleshooting').click()",
                vec![],
            );
            see_that("the next page is at its top", || {
                page.title() == "Troubleshooting · Tabcat" && top() < 200
            });
            page.script::<()>("history.back()", vec![]);
            see_that("the first is where it was", || {
                page.title() == "Closing, code by code · Tabcat" && top() == left
            });
            page.script::<()>("history.forward()", vec![]);
            see_that("and the next again", || {
                page.title() == "Troubleshooting · Tabcat" && top() < 200
            });
        }
    });
}

#[test]
fn live_parts_fit_the_narrowest_screen_in_the_light_and_in_the_dark() {
    journey("guide-live-narrow", |page| {
        page.resize(320, 640, true);
        for slug in [
            "choose",
            "reconnect",
            "tools",
            "login",
            "troubleshooting",
            "back-pressure",
        ] {
            for scheme in ["light", "dark"] {
                page.prefer("prefers-color-scheme", scheme);
                open(page, slug);
                let past_the_edge: f64 = page.script(
                    "const main = document.querySelector('main');
                     return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth)",
                    vec![],
                );
                assert!(past_the_edge <= 0.0, "{slug} is {past_the_edge} px too wide");
                let small: Vec<String> = page.script(
                    "return [...document.querySelectorAll('.learn-page :is(button, .button, .segments label)')].filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 36).map(one => one.outerHTML.slice(0, 90))",
                    vec![],
                );
                assert!(small.is_empty(), "{slug}: {small:?}");
                page.element(".chooser,.waits,.words,.demo,.finder");
                page.script::<()>(
                    "document.querySelector(':is(.chooser, .waits, .words, .demo, .finder)').scrollIntoView()",
                    vec![],
                );
                page.picture(&format!("guide-{slug}-320-{scheme}"));
            }
        }
    });
}
