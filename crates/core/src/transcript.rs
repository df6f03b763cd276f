//! The ring store of all that happened: payload bytes in chunked arenas plus one small record for each entry. Appending is
//! O(1) and allocates per chunk, not per message; the bound is in bytes, and what it evicts (oldest first, by whole chunks) is counted.
//! Finding, filtering and drawing are not here.

use std::collections::VecDeque;

use crate::entry::{Body, Direction, Entry, EntryId, Message, System};
use crate::payload::{Encoding, Payload};
use crate::time::Timestamp;

/// A chunk takes entries until its payloads reach this many bytes. Larger chunks evict more at a time; smaller ones cost
/// more bookkeeping. A payload larger than this has a chunk to itself.
const CHUNK_BYTES: usize = 1 << 20;

/// How many records a chunk holds at most, so that a flood of empty messages is evicted in portions too.
const CHUNK_RECORDS: usize = 1 << 14;

/// The default bound: 256 MiB of payloads and records.
pub const DEFAULT_LIMIT_BYTES: usize = 256 << 20;

/// Everything sent, received and noticed, in order of arrival, up to a bound in bytes.
#[derive(Debug)]
pub struct Transcript {
    chunks: VecDeque<Chunk>,
    next: EntryId,
    bytes: usize,
    limit_bytes: usize,
    evicted: Evicted,
}

/// What the bound has removed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evicted {
    /// Entries of any kind.
    pub entries: u64,
    /// Messages, sent or received.
    pub messages: u64,
    /// Their payload bytes.
    pub bytes: u64,
}

/// What [`Transcript::clear`] took out, for [`Transcript::restore`] to put back.
#[derive(Debug)]
pub struct Cleared {
    chunks: VecDeque<Chunk>,
    bytes: usize,
    entries: u64,
    evicted: Evicted,
}

#[derive(Debug)]
struct Chunk {
    first: EntryId,
    records: Vec<Record>,
    payloads: Vec<u8>,
    systems: Vec<System>,
    system_bytes: usize,
}

/// 16 bytes for each entry. A payload ends where the next one starts.
#[derive(Clone, Copy, Debug)]
struct Record {
    at: Timestamp,
    start: u32,
    kind: RecordKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RecordKind {
    SentText,
    SentBinary,
    ReceivedText,
    ReceivedBinary,
    System(u16),
}

const _: () = assert!(size_of::<Record>() == 16);
const _: () = assert!(CHUNK_RECORDS <= u16::MAX as usize + 1);

impl Default for Transcript {
    fn default() -> Self {
        Self::with_limit(DEFAULT_LIMIT_BYTES)
    }
}

impl Transcript {
    /// An empty transcript that keeps at most about `limit_bytes` of payloads and records. The newest chunk is always
    /// kept, so one message larger than the limit is kept alone.
    pub fn with_limit(limit_bytes: usize) -> Self {
        Self {
            chunks: VecDeque::new(),
            next: EntryId(0),
            bytes: 0,
            limit_bytes,
            evicted: Evicted::default(),
        }
    }

    /// Appends a message. Amortised O(1) besides copying the payload.
    ///
    /// # Panics
    /// When one payload is 4 GiB or larger, which no wasm page can hold.
    pub fn push_message(&mut self, at: Timestamp, direction: Direction, payload: Payload<'_>) -> EntryId {
        let bytes = payload.bytes();
        let chunk = self.chunk_for(bytes.len());
        let start = u32::try_from(chunk.payloads.len()).expect("a chunk with room holds less than 4 GiB");
        assert!(
            u32::try_from(bytes.len()).is_ok(),
            "a payload is smaller than 4 GiB"
        );
        chunk.payloads.extend_from_slice(bytes);
        chunk.records.push(Record {
            at,
            start,
            kind: RecordKind::message(direction, payload.encoding()),
        });
        self.appended(bytes.len())
    }

    /// Appends something that happened to the connection.
    pub fn push_system(&mut self, at: Timestamp, system: System) -> EntryId {
        let weight = system.weight();
        let chunk = self.chunk_for(0);
        let start = u32::try_from(chunk.payloads.len()).expect("a chunk with room holds less than 4 GiB");
        let index = u16::try_from(chunk.systems.len()).expect("a chunk holds at most CHUNK_RECORDS entries");
        chunk.systems.push(system);
        chunk.system_bytes += weight;
        chunk.records.push(Record {
            at,
            start,
            kind: RecordKind::System(index),
        });
        self.appended(weight)
    }

