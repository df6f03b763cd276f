//! Several connections under quick or clumsy hands: what is meant happens, once, to the one that is meant.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_that};

/// Three connections, the last one shown.
fn three(page: &Page) {
    page.connect_to("/echo");
    page.see_status("Connected");
    page.open_another();
    page.open_another();
}

#[test]
fn a_menu_does_what_it_says_although_its_connection_ends_meanwhile() {
    journey("tabs-hands-menu", |page| {
        page.allow_clipboard();
        page.connect_to("/close/1000?after=3000");
        page.see_status("Connected");
        page.open_another();
        assert!(page.open_menu(1).contains("Disconnect"));
        see_that("it has ended", || page.tabs()[0].ends_with("disconnected"));
        page.click_on("menuitem", "Copy link");
        page.see("the link is copied", |view| view.notice.contains("Link copied"));
        assert_eq!(page.tabs().len(), 2);
    });
}

#[test]
fn a_name_that_is_typed_outlives_whatever_takes_its_field_away() {
    journey("tabs-hands-name", |page| {
        three(page);
        let begin = |name: &str| {
            page.focus_on("tab", &page.tabs()[0]);
            page.key(Key::F2);
            page.see_focus("textbox", "Name of connection A");
            page.fill("Name of connection A", name);
        };
        begin("one");
        page.go_to_fragment("#/reference/1006");
        page.find("searchbox", "Search the guide and the codes");
        page.go_to_fragment("#/");
        see_that("the name is there", || page.tabs()[0].starts_with("one, "));

        page.open_tab(1);
        begin("two");
        page.go_to_fragment("#v=1&url=ws://localhost:9/linked");
        see_that("the link has opened beside it", || page.tabs().len() == 4);
        see_that("so has the name", || page.tabs()[0].starts_with("two, "));

        // The field is wider than the tab: what is pressed next does not move from under the press.
        page.open_tab(1);
        begin("z");
        page.press("New connection");
        see_that("there are five", || page.tabs().len() == 5);
        see_that("and the name", || page.tabs()[0].starts_with("z, "));
    });
}

#[test]
fn a_double_click_on_a_cross_closes_one() {
    journey("tabs-hands-cross", |page| {
        three(page);
        page.open_another();
        let cross = page.script::<Vec<f64>>(
            "const at = document.querySelector('#tab-2 .tab-close').getBoundingClientRect();
             return [at.x + at.width / 2, at.y + at.height / 2]",
            vec![],
        );
        page.double_click(cross[0], cross[1]);
        see_that("one is closed", || page.tabs().len() <= 3);
        page.wait(Duration::from_millis(300));
        assert_eq!(page.tabs().len(), 3);
        assert!(!page.has("textbox", "Name of connection C"));
    });
}

#[test]
fn a_sheet_stays_open_and_in_sight_when_a_phone_is_turned() {
    journey("tabs-hands-turned", |page| {
        three(page);
        page.resize(390, 844, true);
        page.click_on_containing("button", "Connections: ");
        page.find("dialog", "Connections");
        page.resize(844, 390, true);
        page.find("dialog", "Connections");
        page.key(Key::Escape);
        see_that("it is shut", || !page.has("dialog", "Connections"));
        page.resize(1280, 800, false);
        page.open_tab(1);
    });
}
