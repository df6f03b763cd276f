//! Who leaves the page while something would be lost is asked, and nobody else: browsers keep a page that could ask less long.

use leptos::prelude::*;
use tabcat_core::restore::would_be_lost;

use super::App;
use super::reactive::{effect, memo};
use crate::io::listener::Question;

impl App {
    pub(super) fn ask_before_leaving(self) {
        let asks = memo(move || {
            let kept = self.model.published.with(|published| published.kept);
            self.settings.ask_before_leaving()
                && would_be_lost(self.model.is_open(), kept.sent + kept.received)
        });
        let mut _question = None;
        effect(move || {
            // Not by assignment alone: an old one takes back what a new one has set.
            _question = None;
            _question = asks.get().then(Question::ask);
        });
    }
}