    /// How many entries are kept.
    pub fn len(&self) -> usize {
        usize::try_from(self.next.0 - self.first_id().0).expect("entries in memory fit a usize")
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The oldest kept entry's id; [`Self::next_id`] when empty.
    pub fn first_id(&self) -> EntryId {
        self.chunks.front().map_or(self.next, |chunk| chunk.first)
    }

    /// The id that the next entry will have.
    pub fn next_id(&self) -> EntryId {
        self.next
    }

    /// What the bound has removed since the page was loaded or the transcript was cleared.
    pub fn evicted(&self) -> Evicted {
        self.evicted
    }

    /// The entry of that id, if it is still kept. O(log chunks).
    pub fn get(&self, id: EntryId) -> Option<Entry<'_>> {
        let chunk = self
            .chunks
            .partition_point(|chunk| chunk.first <= id)
            .checked_sub(1)?;
        self.chunks[chunk].get(id)
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

    /// Takes everything out and forgets the eviction counts. Ids go on from where they were.
    pub fn clear(&mut self) -> Cleared {
        let entries = self.len() as u64;
        Cleared {
            chunks: std::mem::take(&mut self.chunks),
            bytes: std::mem::take(&mut self.bytes),
            entries,
            evicted: std::mem::take(&mut self.evicted),
        }
    }

    /// Puts back what [`Self::clear`] took out, before what came since. Gives it back unused when the two would not
    /// stand next to each other: after another clear, or when the bound has already removed some of what came since.
    pub fn restore(&mut self, cleared: Cleared) -> Result<(), Cleared> {
        let Some(last) = cleared.chunks.back() else {
            return Ok(());
        };
        if last.end() != self.first_id() {
            return Err(cleared);
        }
        self.bytes += cleared.bytes;
        self.evicted = cleared.evicted;
        for chunk in cleared.chunks.into_iter().rev() {
            self.chunks.push_front(chunk);
        }
        self.evict();
        Ok(())
    }

    fn chunk_for(&mut self, payload: usize) -> &mut Chunk {
        if !self.chunks.back().is_some_and(|chunk| chunk.has_room(payload)) {
            let capacity = if self.chunks.is_empty() {
                payload
            } else {
                payload.max(CHUNK_BYTES)
            };
            self.chunks.push_back(Chunk {
                first: self.next,
                records: Vec::new(),
                payloads: Vec::with_capacity(capacity),
                systems: Vec::new(),
                system_bytes: 0,
            });
        }
        self.chunks
            .back_mut()
            .expect("one was just pushed if there was none")
    }

    fn appended(&mut self, payload: usize) -> EntryId {
        let id = self.next;
        self.next = EntryId(id.0 + 1);
        self.bytes += payload + size_of::<Record>();
        self.evict();
        id
    }

    fn evict(&mut self) {
        while self.bytes > self.limit_bytes && self.chunks.len() > 1 {
            let chunk = self.chunks.pop_front().expect("there are at least two");
            self.bytes -= chunk.weight();
            let messages = chunk.records.len() - chunk.systems.len();
            self.evicted.entries += chunk.records.len() as u64;
            self.evicted.messages += messages as u64;
            self.evicted.bytes += chunk.payloads.len() as u64;
        }
    }
}

impl Cleared {
    /// How many entries it holds.
    pub fn len(&self) -> u64 {
        self.entries
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries == 0
    }
}

impl Chunk {
    fn has_room(&self, payload: usize) -> bool {
        self.records.len() < CHUNK_RECORDS && self.payloads.len() + payload <= CHUNK_BYTES
    }

    fn end(&self) -> EntryId {
        EntryId(self.first.0 + self.records.len() as u64)
    }

    fn weight(&self) -> usize {
        self.payloads.len() + self.records.len() * size_of::<Record>() + self.system_bytes
    }

    fn get(&self, id: EntryId) -> Option<Entry<'_>> {
        let index = usize::try_from(id.0.checked_sub(self.first.0)?).ok()?;
        let record = self.records.get(index)?;
        let body = match record.kind {
            RecordKind::System(system) => Body::System(&self.systems[usize::from(system)]),
            RecordKind::SentText => self.message(index, Direction::Sent, Encoding::Text),
            RecordKind::SentBinary => self.message(index, Direction::Sent, Encoding::Binary),
            RecordKind::ReceivedText => self.message(index, Direction::Received, Encoding::Text),
            RecordKind::ReceivedBinary => self.message(index, Direction::Received, Encoding::Binary),
        };
        Some(Entry {
            id,
            at: record.at,
            body,
        })
    }

    fn message(&self, index: usize, direction: Direction, encoding: Encoding) -> Body<'_> {
        let start = self.records[index].start as usize;
        let end = self
            .records
            .get(index + 1)
            .map_or(self.payloads.len(), |next| next.start as usize);
        Body::Message(Message {
            direction,
            encoding,
            bytes: &self.payloads[start..end],
        })
    }
}

