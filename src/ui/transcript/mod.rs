//! The transcript: its toolbar, its rows, and what stands there before the first one.

pub mod empty;
pub mod list;
pub mod row;

use leptos::prelude::*;
use tabcat_core::format;

use self::empty::EmptyState;
use self::list::List;
use super::parts::{Icon, Shape};
use crate::app::App;

/// The region.
#[component]
pub fn TranscriptPanel() -> impl IntoView {
    let app = App::get();
    let rows = Memo::new(move |_| app.model.published.with(crate::app::Published::rows));
    view! {
        <section class="transcript" aria-label="Transcript">
            <Toolbar rows/>
            <div class="columns" aria-hidden="true">
                <span>"Time"</span>
                <span>"Delta"</span>
                <span></span>
                <span>"Size"</span>
                <span>"Message"</span>
            </div>
            <List rows/>
            <Show when=move || rows.get() == 0>
                <EmptyState/>
            </Show>
            <Newer/>
        </section>
    }
}

#[component]
fn Toolbar(rows: Memo<usize>) -> impl IntoView {
    let app = App::get();
    let evicted = move || {
        let evicted = app.model.published.with(|published| published.evicted);
        (evicted.entries > 0).then(|| {
            format!(
                "{} oldest evicted ({})",
                format::count(evicted.entries),
                format::size(evicted.bytes)
            )
        })
    };
    view! {
        <div class="toolbar">
            <h2>"Transcript " <span>"(" {move || format::count(rows.get() as u64)} ")"</span></h2>
            <p class="hint evicted">{evicted}</p>
            <div class="tools">
                <button
                    type="button"
                    class="button small"
                    aria-pressed=move || app.viewer.follow.get().to_string()
                    title="Keep the newest row in view"
                    on:click=move |_| app.viewer.toggle_follow()
                >
                    <Icon shape=Shape::Follow/>
                    "Follow"
                </button>
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Clear"
                    title="Clear the transcript"
                    disabled=move || rows.get() == 0
                    on:click=move |_| app.clear()
                >
                    <Icon shape=Shape::Bin/>
                </button>
            </div>
        </div>
    }
}

/// Says what came since following stopped, and takes one there.
#[component]
fn Newer() -> impl IntoView {
    let app = App::get();
    let newer = move || app.viewer.newer();
    view! {
        <Show when=move || { newer() > 0 }>
            <button type="button" class="button newer" on:click=move |_| app.viewer.follow_tail()>
                <Icon shape=Shape::Down/>
                {move || format!("{} newer", format::count(newer()))}
            </button>
        </Show>
    }
}
