//! The text of a message, a page at a time.

use leptos::html::Div;
use leptos::prelude::*;

use crate::ui::elements::{When, handler};
use tabcat_core::entry::EntryId;

use super::not_formatted::NotFormatted;
use crate::app::{Pane, effect, memo};

/// The text.
#[component]
pub fn Raw(
    /// The message shown.
    id: Signal<EntryId>,
) -> impl IntoView {
    let pane = Pane::get();
    let number = RwSignal::new(0_usize);
    let element = NodeRef::<Div>::new();
    effect(move || {
        id.track();
        number.set(0);
    });
    effect(move || {
        id.track();
        number.track();
        if let Some(element) = element.get() {
            element.set_scroll_top(0);
        }
    });
    let shown = memo(move || pane.raw_page(id.get(), number.get()));
    let last = memo(move || shown.with(|page| page.count.saturating_sub(1)));
    let part = move |name: &'static str, to: fn(usize, usize) -> usize| {
        let to = move || to(number.get(), last.get());
        view! {
            <button
                type="button"
                class="button small"
                disabled=move || to() == number.get()
                on:click=handler(move |_| number.set(untrack(to)))
            >
                {name}
            </button>
        }
        .into_any()
    };
    let note = move || {
        shown
            .with(|page| page.note.clone())
            .map(|note| view! { <p class="detail-note">{note}</p> }.into_any())
    };
    view! {
        <NotFormatted id/>
        {move || note()}
        <div node_ref=element class="raw" role="group" aria-label="Raw text" tabindex="0" dir="auto">
            {move || shown.with(|page| page.text.clone())}
            <When test=move || shown.with(|page| page.text.is_empty())>
                <span class="faint">"empty"</span>
            </When>
        </div>
        <When test=move || { last.get() > 0 }>
            <div class="pages">
                <p>{move || shown.with(|page| page.span.clone())}</p>
                {part("First part", |_, _| 0)}
                {part("Previous part", |number, _| number.saturating_sub(1))}
                {part("Next part", |number, last| last.min(number + 1))}
                {part("Last part", |_, last| last)}
            </div>
        </When>
    }
}
