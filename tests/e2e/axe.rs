//! Every page and whatever opens on it, held against the rules of accessibility that a script can look for: in the light and in
//! the dark, on a wide screen and on the narrowest.

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::compose::{open, see_note, see_outcome};
use crate::compose_hands::{Files, choose_file, see_card};
use crate::compose_repeat::every;
use crate::filter::filter;
use crate::page::{Page, journey, see_that};
use crate::pane::{PANE, choose, see_text};

const JSON: &str =
    r#"{"type":"tick","big":9223372036854775808,"a":1,"a":2,"list":[1,2.5,true,null],"ts":1795183333817}"#;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Wide,
    Narrow,
}

/// Walks the journey on a screen of that width. It is as high as a page is long: colours are judged where they are in view.
fn on(screen: Screen, height: u32, name: &str, walk: fn(&Page, Screen)) {
    let width = match screen {
        Screen::Wide => 1440,
        Screen::Narrow => 320,
    };
    journey(&format!("axe-{name}-{width}"), |page| {
        page.resize(width, height, false);
        walk(page, screen);
    });
}

#[test]
fn the_tester_breaks_no_rule_on_a_wide_screen() {
    on(Screen::Wide, 900, "tester", tester);
}

#[test]
fn the_tester_breaks_no_rule_on_the_narrowest_screen() {
    on(Screen::Narrow, 1200, "tester", tester);
}

#[test]
fn several_connections_break_no_rule_on_a_wide_screen() {
    on(Screen::Wide, 900, "tabs", tabs);
}

#[test]
fn several_connections_break_no_rule_on_the_narrowest_screen() {
    on(Screen::Narrow, 900, "tabs", tabs);
}

#[test]
fn the_composer_breaks_no_rule_on_a_wide_screen() {
    on(Screen::Wide, 900, "composer", composer);
}

#[test]
fn the_composer_breaks_no_rule_on_the_narrowest_screen() {
    on(Screen::Narrow, 900, "composer", composer);
}

#[test]
fn what_is_to_read_breaks_no_rule_on_a_wide_screen() {
    on(Screen::Wide, 8000, "learn", learn);
}

#[test]
fn what_is_to_read_breaks_no_rule_on_the_narrowest_screen() {
    on(Screen::Narrow, 14_000, "learn", learn);
}

#[test]
fn what_breaks_a_rule_is_named() {
    journey("axe-broken", |page| {
        page.script::<()>(
            "const button = document.createElement('button'), faint = document.createElement('p');
             button.id = 'nameless';
             faint.textContent = 'faint in the dark';
             faint.className = 'value';
             document.querySelector('.status-strip').append(faint);
             document.querySelector('main').append(button);
             faint.style.color = '#333';",
            vec![],
        );
        let light = page.violations("light");
        assert!(
            matches!(&light[..], [one] if one.starts_with("button-name: ") && one.contains("nameless")),
            "{light:#?}"
        );
        let dark = page.violations("dark");
        assert!(
            matches!(&dark[..], [one] if one.starts_with("color-contrast: ") && one.contains("faint in the dark")),
            "{dark:#?}"
        );
    });
}

fn tester(page: &Page, screen: Screen) {
    page.see_no_violations("nothing connected");
    start(page);
    page.connect_to("/binary");
    page.see_stat("Messages received", 4);
    page.connect_again_to("/echo");
    page.send("Grüße, \u{202e}ça va?");
    page.send(JSON);
    page.see_row("received", "text", "tick");
    page.see_no_violations("connected, with rows");
    messages(page);
    toolbar(page, screen);
    if screen == Screen::Narrow {
        page.press("Stats");
        page.find("complementary", "Stats");
        page.see_no_violations("stats");
        page.press("Transcript");
    }
    page.press("Disconnect");
    page.see_status("Disconnected");
    endings(page);
}

/// What there is before anything is connected.
fn start(page: &Page) {
    page.press("Public echo servers");
    page.find("listbox", "Public echo servers");
    page.see_no_violations("the menu of echo servers");
    page.key(Key::Escape);
    page.press("Options");
    page.fill("Close code", "99");
    page.see_no_violations("options, one of them wrong");
    page.fill("Close code", "1000");
    if page.has("button", "Back") {
        page.press("Back");
    }
    for switch in ["Auto-reconnect", "Heartbeat", "Outbox", "Replies"] {
        page.click_on("switch", switch);
    }
    page.see_no_violations("all policies");
    page.press("Which closes?");
    page.see_no_violations("the table of closes");
    page.press("Back");
    page.press("Edit on-open messages");
    page.press("Add a message");
    page.see_no_violations("the on-open messages");
    page.press("Delete message 1");
    page.press("Back");
    page.press("Edit replies");
    page.press("Echo");
    page.see_no_violations("the replies");
    page.press("Delete rule 1");
    page.press("Back");
    for switch in ["Auto-reconnect", "Heartbeat", "Outbox", "Replies"] {
        page.click_on("switch", switch);
    }
    page.press("Options");
    page.type_url("https://example.com/?token=hunter2#x");
    page.press("Connect");
    page.see_no_violations("an URL that is none");
    page.focus_on("button", "Options");
    page.type_keys("?");
    page.find("dialog", "Keyboard shortcuts");
    page.see_no_violations("the shortcuts");
    page.press("Close");
}

