//! What is known about a message, and what a page cannot know.

use leptos::prelude::*;
use tabcat_core::entry::EntryId;

use crate::app::{App, memo};

/// The facts.
#[component]
pub fn Info(
    /// About which message.
    id: Signal<EntryId>,
) -> impl IntoView {
    let app = App::get();
    let facts = memo(move || app.facts(id.get()));
    let fact =
        |(term, fact): (&'static str, String)| view! { <div><dt>{term}</dt><dd>{fact}</dd></div> }.into_any();
    view! {
        <div class="info" role="group" aria-label="Facts" tabindex="0">
            <dl class="evidence">{move || facts.get().into_iter().map(fact).collect::<Vec<_>>()}</dl>
            <p>
                "Browsers give a page whole messages. How many frames it was sent in, whether it was compressed, and the \
                 ping and pong frames around it are not visible to any page."
            </p>
        </div>
    }
}
