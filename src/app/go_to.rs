//! Going to a time, to an end, to the marked message: from the form that is opened for it, or by a key.

use leptos::prelude::*;
use tabcat_core::Timestamp;
use tabcat_core::entry::EntryId;
use tabcat_core::jump::{self, Jump, JumpError, Spanned};
use tabcat_core::listing::Listing;
use tabcat_core::reader::Move;

use super::App;
use super::toast::{Message, Toast};
use super::viewer::Viewer;
use crate::io::clock::Clock;
use crate::io::document;

/// The id of the form.
pub const FORM: &str = "go-to";

/// Opens the form.
pub(super) fn open() {
    document::show_popover(FORM);
}

impl App {
    /// Selects the first shown row of the time that was typed, or later; or says why it can't.
    pub fn go_to_time(&self, typed: String, problem: RwSignal<String>) {
        let app = *self;
        self.parts.find.then(move |find| {
            let trouble = match find {
                Ok(find) => (find.go_to_time)(app, &typed),
                Err(trouble) => Some(trouble.to_string()),
            };
            problem.set(trouble.unwrap_or_default());
        });
    }

    /// Selects a row that the form has a button for.
    pub fn go_to_row(&self, to: Move) {
        self.viewer.go(to);
        close();
    }

    /// Marks the selected entry; unmarks it if it is the marked one.
    pub(super) fn mark_selected(&self) {
        if let Some(id) = self.viewer.selected.get_untracked() {
            self.viewer.toggle_mark(id);
            let first = self.filtering.listing(Listing::first);
            keep_mark(&self.viewer, self.toast, first);
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
            let too_late = |last: Timestamp| JumpError::TooLate(self.time_of_day(last));
            let row_from = |listing: &Listing| listing.at(listing.before(id));
            self.filtering.listing(row_from).ok_or_else(|| too_late(last))
        })
    }
}

/// A mark that was evicted is none any more: there is nothing left to compare with. `first` is the oldest kept entry.
pub(super) fn keep_mark(viewer: &Viewer, toast: Toast, first: EntryId) {
    if viewer.marked.get_untracked().is_some_and(|marked| marked < first) {
        viewer.marked.set(None);
        let said = "The marked message has been evicted: times are counted from row to row again.";
        toast.show(Message::Said(said.to_owned()));
    }
}

/// Selects the first shown row of the time that was typed, or later. Gives what is wrong with it.
pub fn go_to_time(app: App, typed: &str) -> Option<String> {
    match Jump::parse(typed).and_then(|jump| app.row_at(jump)) {
        Ok(id) => {
            app.viewer.show(id);
            close();
            None
        }
        Err(error) => Some(error.to_string()),
    }
}

fn close() {
    document::hide_popover(FORM);
    document::focus("transcript");
}
