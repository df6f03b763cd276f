//! The ring store of all entries: payload bytes in chunked arenas plus one small record for each entry.
//! Appending is O(1) and allocates per chunk, not per message. Bytes and, optionally, entries are bounded;
//! evictions (oldest first, by whole chunks) are counted. Large payloads are kept by their handles, and count
//! in full. Finding, filtering and drawing are elsewhere.

use std::collections::VecDeque;

use crate::entry::{Direction, Entry, EntryId, System, Tag};
use crate::payload::{Large, OwnedFile, OwnedPayload, PREVIEW_BYTES, Payload};
use crate::time::Timestamp;

mod chunk;
mod cleared;
mod tags;
#[cfg(test)]
mod tests;

use chunk::{CHUNK_RECORDS, Room};
pub(crate) use chunk::{Chunk, RECORD_BYTES};
use cleared::Cleared;
pub use cleared::Undoable;
pub use tags::Tags;

/// The default bound: 256 MiB of payloads and records.
pub const DEFAULT_LIMIT_BYTES: usize = 256 << 20;

/// Everything sent, received and noticed, in order of arrival, up to a bound in bytes.
#[derive(Debug)]
pub struct Transcript {
    chunks: VecDeque<Chunk>,
    next: EntryId,
    bytes: usize,
    limits: Limits,
    evicted: Evicted,
    cleared: Cleared,
    tags: Tags,
}

/// The bounds of a transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of payloads and records.
    pub bytes: usize,
    /// Entries of any kind; `None` bounds the bytes alone.
    pub entries: Option<usize>,
}

/// Counts of the entries that the bound has removed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evicted {
    /// Entries of any kind.
    pub entries: u64,
    /// Messages, sent or received.
    pub messages: u64,
    /// Their payload bytes.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: DEFAULT_LIMIT_BYTES,
            entries: None,
        }
    }
}

impl Limits {
    /// The room of one chunk: a sixteenth of the bound, so that one eviction removes little.
    fn room(self) -> Room {
        let bytes = self.bytes / 16;
        let records = self.entries.map_or(CHUNK_RECORDS, |entries| entries / 16);
        Room::of(bytes, records.min(bytes / RECORD_BYTES))
    }
}

impl Default for Transcript {
    fn default() -> Self {
        Self::with_limits(Limits::default())
    }
}

impl Transcript {
    /// An empty transcript with these bounds. The newest chunk is always kept, so that one message larger than the
    /// limit is kept alone, until another one comes.
    pub fn with_limits(limits: Limits) -> Self {
        Self {
            chunks: VecDeque::new(),
            next: EntryId(0),
            bytes: 0,
            limits,
            evicted: Evicted::default(),
            cleared: Cleared::default(),
            tags: Tags::default(),
        }
    }

