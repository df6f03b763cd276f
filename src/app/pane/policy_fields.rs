//! The policies in the form: one text, read and changed as a document.

use leptos::prelude::*;
use tabcat_core::policies::document::{Document, Key};
use tabcat_core::policies::lists::{self, Item};

use super::form::Form;
use crate::app::reactive::memo;

/// The policies of a form, cheap to copy into closures.
#[derive(Clone, Copy)]
pub struct PolicyFields {
    form: Form,
    document: Memo<Document>,
}

impl PolicyFields {
    /// Those of a form.
    pub fn new(form: Form) -> Self {
        let document = memo(move || form.policies.text.with(|text| Document::read(text)));
        Self { form, document }
    }

    /// The policies around the calling view.
    pub fn get() -> Self {
        expect_context()
    }

    /// Reads them. Tracked.
    pub fn read<T>(&self, read: fn(&Document) -> T) -> T {
        self.document.with(read)
    }

    /// The text of a field. Tracked.
    pub fn text(&self, key: Key) -> String {
        self.document.with(|document| document.get(key).to_owned())
    }

    /// Whether a switch is on. Tracked.
    pub fn is_on(&self, key: Key) -> bool {
        self.document.with(|document| document.is_on(key))
    }

    /// Puts a text into a field and removes the error, which may be about two fields.
    pub fn set(&self, key: Key, text: String) {
        self.form.policy_problem.set(None);
        let mut document = self.document.get_untracked();
        document.set(key, text);
        self.form.policies.type_in(document.to_text());
    }

    /// Turns a switch.
    pub fn turn(&self, key: Key, on: bool) {
        self.set(key, if on { "on".to_owned() } else { String::new() });
    }

    /// The error of a field, or of an item of a list. Tracked.
    pub fn problem(&self, key: Key, item: Option<usize>) -> Option<String> {
        let problem = self.form.policy_problem.get();
        problem.and_then(|(of, at, sentence)| (of == key.name() && at == item).then_some(sentence))
    }

    /// The items of a list; none if it can't be read. Tracked.
    pub fn items<T: Item>(&self, key: Key) -> Vec<T> {
        self.document
            .with(|document| lists::read(document.get(key)).unwrap_or_default())
    }

    /// Changes the items of a list.
    pub fn change<T: Item>(&self, key: Key, change: impl FnOnce(&mut Vec<T>)) {
        let mut items = untrack(|| self.items(key));
        change(&mut items);
        self.set(key, lists::write(&items));
    }
}
