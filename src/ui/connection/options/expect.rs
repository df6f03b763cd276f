//! The fields of a condition on a received message.

use leptos::prelude::*;
use tabcat_core::policies::lists::Expect;

use super::control::{Words, text_field};
use crate::ui::elements::When;

/// The conditions, and their words.
pub(super) const KINDS: [(&str, &str); 3] = [
    ("any", "Any message"),
    ("text", "This text"),
    ("field", "Field equals"),
];

/// The kind of a condition: an empty one is `any`.
pub(super) fn kind(expect: &Expect) -> String {
    if expect.kind.is_empty() {
        "any"
    } else {
        &expect.kind
    }
    .to_owned()
}

/// The fields that a kind of condition needs. `id` and `name` are those of the item.
pub(super) fn fields(id: &str, name: &str, expect: Signal<Expect>, change: Callback<Expect>) -> AnyView {
    let words = |part: &str, label, placeholder| Words {
        id: [id, part].concat(),
        label,
        of: [" of ", name].concat(),
        placeholder,
        ..Words::default()
    };
    let path = StoredValue::new(words("-path", "Field", "as in: $.type"));
    let value = StoredValue::new(words("-value", "Equals", "as in: ok"));
    let text = StoredValue::new(words("-text", "Text", "as in: ok"));
    let is_kind = move |kind: &str| expect.with(|expect| expect.kind == kind);
    let no_problem = Signal::derive(|| None);
    let read_text = Signal::derive(move || expect.with(|expect| expect.text.clone()));
    let read_path = Signal::derive(move || expect.with(|expect| expect.path.clone()));
    let set_text = Callback::new(move |text| {
        change.run(Expect {
            text,
            ..expect.get_untracked()
        });
    });
    let set_path = Callback::new(move |path| {
        change.run(Expect {
            path,
            ..expect.get_untracked()
        });
    });
    view! {
        <When test=move || is_kind("field")>
            {path.with_value(|words| text_field(words, false, read_path, set_path, no_problem))}
            {value.with_value(|words| text_field(words, false, read_text, set_text, no_problem))}
        </When>
        <When test=move || is_kind("text")>
            {text.with_value(|words| text_field(words, false, read_text, set_text, no_problem))}
        </When>
    }
    .into_any()
}
