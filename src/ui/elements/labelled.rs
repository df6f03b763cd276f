//! A text field with its label above and its error below.

use leptos::prelude::*;

use super::{When, handler};

use crate::app::Field;

/// A labelled text field over a [`Field`] of the form.
#[component]
pub fn LabelledField(
    /// The field.
    field: Field,
    /// Its label, which is its accessible name.
    label: &'static str,
    /// Shown while it is empty.
    #[prop(optional)]
    placeholder: &'static str,
    /// `numeric` for numbers.
    #[prop(default = "text")]
    inputmode: &'static str,
    /// Called when a person has finished typing: on Enter, or when the focus leaves.
    #[prop(optional)]
    settled: Option<Callback<()>>,
    /// The text with its secrets masked, shown while nobody types in the field.
    #[prop(into, optional)]
    masked: Signal<Option<String>>,
) -> impl IntoView {
    let problem_id = format!("{}-problem", field.id);
    let described_by = problem_id.clone();
    let invalid = move || field.problem.with(Option::is_some);
    view! {
        <div class="field">
            <label for=field.id>{label}</label>
            <input
                id=field.id
                type="text"
                inputmode=inputmode
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=placeholder
                prop:value=move || field.text.get()
                aria-invalid=move || invalid().then_some("true")
                aria-describedby=move || invalid().then(|| described_by.clone())
                on:change=handler(move |_| {
                    // Browsers fire `change` while they remove a focused field; its view is disposed by then.
                    settled.map(|settled| settled.try_run(()));
                })
                on:input:target=move |event| field.type_in(event.target().value())
            />
            <When test=move || masked.with(Option::is_some)>
                <span class="masked" aria-hidden="true">{move || masked.get()}</span>
            </When>
            <When test=move || invalid()>
                <p class="problem danger" id=problem_id.clone() role="alert">{move || field.problem.get()}</p>
            </When>
        </div>
    }
}
