//! Which messages are looked for, and which of them are shown. The scan runs a few milliseconds of each frame, in
//! [`Filtering::scan`]; what it has found is in one small signal.

use leptos::prelude::*;
use tabcat_core::entry::{Body, Entry, EntryId};
use tabcat_core::filter::{Filter, FilterError, Matches, Progress, Query};
use tabcat_core::row::Row;
use tabcat_core::{Span, Transcript};

use super::App;
use super::model::{Model, Published};
use super::part::Part;
use super::parts::Find;
use super::reactive::effect;
use super::viewer::Step;
use crate::io;
use crate::io::case::BrowserCase;
use crate::io::clock::Clock;

/// The id of the field that the filter is typed in.
pub const FIELD: &str = "filter";

/// How much of a frame may go into looking: a third of one, so that drawing has the rest.
const BUDGET: Span = Span::from_millis(5);

/// How many bytes are scanned between two looks at the clock.
const SLICE: usize = 64 << 10;

/// The filter as it is typed, and what it has found so far.
#[derive(Clone, Copy)]
pub struct Filtering {
    model: Model,
    /// What is typed and set, whether or not it can be understood.
    pub query: RwSignal<Query>,
    /// What is wrong with it. The last filter that could be understood stays in use.
    pub problem: RwSignal<Option<Problem>>,
    /// What has been found; `None` while nothing is looked for.
    pub found: RwSignal<Option<Found>>,
    /// Whether what does not match is hidden, rather than shown beside what does.
    pub hides: RwSignal<bool>,
    /// What understands a query and looks for it.
    pub find: Part<Find>,
    matches: StoredValue<Option<Matches>, LocalStorage>,
    searches: StoredValue<u32>,
}

/// Why a query can't be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, and with which field.
    pub error: FilterError,
    /// The same for a person.
    pub sentence: String,
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which search: each change of the query starts another.
    pub search: u32,
    /// How many rows there are to draw.
    pub rows: usize,
    /// How many messages match.
    pub messages: usize,
    /// Of how many.
    pub of: usize,
    /// How many entries have been looked at, and how many there are.
    pub scanned: (usize, usize),
}

impl Found {
    /// Whether everything has been looked at.
    pub fn is_done(&self) -> bool {
        self.scanned.0 == self.scanned.1
    }
}

impl Filtering {
    pub(super) fn new(model: Model, find: Part<Find>) -> Self {
        Self {
            model,
            find,
            query: RwSignal::new(Query::default()),
            problem: RwSignal::new(None),
            found: RwSignal::new(None),
            hides: RwSignal::new(true),
            matches: StoredValue::new_local(None),
            searches: StoredValue::new(0),
        }
    }

    /// Looks on until the frame's share of time is spent. Says whether there is more to look at.
    pub(super) fn scan(&self, transcript: &Transcript, published: &Published, clock: &Clock) -> Progress {
        let mut progress = Progress::Done;
        let entries = untrack(|| self.find.entries());
        let found = self.matches.try_update_value(|matches| {
            let (find, matches) = (entries?, matches.as_mut()?);
            let until = clock.now() + BUDGET;
            progress = loop {
                let progress = (find.extend)(matches, transcript, SLICE);
                if progress == Progress::Done || clock.now() >= until {
                    break progress;
                }
            };
            Some(Found {
                search: self.searches.get_value(),
                rows: matches.before(published.next),
                messages: matches.messages(),
                of: transcript.messages(),
                scanned: (matches.scanned(), transcript.len()),
            })
        });
        let found = found.flatten();
        if self.found.get_untracked() != found {
            self.found.set(found);
        }
        progress
    }

    /// Follows whatever decides which rows there are, and what is marked in them.
    pub fn track(&self) {
        self.found.track();
        self.hides.track();
    }

    /// Whether a filter decides which rows there are.
    pub fn is_hiding(&self) -> bool {
        self.hides.get() && self.found.with(Option::is_some)
    }

    /// How many rows there are to draw.
    pub fn rows(&self) -> usize {
        match self.found.get() {
            Some(found) if self.hides.get() => found.rows,
            _ => self.model.published.with(Published::rows),
        }
    }

