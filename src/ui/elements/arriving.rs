//! What stands where a part of the page will be: that it is on its way, or why it did not come.

use leptos::prelude::*;

use super::handler;
use crate::app::{Arrival, Part, Wait};

/// What the part has to show; until it is here, that it is on its way.
pub fn arrived<T: Copy + Send + Sync + 'static>(
    part: Part<T>,
    show: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    once(Box::new(move || part.entries().map(&show)), part.arrival)
}

/// Compiled once for all parts.
fn once(shown: Box<dyn Fn() -> Option<AnyView> + Send + Sync>, arrival: Arrival) -> AnyView {
    (move || shown().unwrap_or_else(|| arriving(arrival))).into_any()
}

/// Asks for a part, and says what becomes of that. The first moments pass without a word: the style sheet sees to that.
pub fn arriving(arrival: Arrival) -> AnyView {
    arrival.ask();
    let failed = move |sentence: String| {
        view! {
            <p role="alert">{sentence}</p>
            <button type="button" class="button small" on:click=handler(move |_| arrival.retry())>"Retry"</button>
        }
        .into_any()
    };
    let said = move || match arrival.wait.get() {
        Wait::NotAsked | Wait::Over => ().into_any(),
        Wait::Coming => {
            view! { <p class="hint" aria-live="polite">"Loading this part of Tabcat…"</p> }.into_any()
        }
        Wait::Slow => failed(
            "This part of Tabcat has not arrived after 10 seconds, and is still waited for.".to_owned(),
        ),
        Wait::Failed(trouble) => failed(trouble.to_string()),
    };
    view! { <div class="arriving">{move || said()}</div> }.into_any()
}