impl RecordKind {
    const fn message(direction: Direction, encoding: Encoding) -> Self {
        match (direction, encoding) {
            (Direction::Sent, Encoding::Text) => Self::SentText,
            (Direction::Sent, Encoding::Binary) => Self::SentBinary,
            (Direction::Received, Encoding::Text) => Self::ReceivedText,
            (Direction::Received, Encoding::Binary) => Self::ReceivedBinary,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Note;

    fn text(transcript: &mut Transcript, text: &str) -> EntryId {
        transcript.push_message(Timestamp::default(), Direction::Received, Payload::Text(text))
    }

    fn texts(transcript: &Transcript) -> Vec<String> {
        let text = |entry: Entry<'_>| match entry.body {
            Body::Message(message) => message.text_prefix(usize::MAX).to_owned(),
            Body::System(system) => format!("{system:?}"),
        };
        transcript.entries().map(text).collect()
    }

    #[test]
    fn entries_come_out_as_they_went_in() {
        let mut transcript = Transcript::default();
        let at = Timestamp::from_micros(7);
        transcript.push_message(at, Direction::Sent, Payload::Text("é"));
        transcript.push_system(at, System::Note(Note::Offline));
        transcript.push_message(at, Direction::Received, Payload::Binary(&[]));
        transcript.push_message(at, Direction::Received, Payload::Binary(&[1, 2]));
        let message = |direction, encoding, bytes| {
            Body::Message(Message {
                direction,
                encoding,
                bytes,
            })
        };
        let bodies: Vec<Body<'_>> = transcript.entries().map(|entry| entry.body).collect();
        assert_eq!(
            bodies,
            [
                message(Direction::Sent, Encoding::Text, "é".as_bytes()),
                Body::System(&System::Note(Note::Offline)),
                message(Direction::Received, Encoding::Binary, &[]),
                message(Direction::Received, Encoding::Binary, &[1, 2]),
            ]
        );
        assert_eq!(transcript.get(EntryId(4)), None);
    }

    #[test]
    fn the_bound_evicts_the_oldest_and_counts_every_message_and_byte() {
        let mut transcript = Transcript::with_limit(3 * CHUNK_BYTES);
        let payload = vec![b'x'; 100_000];
        for _ in 0..100 {
            transcript.push_message(
                Timestamp::default(),
                Direction::Received,
                Payload::Binary(&payload),
            );
        }
        let evicted = transcript.evicted();
        assert!(evicted.messages > 0);
        assert_eq!(evicted.entries, evicted.messages);
        assert_eq!(evicted.bytes, evicted.messages * 100_000);
        assert_eq!(evicted.messages + transcript.len() as u64, 100);
        assert_eq!(transcript.first_id(), EntryId(evicted.entries));
        assert!(transcript.len() * 100_000 <= 3 * CHUNK_BYTES);
    }

    #[test]
    fn a_message_larger_than_the_bound_is_kept_alone() {
        let mut transcript = Transcript::with_limit(1_000);
        text(&mut transcript, "before");
        text(&mut transcript, &"x".repeat(2 * CHUNK_BYTES));
        assert_eq!(transcript.len(), 1);
        assert_eq!(
            transcript.evicted(),
            Evicted {
                entries: 1,
                messages: 1,
                bytes: 6
            }
        );
    }

    #[test]
    fn clearing_can_be_undone_and_keeps_what_came_since() {
        let mut transcript = Transcript::default();
        text(&mut transcript, "a");
        text(&mut transcript, "b");
        let cleared = transcript.clear();
        assert_eq!((cleared.len(), transcript.len()), (2, 0));
        let id = text(&mut transcript, "c");
        assert_eq!(id, EntryId(2));
        transcript.restore(cleared).unwrap();
        assert_eq!(texts(&transcript), ["a", "b", "c"]);
    }

    #[test]
    fn only_the_latest_clearing_can_be_undone() {
        let mut transcript = Transcript::default();
        text(&mut transcript, "a");
        let first = transcript.clear();
        text(&mut transcript, "b");
        let second = transcript.clear();
        let first = transcript.restore(first).unwrap_err();
        transcript.restore(second).unwrap();
        transcript.restore(first).unwrap();
        assert_eq!(texts(&transcript), ["a", "b"]);
    }

    #[test]
    fn a_window_past_the_end_is_cut_short() {
        let mut transcript = Transcript::default();
        for name in ["a", "b", "c"] {
            text(&mut transcript, name);
        }
        let ids = |start, count| {
            transcript
                .window(start, count)
                .map(|entry| entry.id.0)
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(1, 10), [1, 2]);
        assert_eq!(ids(3, 10), [] as [u64; 0]);
        assert_eq!(ids(0, 2), [0, 1]);
    }
}