/// A message of each kind in full, in each of its tabs.
fn messages(page: &Page) {
    page.focus_on("grid", "Transcript");
    page.key(Key::End);
    page.key(Key::Enter);
    page.find("complementary", PANE);
    page.press("Mark");
    for tab in ["Pretty", "Raw", "Hex", "Info", "Compare"] {
        choose(page, tab);
        page.see_no_violations(&format!("JSON, {tab}"));
    }
    page.press("Copy");
    page.find("menu", "Copy");
    page.see_no_violations("the menu of copies");
    page.key(Key::Escape);
    page.focus_on("grid", "Transcript");
    page.key(Key::Up);
    page.key(Key::Up);
    see_that("another message is shown", || {
        page.text("complementary", PANE).contains("only in this one")
    });
    page.see_no_violations("text, Compare");
    choose(page, "Pretty");
    page.see_no_violations("text, Pretty");
    page.focus_on("grid", "Transcript");
    page.key(Key::Home);
    page.key(Key::Down);
    page.key(Key::Down);
    choose(page, "Hex");
    page.see_no_violations("binary, Hex");
    page.press("Close");
}

/// What opens from the toolbar.
fn toolbar(page: &Page, screen: Screen) {
    if screen == Screen::Narrow {
        page.press("Filter");
    }
    page.press("More filters");
    page.find("textbox", "JSON field");
    page.fill("Least size", "much");
    filter(page, "tick");
    page.see_no_violations("the filter, one field of it wrong");
    page.press("More filters");
    filter(page, "/(/");
    page.see_no_violations("a regex that is none");
    filter(page, "");
    page.press("Pause");
    page.press("Go to");
    page.fill("Go to time", "noon");
    page.key(Key::Enter);
    page.see_alert("is no time");
    page.see_no_violations("go to, and paused");
    page.key(Key::Escape);
    page.press("Pause");
}

/// A close that the server sent, and one that nobody did.
fn endings(page: &Page) {
    for (route, code) in [("/close/1011?reason=out+of+memory", "1011"), ("/drop", "1006")] {
        page.connect_to(route);
        see_that("the card explains it", || {
            page.has("region", "Why did it close?") && page.text("region", "Why did it close?").contains(code)
        });
        page.see_no_violations(&format!("the card of {code}"));
    }
}

