//! Asking for a row's menu: by the secondary button, the menu key, or a long press.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Reflect;
use tabcat_core::Span;
use tabcat_core::entry::EntryId;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, MouseEvent};

use super::{row_at, slot};
use crate::io::listener::{Listener, window};
use crate::io::timer::Alarm;

/// How long a finger rests for a long press.
const LONG: Span = Span::from_millis(500);

/// How far it may move meanwhile, in CSS pixels.
const STILL: i32 = 10;

/// A finger on a row: where it went down, and the alarm of the long press.
type Finger = Rc<RefCell<Option<((i32, i32), Alarm)>>>;

/// Calls `ask` with a row and a place in the window, until the listeners are dropped. The browser's own menu
/// stays away if it returns true. `list` is the id of the list.
pub fn on_menu(list: &str, ask: impl Fn(EntryId, i32, i32) -> bool + 'static) -> Vec<Listener> {
    let found = window()
        .document()
        .and_then(|document| document.get_element_by_id(list));
    let Some(list) = found else {
        return Vec::new();
    };
    let ask = Rc::new(ask);
    let finger = Finger::default();
    let is_long = Rc::new(Cell::new(false));
    let lifted = || {
        let finger = Rc::clone(&finger);
        move |_: Event| drop(finger.take())
    };
    let pressed = {
        let (ask, finger, is_long) = (Rc::clone(&ask), Rc::clone(&finger), Rc::clone(&is_long));
        move |event: Event| {
            is_long.set(false);
            let kind = Reflect::get(&event, &"pointerType".into());
            let (x, y) = place(&event);
            let touched = kind
                .is_ok_and(|kind| kind == "touch")
                .then(|| row_at(&event))
                .flatten();
            *finger.borrow_mut() = touched.map(|id| {
                let (ask, is_long) = (Rc::clone(&ask), Rc::clone(&is_long));
                let alarm = Alarm::after(LONG, move || is_long.set(ask(id, x, y)));
                ((x, y), alarm)
            });
        }
    };
    let moved = {
        let finger = Rc::clone(&finger);
        move |event: Event| {
            let (x, y) = place(&event);
            let is_still = |((from_x, from_y), _): &((i32, i32), Alarm)| {
                (x - from_x).abs() < STILL && (y - from_y).abs() < STILL
            };
            let stays = finger.borrow().as_ref().is_some_and(is_still);
            if !stays {
                finger.take();
            }
        }
    };
    let asked = {
        let list = list.clone();
        move |event: Event| {
            let at = row_at(&event).map(|id| (id, place(&event)));
            if let Some((id, (x, y))) = at.or_else(|| active(&list))
                && ask(id, x, y)
            {
                event.prevent_default();
            }
        }
    };
    vec![
        Listener::new(&list, "contextmenu", asked),
        Listener::new(&list, "pointerdown", pressed),
        Listener::new(&list, "pointermove", moved),
        Listener::new(&list, "pointerup", lifted()),
        Listener::new(&list, "pointercancel", lifted()),
        Listener::new(&list, "touchend", move |event| {
            // The click after it would pick the row.
            if is_long.replace(false) {
                event.prevent_default();
            }
        }),
    ]
}

fn place(event: &Event) -> (i32, i32) {
    let event: &MouseEvent = event.unchecked_ref();
    (event.client_x(), event.client_y())
}

/// The active row, and the place below its start.
#[expect(clippy::cast_possible_truncation, reason = "a place in a window")]
fn active(list: &Element) -> Option<(EntryId, (i32, i32))> {
    let name = list.get_attribute("aria-activedescendant")?;
    let id = slot::named(&name)?;
    let place = window()
        .document()?
        .get_element_by_id(&name)?
        .get_bounding_client_rect();
    Some((id, (place.left() as i32 + 40, place.bottom() as i32)))
}
