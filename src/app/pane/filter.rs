//! Which messages are looked for, and which of them are shown. The rows are a [`Listing`]; the search in it goes on for a few
//! milliseconds of each frame, in [`Filtering::look`], and what it has found is in one small signal.

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

/// The filter as it is typed, and what it has found so far.
#[derive(Clone, Copy)]
pub struct Filtering {
    model: Model,
    /// What is typed and set, whether or not it can be understood.
    pub query: RwSignal<Query>,
    /// What is wrong with it. The last filter that could be understood stays in use.
    pub problem: RwSignal<Option<Problem>>,
    /// What has been found; `None` while nothing is looked for.
    pub found: RwSignal<Option<SearchProgress>>,
    /// Whether what does not match is hidden, rather than shown beside what does.
    pub hides: RwSignal<bool>,
    /// What understands a query and looks for it.
    pub find: Part<Find>,
    listing: StoredValue<Listing, LocalStorage>,
    jobs: Jobs,
}

/// Why a query can't be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, and with which field.
    pub error: FilterError,
    /// The same for a person.
    pub sentence: String,
}

/// What came of looking.
pub(in crate::app) struct Listed {
    /// Whether there is more to look at.
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

    /// Takes up what has happened to the transcript, and looks on for a share of the frame. What has come of it is to be told
    /// once nothing is borrowed.
    pub(in crate::app) fn look(&self, transcript: &Transcript) -> Listed {
        self.change(|listing| Listed {
            progress: self.jobs.run(Seat::Search, listing, transcript),
            next: listing.next(),
            found: listing.found(transcript),
            held: listing.held(transcript),
        })
    }

    /// Follows whatever decides which rows there are, and what is marked in them.
    pub(super) fn track(&self) {
        self.model.summary.track();
        self.found.track();
        self.hides.track();
    }

    /// Reads which rows there are.
    pub(super) fn listing<T>(&self, read: impl FnOnce(&Listing) -> T) -> T {
        self.listing.with_value(read)
    }

    /// Changes which rows there are.
    pub(in crate::app) fn change<T>(&self, change: impl FnOnce(&mut Listing) -> T) -> T {
        let changed = self.listing.try_update_value(change);
        changed.expect("it lasts as long as the page")
    }

    /// Marks in a row what the filter in use found, if there is one.
    pub(super) fn mark(&self, row: &mut Row, entry: &Entry<'_>) {
        self.listing(|listing| {
            if let (Some(find), Some(filter)) = (untrack(|| self.find.entries()), listing.filter()) {
                (find.mark)(row, entry, filter);
            }
        });
    }

    /// Whether there is something to look for and nothing yet to do it with.
    pub fn is_waiting(&self) -> bool {
        self.find.entries().is_none() && self.query.with(|query| *query != Query::default())
    }

    /// Takes up what the query says now, unless it can't be understood, or what understands it is still to come. Says whether
    /// there is something to scan anew.
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

/// What a query means, in this browser's letters.
pub fn compile(query: &Query) -> Result<Filter, Problem> {
    query.compile(&BrowserCase).map_err(|error| Problem {
        sentence: error.to_string(),
        error,
    })
}

impl Pane {
    /// Looks for what was typed before there was something to look with.
    pub(super) fn filter_when_possible(self) {
        effect(move || {
            if self.filtering.find.entries().is_some() && self.filtering.apply() {
                self.redraw();
            }
        });
    }

    /// Changes what is looked for, and looks.
    pub fn filter_by(&self, change: impl FnOnce(&mut Query)) {
        self.viewer.keep_selected_in_view();
        self.filtering.query.update(change);
        if self.filtering.apply() {
            self.redraw();
        }
    }

    /// Looks for nothing: everything is shown.
    pub fn clear_filter(&self) {
        self.filter_by(|query| *query = Query::default());
        io::document::focus(FILTER_FIELD);
    }

    /// Hides what does not match, or shows it beside what does.
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
