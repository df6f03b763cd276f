//! The line between the rows and the message: the message's label, and notices about either. It covers no
//! row, and its room is reserved before there is a notice.

use leptos::prelude::*;
use tabcat_core::format;
use tabcat_core::transcript::Undoable;

use super::elements::{Icon, IconButton, Shape, When, handler};
use super::toast::ToastView;
use crate::app::{LIST, MESSAGE_FIELD, Pane, memo};

/// The line. The least important notice is the first to be cut.
#[component]
pub fn NoticeLine() -> impl IntoView {
    let tabs = Pane::get().page.parts.tabs;
    view! {
        <div class="notice-line">
            <label for=MESSAGE_FIELD>"Send message"</label>
            <ToastView/>
            <Cleared/>
            {move || tabs.entries().map(|tabs| (tabs.notice)())}
            <Held/>
            <Unmatched/>
            <Newer/>
        </div>
    }
}

/// Rows are held back; offers to show them.
#[component]
fn Held() -> impl IntoView {
    let pane = Pane::get();
    let paused = memo(move || pane.model.held.with(Option::is_some));
    let held = move || match pane.model.held.get().unwrap_or_default() {
        0 => "Paused, nothing new".to_owned(),
        1 => "Paused, 1 new message held".to_owned(),
        held => format!("Paused, {} new messages held", format::count(held)),
    };
    view! {
        <When test=move || paused.get()>
            <p class="notice">
                <span>{move || held()}</span>
                <button type="button" class="button small ink" on:click=handler(move |_| pane.leave_for(LIST, Pane::toggle_pause))>"Resume"</button>
            </p>
        </When>
    }
}

/// No row matches.
#[component]
fn Unmatched() -> impl IntoView {
    let pane = Pane::get();
    let unmatched = memo(move || {
        let found = pane.filtering.found.get()?;
        (found.is_done() && found.messages == 0 && found.of > 0).then_some(found.of)
    });
    let none = move || match unmatched.get().unwrap_or_default() {
        1 => "The one message does not match.".to_owned(),
        of => format!("None of {} messages match.", format::count(of as u64)),
    };
    view! {
        <When test=move || unmatched.get().is_some()>
            <p class="notice">
                <span>{move || none()}</span>
                <button type="button" class="link-button" on:click=handler(move |_| pane.clear_filter())>"Clear filter"</button>
            </p>
        </When>
    }
}

/// Cleared rows can be brought back: until that is done or dismissed, or a flood has evicted them.
#[component]
fn Cleared() -> impl IntoView {
    let pane = Pane::get();
    let undoable = memo(move || pane.model.summary.with(|summary| summary.undoable));
    let said = move || {
        let Undoable { entries, evicted } = undoable.get();
        let cleared = match entries + evicted {
            1 => "Cleared 1 line".to_owned(),
            many => format!("Cleared {} lines", format::count(many)),
        };
        match evicted {
            0 => cleared,
            gone => format!("{cleared}, {} of them gone for good", format::count(gone)),
        }
    };
    view! {
        <When test=move || { undoable.get().entries > 0 }>
            <p class="notice" aria-live="polite">
                <span>{move || said()}</span>
                <button type="button" class="link-button" on:click=handler(move |_| pane.leave_for(LIST, Pane::undo_clear))>"Undo"</button>
                <IconButton label="Dismiss" title="Dismiss, and free the memory" shape=Shape::Cross press=move |()| pane.leave_for(LIST, Pane::forget_cleared)/>
            </p>
        </When>
    }
}

/// Counts the rows since following stopped, and goes there.
#[component]
fn Newer() -> impl IntoView {
    let pane = Pane::get();
    let newer = memo(move || pane.viewer.newer());
    view! {
        <When test=move || { newer.get() > 0 }>
            <button type="button" class="button newer" on:click=handler(move |_| pane.leave_for(LIST, |pane| pane.viewer.follow_tail()))>
                <Icon shape=Shape::Down/>
                {move || format!("{} newer", format::count(newer.get() as u64))}
            </button>
        </When>
    }
}
