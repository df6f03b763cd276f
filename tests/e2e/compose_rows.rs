//! The menu of a row: by mouse, by keyboard, by finger.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::compose::{open, see_format, see_it_all};
use crate::page::{Page, journey, see_of, see_that};
use crate::pane::{PANE, see_text};
use crate::phone::see_it_fits;

/// Opens the menu of a row by the mouse.
#[track_caller]
fn open_menu(page: &Page, row: usize) {
    page.click_with("right", &page.row(row));
    page.see_focus("menu", "Message");
}

#[track_caller]
fn see_it_selected(page: &Page, row: usize) {
    page.see("its row is selected", |view| {
        view.rows.iter().any(|one| one.index == row && one.selected)
    });
}

#[track_caller]
fn see_no_menu(page: &Page) {
    see_that("the menu is gone", || !page.has_menu());
}

/// Sends something, and waits for its echo in row 3.
#[track_caller]
fn echo(page: &Page, text: &str) {
    open(page, "/echo");
    page.send(text);
    page.see("it came back", |view| view.rowcount == 3);
    see_it_all(page);
}

#[test]
fn the_secondary_button_opens_the_menu_of_its_row() {
    journey("compose-menu", |page| {
        echo(page, "hello {{seq}}");
        open_menu(page, 3);
        for (item, key) in [
            ("Open", "Enter"),
            ("Copy", "C"),
            ("Edit and resend", "E"),
            ("Resend", "Shift E"),
            ("Mark, or unmark", "Shift M"),
        ] {
            see_text(page, "menu", "Message", &[item, key]);
        }
        page.picture("compose-menu");
        page.key(Key::Escape);
        see_no_menu(page);
        page.see_focus("grid", "Transcript");
        see_it_selected(page, 3);

        open_menu(page, 3);
        page.click_on_containing("menuitem", "Open");
        page.find("complementary", PANE);
        page.press("Close");
        page.allow_clipboard();
        open_menu(page, 3);
        page.click_on_containing("menuitem", "Copy");
        see_that("it is copied", || page.clipboard() == "hello 1");
        open_menu(page, 2);
        page.click_on_containing("menuitem", "Edit and resend");
        page.see_focus("textbox", "Message");
        page.see_value("Message", "hello 1");
        open_menu(page, 2);
        page.click_on_containing("menuitem", "Resend");
        page.see("it is sent again", |view| view.rowcount == 5);
        page.see_focus("grid", "Transcript");
        open_menu(page, 2);
        page.click_on_containing("menuitem", "Mark");
        see_that("it is marked", || {
            page.text("region", "Transcript").contains("Marked")
        });
        // Asked for of another row, it is that one's; a click elsewhere puts it away.
        open_menu(page, 2);
        open_menu(page, 3);
        page.wait(Duration::from_millis(200));
        page.see_focus("menu", "Message");
        see_it_selected(page, 3);
        page.click_on("textbox", "Message");
        see_no_menu(page);
        see_format(page, "Text");
    });
}

#[test]
fn the_menu_key_opens_the_menu_of_the_selected_row() {
    journey("compose-menu-key", |page| {
        echo(page, "hello");
        page.focus_on("grid", "Transcript");
        page.key(Key::End);
        page.see("the last row is selected", |view| {
            view.rows.last().is_some_and(|row| row.selected)
        });
        page.press_menu_key();
        page.see_focus("menu", "Message");
        see_of(
            "the menu is at its row",
            || (page.rect_of("menu", "Message"), page.rect(&page.row(3))),
            |(menu, row)| (menu.y - row.y).abs() < 400.0 && menu.x >= row.x,
        );
        page.key(Key::Escape);
        page.see_focus("grid", "Transcript");
        page.press_menu_key();
        page.see_focus("menu", "Message");
        for key in [Key::Down, Key::Down, Key::Down, Key::Enter] {
            page.key(key);
        }
        page.see("it is sent again", |view| view.rowcount == 5);
        page.see_focus("grid", "Transcript");
        // A line that is no message has no menu of ours.
        page.key(Key::Home);
        page.see("the first row is selected", |view| {
            view.rows.first().is_some_and(|row| row.selected)
        });
        page.press_menu_key();
        page.wait(Duration::from_millis(300));
        assert!(!page.has("menu", "Message"));
    });
}

