//! A text field of a form.

use leptos::prelude::*;
use tabcat_core::secret::Hole;

use crate::io;

/// A text field: its text, and the error beside it.
#[derive(Clone, Copy)]
pub struct Field {
    /// The element's id, to focus it by.
    pub id: &'static str,
    /// Its text.
    pub text: RwSignal<String>,
    /// The error, once the person has tried to use the text.
    pub problem: RwSignal<Option<String>>,
}

impl Field {
    pub(super) fn new(id: &'static str, text: impl Into<String>) -> Self {
        Self {
            id,
            text: RwSignal::new(text.into()),
            problem: RwSignal::new(None),
        }
    }

    /// Takes typed text and removes an old error.
    pub fn type_in(&self, text: String) {
        self.problem.set(None);
        self.text.set(text);
    }

    /// Shows an error and moves the focus there.
    pub(super) fn complain(&self, sentence: String) {
        self.problem.set(Some(sentence));
        let id = self.id;
        once_there(id, LONGEST_WAIT, move || io::document::focus(id));
    }

    /// Says what is missing, moves the focus to the field and selects the hole.
    pub(super) fn ask_for(&self, hole: Hole) {
        self.problem.set(Some(hole.to_string()));
        let id = self.id;
        once_there(id, LONGEST_WAIT, move || io::document::select(id, hole.range));
    }
}

/// How many frames a field is waited for.
const LONGEST_WAIT: u32 = 300;

/// Calls `go` once the element is in the document.
fn once_there(id: &'static str, frames: u32, go: impl FnOnce() + 'static) {
    fn boxed(id: &'static str, frames: u32, go: Box<dyn FnOnce()>) {
        request_animation_frame(move || {
            if io::document::has(id) {
                go();
            } else if frames > 0 {
                boxed(id, frames - 1, go);
            }
        });
    }
    boxed(id, frames, Box::new(go));
}
