//! When the browser stops this page and lets it go on: frozen to save memory or power, or kept for the back button.

use web_sys::EventTarget;

use super::listener::{Listener, window};

/// Calls `tell` with `true` before the page stops, and with `false` when it runs again. A page that is left for good is
/// told of as one that stops, and one that opens as one that runs again.
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
