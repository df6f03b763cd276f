//! The differences from the marked message, line by line.

use leptos::prelude::*;
use tabcat_core::detail::DiffLine;
use tabcat_core::entry::EntryId;

use crate::app::{Pane, memo};
use crate::classes;

/// The comparison.
#[component]
pub fn Compare(
    /// The message that is compared with the marked one.
    id: Signal<EntryId>,
) -> impl IntoView {
    let pane = Pane::get();
    let comparison = memo(move || pane.comparison(id.get()));
    let line = |line: DiffLine| {
        view! {
            <div class=classes::side(line.side)><span>{line.side.sign()}</span>{line.text}</div>
        }
        .into_any()
    };
    view! {
        <p class="detail-note" role="note">{move || comparison.with(|comparison| comparison.sentence.clone())}</p>
        <div class="diff" role="group" aria-label="Differences" tabindex="0">
            {move || comparison.get().lines.into_iter().map(line).collect::<Vec<_>>()}
        </div>
    }
}
