//! Who leaves the page while something would be lost is asked, and nobody else: browsers keep a page that could ask less long.

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
            let (is_open, messages) = (shown.model.is_open(), kept.messages());
            // The others are as of the last time that they were counted.
            let (is_open, messages) = self
                .overview
                .with(|others| (is_open || others.is_open, messages + others.kept));
            self.page.settings.ask_before_leaving() && would_be_lost(is_open, messages)
        });
        let mut _question = None;
        effect(move || {
            // Not by assignment alone: an old one takes back what a new one has set.
            _question = None;
            _question = asks.get().then(Question::ask);
        });
    }
}
