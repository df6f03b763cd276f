//! One message in full, beside the list.

use thirtyfour::prelude::*;

use crate::large::see_the_end;
use crate::page::{Page, journey, see_it_is, see_of, see_that};
use crate::pane::{PANE, choose, save, see_in_pane, see_tab, see_text};

/// Connects to an echo, sends `text` and clicks on what came back.
#[track_caller]
fn open_echo_of(page: &Page, text: &str) {
    page.connect_to("/echo");
    page.see_status("Connected");
    page.send(text);
    page.see_stat("Messages received", 1);
    page.see("it came back", |view| view.rowcount == 3);
    page.click_row(3);
    page.find("complementary", PANE);
}

/// The lines of the tree that are drawn, as their text.
fn tree(page: &Page) -> Vec<String> {
    let lines = "return [...document.querySelectorAll('[role=tree] [id^=json-line]')]
        .sort((a, b) => a.id.split('-')[2] - b.id.split('-')[2]).map(e => e.textContent)";
    page.script(lines, vec![])
}

#[test]
fn json_is_a_tree_that_shows_every_value_as_it_was_sent() {
    journey("detail-json", |page| {
        let items = vec!["1"; 101].join(",");
        open_echo_of(
            page,
            &format!(
                r#"{{"big":9223372036854775808,"a":1,"a":2,"ts":1795183333817,"levels":[{items}],"in":{{"x":null}}}}"#
            ),
        );
        see_tab(page, "Pretty");
        let expect = [
            "{6 keys",
            r#""big": 9223372036854775808"#,
            r#""a": 1duplicate key"#,
            r#""a": 2duplicate key"#,
            r#""ts": 17951833338172026-11-20 14:02:13.817 UTC"#,
            r#""levels": […]101 items"#,
            r#""in": {1 key"#,
            r#""x": null"#,
            "}",
            "}",
        ];
        see_that("the tree has its lines", || tree(page) == expect);
        see_in_pane(page, &["Received", "Text, ", "Since open"]);

        page.focus_on("tree", "JSON");
        for key in [Key::Down, Key::Down, Key::Down, Key::Down, Key::Down, Key::Right] {
            page.key(key);
        }
        see_that("the array is unfolded", || {
            tree(page).get(6).is_some_and(|line| line == "1")
        });
        page.key(Key::Right);
        page.key(Key::Down);
        see_in_pane(page, &["$.levels[1]"]);
        let active = || -> Vec<String> {
            page.script(
                "const line = document.getElementById(document.querySelector('[role=tree]').getAttribute('aria-activedescendant'));
                return line ? [line.role, line.ariaLevel, line.ariaPosInSet, line.ariaSetSize] : []",
                vec![],
            )
        };
        see_it_is("the active line", &["treeitem", "3", "2", "101"], active);
        page.allow_clipboard();
        page.press("Copy path");
        see_that("the path is copied", || page.clipboard() == "$.levels[1]");
        page.focus_on("tree", "JSON");
        page.key(Key::Left);
        page.key(Key::Left);
        see_that("the array is folded", || tree(page) == expect);
        page.picture("detail-json");
    });
}

