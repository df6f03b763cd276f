//! The facts about a message, and the facts that a page cannot know.

use leptos::prelude::*;
use tabcat_core::entry::EntryId;

use crate::app::{Pane, memo};
use crate::ui::elements::facts;

/// The facts.
#[component]
pub fn Info(
    /// The message shown.
    id: Signal<EntryId>,
) -> impl IntoView {
    let pane = Pane::get();
    let known = memo(move || pane.facts(id.get()));
    view! {
        <div class="info" role="group" aria-label="Facts" tabindex="0">
            <dl class="evidence">{move || facts(known.get())}</dl>
            <p>
                "Browsers give a page whole messages. How many frames it was sent in, whether it was compressed, and the \
                 ping and pong frames around it are not visible to any page."
            </p>
        </div>
    }
}
