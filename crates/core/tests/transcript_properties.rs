//! Whatever goes into a transcript comes out as it went in and in order, but for what the bound evicted, and that is
//! counted to the byte. Held against a plain list that keeps everything.

mod elsewhere;

use std::rc::Rc;

use elsewhere::large;
use proptest::prelude::*;
use tabcat_core::entry::{Body, Direction, Entry, EntryId, Message, Note, System};
use tabcat_core::payload::{Encoding, PREVIEW_BYTES, Payload};
use tabcat_core::transcript::{Evicted, Limits, Undoable};
use tabcat_core::{Timestamp, Transcript};

/// Something done to a transcript.
#[derive(Clone, Debug)]
enum Step {
    Message(Direction, Encoding, usize),
    /// One whose payload is kept elsewhere.
    Large(Direction, Encoding, usize),
    /// Many small messages of one size.
    Flood(usize, usize),
    Note,
    Clear,
    Undo,
    Forget,
}

/// What is remembered of an entry: enough to tell it from every other.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Item {
    Message(Direction, Encoding, usize),
    Large(Direction, Encoding, usize),
    Note,
}

impl Item {
    fn size(self) -> usize {
        match self {
            Self::Message(_, _, size) | Self::Large(_, _, size) => size,
            Self::Note => 0,
        }
    }
}

/// The transcript, and a list of all that ever went into it.
struct Model {
    transcript: Transcript,
    limit: usize,
    all: Vec<Item>,
    /// The first entry that was not cleared away.
    base: usize,
    /// The last clearing, unless it was undone or forgotten: what the one before it left, what it had evicted, and where it
    /// ended.
    cleared: Option<Clearing>,
    /// Held by each payload that is elsewhere.
    token: Rc<()>,
}

/// A clearing that can be undone.
#[derive(Clone, Copy)]
struct Clearing {
    /// Where the transcript began whose eviction is counted.
    base: usize,
    /// The first entry that was cleared.
    first: usize,
    /// The entry after the last that was cleared.
    end: usize,
}

impl Model {
    fn new(limit: usize) -> Self {
        Self {
            transcript: Transcript::with_limits(Limits {
                bytes: limit,
                entries: None,
            }),
            limit,
            all: Vec::new(),
            base: 0,
            cleared: None,
            token: Rc::default(),
        }
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Message(direction, encoding, size) => self.push(direction, encoding, size),
            Step::Large(direction, encoding, size) => self.push_large(direction, encoding, size),
            Step::Flood(count, size) => {
                for _ in 0..count {
                    self.push(Direction::Received, Encoding::Binary, size);
                }
            }
            Step::Note => {
                let id = self
                    .transcript
                    .push_system(at(self.all.len()), System::Note(Note::Offline));
                assert_eq!(id, id_of(self.all.len()));
                self.all.push(Item::Note);
            }
            Step::Clear => {
                let first = self.first();
                let cleared = self.transcript.clear();
                assert_eq!(cleared, (self.all.len() - first) as u64);
                if cleared > 0 {
                    let (base, end) = (self.base, self.all.len());
                    self.cleared = Some(Clearing { base, first, end });
                    self.base = end;
                }
            }
            Step::Undo => {
                let Undoable { entries, .. } = self.transcript.undoable();
                self.transcript.undo_clear();
                if let Some(clearing) = self.cleared.take().filter(|_| entries > 0) {
                    self.base = clearing.base;
                }
                assert_eq!(self.transcript.undoable(), Undoable::default());
            }
            Step::Forget => {
                self.transcript.forget_cleared();
                self.cleared = None;
                assert_eq!(self.transcript.undoable(), Undoable::default());
            }
        }
    }

    fn first(&self) -> usize {
        usize::try_from(self.transcript.first_id().0).expect("as many as were pushed")
    }

    fn push(&mut self, direction: Direction, encoding: Encoding, size: usize) {
        let bytes = bytes(self.all.len(), size);
        let payload = match encoding {
            Encoding::Text => Payload::Text(str::from_utf8(&bytes).expect("the bytes are ASCII")),
            Encoding::Binary => Payload::Binary(&bytes),
        };
        let id = self
            .transcript
            .push_message(at(self.all.len()), direction, payload);
        assert_eq!(
            id,
            id_of(self.all.len()),
            "ids rise by one and are never used twice"
        );
        self.all.push(Item::Message(direction, encoding, size));
    }

    fn push_large(&mut self, direction: Direction, encoding: Encoding, size: usize) {
        let large = large(encoding, &bytes(self.all.len(), size), &self.token);
        let id = self.transcript.push_large(at(self.all.len()), direction, large);
        assert_eq!(id, id_of(self.all.len()));
        self.all.push(Item::Large(direction, encoding, size));
    }

    /// The transcript says exactly what it lacks, and keeps no more than it may.
    fn agree_on_counts(&self) {
        let first = self.first();
        assert_eq!(self.transcript.next_id(), id_of(self.all.len()));
        assert_eq!(self.transcript.len(), self.all.len() - first);
        assert_eq!(self.transcript.is_empty(), first == self.all.len());
        assert_eq!(self.transcript.evicted(), total(&self.all[self.base..first]));

        // The newest part of the store is kept whatever the bound, a MiB, or one message that is larger; if that is cleared,
        // until something new comes.
        let kept = &self.all[first..];
        let cleared = self.cleared_and_left();
        let alone = if kept.is_empty() { cleared } else { kept };
        let largest = alone.iter().map(|item| item.size()).max().unwrap_or_default();
        let newest = largest.max(1 << 20) + 16 * (1 << 14);
        let is_one = kept.is_empty() || cleared.is_empty();
        let room = if is_one {
            self.limit.max(newest)
        } else {
            self.limit
        };
        let bytes = weight(kept) + weight(cleared);
        assert!(bytes <= room as u64, "{bytes} bytes kept");
    }

    /// What can be brought back: the end of what was cleared. The rest of that is counted.
    fn cleared_and_left(&self) -> &[Item] {
        let Undoable { entries, evicted } = self.transcript.undoable();
        let Some(Clearing { first, end, .. }) = self.cleared else {
            assert_eq!((entries, evicted), (0, 0));
            return &[];
        };
        assert_eq!(entries + evicted, (end - first) as u64);
        &self.all[end - usize::try_from(entries).expect("as many as were pushed")..end]
    }

    /// The transcript holds the end of the list.
    fn agree(&self) {
        let first = self.first();
        for (index, (entry, item)) in self.transcript.entries().zip(&self.all[first..]).enumerate() {
            assert!(
                is(&entry, first + index, *item),
                "entry {} is not {item:?}",
                first + index
            );
            assert_eq!(self.transcript.get(entry.id), Some(entry));
        }
        assert_eq!(self.transcript.entries().count(), self.transcript.len());
    }

    /// What is not kept any more holds nothing elsewhere.
    fn agree_on_handles(&mut self) {
        self.transcript.forget_cleared();
        let first = self.first();
        let kept = self.all[first..]
            .iter()
            .filter(|item| matches!(item, Item::Large(..)));
        assert_eq!(Rc::strong_count(&self.token) - 1, kept.count());
    }

    /// A window is a stretch of the entries, cut short at the end, and nothing outside the kept ones can be read.
    fn agree_on(&self, start: usize, count: usize) {
        let transcript = &self.transcript;
        let window: Vec<Entry<'_>> = transcript.window(start, count).collect();
        let stretch: Vec<Entry<'_>> = transcript.entries().skip(start).take(count).collect();
        assert_eq!(window, stretch);
        assert_eq!(window.len(), count.min(transcript.len().saturating_sub(start)));
        let before = transcript.first_id().0.checked_sub(1);
        assert_eq!(before.and_then(|id| transcript.get(EntryId(id))), None);
        assert_eq!(transcript.get(transcript.next_id()), None);
    }
}

