//! The tabs above a message. One stop of the Tab key; arrows move among them.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::ui::elements::handler;
use tabcat_core::detail::Tab;

use crate::app::{DETAIL, Pane, focus};

/// The list of tabs.
#[component]
pub fn Tabs() -> impl IntoView {
    let pane = Pane::get();
    let shown = pane.detail.tab;
    let on_key = move |event: KeyboardEvent| {
        let now = shown.get_untracked();
        let to = match event.key().as_str() {
            "ArrowRight" => now.next(),
            "ArrowLeft" => now.previous(),
            "Home" => Tab::Pretty,
            "End" => Tab::Compare,
            _ => return,
        };
        event.prevent_default();
        pane.detail.choose(to);
        focus(tab_id(to));
    };
    let tab = move |tab: Tab| {
        let is_shown = move || shown.get() == tab;
        view! {
            <button
                type="button"
                role="tab"
                id=tab_id(tab)
                aria-controls=DETAIL
                aria-selected=move || is_shown().to_string()
                tabindex=move || if is_shown() { "0" } else { "-1" }
                on:click=handler(move |_| pane.detail.choose(tab))
            >
                {tab.name()}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="tabs" role="tablist" aria-label="Views of the message" on:keydown=handler(on_key)>
            {Tab::ALL.into_iter().map(tab).collect::<Vec<_>>()}
        </div>
    }
}

/// The id of a tab's element.
pub fn tab_id(tab: Tab) -> &'static str {
    match tab {
        Tab::Pretty => "detail-pretty",
        Tab::Raw => "detail-raw",
        Tab::Hex => "detail-hex",
        Tab::Info => "detail-info",
        Tab::Compare => "detail-compare",
    }
}
