//! The search field, its results, and steps from one match to the next.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use tabcat_core::filter::{FilterError, Query};
use tabcat_core::format;

use super::more::MoreFilters;
use crate::app::{Cue, FILTER_FIELD, Pane, SearchProgress, Step, memo};
use crate::ui::elements::{Icon, IconButton, Shape, When, arriving, handler};

/// The field and its buttons.
#[component]
pub fn Search() -> impl IntoView {
    let pane = Pane::get();
    let filtering = pane.filtering;
    let looking = memo(move || filtering.found.with(Option::is_some));
    let problem = move || filtering.problem.get();
    let bad_text = move || problem().is_some_and(|problem| matches!(problem.error, FilterError::Regex(_)));
    let unfolded = RwSignal::new(false);
    let told_here = move || problem().is_some() && (bad_text() || !unfolded.get());
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Escape" => pane.filter_by(|query| query.text.clear()),
            "Enter" if event.shift_key() => pane.go_to_match(Step::Previous),
            "Enter" => pane.go_to_match(Step::Next),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="search" class:invalid=move || bad_text()>
            <Icon shape=Shape::Search/>
            <input
                id=FILTER_FIELD
                type="search"
                aria-label="Filter messages"
                placeholder="Filter: text or /regex/"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-invalid=move || bad_text().then_some("true")
                aria-describedby="filter-result filter-problem"
                aria-keyshortcuts="/"
                prop:value=move || filtering.query.with(|query| query.text.clone())
                on:input:target=move |event| pane.filter_by(|query| query.text = event.target().value())
                on:focus=handler(move |_| pane.page.parts.cue(Cue::FilterFocus))
                on:keydown=handler(on_key)
            />
            <FoundCount/>
            <When test=move || !looking.get()>
                <kbd aria-hidden="true">"/"</kbd>
            </When>
            <Toggle name="Match case" sign="Aa" of=|query| &mut query.match_case/>
            <Toggle name="Invert" sign="≠" of=|query| &mut query.invert/>
            <When test=move || looking.get()>
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Hide other messages"
                    aria-pressed=move || filtering.hides.get().to_string()
                    title="Hide what does not match, or show every row and step from match to match"
                    on:click=handler(move |_| pane.toggle_hiding())
                >
                    <Icon shape=Shape::Funnel/>
                </button>
                <IconButton
                    label="Previous match"
                    title="Previous match (Shift+Enter)"
                    shape=Shape::Chevron
                    class="upwards"
                    press=move |()| pane.go_to_match(Step::Previous)
                />
                <IconButton
                    label="Next match"
                    title="Next match (Enter)"
                    shape=Shape::Chevron
                    press=move |()| pane.go_to_match(Step::Next)
                />
            </When>
            <MoreFilters unfolded/>
            <div id="filter-problem" class="filter-problem">
                <When test=move || told_here()>
                    <p class="problem danger" role="alert">{move || problem().map(|problem| problem.sentence)}</p>
                </When>
                <When test=move || filtering.is_waiting()>{arriving(filtering.find.arrival, FILTER_FIELD)}</When>
            </div>
        </div>
    }
}

/// The number of matches. Announced once, when a search is complete, not at each further match.
#[component]
fn FoundCount() -> impl IntoView {
    let found = Pane::get().filtering.found;
    let told = Memo::new(move |before: Option<&(u32, String)>| {
        let Some(found) = found.get() else {
            return (0, String::new());
        };
        match before {
            Some(told) if told.0 == found.search => told.clone(),
            _ if found.is_done() => (found.search, format!("{} messages match", matching(&found))),
            before => before.cloned().unwrap_or_default(),
        }
    });
    let shown = move || {
        found.get().map(|found| {
            let searched = (!found.is_done()).then(|| {
                let (scanned, all) = found.scanned;
                format!(", {} % searched", scanned * 100 / all)
            });
            matching(&found) + &searched.unwrap_or_default()
        })
    };
    view! {
        <span class="found" id="filter-result">{move || shown()}</span>
        <span class="visually-hidden" aria-live="polite">{move || told.get().1}</span>
    }
}

/// `12,406 of 48,213`
fn matching(found: &SearchProgress) -> String {
    let [messages, of] = [found.messages, found.of].map(|count| format::count(count as u64));
    format!("{messages} of {of}")
}

#[component]
fn Toggle(name: &'static str, sign: &'static str, of: fn(&mut Query) -> &mut bool) -> impl IntoView {
    let pane = Pane::get();
    let pressed = move || pane.filtering.query.with(|query| *of(&mut query.clone()));
    let toggle = move |_| {
        pane.filter_by(|query| {
            let on = of(query);
            *on = !*on;
        });
    };
    view! {
        <button
            type="button"
            class="icon-button sign"
            aria-label=name
            title=name
            aria-pressed=move || pressed().to_string()
            on:click=handler(toggle)
        >
            {sign}
        </button>
    }
}
