//! What there is to use in the Guide: the chooser, the waits, the commands, the finder, and links that fill the tester in.

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_that};

fn open(page: &Page, slug: &str) {
    page.open_address(&format!("{}#/guide/{slug}", page.address()));
    page.find("main", "");
    see_that("the page is there", || {
        page.script("return !!document.querySelector('.learn-page h2')", vec![])
    });
}

#[track_caller]
fn see_text(page: &Page, css: &str, words: &str) {
    see_that(&format!("{css} says “{words}”"), || {
        page.script::<String>(
            "return document.querySelector(arguments[0])?.textContent ?? ''",
            vec![css.into()],
        )
        .contains(words)
    });
}

fn advice(page: &Page) -> String {
    page.script("return document.querySelector('.advice h3').textContent", vec![])
}

#[test]
fn five_questions_are_answered_by_keyboard_and_the_answer_follows() {
    journey("guide-chooser", |page| {
        page.resize(1440, 900, false);
        page.prefer("prefers-color-scheme", "light");
        open(page, "choose");
        assert_eq!(advice(page), "Server-sent events");
        page.picture("guide-chooser-light");
        page.focus_on("radio", "Mostly the server");
        page.key(Key::Right);
        page.see_focus("radio", "Both, often");
        see_that("the answer is another", || advice(page) == "WebSocket");
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
        page.see_focus("radio", "Neither");
        page.key(Key::Right);
        see_that("games have another way", || advice(page) == "WebTransport");
        page.key(Key::Right);
        see_that("what must not be lost is kept by something", || {
            advice(page) == "WebSocket, and a broker behind it"
        });
        page.prefer("prefers-color-scheme", "dark");
        page.picture("guide-chooser-dark");
        assert!(
            page.text("main", "").contains("SSE against WebSocket"),
            "the tables are there"
        );
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
        assert_eq!(
            drawn(),
            "The waits before 8 attempts, one below the other, over 121.0 s"
        );
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
        let all: String = page.script("return document.querySelector('main').innerText", vec![]);
        assert!(
            all.contains("'https://api.example/feed?room=7&token=***'") && !all.contains("s3cret"),
            "{all}"
        );
        assert!(all.contains("(token)") || all.contains("token"), "{all}");
        page.click(&page.element(".command .icon-button"));
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
        let all = rows().len();
        page.focus_on("searchbox", "What do you see?");
        page.type_keys("60 s drop");
        see_that("one row is left", || {
            rows() == ["Connection drops after 60 s, or another round time"]
        });
        see_text(page, ".finder", &format!("1 of {all} rows"));
        page.picture("guide-finder");
        page.type_keys(" nonsense");
        see_text(page, ".finder", "No row has all of these words.");
        assert!(rows().is_empty());
        page.fill_into(&page.find("searchbox", "What do you see?"), "");
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
                page.script::<usize>("return document.querySelectorAll('.demo .button').length", vec![]);
            assert_eq!(cards, ways.len());
            page.script::<()>(
                "document.querySelectorAll('.demo .button')[arguments[0]].focus()",
                vec![at.into()],
            );
            page.key(Key::Enter);
            page.find("button", "Connect");
            let url = page.value("WebSocket URL");
            assert!(url.starts_with(&page.url(&format!("/auth?mode={mode}"))), "{url}");
            assert_eq!(page.view().status(), "Disconnected", "nothing connects");
            let message = page.value("Message");
            match mode {
                "query" => {
                    page.press("Connect");
                    page.see_status("Connected");
                    page.press("Disconnect");
                    page.see_status("Disconnected");
                }
                "first-message" => {
                    assert_eq!(message, r#"{"type":"auth","token":"letmein"}"#);
                    page.press("Connect");
                    page.see_status("Connected");
                    page.press("Send");
                    page.see_row("received", "text", r#"{"type":"ok"}"#);
                    page.press("Disconnect");
                    page.see_status("Disconnected");
                }
                _ => assert_eq!(message, "", "what was sent is there no more"),
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
        page.click(&page.element(".demo:has(code + code) .button"));
        see_that("the link's message is there", || {
            page.value("Message").starts_with(r#"{"type":"auth""#)
        });
        page.focus_on("textbox", "Message");
        page.chord(&[Key::Alt], "\u{e013}");
        see_that("and what was written can be brought back", || {
            page.value("Message") == "my own words"
        });
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
                    "return ['.learn-page', 'main', 'html'].reduce((sum, scroller) => sum + document.querySelector(scroller).scrollTop, 0)",
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
                page.script::<()>(
                    "document.querySelector(':is(.chooser, .waits, .words, .demo, .finder)').scrollIntoView()",
                    vec![],
                );
                page.picture(&format!("guide-{slug}-320-{scheme}"));
            }
        }
    });
}
