//! All of the composer is in reach of the keyboard, and what is drawn of a text lies where the text is.

use thirtyfour::prelude::*;

use crate::compose::{add, choose_format, open, see_note, see_outcome};
use crate::compose_hands::{Files, choose_file, see_card, see_no_card};
use crate::compose_repeat::every;
use crate::page::{Page, journey, see_it_is, see_that};

/// Presses Tab so often, and gives what had the focus each time.
fn walk(page: &Page, steps: usize) -> Vec<String> {
    let step = |_| {
        page.key(Key::Tab);
        page.focused()
    };
    (0..steps).map(step).collect()
}

#[test]
fn tab_goes_from_the_text_through_its_lines_to_send() {
    journey("compose-tab", |page| {
        open(page, "/echo");
        choose_format(page, "JSON");
        page.fill("Message", "[ {{seq}} ]");
        see_outcome(page, "[ 1 ]");
        every(page, "10", "2");
        for button in ["Send as written", "Minify", "Start"] {
            page.find("button", button);
        }
        page.focus_on("textbox", "Message");
        let order = [
            "button Send as written",
            "spinbutton Every, milliseconds",
            "spinbutton Times",
            "button Don't repeat",
            "button Format: JSON",
            "button Add",
            "button Format",
            "button Minify",
            "button Start",
        ];
        assert_eq!(walk(page, order.len()), order);
        page.key(Key::Enter);
        see_note(page, "All 2 sent");
        page.focus_on("button", "Don't repeat");
        page.key(Key::Space);
        page.see_focus("button", "Add");
        page.key(Key::Tab);
        page.key(Key::Tab);
        page.see_focus("button", "Minify");
        page.key(Key::Enter);
        // It is minified.
        page.see_value("Message", "[{{seq}}]");
        page.see_focus("textbox", "Message");

        let files = Files::of("reach");
        choose_file(page, &files.write("a.txt", "a"));
        page.focus_on("button", "as text");
        page.key(Key::Enter);
        see_card(page, &["sent as one text message"]);
        page.focus_on("button", "as binary");
        assert_eq!(
            walk(page, 4),
            [
                "button Remove",
                "button Format: File",
                "button Add",
                "button Send"
            ]
        );
        page.focus_on("button", "Remove");
        page.key(Key::Space);
        see_no_card(page);
        page.see_focus("textbox", "Message");
    });
}

#[test]
fn enter_on_the_cross_of_a_repeat_folds_it_and_sends_nothing() {
    journey("compose-cross", |page| {
        open(page, "/echo");
        page.fill("Message", "x");
        every(page, "10", "2");
        page.focus_on("button", "Don't repeat");
        page.key(Key::Enter);
        page.see_focus("button", "Add");
        see_that("the line is gone", || !page.has("group", "Send every"));
        assert_eq!(page.view().rowcount, 1);
    });
}

#[test]
fn the_active_item_of_a_menu_is_in_view() {
    journey("compose-menu-scrolls", |page| {
        page.resize(390, 560, true);
        page.open_page();
        add(page, "Edge cases");
        page.see_focus("menu", "Edge cases");
        let is_in_view = |page: &Page| {
            page.script::<bool>(
                "const list = document.querySelector('[role=menu]');
                 const item = document.getElementById(list.getAttribute('aria-activedescendant'))?.getBoundingClientRect();
                 if (!item) return false;
                 const sheet = list.parentElement.getBoundingClientRect();
                 return item.top >= sheet.top && item.bottom <= sheet.bottom && item.bottom <= innerHeight",
                vec![],
            )
        };
        for key in [Key::End, Key::Home] {
            page.key(key);
            see_that("the active item is in view", || is_in_view(page));
        }
        for _ in 0..12 {
            page.key(Key::Down);
            see_that("the active item is in view", || is_in_view(page));
        }
    });
}

#[test]
fn the_colours_of_a_text_lie_where_the_text_is() {
    for (width, height) in [(1440, 900), (390, 844)] {
        journey(&format!("compose-ink-{width}"), |page| {
            page.resize(width, height, width < 640);
            page.open_page();
            choose_format(page, "JSON");
            let text = format!(
                "{{\"long\":\"{}\",\n\n \"n\":{{{{seq}}}}}}\n",
                "wraps at the edge ".repeat(20)
            );
            page.fill("Message", &text);
            page.find("button", "Minify");
            page.picture(&format!("compose-ink-{width}"));
            let wrong = || -> String {
                page.script(
                "const [ink, field] = ['.composer-ink', '#message'].map(css => document.querySelector(css));
                 const [a, b] = [ink, field].map(e => e.getBoundingClientRect());
                 const style = e => {
                     const { font, letterSpacing, padding, textIndent, tabSize } = getComputedStyle(e);
                     return [font, letterSpacing, padding, textIndent, tabSize].join();
                 };
                 const wrong = [];
                 if (ink.textContent !== field.value + ' ') wrong.push('another text');
                 for (const side of ['left', 'top', 'width', 'height'])
                     if (Math.abs(a[side] - b[side]) > 1) wrong.push(`${side} ${a[side]} ${b[side]}`);
                 if (style(ink) !== style(field)) wrong.push(`${style(ink)} ${style(field)}`);
                 if (field.scrollHeight > field.clientHeight + 1) wrong.push('the field scrolls by itself');
                 return wrong.join('; ')",
                vec![],
            )
            };
            see_it_is("what is wrong with it", "", wrong);
        });
    }
}