#[test]
fn a_tree_is_unfolded_and_folded_at_once() {
    journey("detail-fold", |page| {
        let items = vec!["1"; 101].join(",");
        open_echo_of(
            page,
            &format!(r#"{{"many":[{items}],"deep":[[[[[2]]]]],"flat":[]}}"#),
        );
        page.press("Expand all");
        see_that("the long array is unfolded", || {
            tree(page).get(2).is_some_and(|line| line == "1")
        });
        page.focus_on("tree", "JSON");
        page.key(Key::End);
        see_that("and so is the deep one", || {
            let lines = tree(page);
            lines.contains(&"2".to_owned()) && !lines.iter().any(|line| line.contains('…'))
        });
        page.press("Collapse all");
        see_that("what is inside the root is folded", || {
            tree(page)
                == [
                    "{3 keys",
                    r#""many": […]101 items"#,
                    r#""deep": […]1 item"#,
                    r#""flat": []"#,
                    "}",
                ]
        });
        page.find("button", "Expand all");
    });
}

#[test]
fn what_is_no_json_opens_as_text_and_says_why() {
    journey("detail-not-json", |page| {
        open_echo_of(
            page,
            "{\"a\":\n nope, \u{202e}<img src=x onerror='window.broken=1'>",
        );
        see_tab(page, "Raw");
        see_in_pane(page, &["Not JSON: line 2, column 3: expected null"]);
        see_text(
            page,
            "group",
            "Raw text",
            &["{\"a\":⏎\n nope, ⟨U+202E⟩<img src=x onerror='window.broken=1'>"],
        );
        choose(page, "Pretty");
        see_in_pane(page, &["Not JSON: line 2, column 3"]);
        assert!(page.script::<bool>(
            "return !document.querySelector('main img') && !window.broken",
            vec![]
        ));
    });
}

#[test]
fn json_ten_thousand_levels_deep_is_a_tree_down_to_where_it_is_text() {
    journey("detail-deep", |page| {
        open_echo_of(page, &format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)));
        see_tab(page, "Pretty");
        see_that("the outer levels are unfolded", || {
            tree(page).iter().filter(|line| line.starts_with('[')).count() > 2
        });
        page.focus_on("tree", "JSON");
        page.key(Key::Down);
        // Each level that is unfolded and stepped into is one more index.
        for _ in 0..20 {
            page.key(Key::Right);
        }
        see_in_pane(page, &[&format!("${}", "[0]".repeat(10))]);
        choose(page, "Raw");
        see_text(page, "group", "Raw text", &[&"[".repeat(10_000)]);
        choose(page, "Info");
        see_text(
            page,
            "group",
            "Facts",
            &["20,000 bytes", "yes", "20,004 B = 4 + 20,000"],
        );
    });
}

#[test]
fn bytes_are_shown_in_hex_and_as_text_on_request() {
    journey("detail-binary", |page| {
        page.connect_to("/binary");
        page.see_stat("Messages received", 4);
        page.see("all are drawn", |view| view.rows.len() == 5);
        page.click_row(3);
        see_tab(page, "Hex");
        see_text(
            page,
            "group",
            "Bytes in hex",
            &[
                "0000",
                "00 01 02 03 04 05 06 07  08 09",
                "0070",
                "pqrstuvwxyz{|}~·",
            ],
        );
        page.click_row(2);
        see_in_pane(page, &["Binary, 0 B", "Empty: no bytes."]);
        page.click_row(4);
        choose(page, "Raw");
        see_text(page, "group", "Raw text", &["naïve 漢字 🐈"]);
        see_in_pane(page, &["Binary, shown as UTF-8."]);
        page.click_row(5);
        see_text(
            page,
            "group",
            "Raw text",
            &["\u{fffd}\u{fffd} not UTF-8 \u{fffd}("],
        );
        see_in_pane(page, &["3 places here are not UTF-8"]);
        page.picture("detail-binary");

        page.allow_clipboard();
        for (form, expect) in [
            ("Copy as hex", "ff fe 20 6e 6f 74 20 55 54 46 2d 38 20 c3 28"),
            ("Copy as Base64", "//4gbm90IFVURi04IMMo"),
            ("Copy as text", "\u{fffd}\u{fffd} not UTF-8 \u{fffd}("),
        ] {
            page.press("Copy");
            page.click_on("menuitem", form);
            see_that(form, || page.clipboard() == expect);
        }
    });
}

#[test]
fn eight_megabytes_cost_what_is_seen_of_them() {
    journey("detail-big", |page| {
        page.connect_to("/big/8000000");
        page.see_stat("Messages received", 1);
        page.see("it is drawn", |view| view.rows.len() == 2);
        page.click_row(2);
        see_tab(page, "Raw");
        see_in_pane(
            page,
            &[
                "Text, 8.0 MB",
                "Not formatted yet",
                "Bytes 1 to 65,536 of 8,000,000",
            ],
        );
        let shown =
            || page.script::<usize>("return document.querySelector('main').textContent.length", vec![]);
        see_that("few characters are placed", || shown() < 80_000);
        page.press("Next part");
        see_in_pane(page, &["Bytes 65,537 to 131,072 of 8,000,000"]);
        page.press("Previous part");
        see_in_pane(page, &["Bytes 1 to 65,536 of"]);

        choose(page, "Hex");
        see_text(page, "group", "Bytes in hex", &["000000"]);
        see_the_end(page, &["7a11f0"]);
        see_that("few bytes are placed", || shown() < 10_000);
        choose(page, "Info");
        see_text(
            page,
            "group",
            "Facts",
            &[
                "8,000,000 bytes (8.0 MB)",
                "not looked at",
                "if sent as one frame, not compressed: 8,000,010 B = 10 + 8,000,000",
            ],
        );
        choose(page, "Pretty");
        page.press("Format 8.0 MB");
        see_in_pane(page, &["Not JSON: line 1, column"]);
    });
}

