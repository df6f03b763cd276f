//! Which rows a list of one transcript has: the kept entries, up to where the list was paused, and of these what a search
//! keeps where it hides others. A picture: it changes with [`Job::step`], so that all that is drawn of one frame agrees.

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
    /// The entry after the last that a search has to look at.
    end: EntryId,
    pause: Option<Pause>,
    search: Option<Box<Search>>,
    /// What takes the place of `search` with the next step.
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

/// How far a search has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchProgress {
    /// Which search: each change of the query starts another.
    pub search: u32,
    /// How many rows it has found.
    pub rows: usize,
    /// How many messages match.
    pub messages: usize,
    /// Of how many.
    pub of: usize,
    /// How many entries have been looked at, and how many there are.
    pub scanned: (usize, usize),
}

/// From one match to another.
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

    /// Takes up what has happened to the transcript, and searches on over about `budget` bytes.
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
        // All that was shown may have been evicted since the pause.
        self.next = self.pause.map_or(self.end, |pause| pause.next.max(self.first));
        self.search.as_mut().map_or(Progress::Done(()), |search| {
            (search.extend)(&mut search.matches, transcript, budget)
        })
    }
}

impl Listing {
    /// Looks for something else from the next step on, or for nothing. `extend` is what scans.
    pub fn look_for(&mut self, filter: Option<(Filter, Extend)>) {
        self.change = Some(match filter {
            Some((filter, extend)) => Change::Begin(Box::new(Search {
                matches: Matches::new(filter),
                extend,
            })),
            None => Change::End,
        });
    }

    /// Gives no row to what comes after all that is in the transcript now.
    pub fn pause(&mut self, transcript: &Transcript) {
        self.pause = Some(Pause {
            next: transcript.next_id(),
            messages: messages_ever(transcript),
        });
    }

    /// Moves a pause to here: what a person does to the transcript shows at once, paused or not.
    pub fn pause_anew(&mut self, transcript: &Transcript) {
        if self.pause.is_some() {
            self.pause(transcript);
        }
    }

    /// Gives rows to all that comes.
    pub fn resume(&mut self) {
        self.pause = None;
    }

    /// How many messages have come since the list was paused; `None` where it is not.
    pub fn held(&self, transcript: &Transcript) -> Option<u64> {
        let pause = self.pause?;
        Some(messages_ever(transcript).saturating_sub(pause.messages))
    }

    /// Hides what a search does not keep, or shows it beside what it does, at once.
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

    /// What is looked for.
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

    /// The entry that has a row.
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

    /// Whether what comes before an entry is known, so that [`Self::before`] is final for it.
    pub fn has_passed(&self, id: EntryId) -> bool {
        self.change.is_none()
            && self.hiding().is_none_or(|matches| {
                let scanned = matches.end();
                scanned >= self.end || id < scanned
            })
    }

    /// The message next to an entry that matches and that no pause holds back; next to an end of the list for none.
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

    /// The matches that decide which rows there are, if any do.
    fn hiding(&self) -> Option<&Matches> {
        let search = self.search.as_ref().filter(|_| self.hides)?;
        Some(&search.matches)
    }

    fn entries_before(&self, id: EntryId) -> usize {
        usize::try_from(id.0.saturating_sub(self.first.0)).expect("entries in memory fit a usize")
    }
}

impl SearchProgress {
    /// Whether everything has been looked at.
    pub fn is_done(&self) -> bool {
        self.scanned.0 == self.scanned.1
    }
}

/// Kept or evicted.
fn messages_ever(transcript: &Transcript) -> u64 {
    transcript.messages() as u64 + transcript.evicted().messages
}