/// A message of each kind being written, and what opens around it.
fn composer(page: &Page, _: Screen) {
    let files = Files::of(&format!(
        "axe-{}",
        page.script::<u32>("return innerWidth", vec![])
    ));
    open(page, "/echo");
    page.press("Format: Text");
    page.see_focus("menu", "Format");
    page.see_no_violations("the menu of formats");
    page.click_on_containing("menuitemradio", "JSON");
    page.fill("Message", r#"{"a":"b","c":[1,true,{{seq}}]}"#);
    see_outcome(page, r#"{"a":"b","c":[1,true,1]}"#);
    page.see_no_violations("JSON with a placeholder");
    page.press("Send");
    page.see_stat("Messages received", 1);
    page.fill("Message", r#"{"a":1,, "b":{{seq}}}"#);
    see_note(page, "Line 1, column 8");
    page.see_no_violations("JSON that is wrong");
    page.press("Add");
    page.see_focus("menu", "Add");
    page.see_no_violations("the menu of additions");
    page.click_on_containing("menuitem", "Edge cases");
    page.see_focus("menu", "Edge cases");
    page.see_no_violations("the menu of edge cases");
    page.click_on_containing("menuitem", "One mebibyte");
    see_card(page, &["made when sent"]);
    page.see_no_violations("a message that is made when it is sent");
    choose_file(page, &files.empty("a.bin", 100_000));
    see_note(page, "Over 64 KiB");
    page.see_no_violations("a file");
    page.press("Remove");
    every(page, "", "");
    page.press("Start");
    page.see_alert("Enter a whole number of milliseconds");
    page.see_no_violations("a repeat that can't be");
    every(page, "50", "");
    page.press("Start");
    page.find("button", "Stop");
    page.see_no_violations("a repeat");
    page.press("Stop");
    see_note(page, "Stopped after");
    page.press("Don't repeat");
    page.press("Clear");
    page.see("it is empty", |view| view.rowcount == 0);
    page.fill("Message", "x");
    page.press("Send");
    page.see("it came back", |view| view.rowcount == 2);
    page.click_with("right", &page.row(2));
    page.see_focus("menu", "Message");
    page.see_no_violations("the menu of a row");
}

fn tabs(page: &Page, screen: Screen) {
    page.connect_to("/echo");
    page.see_status("Connected");
    page.press("New connection");
    page.see_focus("textbox", "WebSocket URL");
    page.see_no_violations("a second connection");
    page.connect_to("/close/1011?after=3000");
    page.see_status("Connected");
    page.focus_on("link", "Reference");
    page.type_keys("n");
    page.see_focus("textbox", "WebSocket URL");
    page.connect_to("/rate?per_sec=20&size=8&secs=3");
    page.see_status("Connected");
    page.focus_on("link", "Reference");
    page.type_keys("1");
    page.see_status("Connected");
    page.see("another one has ended", |view| view.title.contains(" closed · "));
    page.wait(Duration::from_secs(2));
    page.see_no_violations("one that ended and one with unread messages");
    if screen == Screen::Narrow {
        sheet(page);
    } else {
        strip(page);
    }
    page.find("button", "Undo");
    page.see_no_violations("one was closed");
}

fn strip(page: &Page) {
    page.open_menu(2);
    page.see_no_violations("the menu of a tab");
    page.key(Key::Escape);
    page.open_tab(3);
    page.key(Key::F2);
    page.find("textbox", "Name of connection C");
    page.see_no_violations("a name being typed");
    page.key(Key::Escape);
    page.open_tab(3);
    page.key(Key::Delete);
}

fn sheet(page: &Page) {
    let open = || {
        page.click_on_containing("button", "Connections: ");
        page.find("dialog", "Connections");
    };
    open();
    page.see_no_violations("the sheet");
    let more = format!("More for {}", page.name("/rate"));
    page.press(&more);
    page.find_containing("menu", "Connection ");
    page.see_no_violations("the menu in the sheet");
    page.click_on("menuitem", "Rename");
    page.find("textbox", "Name of connection C");
    page.see_no_violations("a name being typed in the sheet");
    page.key(Key::Escape);
    if !page.has("dialog", "Connections") {
        open();
    }
    page.press(&more);
    page.click_on("menuitem", "Close");
    see_that("the menu is gone", || !page.has_menu());
    page.key(Key::Escape);
    see_that("the sheet is put away", || !page.has("dialog", "Connections"));
}

fn learn(page: &Page, screen: Screen) {
    page.go_to_fragment("#/reference");
    page.find("searchbox", "Search the guide and the codes");
    let all: Vec<String> = page.script(
        "return [...document.querySelectorAll('.contents a')].map(link => link.hash)",
        vec![],
    );
    for fragment in &all {
        see_page(page, fragment);
        page.see_no_violations(fragment);
    }
    if screen == Screen::Narrow {
        page.press("Contents");
        page.see_no_violations("the contents");
    }
    for (fragment, part) in [
        ("#/reference/1006", "he browser, locally"),
        ("#/reference?q=ping", "found"),
        ("#/reference?q=xyzzy", "Nothing found"),
        ("#/reference/discord/x", "This page has no"),
        ("#/guide/nowhere", "No such page"),
        ("#/lab/key?answer=s3pPLMBiTxaQ9kYGzzhZRbK%2BxOp=", "character 27"),
        ("#/lab/frame?hex=c1%2002%2068%2069", "RSV1 is set"),
        ("#/lab/frame?payload=Hi", "8 bytes"),
        ("#/lab/close?code=1005&reason=bye", "No close frame may carry"),
        ("#/lab/size?bytes=65536", "65,550 B"),
        ("#/lab/backoff?first=500&factor=0.5", "Enter a factor"),
        ("#/lab/nowhere", "No such page"),
    ] {
        page.go_to_fragment(fragment);
        see_text(page, "main", "", &[part]);
        page.see_no_violations(fragment);
    }
}

/// Goes to a page that is in the contents.
#[track_caller]
fn see_page(page: &Page, fragment: &str) {
    page.go_to_fragment(fragment);
    see_that(&format!("{fragment} is there"), || {
        page.script(
            "return document.querySelector('.contents [aria-current]')?.hash === arguments[0]
                && document.title.startsWith(document.querySelector('h1')?.textContent)",
            vec![json!(fragment)],
        )
    });
    let below: f64 = page.script(
        "const page = document.querySelector('.learn-page'); return page.scrollHeight - page.clientHeight",
        vec![],
    );
    assert!(
        below <= 0.0,
        "{below} px of {fragment} are out of view: give this journey a higher screen"
    );
}
