//! The groups: what is offered and sent at the open, and the policies with a switch each.

use leptos::prelude::*;
use tabcat_core::policies::document::Key;
use tabcat_core::policies::sentences::{self, Line};

use super::control::{check, policy_choice, policy_field};
use super::group::{group, unfold};
use crate::app::{Pane, PolicyFields};
use crate::ui::elements::{LabelledField, When};

/// All groups, side by side where there is room.
pub(super) fn groups() -> AnyView {
    view! {
        <div class="groups">
            {opening()}
            {group(
                "Auto-reconnect",
                Key::Reconnect,
                sentences::reconnect,
                reconnect,
                || unfold(Key::Codes, "Which closes?", "Which closes?"),
            )}
            {group("Heartbeat", Key::Heartbeat, sentences::heartbeat, heartbeat, || ().into_any())}
            {group("Outbox", Key::Outbox, sentences::outbox, outbox, || ().into_any())}
            {group(
                "Replies",
                Key::Replies,
                sentences::replies,
                || view! { <div class="wide">{lines(sentences::rules)}</div> }.into_any(),
                || unfold(Key::Rules, "Edit replies", "Edit"),
            )}
        </div>
    }
    .into_any()
}

/// The subprotocols and the on-open messages.
fn opening() -> AnyView {
    let pane = Pane::get();
    let subprotocols = pane.form.subprotocols;
    let masked = move || {
        let text = subprotocols.text.get();
        let masked = (pane.page.masking().subprotocols)(&text);
        (masked != text).then_some(masked)
    };
    view! {
        <div class="group">
            <div class="titled">
                <LabelledField
                    field=subprotocols
                    label="Subprotocols"
                    placeholder="none, or: chat.v2, chat"
                    masked=Signal::derive(move || masked())
                />
                <span class="hint" title="The server picks one or none">"offered in this order"</span>
            </div>
            <div class="group-head" role="group" aria-labelledby="on-open-title">
                <h2 id="on-open-title">"On open"</h2>
                {unfold(Key::OnOpen, "Edit on-open messages", "Edit")}
            </div>
            {lines(sentences::steps)}
        </div>
    }
    .into_any()
}

/// A list in short.
fn lines(of: fn(&tabcat_core::policies::document::Document) -> Vec<Line>) -> AnyView {
    let policies = PolicyFields::get();
    let line = |Line { start, note }: Line| {
        view! { <li><span class="mono">{start}</span>" "<span class="note">{note}</span></li> }.into_any()
    };
    let shown = move || {
        let lines = policies.read(of);
        (!lines.is_empty()).then(|| {
            let lines: Vec<_> = lines.into_iter().map(line).collect();
            view! { <ol class="lines">{lines}</ol> }.into_any()
        })
    };
    (move || shown()).into_any()
}

fn reconnect() -> AnyView {
    view! {
        {policy_field(Key::FirstWait, "First wait", "s", "1")}
        {policy_field(Key::LongestWait, "Longest wait", "s", "30")}
        {policy_field(Key::Attempts, "Attempts", "", "unlimited")}
        <div class="wide">
            {policy_choice(Key::After, "After", &[("abnormal", "Abnormal closes"), ("every", "Every close but mine")])}
        </div>
    }
    .into_any()
}

fn heartbeat() -> AnyView {
    let policies = PolicyFields::get();
    let reply = move || policies.text(Key::BeatReply);
    let postpone = check(
        "policy-postpone".to_owned(),
        "Any message received postpones the next beat".into_any(),
        Signal::derive(move || policies.is_on(Key::Postpone)),
        Callback::new(move |on| policies.turn(Key::Postpone, on)),
    );
    view! {
        {policy_field(Key::Every, "Every", "s", "25")}
        {policy_field(Key::Within, "Reply within", "s", "10")}
        {policy_field(Key::Misses, "May miss", "", "1")}
        <div class="half">{policy_field(Key::Beat, "Send", "", "")}</div>
        <div class="half">
            {policy_choice(
                Key::BeatReply,
                "Reply",
                &[("any", "Any message"), ("text", "This text"), ("field", "Field equals")],
            )}
        </div>
        <When test=move || reply() == "field">
            <div class="half">{policy_field(Key::BeatPath, "Field", "", "$.id")}</div>
            <div class="half">{policy_field(Key::BeatText, "Equals", "", "{{seq}}")}</div>
        </When>
        <When test=move || reply() == "text">
            <div class="wide">{policy_field(Key::BeatText, "Reply text", "", "pong")}</div>
        </When>
        <div class="wide">{postpone}</div>
    }
    .into_any()
}

fn outbox() -> AnyView {
    view! {
        <div class="half">{policy_field(Key::OutboxMessages, "Messages", "", "100")}</div>
        <div class="half">{policy_field(Key::OutboxSize, "Size", "MB", "1")}</div>
    }
    .into_any()
}
