//! Which close is explained beside the transcript.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tabcat_core::entry::{Body, Closed, EntryId, System};

use super::App;
use super::toast::Message;
use crate::io;

impl App {
    /// Selects a row; a close is explained at once.
    pub fn pick(&self, id: EntryId) {
        self.viewer.select(id);
        self.explain_selected();
    }

    /// Explains the selected row, if it is a close.
    pub fn explain_selected(&self) {
        let Some(id) = self.viewer.selected.get_untracked() else {
            return;
        };
        let closed = self.transcript(|transcript| match transcript.get(id).map(|entry| entry.body) {
            Some(Body::System(System::Close(closed))) => Some((**closed).clone()),
            _ => None,
        });
        if closed.is_some() {
            self.viewer.explained.set(closed);
        }
    }

    /// Copies the explanation that is shown.
    pub fn copy_explanation(&self) {
        let app = *self;
        let Some(report) = self
            .viewer
            .explained
            .with_untracked(|closed| closed.as_ref().map(Closed::report))
        else {
            return;
        };
        spawn_local(async move {
            app.toast
                .show(Message::Said(match io::clipboard::copy(&report).await {
                    Ok(()) => "Explanation copied".to_owned(),
                    Err(io::clipboard::CopyDenied) => {
                        "The browser does not let this page copy: select the text and copy it by hand."
                            .to_owned()
                    }
                }));
        });
    }

    /// Shows the explanation of an end that nobody asked for, and puts it away when a new connection starts.
    pub(super) fn explain_unexpected_ends(self) {
        Effect::new(move || {
            let closed = self.model.last_close.get();
            self.viewer.explained.set(closed.filter(Closed::is_unexpected));
        });
    }
}
