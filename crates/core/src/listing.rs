//! The rows of a list of one transcript: the kept entries up to the pause, if any; with a search that hides
//! others, only its matches. A snapshot: it changes with [`Job::step`] only, so that everything drawn in one
//! frame agrees.

use crate::entry::{Body, EntryId};
use crate::filter::{Filter, Matches};
use crate::job::{Job, Progress};
use crate::transcript::Transcript;

/// The rows of a list, as of the last step.
#[derive(Debug)]
pub struct Listing {
    /// The oldest kept entry.
    first: EntryId,
    /// The entry after the last that may have a row.
    next: EntryId,
    /// The entry after the last to search.
    end: EntryId,
    pause: Option<Pause>,
    search: Option<Box<Search>>,
    /// The replacement of `search`, from the next step on.
    change: Option<Change>,
    hides: bool,
    searches: u32,
}

/// The code that scans: [`Matches::extend`]. An argument, since a page fetches it later than the list.
pub type Extend = fn(&mut Matches, &Transcript, usize) -> Progress;

#[derive(Debug)]
struct Search {
    matches: Matches,
    extend: Extend,
}

#[derive(Debug)]
enum Change {
    Begin(Box<Search>),
    End,
}

/// Where the list stood when it was paused.
#[derive(Clone, Copy, Debug)]
struct Pause {
    next: EntryId,
    messages: u64,
}

/// The progress of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchProgress {
    /// The number of the search: each change of the query starts another.
    pub search: u32,
    /// How many rows it has found.
    pub rows: usize,
    /// How many messages match.
    pub messages: usize,
    /// How many messages there are.
    pub of: usize,
    /// How many entries were searched, and how many there are.
    pub scanned: (usize, usize),
}

/// A step from one match to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the one after.
    Next,
    /// To the one before.
    Previous,
}

impl Default for Listing {
    fn default() -> Self {
        Self {
            first: EntryId::default(),
            next: EntryId::default(),
            end: EntryId::default(),
            pause: None,
            search: None,
            change: None,
            hides: true,
            searches: 0,
        }
    }
}

impl Job for Listing {
    type Out = ();

    /// Takes over the changes of the transcript, and searches about `budget` more bytes.
    fn step(&mut self, transcript: &Transcript, budget: usize) -> Progress {
        if let Some(change) = self.change.take() {
            self.searches += 1;
            self.search = match change {
                Change::Begin(search) => Some(search),
                Change::End => None,
            };
        }
        self.first = transcript.first_id();
        self.end = transcript.next_id();
        // All rows may have been evicted since the pause.
        self.next = self.pause.map_or(self.end, |pause| pause.next.max(self.first));
        self.search.as_mut().map_or(Progress::Done(()), |search| {
            (search.extend)(&mut search.matches, transcript, budget)
        })
    }
}

impl Listing {
    /// Replaces or ends the search at the next step. `extend` is the code that scans.
    pub fn look_for(&mut self, filter: Option<(Filter, Extend)>) {
        self.change = Some(match filter {
            Some((filter, extend)) => Change::Begin(Box::new(Search {
                matches: Matches::new(filter),
                extend,
            })),
            None => Change::End,
        });
    }

    /// Gives no rows to entries added from now on.
    pub fn pause(&mut self, transcript: &Transcript) {
        self.pause = Some(Pause {
            next: transcript.next_id(),
            messages: messages_ever(transcript),
        });
    }

    /// Moves a pause to the present: a person's changes to the transcript show at once, even while paused.
    pub fn pause_anew(&mut self, transcript: &Transcript) {
        if self.pause.is_some() {
            self.pause(transcript);
        }
    }

    /// Gives rows to all entries again.
    pub fn resume(&mut self) {
        self.pause = None;
    }

    /// How many messages have come since the list was paused; `None` if it is not.
    pub fn held(&self, transcript: &Transcript) -> Option<u64> {
        let pause = self.pause?;
        Some(messages_ever(transcript).saturating_sub(pause.messages))
    }

    /// Hides or shows the entries that do not match the search, at once.
    pub fn set_hides(&mut self, hides: bool) {
        self.hides = hides;
    }

    /// The oldest kept entry.
    pub fn first(&self) -> EntryId {
        self.first
    }

    /// The entry after the last that may have a row.
    pub fn next(&self) -> EntryId {
        self.next
    }

    /// The filter of the search.
    pub fn filter(&self) -> Option<&Filter> {
        self.search.as_ref().map(|search| search.matches.filter())
    }

    /// How far the search has come, if there is one.
    pub fn found(&self, transcript: &Transcript) -> Option<SearchProgress> {
        let Search { matches, .. } = self.search.as_deref()?;
        Some(SearchProgress {
            search: self.searches,
            rows: matches.before(self.next),
            messages: matches.messages(),
            of: transcript.messages(),
            scanned: (matches.scanned(), transcript.len()),
        })
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        match self.hiding() {
            Some(matches) => matches.before(self.next),
            None => self.entries_before(self.next),
        }
    }

    /// The entry of a row.
    pub fn at(&self, row: usize) -> Option<EntryId> {
        let id = match self.hiding() {
            Some(matches) => matches.id(row)?,
            None => EntryId(self.first.0.saturating_add(row as u64)),
        };
        (id < self.next).then_some(id)
    }

    /// How many rows come before an entry, whether or not it has one itself.
    pub fn before(&self, id: EntryId) -> usize {
        let id = id.min(self.next);
        match self.hiding() {
            Some(matches) => matches.before(id),
            None => self.entries_before(id),
        }
    }

    /// Whether the rows before an entry are known, so that [`Self::before`] is final for it.
    pub fn has_passed(&self, id: EntryId) -> bool {
        self.change.is_none()
            && self.hiding().is_none_or(|matches| {
                let scanned = matches.end();
                scanned >= self.end || id < scanned
            })
    }

    /// The next or previous match from an entry, up to the pause; from an end of the list for `None`.
    pub fn matching(&self, transcript: &Transcript, from: Option<EntryId>, step: Step) -> Option<EntryId> {
        let Search { matches, .. } = self.search.as_deref()?;
        let shown = matches.before(self.next);
        let is_message = |id: &EntryId| {
            let entry = transcript.get(*id);
            entry.is_some_and(|entry| matches!(entry.body, Body::Message(_)))
        };
        match step {
            Step::Next => {
                let start = from.map_or(0, |from| matches.before(EntryId(from.0 + 1)));
                (start..shown).filter_map(|row| matches.id(row)).find(is_message)
            }
            Step::Previous => {
                let end = from.map_or(shown, |from| matches.before(from)).min(shown);
                (0..end).rev().filter_map(|row| matches.id(row)).find(is_message)
            }
        }
    }

    /// The matches, if they decide which rows there are.
    fn hiding(&self) -> Option<&Matches> {
        let search = self.search.as_ref().filter(|_| self.hides)?;
        Some(&search.matches)
    }

    fn entries_before(&self, id: EntryId) -> usize {
        usize::try_from(id.0.saturating_sub(self.first.0)).expect("entries in memory fit a usize")
    }
}

impl SearchProgress {
    /// Whether all entries were searched.
    pub fn is_done(&self) -> bool {
        self.scanned.0 == self.scanned.1
    }
}

/// The number of messages kept or evicted.
fn messages_ever(transcript: &Transcript) -> u64 {
    transcript.messages() as u64 + transcript.evicted().messages
}