    /// The entries at `start..start + count` of the rows there are to draw.
    pub(super) fn ids(&self, start: usize, count: usize) -> Vec<EntryId> {
        let published = self.model.published.get_untracked();
        let end = start.saturating_add(count).min(untrack(|| self.rows()));
        if !untrack(|| self.is_hiding()) {
            let id = |position: usize| EntryId(published.first.0 + position as u64);
            return (start..end).map(id).collect();
        }
        self.matches.with_value(|matches| {
            let window = |matches: &Matches| matches.window(start, end.saturating_sub(start)).collect();
            matches.as_ref().map(window).unwrap_or_default()
        })
    }

    /// How many rows come before an entry, whether or not it has a row itself.
    pub(super) fn before(&self, id: EntryId) -> usize {
        if untrack(|| self.is_hiding()) {
            return self
                .matches
                .with_value(|matches| matches.as_ref().map_or(0, |matches| matches.before(id)));
        }
        let first = self.model.published.with_untracked(|published| published.first);
        usize::try_from(id.0.saturating_sub(first.0)).expect("entries in memory fit a usize")
    }

    /// Whether the search has passed an entry, so that [`Self::before`] is final for it.
    pub(super) fn has_passed(&self, id: EntryId) -> bool {
        let first = self.model.published.with_untracked(|published| published.first);
        let looking = self.matches.with_value(Option::is_some);
        self.found.get().map_or(!looking, |found| {
            // A search that was begun since has found nothing yet.
            let current = looking && found.search == self.searches.get_value();
            current && (found.is_done() || id.0 < first.0 + found.scanned.0 as u64)
        })
    }

    /// The message next to an entry that matches; next to an end of the transcript for none.
    pub(super) fn beside(
        &self,
        transcript: &Transcript,
        from: Option<EntryId>,
        step: Step,
    ) -> Option<EntryId> {
        let shown = self.found.get_untracked()?.rows;
        let is_message = |id: &EntryId| {
            matches!(
                transcript.get(*id).map(|entry| entry.body),
                Some(Body::Message(_))
            )
        };
        self.matches.with_value(|matches| {
            let matches = matches.as_ref()?;
            match step {
                Step::Next => {
                    let start = from.map_or(0, |from| matches.before(EntryId(from.0 + 1)));
                    (start..shown).filter_map(|at| matches.id(at)).find(is_message)
                }
                Step::Previous => {
                    let end = from.map_or(shown, |from| matches.before(from)).min(shown);
                    (0..end).rev().filter_map(|at| matches.id(at)).find(is_message)
                }
            }
        })
    }

    /// Marks in a row what the filter in use found, if there is one.
    pub(super) fn mark(&self, row: &mut Row, entry: &Entry<'_>) {
        self.matches.with_value(|matches| {
            if let (Some(find), Some(matches)) = (untrack(|| self.find.entries()), matches) {
                (find.mark)(row, entry, matches.filter());
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
                Ok(filter) => Some(filter).filter(|filter| !filter.keeps_all()),
                Err(problem) => {
                    self.problem.set(Some(problem));
                    return false;
                }
            }
        };
        self.problem.set(None);
        self.searches.update_value(|searches| *searches += 1);
        self.matches.set_value(filter.map(Matches::new));
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

impl App {
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
        self.viewer.hold_place();
        self.filtering.query.update(change);
        if self.filtering.apply() {
            self.redraw();
        }
    }

    /// Looks for nothing: everything is shown.
    pub fn clear_filter(&self) {
        self.filter_by(|query| *query = Query::default());
        io::document::focus(FIELD);
    }

    /// Hides what does not match, or shows it beside what does.
    pub fn toggle_hiding(&self) {
        self.viewer.hold_place();
        self.filtering.hides.update(|hides| *hides = !*hides);
    }

    /// Selects the next or the previous message that matches.
    pub fn go_to_match(&self, step: Step) {
        let from = self.viewer.selected.get_untracked();
        if let Some(id) = self.transcript(|transcript| self.filtering.beside(transcript, from, step)) {
            self.viewer.show(id);
        }
    }
}
