//! The state of the policies in the status strip: the attempt, the heartbeat, messages held back.

use leptos::prelude::*;
use tabcat_core::format;
use tabcat_core::policies::{Beat, Pulse, Replied, Report};

use crate::app::{MAIN_BUTTON, Pane, focus, focus_within, memo};
use crate::ui::elements::{When, handler};

/// The items, between the counts and what was negotiated.
pub fn strip() -> AnyView {
    let pane = Pane::get();
    let report = memo(move || pane.model.lasting.with(|lasting| lasting.report));
    let attempt = move || {
        let report = report.get().filter(|_| !pane.model.is_open())?;
        said_attempt(&report)
    };
    let pulse = move || report.get().and_then(|report| report.heartbeat);
    let replies = move || report.get().and_then(|report| report.replies);
    let opening = move || report.get().is_some_and(|report| report.is_opening);
    let held = move || report.get().and_then(|report| held_back(&report));
    view! {
        <When test=move || attempt().is_some()>
            <span class="item">{move || attempt()}</span>
        </When>
        <When test=move || pane.model.is_waiting()>
            {on_cleanup(|| {
                // It goes when the next attempt begins.
                if focus_within("reconnect-now") {
                    focus(MAIN_BUTTON);
                }
            });}
            <button type="button" class="link-button reconnect-now" on:click=handler(move |_| pane.hurry())>"Reconnect now"</button>
        </When>
        <When test=move || opening()>
            <span class="item">"on open: waiting for a reply"</span>
        </When>
        <When test=move || pulse().is_some()>
            <span class="item" role="img" aria-label=move || pulse().map(|pulse| spoken(&pulse))>
                "Heartbeat"
                <span class="beats">
                    {move || pulse().unwrap_or_default().last.into_iter().map(mark).collect::<Vec<_>>()}
                </span>
                <span class="value">{move || pulse().map(|pulse| last_of(&pulse))}</span>
            </span>
        </When>
        <When test=move || replies().is_some()>
            <span class="item">
                "Replies"
                <span class="value">{move || replies().map(|replies| said_replies(&replies))}</span>
            </span>
        </When>
        <When test=move || held().is_some()>
            <span class="item"><span class="label warn">{move || held()}</span></span>
        </When>
    }
    .into_any()
}

fn said_attempt(report: &Report) -> Option<String> {
    let (attempt, of) = match report.waiting {
        Some(waiting) => (waiting.attempt, waiting.of),
        None => report.attempt?,
    };
    let of = of.map_or_else(String::new, |of| [" of ", &format::count(of.into())].concat());
    Some(["attempt ", &attempt.to_string(), &of].concat())
}

fn held_back(report: &Report) -> Option<String> {
    if !report.is_holding {
        return None;
    }
    Some(match (report.outbox, report.replies) {
        (Some(tray), _) if tray.messages > 0 => {
            format!(
                "holding back: {} in the outbox",
                format::count(tray.messages as u64)
            )
        }
        (_, Some(replies)) => format!("holding back: {} replies", format::count(replies.waiting as u64)),
        _ => "holding back".to_owned(),
    })
}

fn said_replies(replies: &Replied) -> String {
    let sent = format::count(replies.sent);
    match replies.waiting {
        _ if replies.is_off => [&sent, ", off"].concat(),
        0 => sent,
        waiting => format!("{sent}, {} waiting", format::count(waiting as u64)),
    }
}

fn mark(beat: Option<Beat>) -> AnyView {
    let class = match beat {
        None => "beat none",
        Some(Beat::Asked) => "beat asked",
        Some(Beat::Answered) => "beat ok",
        Some(Beat::Late) => "beat warn",
        Some(Beat::Missed) => "beat missed",
    };
    view! { <span class=class></span> }.into_any()
}

/// What the last beats came to, in two or three words.
fn last_of(pulse: &Pulse) -> String {
    match (pulse.missed, pulse.reply) {
        (0, Some(reply)) => format::short_span(reply),
        (0, None) => "none yet".to_owned(),
        (missed, _) => format!("{missed} missed"),
    }
}

fn spoken(pulse: &Pulse) -> String {
    let reply = pulse.reply.map_or_else(
        || "no reply yet".to_owned(),
        |reply| ["last reply ", &format::short_span(reply)].concat(),
    );
    let missed = match pulse.missed {
        0 => "none missed".to_owned(),
        missed => format!("{missed} missed"),
    };
    format!("Heartbeat, {reply}, {missed}, {} sent", format::count(pulse.sent))
}
