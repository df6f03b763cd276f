//! A switch for a preference, with its label beside it.

use leptos::ev::Event;
use leptos::prelude::*;

use super::handler;
use crate::app::{Page, Settings};

/// The switch.
#[component]
pub fn Check(
    /// Its words, which are its accessible name.
    label: &'static str,
    /// Whether it is on.
    is_on: fn(&Settings) -> bool,
    /// Turns it on or off.
    turn: fn(&Settings, bool),
) -> impl IntoView {
    let settings = Page::get().settings;
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || is_on(&settings)
                on:change=handler(move |event: Event| turn(&settings, event_target_checked(&event)))
            />
            {label}
        </label>
    }
}
