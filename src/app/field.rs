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
        focus_once_there(self.id.to_owned());
    }

    /// Says what is missing, moves the focus to the field and selects the hole.
    pub(super) fn ask_for(&self, hole: Hole) {
        self.problem.set(Some(hole.to_string()));
        once_there(self.id.to_owned(), LONGEST_WAIT, move |id| {
            io::document::select(id, hole.range);
        });
    }
}

/// How many frames a field is waited for.
const LONGEST_WAIT: u32 = 300;

/// Moves the focus to an element once it is in the document.
pub(in crate::app) fn focus_once_there(id: String) {
    once_there(id, LONGEST_WAIT, io::document::focus);
}

/// Calls `go` once the element is in the document.
fn once_there(id: String, frames: u32, go: impl FnOnce(&str) + 'static) {
    fn boxed(id: String, frames: u32, go: Box<dyn FnOnce(&str)>) {
        request_animation_frame(move || {
            if io::document::has(&id) {
                go(&id);
            } else if frames > 0 {
                boxed(id, frames - 1, go);
            }
        });
    }
    boxed(id, frames, Box::new(go));
}
