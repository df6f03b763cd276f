//! A value in a sentence: a button that unfolds the field of the value. On a phone the field takes the place
//! of the options.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::prelude::*;

use crate::app::{Pane, focus, focus_soon, focus_within};
use crate::ui::elements::{Icon, Shape, When, handler};

/// The value.
#[derive(Clone, Copy)]
pub(super) struct Value {
    /// What unfolds it.
    pub(super) id: &'static str,
    /// The id of its field.
    pub(super) field: &'static str,
    /// What it is the value of.
    pub(super) name: &'static str,
    /// The value in words.
    pub(super) text: Signal<String>,
    /// Whether the field has an error.
    pub(super) is_wrong: Signal<bool>,
}

/// The class of the box around the field.
const BOX: &str = "value-box";

/// The button, and the field while it is unfolded.
pub(super) fn value(of: Value, field: fn() -> AnyView) -> AnyView {
    let pane = Pane::get();
    let unfolded = pane.form.unfolded;
    let Value {
        id,
        field: field_id,
        name,
        text,
        is_wrong,
    } = of;
    let button = [id, "-button"].concat();
    let box_id = [id, "-box"].concat();
    let opener = StoredValue::new((button.clone(), box_id.clone()));
    let is_open = move || unfolded.get() == Some(id);
    let close = move || {
        let (button, box_id) = opener.get_value();
        // A field that loses the focus checks its text; one that is removed does not.
        focus(&box_id);
        unfolded.set(None);
        focus_soon(button);
    };
    let press = move |_| {
        if untrack(is_open) {
            unfolded.set(None);
        } else {
            unfolded.set(Some(id));
            focus_soon(field_id.to_owned());
        }
    };
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Escape" => close(),
            "Enter" => {
                opener.with_value(|(_, box_id)| focus(box_id));
                if is_wrong.get_untracked() {
                    focus(field_id);
                } else {
                    close();
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    // By the next frame it is known where the focus went. A field with an error stays.
    let left = move |_: FocusEvent| {
        request_animation_frame(move || {
            let is_open = unfolded.try_get_untracked().flatten() == Some(id);
            if is_open
                && !focus_within(BOX)
                && !pane.page.is_narrow()
                && is_wrong.try_get_untracked() == Some(false)
            {
                unfolded.set(None);
            }
        });
    };
    view! {
        <span class="value-anchor">
            <button
                type="button"
                id=button
                class="value-button"
                class:wrong=move || is_wrong.get()
                aria-label=move || [name, ", ", &text.get()].concat()
                aria-expanded=move || is_open().to_string()
                on:click=handler(press)
            >
                {move || text.get()}
            </button>
            <When test=move || is_open()>
                <div class=BOX id=box_id.clone() tabindex="-1" role="group" aria-label=name on:keydown=handler(on_key) on:focusout=handler(left)>
                    <button type="button" class="button small back" on:click=handler(move |_| close())>
                        <Icon shape=Shape::Chevron/>
                        "Back"
                    </button>
                    {field()}
                </div>
            </When>
        </span>
    }
    .into_any()
}
