//! The painter of the list: what it writes, what it leaves alone, and what it tells.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use tabcat::io::rows::{ListEvent, Rows, Scene};
use tabcat_core::Timestamp;
use tabcat_core::entry::{Body, Direction, Entry, EntryId, Message};
use tabcat_core::payload::Encoding;
use tabcat_core::row::{Row, Since};
use tabcat_core::secret::VEIL;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, window};

use crate::page::text_of;
use crate::wait::until;

/// A list on the page, 100 pixels high, and what it has told.
struct List {
    element: Element,
    rows: Option<Rows>,
    told: Rc<RefCell<Vec<ListEvent>>>,
}

impl List {
    fn new() -> Self {
        let document = window().unwrap().document().unwrap();
        let element = document.create_element("div").unwrap();
        let style = "position: relative; height: 100px; overflow: auto";
        element.set_attribute("style", style).unwrap();
        document.body().unwrap().append_child(&element).unwrap();
        let told = Rc::new(RefCell::new(Vec::new()));
        let tell = {
            let told = Rc::clone(&told);
            move |touch| told.borrow_mut().push(touch)
        };
        let rows = Some(Rows::new(&element, ["M8 2v11", "M8 13v-11"], tell));
        Self { element, rows, told }
    }

    fn paint(&self, rows: Vec<Row>, selected: Option<u64>) {
        self.rows.as_ref().unwrap().paint(Scene {
            count: 1_000,
            rows,
            selected: selected.map(EntryId),
            spacer: 26_000.0,
            offset: 26.0,
            bar: 30.0,
        });
    }

    fn drawn(&self) -> Vec<Element> {
        let mut drawn = Vec::new();
        let pool = self.element.query_selector(".rows").unwrap().unwrap();
        let mut next = pool.first_element_child();
        while let Some(row) = next {
            next = row.next_element_sibling();
            drawn.push(row);
        }
        drawn
    }

    fn attributes(&self, name: &str) -> Vec<String> {
        let of = |row: &Element| row.get_attribute(name).unwrap_or_default();
        self.drawn().iter().map(of).collect()
    }
}

impl Drop for List {
    fn drop(&mut self) {
        self.element.remove();
    }
}

fn row(id: u64, text: &str) -> Row {
    let direction = if id.is_multiple_of(2) {
        Direction::Sent
    } else {
        Direction::Received
    };
    let entry = Entry {
        id: EntryId(id),
        at: Timestamp::from_millis(1_000.0),
        body: Body::Message(Message {
            direction,
            encoding: Encoding::Text,
            bytes: text.as_bytes(),
            large: None,
            file: None,
        }),
    };
    Row::new(&entry, usize::try_from(id).unwrap() + 1, Since::Nothing, 0, &VEIL)
}

fn rows(ids: Range<u64>) -> Vec<Row> {
    ids.map(|id| row(id, &format!("{{\"n\":{id}}}"))).collect()
}

#[wasm_bindgen_test]
fn a_row_says_what_it_is_and_markup_in_it_is_text() {
    let list = List::new();
    let markup = "<b>bold</b>";
    list.paint(vec![row(6, markup), row(7, "{\"n\":7}")], Some(7));
    let drawn = list.drawn();
    assert!(text_of(&drawn[0]).contains(markup));
    assert!(drawn[0].query_selector("b").unwrap().is_none());
    for (name, expect) in [
        ("role", ["row", "row"]),
        ("id", ["entry-6", "entry-7"]),
        ("aria-rowindex", ["7", "8"]),
        ("aria-selected", ["false", "true"]),
        ("data-direction", ["sent", "received"]),
        ("data-kind", ["text", "text"]),
        (
            "aria-label",
            [
                "Sent, 00:00:01.000, 11 bytes, <b>bold</b>",
                "Received, 00:00:01.000, 7 bytes, {\"n\":7}",
            ],
        ),
    ] {
        assert_eq!(list.attributes(name), expect, "{name}");
    }
    let key = drawn[1].query_selector(".key").unwrap().unwrap();
    assert_eq!(text_of(&key), "\"n\"");
    let of_list = |name| list.element.get_attribute(name);
    assert_eq!(of_list("aria-rowcount").as_deref(), Some("1000"));
    assert_eq!(of_list("aria-activedescendant").as_deref(), Some("entry-7"));

    list.paint(vec![row(6, "plain")], Some(7));
    assert_eq!(of_list("aria-activedescendant"), None, "it is not drawn any more");
    assert_eq!(list.drawn().len(), 1);
    assert!(text_of(&list.drawn()[0]).ends_with("plain"));
}

#[wasm_bindgen_test]
fn rows_that_stay_in_view_keep_their_elements() {
    let list = List::new();
    list.paint(rows(10..20), None);
    let check = |ids: Range<u64>| {
        let (names, before) = (list.attributes("id"), list.drawn());
        list.paint(rows(ids.clone()), None);
        let expect: Vec<String> = ids.clone().map(|id| format!("entry-{id}")).collect();
        assert_eq!(list.attributes("id"), expect, "in the order they are read");
        for (name, element) in names.iter().zip(before) {
            if expect.contains(name) {
                assert_eq!(&element.id(), name, "to {ids:?}");
            }
        }
    };
    check(11..21);
    check(14..24);
    check(9..19);
    check(9..22);
    check(8..16);
    check(100..108);
    check(3..4);
}

#[wasm_bindgen_test]
async fn pressing_and_scrolling_are_told_and_dropping_leaves_nothing() {
    let mut list = List::new();
    list.paint(rows(3..9), None);
    assert_eq!(list.element.scroll_top(), 30);
    let text = list
        .element
        .query_selector("#entry-5 .text span")
        .unwrap()
        .unwrap();
    text.unchecked_into::<HtmlElement>().click();
    let picked = ListEvent::Picked(EntryId(5));
    assert!(list.told.borrow().contains(&picked));

    list.element.set_scroll_top(77);
    let most = f64::from(list.element.scroll_height() - list.element.client_height());
    until("the scrolling to be told", || {
        list.told.borrow().iter().any(
            |touch| matches!(touch, ListEvent::Scrolled { bar: 77.0, most: told, .. } if (told - most).abs() < 1.0),
        )
    })
    .await;
    list.paint(rows(3..9), None);
    assert_eq!(list.element.scroll_top(), 30, "it is put where it is to be");

    list.rows = None;
    assert_eq!(list.element.child_element_count(), 0);
}
