//! One portion of the transcript: an arena of payload bytes, one record for each entry, the system entries,
//! and the handles of large payloads. The transcript decides how much a portion may hold.

use std::ops::Range;

use crate::entry::{Body, Direction, Entry, EntryId, Message, System};
use crate::payload::{Encoding, File, Large, Payload};
use crate::time::Timestamp;

/// A chunk takes entries until its payloads reach this many bytes, or less where a limit is small. Larger chunks evict
/// more at a time; smaller ones cost more bookkeeping. A payload larger than this has a chunk to itself.
pub(super) const CHUNK_BYTES: usize = 1 << 20;

/// How many records a chunk holds at most, so that a flood of empty messages is evicted in portions too.
pub(super) const CHUNK_RECORDS: usize = 1 << 14;

/// The size of one record.
pub(crate) const RECORD_BYTES: usize = size_of::<Record>();

/// Below these sizes a chunk costs more to keep than its contents.
const SMALLEST: Room = Room {
    bytes: 1 << 12,
    records: 1 << 4,
};

const _: () = assert!(RECORD_BYTES == 16);
const _: () = assert!(CHUNK_RECORDS <= u16::MAX as usize + 1);

/// How much a chunk may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    pub(super) bytes: usize,
    pub(super) records: usize,
}

impl Room {
    /// The sizes asked for, within the limits of a sensible chunk.
    pub(super) fn of(bytes: usize, records: usize) -> Self {
        Self {
            bytes: bytes.clamp(SMALLEST.bytes, CHUNK_BYTES),
            records: records.clamp(SMALLEST.records, CHUNK_RECORDS),
        }
    }
}

/// Consecutive entries.
#[derive(Debug)]
pub(crate) struct Chunk {
    first: EntryId,
    records: Vec<Record>,
    payloads: Vec<u8>,
    systems: Vec<System>,
    /// The weight of the system entries and of the files.
    system_bytes: usize,
    /// By the index of their records. The arena has the start of each.
    larges: Vec<(usize, Large)>,
    /// By the index of their records.
    files: Vec<(usize, File)>,
    /// The number of payload bytes that are not in the arena.
    outside_bytes: usize,
    sent: usize,
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

impl Chunk {
    pub(super) fn new(first: EntryId, capacity: usize) -> Self {
        Self {
            first,
            records: Vec::new(),
            payloads: Vec::with_capacity(capacity),
            systems: Vec::new(),
            system_bytes: 0,
            larges: Vec::new(),
            files: Vec::new(),
            outside_bytes: 0,
            sent: 0,
        }
    }

    pub(super) fn push_message(&mut self, at: Timestamp, direction: Direction, payload: Payload<'_>) {
        let start = self.next_start();
        let bytes = payload.bytes();
        assert!(
            u32::try_from(bytes.len()).is_ok(),
            "a payload is smaller than 4 GiB"
        );
        self.payloads.extend_from_slice(bytes);
        self.sent += usize::from(direction == Direction::Sent);
        let kind = RecordKind::message(direction, payload.encoding());
        self.records.push(Record { at, start, kind });
    }

    pub(super) fn push_large(&mut self, at: Timestamp, direction: Direction, large: Large) {
        let (start, preview) = (self.next_start(), large.preview());
        self.payloads.extend_from_slice(&preview);
        self.outside_bytes += large.len() - preview.len();
        self.sent += usize::from(direction == Direction::Sent);
        let kind = RecordKind::message(direction, large.encoding());
        self.larges.push((self.records.len(), large));
        self.records.push(Record { at, start, kind });
    }

    pub(super) fn push_file(&mut self, at: Timestamp, file: File) {
        let start = self.next_start();
        self.system_bytes += file.weight();
        self.sent += 1;
        let kind = RecordKind::message(Direction::Sent, file.encoding);
        self.files.push((self.records.len(), file));
        self.records.push(Record { at, start, kind });
    }

    pub(super) fn push_system(&mut self, at: Timestamp, system: System, weight: usize) {
        let start = self.next_start();
        let index = u16::try_from(self.systems.len()).expect("a chunk holds at most CHUNK_RECORDS entries");
        self.systems.push(system);
        self.system_bytes += weight;
        let kind = RecordKind::System(index);
        self.records.push(Record { at, start, kind });
    }

    fn next_start(&self) -> u32 {
        u32::try_from(self.payloads.len()).expect("a chunk with room holds less than 4 GiB")
    }

    pub(super) fn has_room(&self, room: Room, payload: usize) -> bool {
        self.records.len() < room.records && self.payload_bytes() + payload <= room.bytes
    }

    /// Whether it should be evicted in portions of `room` rather than at once.
    pub(super) fn exceeds(&self, room: Room) -> bool {
        self.records.len() > 1 && (self.records.len() > room.records || self.payload_bytes() > room.bytes)
    }

    /// Frees unused capacity: nothing will be added.
    pub(super) fn shrink(&mut self) {
        self.records.shrink_to_fit();
        self.payloads.shrink_to_fit();
    }

