//! The explanation of a close, in the side panel.

use crate::app::reactive::effect;
use leptos::prelude::*;
use tabcat_core::ending::Closed;
use tabcat_core::entry::{Body, EntryId, System};
use tabcat_core::secret::left_out;
use tabcat_core::session::Phase;

use super::Pane;
use super::detail::SidePanel;

/// How many of the latest entries are searched for an end: only a note or two follow it.
const LAST: u64 = 16;

impl Pane {
    /// Copies the explanation that is shown.
    pub fn copy_explanation(&self) {
        let report = self.viewer.beside.with_untracked(|beside| match beside {
            Some(SidePanel::Close(closed)) => Some(closed.report()),
            Some(SidePanel::Entry(_)) | None => None,
        });
        if let Some(report) = report {
            let done = format!("Explanation copied{}", left_out(&report.names));
            self.page.copy(report.text, done);
        }
    }

    /// Announces an explanation briefly, so that a person can decide to go there: the close and the first
    /// cause.
    pub fn announce_explanation(&self, closed: &Closed, first: &str) {
        let mut line = closed.label() + ". Explanation opened.";
        if !first.is_empty() {
            line.push_str(" Most likely: ");
            line.push_str(first);
        }
        self.page.announcement.say(line);
    }

    /// The entry of an end, which is among the latest.
    fn row_of_end(&self, end: &Closed) -> Option<EntryId> {
        self.transcript(|transcript| {
            let last = transcript.next_id().0;
            let first = transcript.first_id().0.max(last.saturating_sub(LAST));
            (first..last).rev().map(EntryId).find(|id| {
                let body = transcript.get(*id).map(|entry| entry.body);
                matches!(body, Some(Body::System(System::Close(closed))) if closed == end)
            })
        })
    }

    /// Shows the explanation of an unexpected end, and closes it when a new connection starts.
    pub(super) fn explain_unexpected_ends(self) {
        effect(move || {
            let beside = self.viewer.beside;
            let closed = self.model.last_close.get();
            if let Some(closed) = &closed {
                self.page.announcement.say(closed.label());
            }
            // The phase is published before. While the next attempt is to come, no card opens.
            let is_last = !self
                .model
                .phase
                .with_untracked(|phase| matches!(phase, Phase::Waiting(_)));
            let closed = closed.filter(|closed| is_last && closed.is_unexpected());
            if let Some(closed) = closed {
                // Select the row of the explained close. The list does not scroll.
                self.viewer.selected.set(self.row_of_end(&closed));
                beside.set(Some(SidePanel::Close(closed)));
            } else if beside.with_untracked(|beside| matches!(beside, Some(SidePanel::Close(_)))) {
                beside.set(None);
            }
        });
    }
}