fn id_of(index: usize) -> EntryId {
    EntryId(index as u64)
}

fn at(index: usize) -> Timestamp {
    Timestamp::from_micros(i64::try_from(index).expect("few entries") * 7)
}

/// Bytes that no neighbour has: the entry's number, then filling.
fn bytes(index: usize, size: usize) -> Vec<u8> {
    let mut bytes = index.to_string().into_bytes();
    bytes.resize(size, b'.');
    bytes
}

fn is(entry: &Entry<'_>, index: usize, item: Item) -> bool {
    let same_body = match (entry.body, item) {
        (Body::System(System::Note(Note::Offline)), Item::Note) => true,
        (Body::Message(message), Item::Message(direction, encoding, size)) => {
            message
                == Message {
                    direction,
                    encoding,
                    bytes: &bytes(index, size),
                    large: None,
                    file: None,
                }
        }
        (Body::Message(message), Item::Large(direction, encoding, size)) => {
            let whole = bytes(index, size);
            let end = size.saturating_sub(3);
            (message.direction, message.encoding, message.len()) == (direction, encoding, size)
                && message.bytes == &whole[..size.min(PREVIEW_BYTES)]
                && *message.stretch(0..20) == whole[..size.min(20)]
                && *message.stretch(end..usize::MAX) == whole[end..]
        }
        _ => false,
    };
    same_body && entry.id == id_of(index) && entry.at == at(index)
}

/// What these take at least: payloads and records.
fn weight(items: &[Item]) -> u64 {
    total(items).bytes + 16 * items.len() as u64
}

/// What the eviction of all these would count.
fn total(items: &[Item]) -> Evicted {
    let messages = items.iter().filter(|item| !matches!(item, Item::Note));
    Evicted {
        entries: items.len() as u64,
        messages: messages.count() as u64,
        bytes: items.iter().map(|item| item.size() as u64).sum(),
    }
}

fn step() -> impl Strategy<Value = Step> {
    let direction = prop_oneof![Just(Direction::Sent), Just(Direction::Received)];
    let encoding = prop_oneof![Just(Encoding::Text), Just(Encoding::Binary)];
    // Now and then a message that is larger than a chunk of the store, or about as large.
    let size = prop_oneof![
        6 => 0_usize..200,
        3 => 100_000_usize..600_000,
        1 => 1_048_570_usize..1_600_000,
    ];
    prop_oneof![
        12 => (direction.clone(), encoding.clone(), size.clone()).prop_map(|(direction, encoding, size)| Step::Message(direction, encoding, size)),
        4 => (direction, encoding, size).prop_map(|(direction, encoding, size)| Step::Large(direction, encoding, size)),
        1 => (1_usize..20_000, 0_usize..16).prop_map(|(count, size)| Step::Flood(count, size)),
        3 => Just(Step::Note),
        2 => Just(Step::Clear),
        2 => Just(Step::Undo),
        1 => Just(Step::Forget),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_comes_out_is_what_went_in_but_for_the_counted_evictions(
        limit in prop_oneof![Just(0_usize), 1_000_usize..3_000_000, Just(1 << 30)],
        steps in prop::collection::vec(step(), 0..40),
        windows in prop::collection::vec((0_usize..40_000, 0_usize..200), 4),
    ) {
        let mut model = Model::new(limit);
        for step in &steps {
            model.take(step);
            model.agree_on_counts();
        }
        model.agree();
        for (start, count) in windows {
            model.agree_on(start, count);
            model.agree_on(start % 50, count);
        }
        model.agree_on(0, usize::MAX);
        model.agree_on(usize::MAX, 1);
        model.agree_on_handles();
    }
}
