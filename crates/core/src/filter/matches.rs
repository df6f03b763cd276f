//! The entries that a filter keeps, found a slice at a time while entries arrive and are evicted. Nothing here knows the
//! time: the caller asks for slices until its frame is spent.

use std::collections::VecDeque;

use super::Filter;
use super::bits::Bits;
use super::scan::{self, Scratch, reach};
use crate::entry::{EntryId, Tag};
use crate::job::Progress;
use crate::transcript::Transcript;

/// The entries that a filter keeps, as far as the transcript was scanned. Dropping it cancels the scan.
#[derive(Debug)]
pub struct Matches {
    filter: Filter,
    kept: Bits,
    /// The system entries among those kept: few, and counted separately.
    systems: VecDeque<EntryId>,
    scratch: Scratch,
    /// The large message that was searched partly.
    inside: Option<EntryId>,
}

impl Matches {
    /// Nothing scanned yet.
    pub fn new(filter: Filter) -> Self {
        Self {
            filter,
            kept: Bits::default(),
            systems: VecDeque::new(),
            scratch: Scratch::default(),
            inside: None,
        }
    }

    /// The filter that they match.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Forgets evicted entries, and scans about `budget` more bytes of payloads and records: at least one
    /// entry or some 64 KiB of a large one; only the last entry or window may exceed the budget. Some 64 KiB
    /// are a good slice: plain text takes tens of microseconds for that, a regex a few milliseconds.
    pub fn extend(&mut self, transcript: &Transcript, budget: usize) -> Progress {
        self.follow(transcript);
        let mut left = budget;
        let hides = self.filter.hide_heartbeats;
        loop {
            let id = EntryId(self.kept.end());
            let Some(chunk) = transcript.chunk_of(id) else {
                return Progress::Done(());
            };
            if left == 0 {
                return Progress::More;
            }
            let from = chunk.index(id).expect("the chunk of an id holds it");
            if let Some(message) = chunk.message(from).filter(|message| message.large.is_some()) {
                if self.inside != Some(id) {
                    self.inside = Some(id);
                    self.scratch.cursor.rewind();
                }
                let Some(keeps) = self.filter.keeps_large(&message, &mut self.scratch, &mut left) else {
                    return Progress::More;
                };
                self.inside = None;
                self.kept.push(keeps && !(hides && is_own_noise(transcript, id)));
                continue;
            }
            let records = from..reach(chunk, from, left).min(chunk.next_large(from));
            left = left.saturating_sub(scan::work(chunk, records.clone()));
            let marks = self.filter.scan(chunk, records.clone(), &mut self.scratch);
            for (&mark, index) in marks.iter().zip(records) {
                let is_system = self.filter.shown.system && chunk.kind(index).is_none();
                if is_system {
                    self.systems.push_back(EntryId(self.kept.end()));
                }
                let id = EntryId(self.kept.end());
                self.kept
                    .push(is_system || (mark && !(hides && is_own_noise(transcript, id))));
            }
        }
    }

    /// How many of the scanned entries are kept: the rows to draw.
    pub fn len(&self) -> usize {
        self.kept.ones()
    }

    /// Whether none is kept so far.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of the scanned messages are kept: the 12,406 in "12,406 of 48,213".
    pub fn messages(&self) -> usize {
        self.len() - self.systems.len()
    }

    /// How many of the transcript's entries were scanned.
    pub fn scanned(&self) -> usize {
        usize::try_from(self.kept.end() - self.kept.first()).expect("entries in memory fit a usize")
    }

    /// The entry after the last that was scanned.
    pub fn end(&self) -> EntryId {
        EntryId(self.kept.end())
    }

    /// The entry at a position among those kept, counted from 0. O(log n).
    pub fn id(&self, position: usize) -> Option<EntryId> {
        self.kept.select(position).map(EntryId)
    }

    /// The entries at positions `start..start + count`; fewer at the end.
    pub fn window(&self, start: usize, count: usize) -> impl Iterator<Item = EntryId> {
        (start..start.saturating_add(count)).map_while(|position| self.id(position))
    }

    /// The position of an entry among those kept, if it is one. O(1).
    pub fn position(&self, id: EntryId) -> Option<usize> {
        self.kept.get(id.0).then(|| self.kept.rank(id.0))
    }

    /// How many of those kept come before an entry, whether it is kept or not: where to scroll to have it in view. O(1).
    pub fn before(&self, id: EntryId) -> usize {
        self.kept.rank(id.0)
    }

    fn follow(&mut self, transcript: &Transcript) {
        let first = transcript.first_id();
        if first.0 < self.kept.first() {
            // Cleared entries were put back before the scanned ones.
            self.kept = Bits::starting_at(first.0);
            self.systems.clear();
            return;
        }
        self.kept.forget_before(first.0);
        let gone = self.systems.partition_point(|&id| id < first);
        self.systems.drain(..gone);
    }
}

/// Whether it is hidden with the heartbeats: one that this page sends itself, or its automatic reply.
fn is_own_noise(transcript: &Transcript, id: EntryId) -> bool {
    matches!(transcript.tag_of(id), Some(Tag::Beat | Tag::Reply))
}
