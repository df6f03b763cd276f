//! The close that is explained beside the transcript.

use super::reactive::effect;
use leptos::prelude::*;
use tabcat_core::entry::Closed;
use tabcat_core::secret::left_out;

use super::App;
use super::detail::Beside;

impl App {
    /// Copies the explanation that is shown.
    pub fn copy_explanation(&self) {
        let report = self.viewer.beside.with_untracked(|beside| match beside {
            Some(Beside::Close(closed)) => Some(closed.report()),
            Some(Beside::Entry(_)) | None => None,
        });
        if let Some(report) = report {
            let done = format!("Explanation copied{}", left_out(&report.names));
            self.copy(report.text, done);
        }
    }

    /// Shows the explanation of an end that nobody asked for, and puts it away when a new connection starts.
    pub(super) fn explain_unexpected_ends(self) {
        effect(move || {
            let beside = self.viewer.beside;
            let closed = self.model.last_close.get().filter(Closed::is_unexpected);
            if let Some(closed) = closed {
                beside.set(Some(Beside::Close(Box::new(closed))));
            } else if beside.with_untracked(|beside| matches!(beside, Some(Beside::Close(_)))) {
                beside.set(None);
            }
        });
    }
}
