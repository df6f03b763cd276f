//! The field that a name is typed in.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::Input;
use leptos::prelude::*;

use crate::app::{Pane, Tabs, effect};
use crate::ui::elements::handler;

/// The field, in place of the tab. Enter or leaving it keeps the name, Escape does not; an empty text removes
/// the given name.
pub(super) fn rename(pane: &Pane) -> AnyView {
    let pane = *pane;
    let tabs = Tabs::get();
    let field = NodeRef::<Input>::new();
    effect(move || {
        if let Some(field) = field.get() {
            // These fail for no element that is in the document.
            let _ = field.focus();
            field.select();
        }
    });
    let on_key = move |event: KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" => tabs.end_renaming(pane, true),
            "Escape" => tabs.end_renaming(pane, false),
            _ => return,
        }
        event.prevent_default();
        tabs.go_to(pane);
    };
    // Clicks in the field do not end typing.
    let stay = |event: MouseEvent| event.stop_propagation();
    view! {
        <input
            node_ref=field
            type="text"
            class="tab-field"
            aria-label=["Name of connection ", &pane.letter.char().to_string()].concat()
            value=tabs.typed.get_untracked()
            on:input:target=move |event| tabs.typed.set(event.target().value())
            on:keydown=handler(on_key)
            on:mousedown=handler(stay)
            on:click=handler(stay)
            on:blur=handler(move |_: leptos::ev::FocusEvent| tabs.end_renaming(pane, true))
        />
    }
    .into_any()
}
