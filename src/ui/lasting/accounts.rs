//! The counters of what policies sent, and of a person's messages that were not sent.

use leptos::prelude::*;
use tabcat_core::format;
use tabcat_core::stats::Stats;

use crate::app::Pane;
use crate::ui::elements::When;

/// The rows among the counters, each while it counts anything.
pub fn accounts() -> AnyView {
    view! {
        {row("Sent automatically", "Beats, on-open messages, replies and repeats", |stats| stats.by_itself)}
        {row("Not sent", "The connection ended before they were handed over", |stats| stats.not_sent)}
        {row("Cancelled", "Taken out of the outbox", |stats| stats.cancelled)}
    }
    .into_any()
}

fn row(term: &'static str, meaning: &'static str, count: fn(&Stats) -> u64) -> AnyView {
    let stats = Pane::get().model.stats;
    let value = move || stats.with(count);
    view! {
        <When test=move || { value() > 0 }>
            <div title=meaning>
                <dt>{term}</dt>
                <dd data-value=move || value().to_string()>{move || format::count(value())}</dd>
            </div>
        </When>
    }
    .into_any()
}
