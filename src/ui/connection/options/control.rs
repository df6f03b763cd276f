//! Fields, selects and checks with their labels, over any text or flag.

use leptos::prelude::*;
use tabcat_core::policies::document::Key;

use crate::app::{PolicyFields, policy_id};
use crate::ui::elements::{When, handler};

/// The words of a field.
#[derive(Clone, Default)]
pub(super) struct Words {
    /// The id of the field.
    pub(super) id: String,
    /// Its label.
    pub(super) label: &'static str,
    /// The end of its name, which is not shown: what else has the same label is told apart by it.
    pub(super) of: String,
    /// The unit, shown in the field.
    pub(super) unit: &'static str,
    /// Shown while it is empty.
    pub(super) placeholder: &'static str,
}

impl Words {
    fn label(&self) -> AnyView {
        let of = (!self.of.is_empty())
            .then(|| view! { <span class="visually-hidden">{self.of.clone()}</span> }.into_any());
        view! { <label for=self.id.clone()>{self.label}{of}</label> }.into_any()
    }
}

/// A text field. `lines` makes it a field of many lines.
pub(super) fn text_field(
    words: &Words,
    lines: bool,
    value: Signal<String>,
    type_in: Callback<String>,
    problem: Signal<Option<String>>,
) -> AnyView {
    let problem_id = [&words.id, "-problem"].concat();
    let unit_id = [&words.id, "-unit"].concat();
    let has_unit = !words.unit.is_empty();
    let wrong = move || problem.with(Option::is_some);
    let described_by = {
        let (problem_id, unit_id) = (problem_id.clone(), unit_id.clone());
        move || match (wrong(), has_unit) {
            (true, _) => Some(problem_id.clone()),
            (false, true) => Some(unit_id.clone()),
            (false, false) => None,
        }
    };
    let invalid = move || wrong().then_some("true");
    let (id, placeholder) = (words.id.clone(), words.placeholder);
    let field = if lines {
        view! {
            <textarea
                id=id
                rows="3"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=placeholder
                prop:value=move || value.get()
                aria-invalid=invalid
                aria-describedby=described_by
                on:input:target=move |event| type_in.run(event.target().value())
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=placeholder
                prop:value=move || value.get()
                aria-invalid=invalid
                aria-describedby=described_by
                on:input:target=move |event| type_in.run(event.target().value())
            />
        }
        .into_any()
    };
    let unit = has_unit.then(|| view! { <span class="unit" id=unit_id>{words.unit}</span> }.into_any());
    view! {
        <div class="field" class:with-unit=has_unit>
            {words.label()}
            {field}
            {unit}
            <When test=move || wrong()>
                <p class="problem danger" id=problem_id.clone() role="alert">{move || problem.get()}</p>
            </When>
        </div>
    }
    .into_any()
}

/// The field of a policy.
pub(super) fn policy_field(
    key: Key,
    label: &'static str,
    unit: &'static str,
    placeholder: &'static str,
) -> AnyView {
    let policies = PolicyFields::get();
    let words = Words {
        id: policy_id(key.name(), None),
        label,
        unit,
        placeholder,
        ..Words::default()
    };
    text_field(
        &words,
        false,
        Signal::derive(move || policies.text(key)),
        Callback::new(move |text| policies.set(key, text)),
        Signal::derive(move || policies.problem(key, None)),
    )
}

/// A select. Each option is a value and its words.
pub(super) fn choice(
    words: &Words,
    options: &'static [(&'static str, &'static str)],
    value: Signal<String>,
    choose: Callback<String>,
) -> AnyView {
    let option = |(name, words): &'static (&'static str, &'static str)| {
        let selected = move || value.with(|value| value == name);
        view! { <option value=*name prop:selected=selected>{*words}</option> }.into_any()
    };
    view! {
        <div class="field">
            {words.label()}
            <select id=words.id.clone() on:keydown=handler(move |event| keep_native(&event)) on:change:target=move |event| choose.run(event.target().value())>
                {options.iter().map(option).collect::<Vec<_>>()}
            </select>
        </div>
    }
    .into_any()
}

/// Alt and an arrow unfold a select.
fn keep_native(event: &leptos::ev::KeyboardEvent) {
    if event.alt_key() && event.key().starts_with("Arrow") {
        event.stop_propagation();
    }
}

/// The select of a policy.
pub(super) fn policy_choice(
    key: Key,
    label: &'static str,
    options: &'static [(&'static str, &'static str)],
) -> AnyView {
    let policies = PolicyFields::get();
    let words = Words {
        id: policy_id(key.name(), None),
        label,
        ..Words::default()
    };
    let problem = move || policies.problem(key, None);
    view! {
        {choice(
            &words,
            options,
            Signal::derive(move || policies.text(key)),
            Callback::new(move |value| policies.set(key, value)),
        )}
        <When test=move || problem().is_some()>
            <p class="problem danger" role="alert">{move || problem()}</p>
        </When>
    }
    .into_any()
}

/// A checkbox with its words.
pub(super) fn check(id: String, words: AnyView, is_on: Signal<bool>, turn: Callback<bool>) -> AnyView {
    let turned = move |event: leptos::ev::Event| turn.run(event_target_checked(&event));
    view! {
        <label class="check">
            <input id=id type="checkbox" prop:checked=move || is_on.get() on:change=handler(turned)/>
            {words}
        </label>
    }
    .into_any()
}
