//! What stands above the rows: how many there are, what is looked for, and what is done with all of them.

use leptos::prelude::*;
use tabcat_core::format;

use super::search::Search;
use super::shown::ShowGroup;
use crate::app::{App, GO_TO, LIST, Published, memo};
use crate::ui::elements::{Icon, IconButton, Shape, handler};

/// The toolbar. On a phone the line with the filter is folded until it is asked for. Before the first row there is nothing to
/// do with rows, and none of it shows.
#[component]
pub fn Toolbar() -> impl IntoView {
    let app = App::get();
    let unfolded = RwSignal::new(false);
    let kept = move || app.model.published.with(|published| published.kept.total());
    let messages = move || app.model.published.with(|published| published.kept.messages());
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
    let bare = memo(move || {
        app.model.published.with(Published::rows) == 0
            && kept() == 0
            && app.filtering.found.with(Option::is_none)
            && app.model.held.with(Option::is_none)
    });
    view! {
        <div class="toolbar" class:bare=move || bare.get() class:unfolded=move || unfolded.get()>
            <div class="heading">
                <h2><span>"Transcript"</span>" "<span class="count">"(" {move || format::count(messages() as u64)} ")"</span></h2>
                <p class="hint evicted">{move || evicted()}</p>
            </div>
            <div class="filter-line" id="filter-line">
                <Search/>
                <ShowGroup/>
            </div>
            <div class="tools">
                <button
                    type="button"
                    class="icon-button fold"
                    class:in-use=move || app.filtering.found.with(Option::is_some)
                    aria-label="Filter"
                    aria-expanded=move || unfolded.get().to_string()
                    aria-controls="filter-line"
                    on:click=handler(move |_| unfolded.update(|unfolded| *unfolded = !*unfolded))
                >
                    <Icon shape=Shape::Search/>
                </button>
                <button
                    type="button"
                    class="button small follow"
                    aria-pressed=move || app.viewer.follow.get().to_string()
                    title="Keep the newest row in view"
                    on:click=handler(move |_| app.viewer.toggle_follow())
                >
                    <Icon shape=Shape::Follow/>
                    <span>"Follow"</span>
                </button>
                <PauseButton/>
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Go to"
                    title="Go to a time, an end or the marked row"
                    popovertarget=GO_TO
                >
                    <Icon shape=Shape::Clock/>
                </button>
                <IconButton label="Clear" title="Clear the transcript" shape=Shape::Bin press=move |()| app.leave_for(LIST, App::clear) disabled=move || kept() == 0/>
            </div>
        </div>
    }
}

#[component]
fn PauseButton() -> impl IntoView {
    let app = App::get();
    let paused = memo(move || app.model.held.with(Option::is_some));
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label="Pause"
            aria-pressed=move || paused.get().to_string()
            title="Hold drawing; receiving goes on"
            on:click=handler(move |_| app.toggle_pause())
        >
            {move || {
                let shape = if paused.get() { Shape::Play } else { Shape::Pause };
                view! { <Icon shape/> }.into_any()
            }}
        </button>
    }
}
