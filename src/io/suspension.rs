//! Suspension of the page by the browser: frozen to save memory or power, or kept in the back/forward cache.

use wasm_bindgen::JsCast as _;
use web_sys::{Event, EventTarget, PageTransitionEvent};

use super::listener::{Listener, window};

/// A change of the suspension. Unloading a page also begins one, loading one ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspension {
    /// The page will be suspended.
    Begins,
    /// It runs again.
    Ends {
        /// Whether it comes from the back/forward cache.
        cached: bool,
    },
}

/// Calls `tell` before the page is suspended, and when it resumes.
pub fn on_suspension(tell: impl Fn(Suspension) + Copy + 'static) -> impl Iterator<Item = Listener> {
    let window = window();
    let document = window.document().expect("a page has a document");
    ["freeze", "resume", "pagehide", "pageshow"]
        .into_iter()
        .map(move |name| {
            let target: &EventTarget = if name.starts_with("page") {
                &window
            } else {
                &document
            };
            Listener::new(target, name, move |event| {
                tell(match name {
                    "freeze" | "pagehide" => Suspension::Begins,
                    _ => Suspension::Ends {
                        cached: is_from_cache(&event),
                    },
                });
            })
        })
}

fn is_from_cache(event: &Event) -> bool {
    event
        .dyn_ref::<PageTransitionEvent>()
        .is_some_and(PageTransitionEvent::persisted)
}
