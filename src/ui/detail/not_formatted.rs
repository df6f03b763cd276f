//! Why a message has no tree, above its text.

use leptos::prelude::*;
use tabcat_core::detail::{Reading, Tab};
use tabcat_core::entry::EntryId;
use tabcat_core::format;

use crate::app::{Pane, memo};
use crate::ui::elements::{When, handler};

/// The reason, above the text that is shown instead, and a button to format it where that may work.
#[component]
pub fn NotFormatted(
    /// The message shown.
    id: Signal<EntryId>,
) -> impl IntoView {
    let pane = Pane::get();
    let formatting = pane.detail.formatting;
    let sentence = memo(move || {
        if let Some(percent) = formatting.get() {
            return Some(format!("Formatting: {percent} %"));
        }
        pane.detail.reading.with(|reading| match reading {
            Reading::Json(_) => None,
            // Bytes that are read as text on request are not missing a tree.
            Reading::NotText(_) if pane.detail.tab.get() == Tab::Raw => None,
            Reading::Large | Reading::TooLarge | Reading::NotText(_) | Reading::NotJson(_) => {
                Some(reading.to_string())
            }
        })
    });
    let is_large = memo(move || {
        pane.detail
            .reading
            .with(|reading| matches!(reading, Reading::Large))
    });
    let size = move || pane.subject(id.get()).head().map(|head| format::size(head.size));
    let button = move || match formatting.get() {
        Some(_) => "Stop".to_owned(),
        None => format!("Format {}", size().unwrap_or_default()),
    };
    view! {
        <When test=move || sentence.with(Option::is_some)>
            <div class="detail-note">
                <p>{move || sentence.get()}</p>
                <When test=move || is_large.get()>
                    <button
                        type="button"
                        class="button small"
                        on:click=handler(move |_| pane.toggle_formatting(id.get_untracked()))
                    >
                        {move || button()}
                    </button>
                </When>
            </div>
        </When>
    }
}
