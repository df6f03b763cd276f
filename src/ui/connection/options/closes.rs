//! The table of close codes, and which of them a reconnect follows.

use leptos::prelude::*;
use tabcat_core::policies::codes::{self, Row};
use tabcat_core::policies::document::Key;

use super::control::check;
use super::level::{BACK, level};
use crate::app::{PolicyFields, focus, memo, policy_id};
use crate::ui::elements::{When, handler};

/// The level of the table.
pub(super) fn closes() -> AnyView {
    let policies = PolicyFields::get();
    let are_changed = memo(move || !policies.text(Key::Codes).is_empty());
    let problem = move || policies.problem(Key::Codes, None);
    let rows = codes::table().iter().map(row);
    let body = view! {
        <When test=move || problem().is_some()>
            <p class="problem danger" role="alert">{move || problem()}</p>
        </When>
        <ul class="closes" id=policy_id(Key::Codes.name(), None) tabindex="-1">{rows.collect::<Vec<_>>()}</ul>
        <When test=move || are_changed.get()>
            <button
                type="button"
                class="link-button"
                on:click=handler(move |_| {
                    focus(BACK);
                    policies.set(Key::Codes, String::new());
                })
            >
                "Undo all changes"
            </button>
        </When>
    };
    level(
        Key::Codes,
        "Which closes?",
        "A reconnect follows those that are checked. Any other clean close is not followed by one, unless After says so.",
        body.into_any(),
    )
}

fn row(row: &'static Row) -> AnyView {
    let policies = PolicyFields::get();
    let verdict = memo(move || codes::verdict(&policies.text(Key::Codes), &policies.text(Key::After), row));
    let turn = move |on| {
        let (own, after) = untrack(|| (policies.text(Key::Codes), policies.text(Key::After)));
        policies.set(Key::Codes, codes::with(&own, &after, row, on));
    };
    let later = row.later.then_some(" After 5 s or more.");
    let words = view! { <span><b class="mono">{row.code}</b>" "{row.reason}{later}</span> };
    view! {
        <li>
            {check(
                ["close-", &row.code.to_string()].concat(),
                words.into_any(),
                Signal::derive(move || verdict.with(|verdict| verdict.retries)),
                Callback::new(turn),
            )}
            <When test=move || verdict.with(|verdict| verdict.is_own)>
                <span class="label">"changed"</span>
            </When>
        </li>
    }
    .into_any()
}
