//! The counters of this connection.

use leptos::prelude::*;
use tabcat_core::entry::Direction;
use tabcat_core::stats::{Stats, Uptime};
use tabcat_core::{Timestamp, format};

use super::elements::{Icon, Shape, When, arrived};
use crate::app::{MAIN_BUTTON, Pane, memo};

/// The list of counters. Each value carries its exact number in `data-value`.
#[component]
pub fn StatsPanel() -> impl IntoView {
    let pane = Pane::get();
    let stats = pane.model.stats;
    let buffered = pane.model.buffered;
    // Bytes that the browser still buffers have not been sent.
    let sent = memo(move || {
        stats
            .with(|stats| stats.sent.bytes)
            .saturating_sub(buffered.get())
    });
    let lost = memo(move || stats.with(|stats| stats.lost));
    let has_accounts = memo(move || stats.with(Stats::has_accounts));
    let since = move || stats.with(|stats| stats.uptime.since());
    let is_over = move || stats.with(|stats| matches!(stats.uptime, Uptime::Was { .. }));
    view! {
        <aside class="stats" aria-labelledby="stats-title">
            <h2 id="stats-title">"Stats"</h2>
            <dl>
                <Counter term="Messages sent" way=Direction::Sent value=of(|stats| stats.sent.messages) written=format::count/>
                <Counter term="Messages received" way=Direction::Received value=of(|stats| stats.received.messages) written=format::count/>
                <Counter term="Bytes sent" way=Direction::Sent value=sent written=format::size/>
                <Counter term="Bytes received" way=Direction::Received value=of(|stats| stats.received.bytes) written=format::size/>
                <div class="held-back" title="Given to the browser, which has not sent it yet (bufferedAmount)">
                    <dt>"In the browser's buffer"</dt>
                    <dd data-value=move || buffered.get().to_string()>{move || format::size(buffered.get())}</dd>
                </div>
                <When test=move || { lost.get() > 0 }>
                    <div title="They came, and nobody could read them">
                        <dt>"Messages lost"</dt>
                        <dd data-value=move || lost.get().to_string()>{move || format::count(lost.get())}</dd>
                    </div>
                </When>
                <When test=move || has_accounts.get()>
                    {arrived(pane.page.parts.options, MAIN_BUTTON, |options| (options.accounts)())}
                </When>
                <div>
                    <dt>{move || if is_over() { "Last connected" } else { "Connected since" }}</dt>
                    <dd
                        data-value=move || since().map_or(0, Timestamp::as_millis).to_string()
                        title=move || Some((pane.page.parts.detail.entries()?.date_time)(since()?))
                    >
                        {move || since().map_or_else(|| "never".to_owned(), |at| pane.page.time_of_day(at))}
                    </dd>
                </div>
            </dl>
        </aside>
    }
}

fn of(count: fn(&Stats) -> u64) -> Memo<u64> {
    let stats = Pane::get().model.stats;
    memo(move || stats.with(count))
}

#[component]
fn Counter(
    /// The name of the counter.
    term: &'static str,
    /// The direction.
    way: Direction,
    /// The number.
    value: Memo<u64>,
    /// The number as a person reads it.
    written: fn(u64) -> String,
) -> impl IntoView {
    let (class, shape) = match way {
        Direction::Sent => ("sent-mark", Shape::Up),
        Direction::Received => ("recv-mark", Shape::Down),
    };
    view! {
        <div>
            <dt><span class=class><Icon shape/></span>{term}</dt>
            <dd data-value=move || value.get().to_string()>{move || written(value.get())}</dd>
        </div>
    }
}
