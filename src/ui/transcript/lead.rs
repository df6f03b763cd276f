//! The page's title and purpose. Visible until the first row, and always there for assistive technology.

use leptos::prelude::*;

/// The page's title and one sentence.
#[component]
pub fn Lead() -> impl IntoView {
    view! {
        <h1>"WebSocket test"</h1>
        <p class="lead">
            "Open a real WebSocket from this tab, send messages, and read what comes back, with live byte counts and close codes in words. wscat with nothing to install."
        </p>
    }
}