    /// The same entries in portions that are at most `room`.
    pub(super) fn split(mut self, room: Room) -> Vec<Self> {
        let mut portions: Vec<Self> = Vec::new();
        let mut systems = std::mem::take(&mut self.systems).into_iter();
        for (index, record) in self.records.iter().enumerate() {
            let bytes = &self.payloads[self.range(index)];
            let large = self.large(index);
            let size = large.map_or(bytes.len(), Large::len);
            if !portions
                .last()
                .is_some_and(|portion| portion.has_room(room, size))
            {
                portions.push(Self::new(EntryId(self.first.0 + index as u64), bytes.len()));
            }
            let portion = portions
                .last_mut()
                .expect("one was just pushed if there was none");
            if let RecordKind::System(_) = record.kind {
                let system = systems.next().expect("each system record has its system");
                let weight = system.weight();
                portion.push_system(record.at, system, weight);
                continue;
            }
            if let Some(file) = self.file(index) {
                portion.push_file(record.at, file.clone());
                continue;
            }
            let start = portion.next_start();
            portion.payloads.extend_from_slice(bytes);
            portion.outside_bytes += size - bytes.len();
            portion.sent += usize::from(record.kind.is_sent());
            if let Some(large) = large {
                portion.larges.push((portion.records.len(), large.clone()));
            }
            portion.records.push(Record { start, ..*record });
        }
        portions
    }

    /// The id of its first entry.
    pub(crate) fn first(&self) -> EntryId {
        self.first
    }

    /// The id after its last entry.
    pub(crate) fn end(&self) -> EntryId {
        EntryId(self.first.0 + self.records.len() as u64)
    }

    /// How many entries it holds.
    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// How many of them are messages.
    pub(super) fn messages(&self) -> usize {
        self.records.len() - self.systems.len()
    }

    /// How many of them are messages from this page.
    pub(super) fn sent(&self) -> usize {
        self.sent
    }

    /// How many bytes their payloads have, inside and outside the arena.
    pub(super) fn payload_bytes(&self) -> usize {
        self.payloads.len() + self.outside_bytes
    }

    /// The bytes that count against the limit.
    pub(super) fn weight(&self) -> usize {
        self.payload_bytes() + self.records.len() * RECORD_BYTES + self.system_bytes
    }

    /// The payloads of all its messages, one after the other; only the start of a large one.
    pub(crate) fn payloads(&self) -> &[u8] {
        &self.payloads
    }

    /// Where in [`Self::payloads`] the payload of an entry starts; past the last entry, where they end.
    pub(crate) fn start(&self, index: usize) -> usize {
        self.records
            .get(index)
            .map_or(self.payloads.len(), |record| record.start as usize)
    }

    /// Where in [`Self::payloads`] the payload of an entry is; empty for a system entry.
    pub(crate) fn range(&self, index: usize) -> Range<usize> {
        self.start(index)..self.start(index + 1)
    }

    /// Which way a message went and what it carries; `None` for a system entry.
    pub(crate) fn kind(&self, index: usize) -> Option<(Direction, Encoding)> {
        match self.records[index].kind {
            RecordKind::SentText => Some((Direction::Sent, Encoding::Text)),
            RecordKind::SentBinary => Some((Direction::Sent, Encoding::Binary)),
            RecordKind::ReceivedText => Some((Direction::Received, Encoding::Text)),
            RecordKind::ReceivedBinary => Some((Direction::Received, Encoding::Binary)),
            RecordKind::System(_) => None,
        }
    }

    /// The index of an entry in this chunk.
    pub(crate) fn index(&self, id: EntryId) -> Option<usize> {
        let index = usize::try_from(id.0.checked_sub(self.first.0)?).ok()?;
        (index < self.records.len()).then_some(index)
    }

    pub(super) fn get(&self, id: EntryId) -> Option<Entry<'_>> {
        let index = self.index(id)?;
        let record = self.records[index];
        let body = match self.message(index) {
            Some(message) => Body::Message(message),
            None => self.system(index)?,
        };
        Some(Entry {
            id,
            at: record.at,
            body,
        })
    }

    /// The message at that index; `None` for a system entry.
    pub(crate) fn message(&self, index: usize) -> Option<Message<'_>> {
        let (direction, encoding) = self.kind(index)?;
        Some(Message {
            direction,
            encoding,
            bytes: &self.payloads[self.range(index)],
            large: self.large(index),
            file: self.file(index),
        })
    }

    /// The first entry at or after `from` with a large payload; past the last entry if there is none.
    pub(crate) fn next_large(&self, from: usize) -> usize {
        let after = self.larges.partition_point(|(at, _)| *at < from);
        self.larges.get(after).map_or(self.len(), |(at, _)| *at)
    }

    fn large(&self, index: usize) -> Option<&Large> {
        let found = self.larges.binary_search_by_key(&index, |(at, _)| *at);
        found.ok().map(|found| &self.larges[found].1)
    }

    fn file(&self, index: usize) -> Option<&File> {
        let found = self.files.binary_search_by_key(&index, |(at, _)| *at);
        found.ok().map(|found| &self.files[found].1)
    }

    fn system(&self, index: usize) -> Option<Body<'_>> {
        let RecordKind::System(system) = self.records[index].kind else {
            return None;
        };
        Some(Body::System(&self.systems[usize::from(system)]))
    }
}

impl RecordKind {
    const fn is_sent(self) -> bool {
        matches!(self, Self::SentText | Self::SentBinary)
    }

    const fn message(direction: Direction, encoding: Encoding) -> Self {
        match (direction, encoding) {
            (Direction::Sent, Encoding::Text) => Self::SentText,
            (Direction::Sent, Encoding::Binary) => Self::SentBinary,
            (Direction::Received, Encoding::Text) => Self::ReceivedText,
            (Direction::Received, Encoding::Binary) => Self::ReceivedBinary,
        }
    }
}
