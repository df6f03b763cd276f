//! What makes a connection last, on a person's request: its policies, the outbox, the next attempt.

use leptos::prelude::*;
use tabcat_core::plan::Plan;
use tabcat_core::policies::document::{Document, Key};
use tabcat_core::policies::rules::Rules;
use tabcat_core::policies::run::Run;
use tabcat_core::policies::sentences;
use tabcat_core::policies::{Policies, Queued};
use tabcat_core::session::{Phase, SendId, Session};
use tabcat_core::workbench::Input;

use super::Pane;
use crate::app::ids::{MAIN_BUTTON, MESSAGE_FIELD, focus};
use crate::io::chance;
use crate::io::clock::Clock;

/// The policies that a form asks for, if it asks for any.
pub(crate) type Asked = Option<Box<dyn Policies>>;

/// The policies that the form asks for, or `None` after showing what is wrong with them.
pub fn policies(pane: Pane, plan: &Plan) -> Option<Asked> {
    let document = pane
        .form
        .policies
        .text
        .with_untracked(|text| Document::read(text));
    match Rules::read(&document, Clock::wall()) {
        Ok(rules) => Some(rules.map(|rules| {
            let run = Run::new(rules, chance::seed(), plan.target.is_loopback());
            Box::new(run) as Box<dyn Policies>
        })),
        Err(error) => {
            pane.form
                .complain_of_policy(error.key.name(), error.item, error.sentence);
            None
        }
    }
}

/// A sentence about the policies that are on in a text.
pub fn switched_on(policies: &str) -> String {
    sentences::switched_on(&Document::read(policies))
}

impl Pane {
    /// Begins the next attempt now.
    pub fn hurry(&self) {
        focus(MAIN_BUTTON);
        self.dispatch(Input::Hurry(self.id));
    }

    /// Whether the form asks for a heartbeat. Tracked.
    pub fn has_heartbeat(&self) -> bool {
        let text = self.form.policies.text.get();
        Document::read(&text).is_on(Key::Heartbeat)
    }

    /// Connects again, with a heartbeat every so many seconds.
    pub fn retry_with_heartbeat(&self, seconds: u64) {
        let mut document = self
            .form
            .policies
            .text
            .with_untracked(|text| Document::read(text));
        document.set(Key::Heartbeat, "on".to_owned());
        document.set(Key::Every, seconds.to_string());
        self.form.policies.type_in(document.to_text());
        focus(MAIN_BUTTON);
        self.connect();
    }

    /// Stops the wait for the next attempt. Does nothing unless it is waiting.
    pub fn stop_waiting(&self) {
        if matches!(self.phase(), Some(Phase::Waiting(_))) {
            self.end();
        }
    }

    /// The messages in the outbox. Track [`Model::lasting`](super::Model::lasting) to know when they change.
    pub fn queued(&self) -> Vec<Queued> {
        let read = |session: &Session| session.queued(0, usize::MAX);
        self.page
            .drive(|driver| driver.session(self.id, read))
            .unwrap_or_default()
    }

    /// Takes a message out of the outbox: it comes back to the field, or to the history of sent messages.
    pub fn cancel(&self, id: SendId) {
        self.dispatch(Input::Cancel(self.id, id));
    }

    /// Empties the outbox.
    pub fn cancel_all(&self) {
        focus(MESSAGE_FIELD);
        for queued in self.queued() {
            self.cancel(queued.id);
        }
    }
}
