//! The controls of a lab: each is a field of its address.

use leptos::prelude::*;

use crate::app::LabField;
use crate::ui::elements::handler;

/// How a text field is edited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Typing {
    /// In one line.
    Text,
    /// A number.
    Number,
    /// In many lines.
    Lines,
}

/// A text field with its label above and its error below.
pub(super) fn text_field(
    field: LabField,
    label: &'static str,
    typing: Typing,
    problem: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> AnyView {
    boxed(field, label, typing, Signal::derive(problem), ().into_any())
}

/// A text field of one line with a button beside it.
pub(super) fn field_with(
    field: LabField,
    label: &'static str,
    problem: impl Fn() -> Option<String> + Send + Sync + 'static,
    button: AnyView,
) -> AnyView {
    boxed(field, label, Typing::Text, Signal::derive(problem), button)
}

fn boxed(
    field: LabField,
    label: &'static str,
    typing: Typing,
    problem: Signal<Option<String>>,
    beside: AnyView,
) -> AnyView {
    let id = format!("lab-{}", field.name);
    let problem_id = format!("{id}-problem");
    let invalid = move || problem.with(Option::is_some).then_some("true");
    let text = move || field.text.get();
    let type_in = move |text: String| field.text.set(text);
    let control = if typing == Typing::Lines {
        view! {
            <textarea
                id=id.clone()
                rows="4"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=move || text()
                aria-invalid=move || invalid()
                aria-describedby=problem_id.clone()
                on:input=handler(move |event| type_in(event_target_value(&event)))
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id.clone()
                type="text"
                inputmode=if typing == Typing::Number { "numeric" } else { "text" }
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=move || text()
                aria-invalid=move || invalid()
                aria-describedby=problem_id.clone()
                on:input=handler(move |event| type_in(event_target_value(&event)))
            />
        }
        .into_any()
    };
    let said = move || {
        problem
            .get()
            .map(|said| view! { <p class="problem danger">{said}</p> }.into_any())
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {control}
            {beside}
            <div id=problem_id aria-live="polite">{move || said()}</div>
        </div>
    }
    .into_any()
}

/// A choice of a few values, each with its words.
pub(super) fn choice(
    field: LabField,
    label: &'static str,
    values: impl IntoIterator<Item = (String, String)>,
) -> AnyView {
    let id = format!("lab-{}", field.name);
    let option = move |(value, words): (String, String)| {
        let here = value.clone();
        let chosen = move || field.text.with(|text| *text == here);
        view! { <option value=value prop:selected=move || chosen()>{words}</option> }.into_any()
    };
    let options: Vec<_> = values.into_iter().map(option).collect();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change=handler(move |event| field.text.set(event_target_value(&event)))>{options}</select>
        </div>
    }
    .into_any()
}

/// A button with a label.
pub(super) fn button(words: impl Into<String>, press: impl Fn() + 'static) -> AnyView {
    let words: String = words.into();
    view! { <button type="button" class="button small" on:click=handler(move |_| press())>{words}</button> }
        .into_any()
}

/// The note below the fields of a lab whose input is too long for an address.
pub(super) fn address_note(too_long: RwSignal<bool>) -> AnyView {
    let said = move || {
        too_long
            .get()
            .then_some("This is too long for an address: a link to this page opens the lab without it.")
    };
    view! { <p class="hint" aria-live="polite">{move || said()}</p> }.into_any()
}
