//! What floats above the rows: that they are held, that none match, and how many are newer.

use leptos::prelude::*;
use tabcat_core::format;

use crate::app::App;
use crate::ui::parts::{Icon, Shape};

/// Says why there is less to see than there is, and how to see it.
#[component]
pub fn Notices() -> impl IntoView {
    let app = App::get();
    let paused = Memo::new(move |_| app.model.held.with(Option::is_some));
    let held = move || match app.model.held.get().unwrap_or_default() {
        0 => "Paused, nothing new".to_owned(),
        1 => "Paused, 1 new message held".to_owned(),
        held => format!("Paused, {} new messages held", format::count(held)),
    };
    let unmatched = Memo::new(move |_| {
        let found = app.filtering.found.get()?;
        (found.is_done() && found.messages == 0 && found.of > 0).then_some(found.of)
    });
    let none = move || match unmatched.get().unwrap_or_default() {
        1 => "The one message does not match.".to_owned(),
        of => format!("None of {} messages match.", format::count(of as u64)),
    };
    view! {
        <div class="floating">
            <Show when=move || unmatched.get().is_some()>
                <p class="float">
                    {none}
                    <button type="button" class="link-button" on:click=move |_| app.clear_filter()>"Clear filter"</button>
                </p>
            </Show>
            <Show when=move || paused.get()>
                <p class="float">
                    {held}
                    <button type="button" class="button small ink" on:click=move |_| app.toggle_pause()>"Resume"</button>
                </p>
            </Show>
        </div>
    }
}

/// Says what came since following stopped, and takes one there.
#[component]
pub fn Newer() -> impl IntoView {
    let app = App::get();
    let newer = Memo::new(move |_| app.viewer.newer());
    view! {
        <Show when=move || { newer.get() > 0 }>
            <button type="button" class="button newer" on:click=move |_| app.viewer.follow_tail()>
                <Icon shape=Shape::Down/>
                {move || format!("{} newer", format::count(newer.get() as u64))}
            </button>
        </Show>
    }
}
