//! The tools above the rows: the search, and the actions on all rows.

use leptos::prelude::*;

use super::go_to::GoTo;
use super::search::Search;
use super::shown::ShowGroup;
use crate::app::{GO_TO, LIST, Pane, memo};
use crate::ui::elements::{Icon, IconButton, Shape, handler};

/// All of them. On a phone the line with the filter is folded unless `unfolded`.
pub fn tools(unfolded: RwSignal<bool>) -> AnyView {
    let pane = Pane::get();
    let kept = move || pane.model.summary.with(|summary| summary.kept.total());
    view! {
        <div class="filter-line" id="filter-line">
            <Search/>
            <ShowGroup/>
        </div>
        <div class="tools">
            <button
                type="button"
                class="icon-button fold"
                class:in-use=move || pane.filtering.found.with(Option::is_some)
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
                aria-pressed=move || pane.viewer.follow.get().to_string()
                title="Keep the newest row in view"
                on:click=handler(move |_| pane.viewer.toggle_follow())
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
            <IconButton label="Clear" title="Clear the transcript" shape=Shape::Bin press=move |()| pane.leave_for(LIST, Pane::clear) disabled=move || kept() == 0/>
        </div>
        <GoTo/>
    }
    .into_any()
}

#[component]
fn PauseButton() -> impl IntoView {
    let pane = Pane::get();
    let paused = memo(move || pane.model.held.with(Option::is_some));
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label="Pause"
            aria-pressed=move || paused.get().to_string()
            title="Hold drawing; receiving goes on"
            on:click=handler(move |_| pane.toggle_pause())
        >
            {move || {
                let shape = if paused.get() { Shape::Play } else { Shape::Pause };
                view! { <Icon shape/> }.into_any()
            }}
        </button>
    }
}