#[test]
fn a_long_press_opens_the_menu_as_a_sheet() {
    for (width, height) in [(390, 844), (320, 640)] {
        journey(&format!("compose-menu-phone-{width}"), |page| {
            page.resize(width, height, true);
            page.take_fingers();
            page.open_page();
            echo(page, "hello");
            page.touch(&page.row(3), Duration::from_millis(900));
            page.see_focus("menu", "Message");
            // Phones ask for a menu by themselves, too.
            page.script::<()>(
                "document.querySelector('[role=row][aria-rowindex=\"3\"]').dispatchEvent(
                     new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 60, clientY: 300 }))",
                vec![],
            );
            page.wait(Duration::from_millis(200));
            page.see_focus("menu", "Message");
            assert!(!page.has("complementary", PANE), "the row is not opened as well");
            let items: Vec<f64> = page.script(
                "return [...document.querySelectorAll('[role=menu] [role=menuitem]')].map(e => e.getBoundingClientRect().height)",
                vec![],
            );
            assert!(
                items.len() == 5 && items.iter().all(|height| *height >= 44.0),
                "{items:?}"
            );
            see_it_fits(page, &[("menu", "Message")]);
            see_of(
                "it ends on the screen",
                || page.rect_of("menu", "Message"),
                |menu| menu.y + menu.height <= f64::from(height),
            );
            page.picture(&format!("compose-menu-phone-{width}"));
            page.click_on_containing("menuitem", "Edit and resend");
            // It is in the field.
            page.see_value("Message", "hello");
            // A short touch still opens the message.
            page.touch(&page.row(3), Duration::from_millis(60));
            page.find("complementary", PANE);
            assert!(!page.has_menu());
        });
    }
}

#[test]
fn a_phone_has_the_menus_of_the_composer_as_sheets() {
    for (width, height) in [(390, 844), (320, 640)] {
        journey(&format!("compose-phone-{width}"), |page| {
            page.resize(width, height, true);
            page.open_page();
            open(page, "/echo");
            see_it_fits(
                page,
                &[
                    ("textbox", "Message"),
                    ("button", "Format: Text"),
                    ("button", "Add"),
                    ("button", "Send"),
                ],
            );
            let fits = |menu: &str| {
                see_it_fits(page, &[("menu", menu)]);
                let sheet = || -> (f64, f64) {
                    page.script(
                        "const sheet = document.querySelector('.composer-menu .menu').getBoundingClientRect();
                         return [sheet.top, sheet.bottom]",
                        vec![],
                    )
                };
                see_of(&format!("{menu} is a sheet"), sheet, |(top, bottom)| {
                    *top >= 0.0 && (bottom - f64::from(height)).abs() < 2.0
                });
            };
            page.press("Format: Text");
            page.see_focus("menu", "Format");
            fits("Format");
            page.picture(&format!("compose-phone-format-{width}"));
            page.click_on_containing("menuitemradio", "JSON");
            see_format(page, "JSON");
            page.fill(
                "Message",
                "{\"a\": {{seq}}, \"b\": [\"a long text that is wider than the screen\", 1, 2, 3]}",
            );
            page.find("button", "Minify");
            see_it_fits(
                page,
                &[
                    ("button", "Send as written"),
                    ("button", "Format"),
                    ("button", "Minify"),
                ],
            );
            page.picture(&format!("compose-phone-json-{width}"));
            page.press("Add");
            page.see_focus("menu", "Add");
            fits("Add");
            page.picture(&format!("compose-phone-add-{width}"));
            page.click_on_containing("menuitem", "Edge cases");
            page.see_focus("menu", "Edge cases");
            fits("Edge cases");
            page.key(Key::Escape);
            see_no_menu(page);
            crate::compose_repeat::every(page, "100", "2");
            see_it_fits(
                page,
                &[
                    ("group", "Send every"),
                    ("button", "Don't repeat"),
                    ("button", "Start"),
                ],
            );
            page.press("Start");
            page.see_stat("Messages sent", 2);
            page.picture(&format!("compose-phone-repeat-{width}"));
        });
    }
}

#[test]
fn the_fields_of_a_repeat_are_large_enough_for_a_finger() {
    journey("compose-phone-fields", |page| {
        page.resize(390, 844, true);
        page.open_page();
        crate::compose_repeat::every(page, "100", "2");
        see_it_fits(
            page,
            &[("spinbutton", "Every, milliseconds"), ("spinbutton", "Times")],
        );
    });
}
