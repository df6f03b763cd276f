//! The toolbar above the rows: their number, and the tools, which come with the first row.

use leptos::prelude::*;
use tabcat_core::format;

use crate::app::{LIST, Pane, Summary, memo};
use crate::ui::elements::arrived;

/// The toolbar. On a phone the line with the filter is folded until asked for. Before the first row there is
/// nothing to work on, so no tool shows.
#[component]
pub fn Toolbar() -> impl IntoView {
    let pane = Pane::get();
    let unfolded = RwSignal::new(false);
    let kept = move || pane.model.summary.with(|summary| summary.kept.total());
    let messages = move || pane.model.summary.with(|summary| summary.kept.messages());
    let evicted = move || {
        let evicted = pane.model.summary.with(|summary| summary.evicted);
        (evicted.entries > 0).then(|| {
            format!(
                "{} oldest evicted ({})",
                format::count(evicted.entries),
                format::size(evicted.bytes)
            )
        })
    };
    let bare = memo(move || {
        pane.model.summary.with(Summary::rows) == 0
            && kept() == 0
            && pane.filtering.found.with(Option::is_none)
            && pane.model.held.with(Option::is_none)
    });
    view! {
        <div class="toolbar" class:bare=move || bare.get() class:unfolded=move || unfolded.get()>
            <div class="heading">
                <h2><span>"Transcript"</span>" "<span class="count">"(" {move || format::count(messages() as u64)} ")"</span></h2>
                <p class="hint evicted">{move || evicted()}</p>
            </div>
            {move || (!bare.get()).then(|| arrived(pane.page.parts.tools, LIST, move |tools| (tools.view)(unfolded)))}
        </div>
    }
}
