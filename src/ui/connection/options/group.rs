//! A group of the options, with its switch.

use leptos::prelude::*;
use tabcat_core::policies::document::{Document, Key};

use super::level;
use crate::app::{Pane, PolicyFields, policy_id};
use crate::ui::elements::{When, handler};

/// A group: its title, its switch, its fields while it is on, and a sentence. `more` follows the sentence
/// while the group is on.
pub(super) fn group(
    name: &'static str,
    key: Key,
    says: fn(&Document) -> String,
    fields: fn() -> AnyView,
    more: fn() -> AnyView,
) -> AnyView {
    let policies = PolicyFields::get();
    let is_on = move || policies.is_on(key);
    let pane = Pane::get();
    let turn = move || {
        let on = !untrack(is_on);
        policies.turn(key, on);
        if key == Key::Reconnect && !on {
            pane.stop_waiting();
        }
    };
    let title = [key.name(), "-title"].concat();
    let (group_title, switch_title) = (title.clone(), title.clone());
    view! {
        <div class="group" role="group" aria-labelledby=group_title>
            <div class="group-head">
                <h2 id=title>{name}</h2>
                <button
                    type="button"
                    id=policy_id(key.name(), None)
                    class="switch"
                    role="switch"
                    aria-checked=move || is_on().to_string()
                    aria-labelledby=switch_title
                    on:click=handler(move |_| turn())
                ></button>
            </div>
            <When test=move || is_on()>
                <div class="group-fields">{fields()}</div>
            </When>
            <p class="hint">
                {move || policies.read(says)}
                " "
                <When test=move || is_on()>{more()}</When>
            </p>
        </div>
    }
    .into_any()
}

/// A button that unfolds a list.
pub(super) fn unfold(list: Key, name: &'static str, words: &'static str) -> AnyView {
    let unfolded = Pane::get().form.unfolded;
    view! {
        <button
            type="button"
            id=level::opener(list)
            class="link-button"
            aria-label=name
            on:click=handler(move |_| level::open(unfolded, list))
        >
            {words}
        </button>
    }
    .into_any()
}