    /// The bounds.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Sets the bounds, and evicts the excess at once.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
        self.evict();
    }

    /// Whether there is a chunk to evict besides the newest.
    pub(crate) fn can_give_way(&self) -> bool {
        self.chunks.len() > 1 || self.cleared.entries > 0
    }

    /// Evicts the oldest chunk, cleared ones first, to make room for other transcripts. False if only the
    /// newest is left.
    pub(crate) fn give_way(&mut self) -> bool {
        self.cleared.evict() || self.evict_front()
    }

    /// The size in bytes of the kept entries and of the cleared ones that can be brought back.
    pub fn weight(&self) -> usize {
        self.bytes + self.cleared.bytes
    }

    /// How many entries are kept, or were cleared and can be brought back.
    pub(crate) fn entries_in_memory(&self) -> usize {
        self.len() + self.cleared.entries
    }

    /// Appends a message. Amortised O(1) besides copying the payload.
    ///
    /// # Panics
    /// When one payload is 4 GiB or larger, which no wasm page can hold.
    pub fn push_message(&mut self, at: Timestamp, direction: Direction, payload: Payload<'_>) -> EntryId {
        let bytes = payload.bytes();
        self.chunk_for(bytes.len(), bytes.len())
            .push_message(at, direction, payload);
        self.appended(bytes.len())
    }

    /// Appends a message whose payload stays outside. Its bytes count like those of any other.
    pub fn push_large(&mut self, at: Timestamp, direction: Direction, large: Large) -> EntryId {
        let size = large.len();
        self.chunk_for(size, size.min(PREVIEW_BYTES))
            .push_large(at, direction, large);
        self.appended(size)
    }

    /// Appends a message from this page. The bytes of a file are not kept, and do not count.
    pub fn push_sent(&mut self, at: Timestamp, payload: OwnedPayload) -> EntryId {
        match payload {
            OwnedPayload::Text(text) => self.push_message(at, Direction::Sent, Payload::Text(&text)),
            OwnedPayload::Binary(bytes) => self.push_message(at, Direction::Sent, Payload::Binary(&bytes)),
            OwnedPayload::Large(large) => self.push_large(at, Direction::Sent, large),
            OwnedPayload::File(OwnedFile { file, .. }) => {
                let weight = file.weight();
                self.chunk_for(0, 0).push_file(at, file);
                self.appended(weight)
            }
        }
    }

    /// Appends something that happened to the connection.
    pub fn push_system(&mut self, at: Timestamp, system: System) -> EntryId {
        let weight = system.weight();
        self.chunk_for(0, 0).push_system(at, system, weight);
        self.appended(weight)
    }

    /// Tags the newest entry.
    pub(crate) fn tag(&mut self, id: EntryId, tag: Tag) {
        let oldest = self.cleared.first().unwrap_or_else(|| self.first_id());
        self.tags.push(id, tag, oldest);
    }

    /// The tag of an entry, if it has one. O(log tags).
    pub fn tag_of(&self, id: EntryId) -> Option<Tag> {
        self.tags.get(id)
    }

    /// The tags of entries that may still be kept.
    pub fn tags(&self) -> &Tags {
        &self.tags
    }

    /// How many entries are kept.
    pub fn len(&self) -> usize {
        usize::try_from(self.next.0 - self.first_id().0).expect("entries in memory fit a usize")
    }

    /// How many of the kept entries are messages. O(chunks).
    pub fn messages(&self) -> usize {
        self.chunks.iter().map(Chunk::messages).sum()
    }

    /// How many of the kept entries are messages from this page. O(chunks).
    pub fn sent(&self) -> usize {
        self.chunks.iter().map(Chunk::sent).sum()
    }

    /// The size of the kept entries in bytes: payloads, records and system entries.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The oldest kept entry's id; [`Self::next_id`] when empty.
    pub fn first_id(&self) -> EntryId {
        self.chunks.front().map_or(self.next, Chunk::first)
    }

    /// The id that the next entry will have.
    pub fn next_id(&self) -> EntryId {
        self.next
    }

    /// Counts of the entries that the bound has removed since the page was loaded or the transcript was
    /// cleared.
    pub fn evicted(&self) -> Evicted {
        self.evicted
    }

    /// The entry of that id, if it is still kept. O(log chunks).
    pub fn get(&self, id: EntryId) -> Option<Entry<'_>> {
        self.chunk_of(id)?.get(id)
    }

    /// The chunk that holds the entry of that id, if it is still kept. O(log chunks).
    pub(crate) fn chunk_of(&self, id: EntryId) -> Option<&Chunk> {
        let after = self.chunks.partition_point(|chunk| chunk.first() <= id);
        let chunk = &self.chunks[after.checked_sub(1)?];
        (id < chunk.end()).then_some(chunk)
    }

    /// The kept entries at positions `start..start + count`, counted from the oldest; fewer at the end.
    pub fn window(&self, start: usize, count: usize) -> impl Iterator<Item = Entry<'_>> {
        let first = self.first_id().0.saturating_add(start as u64);
        let end = first.saturating_add(count as u64).min(self.next.0);
        (first..end).map_while(|id| self.get(EntryId(id)))
    }

    /// All kept entries, oldest first.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.window(0, self.len())
    }

    /// Removes all entries and resets the eviction counts; ids continue. [`Self::undo_clear`] brings the
    /// entries back; those cleared earlier are freed. Returns the number of entries; if there are none,
    /// nothing changes.
    pub fn clear(&mut self) -> u64 {
        let entries = self.len() as u64;
        if entries > 0 {
            let chunks = std::mem::take(&mut self.chunks);
            let (bytes, evicted) = (std::mem::take(&mut self.bytes), std::mem::take(&mut self.evicted));
            self.cleared = Cleared::new(chunks, bytes, evicted);
        }
        entries
    }

    /// Puts the entries that the last [`Self::clear`] removed, except those evicted since, before the newer
    /// ones.
    pub fn undo_clear(&mut self) {
        let cleared = std::mem::take(&mut self.cleared);
        if cleared.chunks.is_empty() {
            return;
        }
        self.bytes += cleared.bytes;
        self.evicted = cleared.evicted;
        for chunk in cleared.chunks.into_iter().rev() {
            self.chunks.push_front(chunk);
        }
        self.evict();
    }

    /// Frees the entries that the last [`Self::clear`] removed.
    pub fn forget_cleared(&mut self) {
        self.cleared = Cleared::default();
    }

    /// Counts of the entries that [`Self::undo_clear`] would bring back.
    pub fn undoable(&self) -> Undoable {
        self.cleared.undoable()
    }

    /// The chunk for a payload of `payload` bytes, `here` of them in the arena.
    fn chunk_for(&mut self, payload: usize, here: usize) -> &mut Chunk {
        let room = self.limits.room();
        if !self
            .chunks
            .back()
            .is_some_and(|chunk| chunk.has_room(room, payload))
        {
            // Most transcripts are short: the first chunk grows as needed, later ones are allocated whole.
            let capacity = match self.chunks.back_mut() {
                None => here,
                Some(full) => {
                    full.shrink();
                    // A payload that fills the chunk from outside leaves no room for others.
                    if here < payload {
                        here
                    } else {
                        payload.max(room.bytes)
                    }
                }
            };
            self.chunks.push_back(Chunk::new(self.next, capacity));
        }
        self.chunks
            .back_mut()
            .expect("one was just pushed if there was none")
    }

    fn appended(&mut self, payload: usize) -> EntryId {
        let id = self.next;
        self.next = EntryId(id.0 + 1);
        self.bytes += payload + RECORD_BYTES;
        self.evict();
        id
    }

    fn is_over(&self) -> bool {
        self.weight() > self.limits.bytes
            || self
                .limits
                .entries
                .is_some_and(|most| self.entries_in_memory() > most)
    }

    fn evict(&mut self) {
        // Cleared entries go first: nobody sees them.
        while self.is_over() && self.cleared.evict() {}
        while self.is_over() {
            if !self.evict_front() {
                return;
            }
        }
    }

    /// Evicts the oldest chunk. False if it stays because the newest message is in it.
    fn evict_front(&mut self) -> bool {
        self.split_front();
        if self.chunks.len() < 2 || self.front_has_the_newest_message() {
            return false;
        }
        let chunk = self.chunks.pop_front().expect("there are at least two");
        self.bytes -= chunk.weight();
        self.evicted.add(&chunk);
        true
    }

    /// Keeps the newest message even if it alone exceeds the limit, so that the close line that follows does
    /// not evict it unseen. The later lines must be within the limit themselves.
    fn front_has_the_newest_message(&self) -> bool {
        let Some(front) = self.chunks.front().filter(|front| front.messages() > 0) else {
            return false;
        };
        let entries = self.len() - front.len();
        self.bytes - front.weight() <= self.limits.bytes
            && self.limits.entries.is_none_or(|most| entries <= most)
            && self.chunks.range(1..).all(|chunk| chunk.messages() == 0)
    }

    /// A chunk filled before a limit was lowered can exceed the new limit: it is evicted in portions.
    fn split_front(&mut self) {
        let room = self.limits.room();
        if self.chunks.front().is_some_and(|chunk| chunk.exceeds(room)) {
            let chunk = self.chunks.pop_front().expect("it was just looked at");
            for portion in chunk.split(room).into_iter().rev() {
                self.chunks.push_front(portion);
            }
        }
    }
}

impl Evicted {
    fn add(&mut self, chunk: &Chunk) {
        self.entries += chunk.len() as u64;
        self.messages += chunk.messages() as u64;
        self.bytes += chunk.payload_bytes() as u64;
    }
}
