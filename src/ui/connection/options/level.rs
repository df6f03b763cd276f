//! The second level of the options: a list in place of the groups, with a way back.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use tabcat_core::policies::document::Key;

use crate::app::{Pane, focus_soon};
use crate::ui::elements::{Icon, Shape, handler};

/// The id of the button that leads back.
pub(super) const BACK: &str = "options-back";

/// The id of the button that unfolds a list.
pub(super) fn opener(list: Key) -> String {
    [list.name(), "-opener"].concat()
}

/// Unfolds a list, with the focus on the way back.
pub(super) fn open(unfolded: RwSignal<Option<&'static str>>, list: Key) {
    unfolded.set(Some(list.name()));
    focus_soon(BACK.to_owned());
}

/// The level of a list.
pub(super) fn level(list: Key, name: &'static str, hint: &'static str, body: AnyView) -> AnyView {
    let unfolded = Pane::get().form.unfolded;
    let back = move || {
        unfolded.set(None);
        focus_soon(opener(list));
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            back();
        }
    };
    view! {
        <div class="level" role="group" aria-labelledby="level-title" on:keydown=handler(on_key)>
            <div class="level-head">
                <button type="button" id=BACK class="button small back" on:click=handler(move |_| back())>
                    <Icon shape=Shape::Chevron/>
                    "Back"
                </button>
                <h2 id="level-title">{name}</h2>
                <p class="hint">{hint}</p>
            </div>
            {body}
        </div>
    }
    .into_any()
}