#[test]
fn the_pane_follows_the_keyboard_and_gives_it_back() {
    journey("detail-keyboard", |page| {
        page.connect_to("/seq?n=5");
        page.see_stat("Messages received", 5);
        page.focus_on("grid", "Transcript");
        page.key(Key::Home);
        page.key(Key::Down);
        assert!(!page.has("complementary", PANE), "selecting opens nothing");
        page.key(Key::Enter);
        page.find("complementary", PANE);
        page.see_focus("grid", "Transcript");
        choose(page, "Info");
        see_text(page, "group", "Facts", &["Session", "Received", "Since open"]);
        let second = page.text("group", "Facts");
        page.type_keys("j");
        see_that("the pane follows", || page.text("group", "Facts") != second);
        page.type_keys("k");
        see_that("and goes back", || page.text("group", "Facts") == second);

        page.focus_on("tab", "Info");
        page.key(Key::Right);
        see_tab(page, "Compare");
        page.key(Key::Right);
        see_tab(page, "Pretty");
        page.see_focus("tab", "Pretty");
        page.key(Key::Left);
        page.key(Key::Left);
        see_tab(page, "Info");
        page.key(Key::Home);
        page.see_focus("tab", "Pretty");
        page.key(Key::Escape);
        see_that("Escape closes it", || !page.has("complementary", PANE));
        page.see_focus("grid", "Transcript");
        page.key(Key::Enter);
        page.find("complementary", PANE);
        page.key(Key::Enter);
        page.see_focus("tabpanel", "Pretty");
        page.allow_clipboard();
        page.type_keys("c");
        see_that("c copies the message", || {
            page.clipboard().starts_with("{\"seq\":")
        });
        page.press("Close");
        page.see_focus("grid", "Transcript");

        page.see_row("system", "close", "closed 1000");
        page.key(Key::End);
        page.key(Key::Enter);
        page.find("region", "Why did it close?");
        page.key(Key::Up);
        page.find("complementary", PANE);
        assert!(!page.has("region", "Why did it close?"), "one thing at a time");
    });
}

#[test]
fn a_message_is_saved_under_a_name_that_says_what_it_is() {
    journey("detail-save", |page| {
        open_echo_of(page, r#"{"é":"🐈"}"#);
        let name = save(page, r#"{"é":"🐈"}"#);
        assert!(name.ends_with("-received.json"), "{name}");
    });
}

#[test]
fn a_message_that_is_evicted_while_it_is_read_says_so() {
    journey("detail-evicted", |page| {
        open_echo_of(page, "{}");
        page.press("Disconnect");
        page.see_status("Disconnected");
        // More than the 256 MiB that the transcript keeps.
        page.connect_to("/flood?n=280&size=1000000");
        for some in [70, 140, 210, 280] {
            page.see(&format!("{some} have come"), |view| {
                view.stat("Messages received") >= some
            });
        }
        see_in_pane(page, &["Evicted", "This message has been evicted"]);
        see_that("it can't be saved", || !page.has("button", "Save"));
        page.press("Close");
    });
}

#[test]
fn on_a_phone_a_message_opens_below_the_list() {
    journey("detail-phone", |page| {
        page.resize(390, 844, true);
        page.open_page();
        open_echo_of(page, r#"{"type":"ticker","price":67412.1}"#);
        let (_, pane) = see_of(
            "the pane is below the list, of which two rows are in view",
            || {
                (
                    page.rect_of("grid", "Transcript"),
                    page.rect_of("complementary", PANE),
                )
            },
            |(list, pane)| {
                pane.y >= list.y + list.height - 1.0 && pane.height >= 200.0 && list.height >= 88.0
            },
        );
        page.find("textbox", "Message");
        page.picture("phone-detail");
        page.press("Expand");
        see_that("it has the screen", || {
            page.rect_of("complementary", PANE).height > pane.height + 100.0
        });
        page.press("Close");
        page.find("textbox", "Message");
        page.find("grid", "Transcript");
    });
}
