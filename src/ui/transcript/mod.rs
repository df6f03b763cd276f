//! The transcript: its toolbar, its rows, and the empty state before the first one.

pub mod empty;
pub mod go_to;
pub mod lead;
pub mod list;
pub mod more;
pub mod search;
pub mod shown;
pub mod toolbar;
pub mod tools;

use leptos::prelude::*;

use crate::ui::elements::{When, once_here};

use self::empty::EmptyState;
use self::list::List;
use self::toolbar::Toolbar;
use crate::app::{Pane, Panes, Summary, memo};

/// The region.
#[component]
pub fn TranscriptPanel() -> impl IntoView {
    let (panes, pane) = (Panes::get(), Pane::get());
    let part = pane.page.parts.compose;
    let is_empty = memo(move || pane.model.summary.with(Summary::rows) == 0);
    view! {
        <section class="transcript" aria-label=move || panes.transcript_name()>
            <When test=move || is_empty.get()>
                <EmptyState/>
            </When>
            <Toolbar/>
            <div class="columns" aria-hidden="true">
                <span>"Time"</span>
                <span>{move || if pane.viewer.marked.with(Option::is_some) { "From mark" } else { "Delta" }}</span>
                <span></span>
                <span>"Size"</span>
                <span>"Message"</span>
            </div>
            <List/>
            {once_here(part, |compose| (compose.rows)(), || ().into_any())}
        </section>
    }
}
