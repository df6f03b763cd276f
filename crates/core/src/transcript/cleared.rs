//! Entries that were cleared and can still be brought back. They count against the bound of the transcript,
//! and are evicted first.

use std::collections::VecDeque;

use super::{Chunk, Evicted};
use crate::entry::EntryId;

/// The entries that one clearing removed from the transcript.
#[derive(Debug, Default)]
pub(super) struct Cleared {
    /// Oldest first; none of them is empty.
    pub(super) chunks: VecDeque<Chunk>,
    /// Their size in bytes: payloads, records and system entries.
    pub(super) bytes: usize,
    /// How many entries they hold.
    pub(super) entries: usize,
    /// Evictions before the clearing, and those of cleared entries since.
    pub(super) evicted: Evicted,
    /// How many entries were evicted before the clearing.
    before: u64,
}

/// How much of the last clearing can be brought back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undoable {
    /// How many entries there are to bring back.
    pub entries: u64,
    /// How many the bound has removed since they were cleared.
    pub evicted: u64,
}

impl Cleared {
    /// The oldest entry that can be brought back.
    pub(super) fn first(&self) -> Option<EntryId> {
        self.chunks.front().map(Chunk::first)
    }

    pub(super) fn new(chunks: VecDeque<Chunk>, bytes: usize, evicted: Evicted) -> Self {
        Self {
            entries: chunks.iter().map(Chunk::len).sum(),
            chunks,
            bytes,
            before: evicted.entries,
            evicted,
        }
    }

    pub(super) fn undoable(&self) -> Undoable {
        Undoable {
            entries: self.entries as u64,
            evicted: self.evicted.entries - self.before,
        }
    }

    /// Removes the oldest chunk; false if there is none.
    pub(super) fn evict(&mut self) -> bool {
        let Some(chunk) = self.chunks.pop_front() else {
            return false;
        };
        self.bytes -= chunk.weight();
        self.entries -= chunk.len();
        self.evicted.add(&chunk);
        true
    }
}
