//! When the browser stops this page and lets it go on: frozen to save memory or power, or kept for the back button.

use wasm_bindgen::JsCast as _;
use web_sys::{Event, EventTarget, PageTransitionEvent};

use super::listener::{Listener, window};

/// Calls `tell` with `true` before the page stops, and with `false` when it runs again.
pub fn on_suspension(tell: impl Fn(bool) + Copy + 'static) -> Vec<Listener> {
    let window = window();
    let document: EventTarget = window.document().expect("a page has a document").into();
    let window: EventTarget = window.into();
    let on = |target, name, suspended: bool| {
        Listener::new(target, name, move |event: Event| {
            // A page that is only left or opened is not kept; `freeze` and `resume` have no such word.
            if event
                .dyn_ref::<PageTransitionEvent>()
                .is_none_or(PageTransitionEvent::persisted)
            {
                tell(suspended);
            }
        })
    };
    vec![
        on(&document, "freeze", true),
        on(&window, "pagehide", true),
        on(&document, "resume", false),
        on(&window, "pageshow", false),
    ]
}
