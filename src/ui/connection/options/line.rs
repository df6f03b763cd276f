//! The line below the groups: sentences whose values are buttons.

use leptos::prelude::*;
use tabcat_core::policies::document::Key;
use tabcat_core::policies::sentences::{self, measured};

use super::control::{check, policy_field};
use super::value::{Value, value};
use crate::app::{Field, Page, Pane, PolicyFields, memo};
use crate::ui::elements::LabelledField;

/// The line, and at its end what waits for the next connect.
pub(super) fn line() -> AnyView {
    let pane = Pane::get();
    let form = pane.form;
    let limits = pane.page.limits;
    let waiting = memo(move || {
        if !pane.waits() {
            return None;
        }
        let now = form.tracked_setup();
        form.used.with(|used| sentences::waiting(used, &now))
    });
    let said = move || {
        let words = waiting.get()?;
        Some(view! { <span class="dot" aria-hidden="true"></span>{words} }.into_any())
    };
    view! {
        <div class="line">
            <div class="fact">
                "Connect within "
                {field_value(form.connect_timeout, "Connect timeout", "?", "s", || typed(|pane| pane.form.connect_timeout, "Connect timeout (s)", ""))}
            </div>
            <div class="fact">
                "Close with "
                {field_value(form.close_code, "Close code", "1000", "", || typed(|pane| pane.form.close_code, "Close code", "1000"))}
                ", reason "
                {field_value(form.close_reason, "Close reason", "none", "", close_reason)}
            </div>
            <div class="fact">
                "Wait for the close "
                {field_value(form.close_timeout, "Close timeout", "?", "s", || typed(|pane| pane.form.close_timeout, "Close timeout (s)", ""))}
            </div>
            <div class="fact">
                "Keep "
                {field_value(limits.mib, "Keep at most", "?", "MB", || kept(|pane| pane.page.limits.mib, "Keep at most (MB)", ""))}
                ", "
                {field_value(limits.entries, "Lines to keep", "any number", "", || kept(|pane| pane.page.limits.entries, "Keep at most (lines)", "as many as fit"))}
                " of lines"
            </div>
            <div class="fact">"Hold back over " {high_water()} " of bufferedAmount"</div>
            <div class="fact">"Leaving while connected " {leaving()}</div>
            <p class="waiting" role="status">{move || said()}</p>
        </div>
    }
    .into_any()
}

/// The value of a field.
fn field_value(
    field: Field,
    name: &'static str,
    empty: &'static str,
    unit: &'static str,
    unfolded: fn() -> AnyView,
) -> AnyView {
    let of = Value {
        id: field.id,
        field: field.id,
        name,
        text: Signal::derive(move || field.text.with(|text| measured(text, empty, unit))),
        is_wrong: Signal::derive(move || field.problem.with(Option::is_some)),
    };
    value(of, unfolded)
}

/// A field that connecting or closing uses.
fn typed(of: fn(Pane) -> Field, label: &'static str, placeholder: &'static str) -> AnyView {
    let pane = Pane::get();
    let settled = Callback::new(move |()| pane.form.check());
    let field = of(pane);
    view! { <LabelledField field label placeholder inputmode="numeric" settled/> }.into_any()
}

fn close_reason() -> AnyView {
    let pane = Pane::get();
    let settled = Callback::new(move |()| pane.form.check());
    view! {
        <LabelledField field=pane.form.close_reason label="Close reason" placeholder="none" settled/>
        <p class="hint">"Disconnect sends code and reason: 1000, or 3000 to 4999, with at most 123 bytes of reason."</p>
    }
    .into_any()
}

/// A field of the bound of all transcripts.
fn kept(of: fn(Pane) -> Field, label: &'static str, placeholder: &'static str) -> AnyView {
    let pane = Pane::get();
    let settled = Callback::new(move |()| pane.page.bound_transcripts());
    let field = of(pane);
    view! {
        <LabelledField field label placeholder inputmode="numeric" settled/>
        <p class="hint">"Of all connections together, at once: beyond it the oldest lines go, and are counted."</p>
    }
    .into_any()
}

fn high_water() -> AnyView {
    let policies = PolicyFields::get();
    let key = Key::HighWater;
    let of = Value {
        id: key.name(),
        // What `policy_id` makes of it.
        field: "policy-high-water",
        name: "High-water mark",
        text: Signal::derive(move || measured(&policies.text(key), "?", "MB")),
        is_wrong: Signal::derive(move || policies.problem(key, None).is_some()),
    };
    let field = || {
        view! {
            {policy_field(Key::HighWater, "Hold back over", "MB", "1")}
            <p class="hint">"With more waiting in the browser, nothing is sent that no person sends."</p>
        }
        .into_any()
    };
    value(of, field)
}

fn leaving() -> AnyView {
    const ID: &str = "ask-before-leaving";
    let settings = Page::get().settings;
    let asks = move || settings.ask_before_leaving();
    let of = Value {
        id: ID,
        field: ID,
        name: "Leaving while connected",
        text: Signal::derive(move || if asks() { "asks first" } else { "asks nothing" }.to_owned()),
        is_wrong: Signal::derive(|| false),
    };
    let field = || {
        let settings = Page::get().settings;
        let words =
            "Ask before leaving while something would be lost: a connection, or more than 100 messages";
        check(
            ID.to_owned(),
            words.into_any(),
            Signal::derive(move || settings.ask_before_leaving()),
            Callback::new(move |on| settings.set_ask_before_leaving(on)),
        )
    };
    value(of, field)
}
