//! The rest of the filter, folded away: kinds, sizes, a JSON field, heartbeats.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use tabcat_core::filter::{Encodings, FilterError, Query};
use tabcat_core::format;

use crate::app::{FILTER_FIELD, MORE_FILTERS, Pane, focus, memo};
use crate::ui::elements::{Icon, Shape, When, arrived, handler};

/// The button and the panel that it unfolds.
#[component]
pub fn MoreFilters(
    /// Whether it is unfolded.
    unfolded: RwSignal<bool>,
) -> impl IntoView {
    let pane = Pane::get();
    let in_use = memo(move || {
        pane.filtering.query.with(|query| {
            query.encodings != Encodings::default()
                || query.hide_heartbeats
                || ![&query.min_size, &query.max_size, &query.field]
                    .into_iter()
                    .all(|typed| typed.trim().is_empty())
        })
    });
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && unfolded.get_untracked() {
            event.prevent_default();
            unfolded.set(false);
            focus(MORE_FILTERS);
        }
    };
    view! {
        <div class="more" on:keydown=handler(on_key)>
            <button
                type="button"
                id=MORE_FILTERS
                class="icon-button"
                class:in-use=move || in_use.get()
                aria-label="More filters"
                title="Kinds, sizes, a JSON field, heartbeats"
                aria-expanded=move || unfolded.get().to_string()
                aria-controls="more-filters"
                on:click=handler(move |_| unfolded.update(|unfolded| *unfolded = !*unfolded))
            >
                <Icon shape=Shape::Sliders/>
            </button>
            <When test=move || unfolded.get()>
                <div class="more-panel" id="more-filters" role="group" aria-label="More filters" aria-describedby="filter-limits">
                    {arrived(pane.page.parts.find, FILTER_FIELD, |find| (find.more)())}
                </div>
            </When>
        </div>
    }
}

/// The content of the panel.
pub fn fields() -> AnyView {
    let pane = Pane::get();
    let problem = move || {
        let problem = pane.filtering.problem.get()?;
        (!matches!(problem.error, FilterError::Regex(_))).then_some(problem.sentence)
    };
    let own = move || {
        let report = pane.model.lasting.with(|lasting| lasting.report)?;
        let of = |number: u64, words: &str| (number > 0).then(|| [&format::count(number), words].concat());
        let beats = report
            .heartbeat
            .and_then(|pulse| of(pulse.sent, " of this page's own"));
        let replies = report
            .replies
            .and_then(|replies| of(replies.sent, " automatic replies"));
        let all: Vec<String> = beats.into_iter().chain(replies).collect();
        (!all.is_empty()).then(|| all.join(", "))
    };
    view! {
        <Check label="Text messages" of=|query| &mut query.encodings.text/>
        <Check label="Binary messages" of=|query| &mut query.encodings.binary/>
        <Typed
            id="filter-min"
            label="Least size"
            placeholder="0, or: 1.5 KB"
            of=|query| &mut query.min_size
            is_bad=|problem| matches!(problem, FilterError::Size(_) | FilterError::Sizes)
        />
        <Typed
            id="filter-max"
            label="Largest size"
            placeholder="any"
            of=|query| &mut query.max_size
            is_bad=|problem| matches!(problem, FilterError::Size(_) | FilterError::Sizes)
        />
        <Typed
            id="filter-field"
            label="JSON field"
            placeholder="$.type = tick"
            of=|query| &mut query.field
            is_bad=|problem| matches!(problem, FilterError::Field | FilterError::FieldPath(_))
        />
        <p id="filter-limits" class="hint">
            "In messages over 1 MiB, a field is looked for in the first 1 MiB, and a regex match over 4 KiB may be missed."
        </p>
        <Check label="Hide heartbeats" of=|query| &mut query.hide_heartbeats/>
        <When test=move || own().is_some()>
            <p class="hint">{move || own()}</p>
        </When>
        <div id="more-problem">
            <When test=move || problem().is_some()>
                <p class="problem danger" role="alert">{move || problem()}</p>
            </When>
        </div>
    }
    .into_any()
}

#[component]
fn Typed(
    id: &'static str,
    label: &'static str,
    placeholder: &'static str,
    of: fn(&mut Query) -> &mut String,
    /// Whether the problem is about this field.
    is_bad: fn(&FilterError) -> bool,
) -> impl IntoView {
    let pane = Pane::get();
    let text = move || pane.filtering.query.with(|query| of(&mut query.clone()).clone());
    let invalid = move || {
        pane.filtering
            .problem
            .with(|problem| problem.as_ref().is_some_and(|problem| is_bad(&problem.error)))
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=placeholder
                aria-invalid=move || invalid().then_some("true")
                aria-describedby="more-problem"
                prop:value=move || text()
                on:input:target=move |event| pane.filter_by(|query| *of(query) = event.target().value())
            />
        </div>
    }
}

#[component]
fn Check(label: &'static str, of: fn(&mut Query) -> &mut bool) -> impl IntoView {
    let pane = Pane::get();
    let checked = move || pane.filtering.query.with(|query| *of(&mut query.clone()));
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || checked()
                on:change:target=move |event| pane.filter_by(|query| *of(query) = event.target().checked())
            />
            {label}
        </label>
    }
}
