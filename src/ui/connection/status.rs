//! The status strip: one line with the state of the connection.

use leptos::prelude::*;
use tabcat_core::format;
use tabcat_core::session::Phase;
use tabcat_core::stats::Uptime;

use crate::app::{MAIN_BUTTON, Pane, memo};
use crate::classes;
use crate::ui::elements::{When, arrived, handler};

/// The values, in bytes, at which the meter is full and turns amber.
const METER_FULL: u64 = 2_000_000;
const METER_WARN: u64 = 1_000_000;

/// The state, how long it has lasted, the counts, and what was negotiated.
#[component]
pub fn StatusStrip() -> impl IntoView {
    let pane = Pane::get();
    let model = pane.model;
    let status = move || model.status_in_words();
    let waiting = move || model.waiting();
    let closing = move || model.phase.with(|phase| matches!(phase, Phase::Closing { .. }));
    let last_close = move || {
        let label = |closed: &tabcat_core::ending::Closed| {
            let label = match closed.code() {
                Some(code) => format!("{} {}", code.as_u16(), code.name()),
                None => closed.label(),
            };
            (label, classes::tone(closed.tone()))
        };
        if model.is_open() {
            None
        } else {
            model.last_close.with(|closed| closed.as_ref().map(label))
        }
    };
    let was_up = move || {
        model
            .stats
            .with(|stats| matches!(stats.uptime, Uptime::Was { .. }))
    };
    let counts = move || {
        model.stats.with(|stats| {
            format!(
                "{} / {}",
                format::count(stats.sent.messages),
                format::count(stats.received.messages)
            )
        })
    };
    let is_lasting = memo(move || model.lasting.with(|lasting| lasting.report.is_some()));
    let countdown = move || model.countdown();
    let fresh = move || model.is_idle() && model.last_close.with(Option::is_none);
    view! {
        <div class="status-strip">
            <span class="item">"Status"</span>
            <span
                role="status"
                aria-live="polite"
                aria-atomic="true"
                class=move || format!("pill {}", model.tone_of_status())
            >
                {move || status()}
            </span>
            // Not in the pill, which is read out: only its start is announced.
            <When test=move || countdown().is_some()>
                <span class="item countdown"><span class="value">{move || countdown()}</span></span>
            </When>
            <When test=move || waiting().is_some()>
                <span class="item"><span class="value">{move || waiting()}</span></span>
            </When>
            <When test=move || closing()>
                <button
                    type="button"
                    class="link-button"
                    title="Stop waiting for the server to answer the close"
                    on:click=handler(move |_| pane.leave_for(MAIN_BUTTON, Pane::abandon))
                >
                    "Abandon"
                </button>
            </When>
            {move || last_close().map(|(label, tone)| view! {
                <span class="item"><span class=format!("label {tone}")>{label}</span></span>
            }.into_any())}
            <span class="item quiet">
                {move || if was_up() { "Up time was" } else { "Up time" }}
                <span class="value uptime">{move || model.uptime().unwrap_or_else(|| "none".to_owned())}</span>
            </span>
            <span class="item quiet">"Sent / received" <span class="value" style:min-width=move || room(&counts())>{move || counts()}</span></span>
            <When test=move || is_lasting.get()>
                {arrived(pane.page.parts.options, MAIN_BUTTON, |options| (options.strip)())}
            </When>
            <When test=move || model.is_open()>
                <Negotiated/>
            </When>
            <When test=move || fresh()>
                <span class="item quiet">"Messages stay in this tab. Only the server you name sees them."</span>
            </When>
        </div>
    }
}

/// The width for a number that grows. It changes in steps, so that the items beside it rarely move.
fn room(value: &str) -> String {
    format!("{}ch", value.len().next_multiple_of(6))
}

/// The subprotocol and extensions that the server chose, and `bufferedAmount`.
#[component]
fn Negotiated() -> impl IntoView {
    let pane = Pane::get();
    let model = pane.model;
    let or_none = |text: Option<String>| {
        text.filter(|text| !text.is_empty())
            .unwrap_or_else(|| "none".to_owned())
    };
    let protocol = move || {
        let masking = pane.page.masking();
        or_none(model.link(|link| format::visible(&(masking.subprotocols)(&link.negotiated.protocol))))
    };
    let extensions = move || or_none(model.link(|link| format::visible(&link.negotiated.extensions)));
    let buffered = move || format::size(model.buffered.get());
    view! {
        <span class="item">"subprotocol" <span class="chip">{move || protocol()}</span></span>
        <span class="item">"extensions" <span class="chip">{move || extensions()}</span></span>
        <span class="item" title="Given to the browser, but not sent yet">
            "bufferedAmount" <BufferedMeter/> <span class="value" style:min-width=move || room(&buffered())>{move || buffered()}</span>
        </span>
    }
}

/// A meter of bufferedAmount, full at [`METER_FULL`].
#[component]
fn BufferedMeter() -> impl IntoView {
    let buffered = Pane::get().model.buffered;
    let shown = move || buffered.get().min(METER_FULL);
    let plenty = move || buffered.get() >= METER_WARN;
    view! {
        <span
            class="meter"
            class:warn=move || plenty()
            role="meter"
            aria-label="bufferedAmount"
            aria-valuemin="0"
            aria-valuemax=METER_FULL.to_string()
            aria-valuenow=move || shown().to_string()
            aria-valuetext=move || format::size(buffered.get())
        >
            <span style:width=move || format!("{}%", shown() * 100 / METER_FULL)></span>
        </span>
    }
}
