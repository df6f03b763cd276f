//! Entries that were cleared and can still be brought back. They count against the bound of the transcript, and go first when
//! something new needs the room.

use std::collections::VecDeque;

use super::{Chunk, Evicted};

/// What one clearing took out of the transcript.
#[derive(Debug, Default)]
pub(super) struct Cleared {
    /// Oldest first; none of them is empty.
    pub(super) chunks: VecDeque<Chunk>,
    /// What they hold, in bytes: payloads, records and what the system entries weigh.
    pub(super) bytes: usize,
    /// How many entries they hold.
    pub(super) entries: usize,
    /// What the bound had removed when it was cleared, and what it has removed of this since.
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

    /// Removes the oldest chunk; false where there is none.
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
