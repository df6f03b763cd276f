//! The placeholder of a part of the page: it says that the part is loading, or why it failed.

use leptos::prelude::*;

use super::handler;
use crate::app::{Arrival, Part, Wait, focus};

/// Shows the part, or a placeholder until it is loaded. `home` is as in [`arriving`].
pub fn arrived<T: Copy + Send + Sync + 'static>(
    part: Part<T>,
    home: &'static str,
    show: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    once(Box::new(move || part.entries().map(&show)), part.arrival, home)
}

/// Shows a part once it is loaded, and something else until then; asks for nothing.
pub fn once_here<T: Copy + Send + Sync + 'static>(
    part: Part<T>,
    show: fn(T) -> AnyView,
    instead: fn() -> AnyView,
) -> AnyView {
    let shown: Box<dyn Fn() -> AnyView + Send + Sync> =
        Box::new(move || part.entries().map_or_else(instead, show));
    (move || shown()).into_any()
}

/// Compiled once for all parts.
fn once(
    shown: Box<dyn Fn() -> Option<AnyView> + Send + Sync>,
    arrival: Arrival,
    home: &'static str,
) -> AnyView {
    (move || shown().unwrap_or_else(|| arriving(arrival, home))).into_any()
}

/// Requests a part, and shows the progress or the error; the style sheet hides the progress at first. `home`
/// is the id of the element that gets the focus after Retry, which disappears when it is pressed.
pub fn arriving(arrival: Arrival, home: &'static str) -> AnyView {
    arrival.ask();
    let failed = move |sentence: String| {
        view! {
            <p role="alert">{sentence}</p>
            <button type="button" class="button small" on:click=handler(move |_| {
                focus(home);
                arrival.retry();
            })>"Retry"</button>
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
