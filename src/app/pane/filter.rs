//! The search of the messages, and the rows that are shown. The rows are a [`Listing`]; its search runs for a
//! few milliseconds of each frame, in [`Filtering::look`], and its result is in one small signal.

use leptos::prelude::*;
use tabcat_core::Transcript;
use tabcat_core::entry::{Entry, EntryId};
use tabcat_core::filter::{Filter, FilterError, Query};
use tabcat_core::job::Progress;
use tabcat_core::listing::{Listing, SearchProgress, Step};
use tabcat_core::row::Row;

use super::Pane;
use super::model::Model;
use crate::app::ids::FILTER_FIELD;
use crate::app::jobs::{Jobs, Seat};
use crate::app::part::Part;
use crate::app::parts::Find;
use crate::app::reactive::effect;
use crate::io;
use crate::io::case::BrowserCase;

/// The filter as it is typed, and its result so far.
#[derive(Clone, Copy)]
pub struct Filtering {
    model: Model,
    /// The query as typed, valid or not.
    pub query: RwSignal<Query>,
    /// The error in it. The last valid filter stays in use.
    pub problem: RwSignal<Option<Problem>>,
    /// The matches so far; `None` without a filter.
    pub found: RwSignal<Option<SearchProgress>>,
    /// Whether rows that do not match are hidden.
    pub hides: RwSignal<bool>,
    /// The part that compiles and runs a query.
    pub find: Part<Find>,
    listing: StoredValue<Listing, LocalStorage>,
    jobs: Jobs,
}

/// Why a query is invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The error, and its field.
    pub error: FilterError,
    /// The error as a sentence.
    pub sentence: String,
}

/// The result of a search step.
pub(in crate::app) struct Listed {
    /// Whether entries are left to search.
    pub(in crate::app) progress: Progress,
    /// The entry after the last that may have a row.
    pub(in crate::app) next: EntryId,
    pub(in crate::app) found: Option<SearchProgress>,
    /// How many messages a pause holds back.
    pub(in crate::app) held: Option<u64>,
}

impl Filtering {
    pub(super) fn new(model: Model, find: Part<Find>, jobs: Jobs) -> Self {
        Self {
            model,
            find,
            query: RwSignal::new(Query::default()),
            problem: RwSignal::new(None),
            found: RwSignal::new(None),
            hides: RwSignal::new(true),
            listing: StoredValue::new_local(Listing::default()),
            jobs,
        }
    }

    /// Updates the listing from the transcript, and continues the search for a share of the frame. Publish
    /// the result once nothing is borrowed.
    pub(in crate::app) fn look(&self, transcript: &Transcript) -> Listed {
        self.change(|listing| Listed {
            progress: self.jobs.run(Seat::Search, listing, transcript),
            next: listing.next(),
            found: listing.found(transcript),
            held: listing.held(transcript),
        })
    }

    /// Tracks the signals that decide the rows and the highlights in them.
    pub(super) fn track(&self) {
        self.model.summary.track();
        self.found.track();
        self.hides.track();
    }

    /// Reads the listing.
    pub(super) fn listing<T>(&self, read: impl FnOnce(&Listing) -> T) -> T {
        self.listing.with_value(read)
    }

    /// Changes the listing.
    pub(in crate::app) fn change<T>(&self, change: impl FnOnce(&mut Listing) -> T) -> T {
        let changed = self.listing.try_update_value(change);
        changed.expect("it lasts as long as the page")
    }

    /// Highlights the matches of the current filter in a row, if there is one.
    pub(super) fn mark(&self, row: &mut Row, entry: &Entry<'_>) {
        self.listing(|listing| {
            if let (Some(find), Some(filter)) = (untrack(|| self.find.entries()), listing.filter()) {
                (find.mark)(row, entry, filter);
            }
        });
    }

    /// Whether a query waits for the part that runs it.
    pub fn is_waiting(&self) -> bool {
        self.find.entries().is_none() && self.query.with(|query| *query != Query::default())
    }

    /// Applies the query, unless it is invalid or the part that compiles it is not loaded. Returns whether a
    /// scan starts.
    fn apply(&self) -> bool {
        let query = self.query.get_untracked();
        let filter = if query == Query::default() {
            None
        } else {
            let Some(find) = untrack(|| self.find.entries()) else {
                self.find.arrival.ask();
                return false;
            };
            match (find.compile)(&query) {
                Ok(filter) => Some((filter, find.extend)).filter(|(filter, _)| !filter.keeps_all()),
                Err(problem) => {
                    self.problem.set(Some(problem));
                    return false;
                }
            }
        };
        self.problem.set(None);
        self.change(|listing| listing.look_for(filter));
        true
    }
}

/// Compiles a query, with this browser's letter case.
pub fn compile(query: &Query) -> Result<Filter, Problem> {
    query.compile(&BrowserCase).map_err(|error| Problem {
        sentence: error.to_string(),
        error,
    })
}

impl Pane {
    /// Applies the query that was typed before the part was loaded.
    pub(super) fn filter_when_possible(self) {
        effect(move || {
            if self.filtering.find.entries().is_some() && self.filtering.apply() {
                self.redraw();
            }
        });
    }

    /// Changes the query and applies it.
    pub fn filter_by(&self, change: impl FnOnce(&mut Query)) {
        self.viewer.keep_selected_in_view();
        self.filtering.query.update(change);
        if self.filtering.apply() {
            self.redraw();
        }
    }

    /// Clears the filter: all rows are shown.
    pub fn clear_filter(&self) {
        self.filter_by(|query| *query = Query::default());
        io::document::focus(FILTER_FIELD);
    }

    /// Hides rows that do not match, or shows them.
    pub fn toggle_hiding(&self) {
        self.viewer.keep_selected_in_view();
        let hides = !self.filtering.hides.get_untracked();
        self.filtering.change(|listing| listing.set_hides(hides));
        self.filtering.hides.set(hides);
    }

    /// Selects the next or the previous message that matches.
    pub fn go_to_match(&self, step: Step) {
        let from = self.viewer.selected.get_untracked();
        let to = self.transcript(|transcript| {
            self.filtering
                .listing(|listing| listing.matching(transcript, from, step))
        });
        if let Some(id) = to {
            self.viewer.show(id);
        }
    }
}
