//! The line for sending a message again and again.

use leptos::prelude::*;

use crate::app::{ADD_BUTTON, Pane, focus};
use crate::ui::elements::{IconButton, Shape, drawing, handler};

const ROUND: &str = "M3 7a5 5 0 0 1 8.500-2.500L13 6M13 3v3h-3M13 9a5 5 0 0 1-8.500 2.500L3 10M3 13v-3h3";

/// The id of its first field.
pub(super) const INTERVAL: &str = "repeat-interval";

/// The line.
pub(super) fn line() -> AnyView {
    let pane = Pane::get();
    let every = pane.composing().every;
    let field = move |index: usize,
                      id: &'static str,
                      label: &'static str,
                      unit: &'static str,
                      placeholder: &'static str| {
        view! {
            <span class="repeat-field">
                <input
                    id=id
                    type="text"
                    role="spinbutton"
                    aria-valuenow=move || every.with(|every| every.as_ref().map(|every| every[index].clone()))
                    inputmode="numeric"
                    autocomplete="off"
                    aria-label=label
                    on:keydown=handler(move |event: leptos::ev::KeyboardEvent| {
                        if event.key() == "Enter" {
                            event.prevent_default();
                            pane.draft.send(pane);
                        }
                    })
                    placeholder=placeholder
                    prop:value=move || every.with(|every| every.as_ref().map_or_else(String::new, |every| every[index].clone()))
                    on:input:target=move |event| pane.type_every(index, event.target().value())
                    readonly=move || pane.model.repeats()
                />
                <span>{unit}</span>
            </span>
        }
        .into_any()
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            pane.fold_every();
            focus(ADD_BUTTON);
        }
    };
    view! {
        <div class="composer-line repeat" role="group" aria-label="Send every" on:keydown=handler(on_key)>
            {drawing(ROUND)}
            <span>"Send every"</span>
            {field(0, INTERVAL, "Every, milliseconds", "ms", "1000")}
            <span>"for"</span>
            {field(1, "repeat-times", "Times", "times", "∞")}
            <span class="hint">{move || pane.every_in_words()}</span>
            <IconButton
                label="Don't repeat"
                title="Don't repeat (Esc)"
                shape=Shape::Cross
                press=move |()| {
                    pane.fold_every();
                    focus(ADD_BUTTON);
                }
            />
        </div>
    }
    .into_any()
}
