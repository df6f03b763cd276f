//! The foot of a message: its times, and the path of the selected JSON value.

use leptos::prelude::*;
use tabcat_core::detail::Tab;
use tabcat_core::entry::EntryId;
use tabcat_core::format;

use crate::app::{Pane, memo};
use crate::ui::elements::{IconButton, Shape, When, facts, handler};

/// The foot.
#[component]
pub fn Foot(
    /// The message shown.
    id: Signal<EntryId>,
) -> impl IntoView {
    let pane = Pane::get();
    let times = memo(move || pane.times(id.get()));
    let path = memo(move || {
        let is_pretty = pane.detail.tab.get() == Tab::Pretty;
        is_pretty.then(|| pane.detail.path()).flatten()
    });
    let copy_path = move |()| {
        if let Some(path) = path.get_untracked() {
            pane.page.copy(path, "Path copied");
        }
    };
    view! {
        <div class="foot">
            <button
                type="button"
                class="button small mark-button"
                aria-pressed=move || (pane.viewer.marked.get() == Some(id.get())).to_string()
                title="Count the times of all rows from this one"
                on:click=handler(move |_| pane.viewer.toggle_mark(id.get_untracked()))
            >
                "Mark"
            </button>
            <dl>{move || facts(times.get())}</dl>
            <When test=move || path.with(Option::is_some)>
                <div class="path">
                    <span>"Path"</span>
                    <code>{move || path.with(|path| path.as_deref().map(format::visible))}</code>
                    <IconButton label="Copy path" title="Copy path" shape=Shape::Copy press=copy_path/>
                    <button type="button" class="button small" on:click=handler(move |_| pane.detail.toggle_all())>
                        {move || if pane.detail.is_expanded() { "Collapse all" } else { "Expand all" }}
                    </button>
                </div>
            </When>
        </div>
    }
}
