//! Below a message: when it was, and where the value is that is looked at.

use leptos::prelude::*;
use tabcat_core::detail::Tab;
use tabcat_core::entry::EntryId;
use tabcat_core::format;

use crate::app::{App, memo};
use crate::ui::elements::{IconButton, Shape, When, facts, handler};

/// The foot.
#[component]
pub fn Foot(
    /// Of which message.
    id: Signal<EntryId>,
) -> impl IntoView {
    let app = App::get();
    let times = memo(move || app.times(id.get()));
    let path = memo(move || {
        let is_pretty = app.detail.tab.get() == Tab::Pretty;
        is_pretty.then(|| app.detail.path()).flatten()
    });
    let copy_path = move |()| {
        if let Some(path) = path.get_untracked() {
            app.copy(path, "Path copied");
        }
    };
    view! {
        <div class="foot">
            <button
                type="button"
                class="button small mark-button"
                aria-pressed=move || (app.viewer.marked.get() == Some(id.get())).to_string()
                title="Count the times of all rows from this one"
                on:click=handler(move |_| app.viewer.toggle_mark(id.get_untracked()))
            >
                "Mark"
            </button>
            <dl>{move || facts(times.get())}</dl>
            <When test=move || path.with(Option::is_some)>
                <div class="path">
                    <span>"Path"</span>
                    <code>{move || path.with(|path| path.as_deref().map(format::visible))}</code>
                    <IconButton label="Copy path" title="Copy path" shape=Shape::Copy press=copy_path/>
                    <button type="button" class="button small" on:click=handler(move |_| app.detail.toggle_all())>
                        {move || if app.detail.is_expanded() { "Collapse all" } else { "Expand all" }}
                    </button>
                </div>
            </When>
        </div>
    }
}
