//! Suspension of the page by the browser: frozen to save memory or power, or kept in the back/forward cache.

use web_sys::EventTarget;

use super::listener::{Listener, window};

/// Calls `tell` with `true` before the page is suspended, and with `false` when it resumes. Unloading a page
/// also calls it with `true`, loading one with `false`.
pub fn on_suspension(tell: impl Fn(bool) + Copy + 'static) -> impl Iterator<Item = Listener> {
    let window = window();
    let document = window.document().expect("a page has a document");
    [
        ("freeze", true),
        ("resume", false),
        ("pagehide", true),
        ("pageshow", false),
    ]
    .into_iter()
    .map(move |(name, suspended)| {
        let target: &EventTarget = if name.starts_with("page") {
            &window
        } else {
            &document
        };
        Listener::new(target, name, move |_| tell(suspended))
    })
}
