//! Going to a time, an end or the marked message, by a form or a key.

use leptos::prelude::*;
use tabcat_core::Timestamp;
use tabcat_core::entry::EntryId;
use tabcat_core::jump::{self, Jump, JumpError, Spanned};
use tabcat_core::listing::Listing;
use tabcat_core::reader::Move;

use super::Pane;
use super::viewer::Viewer;
use crate::app::ids::{GO_TO, LIST};
use crate::app::toast::{Notice, Toast};
use crate::io::clock::Clock;
use crate::io::document;

/// Opens the form.
pub(in crate::app) fn open() {
    document::show_popover(GO_TO);
}

impl Pane {
    /// Selects the first shown row at or after the typed time, or shows an error.
    pub fn go_to_time(&self, typed: String, problem: RwSignal<String>) {
        let pane = *self;
        self.page.parts.find.then(move |find| {
            let trouble = match find {
                Ok(find) => (find.go_to_time)(pane, &typed),
                Err(trouble) => Some(trouble.to_string()),
            };
            problem.set(trouble.unwrap_or_default());
        });
    }

    /// Selects the row of one of the form's buttons.
    pub fn go_to_row(&self, to: Move) {
        self.viewer.go(to);
        close();
    }

    /// Marks the selected entry; unmarks it if it is the marked one.
    pub fn mark_selected(&self) {
        if let Some(id) = self.viewer.selected.get_untracked() {
            self.viewer.toggle_mark(id);
            let first = self.filtering.listing(Listing::first);
            keep_mark(&self.viewer, self.page.toast, first);
        }
    }

    fn row_at(&self, jump: Jump) -> Result<EntryId, JumpError> {
        let opened = self.model.stats.with_untracked(|stats| stats.uptime.since());
        let (first, next, last_row) = self.filtering.listing(|listing| {
            let last_row = listing.rows().checked_sub(1).and_then(|row| listing.at(row));
            (listing.first(), listing.next(), last_row)
        });
        let last_row = last_row.ok_or(JumpError::NoRows)?;
        self.transcript(|transcript| {
            let at = |id: EntryId| transcript.get(id).map(|entry| entry.at);
            let (Some(first), Some(last)) = (at(first), at(last_row)) else {
                return Err(JumpError::NoRows);
            };
            let time = jump.time(&Spanned {
                first,
                last,
                opened,
                utc_offset_minutes: Clock::utc_offset_minutes(last),
            })?;
            let id = jump::first_since(transcript, next, time);
            let too_late = |last: Timestamp| JumpError::TooLate(self.page.time_of_day(last));
            let row_from = |listing: &Listing| listing.at(listing.before(id));
            self.filtering.listing(row_from).ok_or_else(|| too_late(last))
        })
    }
}

/// Drops an evicted mark: nothing is left to compare with. `first` is the oldest kept entry.
pub(in crate::app) fn keep_mark(viewer: &Viewer, toast: Toast, first: EntryId) {
    if viewer.marked.get_untracked().is_some_and(|marked| marked < first) {
        viewer.marked.set(None);
        let said = "The marked message has been evicted: times are counted from row to row again.";
        toast.show(Notice::Said(said.to_owned()));
    }
}

/// Selects the first shown row at or after the typed time. Returns the error, if any.
pub fn go_to_time(pane: Pane, typed: &str) -> Option<String> {
    match Jump::parse(typed).and_then(|jump| pane.row_at(jump)) {
        Ok(id) => {
            pane.viewer.show(id);
            close();
            None
        }
        Err(error) => Some(error.to_string()),
    }
}

fn close() {
    document::hide_popover(GO_TO);
    document::focus(LIST);
}
