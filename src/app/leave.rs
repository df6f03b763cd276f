//! Asks before the page is left, but only while data would be lost: a `beforeunload` listener can keep a page
//! out of the back/forward cache.

use leptos::prelude::*;
use tabcat_core::restore::would_be_lost;

use super::panes::Panes;
use super::reactive::{effect, memo};
use crate::io::listener::Question;

impl Panes {
    pub(super) fn ask_before_leaving(self) {
        let asks = memo(move || {
            let shown = self.shown();
            let kept = shown.model.summary.with(|summary| summary.kept);
            let lives = shown.model.is_open() || shown.model.is_waiting();
            let messages = kept.messages();
            let queued = shown.model.queued();
            // The counts of the others may be one update old.
            let (is_open, messages) = self
                .overview
                .with(|others| (lives || others.is_open, messages + others.kept));
            self.page.settings.ask_before_leaving() && would_be_lost(is_open, messages, queued)
        });
        let mut _question = None;
        effect(move || {
            // Drop first: dropping the old listener after setting a new one would remove the new one.
            _question = None;
            _question = asks.get().then(Question::ask);
        });
    }
}
