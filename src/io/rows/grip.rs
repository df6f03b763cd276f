//! The row under a pressed pointer. If the list moved under it, the click would end on another row, or on
//! none: browsers send no click for an element that was moved in between.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tabcat_core::Span;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlElement, MouseEvent};

use super::{ListEvent, row_at};
use crate::io::listener::Listener;
use crate::io::timer::Alarm;

/// A longer hold is not a click, or the browser never reported that the pointer went up.
const LONGEST: Span = Span::from_secs(60);

/// The click comes within this time after the pointer goes up.
const AFTERWARDS: Span = Span::from_millis(60);

/// Reports that a row is held, picked or released.
pub(super) struct Grip {
    #[expect(dead_code, reason = "held for their Drop, which removes them")]
    listeners: [Listener; 5],
}

impl Grip {
    pub(super) fn new(list: &HtmlElement, on_touch: Rc<dyn Fn(ListEvent)>) -> Self {
        let holds = Rc::new(Cell::new(false));
        let on_click = {
            let (holds, on_touch) = (Rc::clone(&holds), Rc::clone(&on_touch));
            move |event| {
                if let Some(id) = row_at(&event) {
                    on_touch(ListEvent::Picked(id));
                }
                if holds.replace(false) {
                    on_touch(ListEvent::Released);
                }
            }
        };
        let let_go_after = let_go(&holds, Rc::clone(&on_touch));
        let up = |name| {
            let (holds, let_go_after) = (Rc::clone(&holds), Rc::clone(&let_go_after));
            Listener::on_window(name, move |_| {
                if holds.get() {
                    let_go_after(AFTERWARDS);
                }
            })
        };
        let listeners = [
            up("pointerup"),
            up("pointercancel"),
            // Another window may have the pointer.
            up("blur"),
            Listener::new(list, "click", on_click),
            Listener::new(list, "pointerdown", {
                move |event| {
                    if is_main_button(&event) && row_at(&event).is_some() {
                        holds.set(true);
                        on_touch(ListEvent::Held);
                        let_go_after(LONGEST);
                    }
                }
            }),
        ];
        Self { listeners }
    }
}

/// Releases the row after a delay; a new delay replaces the last.
fn let_go(holds: &Rc<Cell<bool>>, on_touch: Rc<dyn Fn(ListEvent)>) -> Rc<dyn Fn(Span)> {
    let holds = Rc::clone(holds);
    let alarm = RefCell::new(None);
    Rc::new(move |delay| {
        let (holds, on_touch) = (Rc::clone(&holds), Rc::clone(&on_touch));
        *alarm.borrow_mut() = Some(Alarm::after(delay, move || {
            if holds.replace(false) {
                on_touch(ListEvent::Released);
            }
        }));
    })
}

fn is_main_button(event: &Event) -> bool {
    event
        .dyn_ref::<MouseEvent>()
        .is_some_and(|event| event.button() == 0)
}
