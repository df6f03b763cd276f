//! Tests of the store.

use std::rc::Rc;

use super::chunk::CHUNK_BYTES;
use super::*;
use crate::entry::{Body, Message, Note};
use crate::payload::{Encoding, File, larges};

fn bounded(bytes: usize) -> Transcript {
    Transcript::with_limits(Limits { bytes, entries: None })
}

/// Changes some of the limits.
fn bound(transcript: &mut Transcript, change: impl FnOnce(&mut Limits)) {
    let mut limits = transcript.limits();
    change(&mut limits);
    transcript.set_limits(limits);
}

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
            ..Message::received(encoding, bytes)
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
    let mut transcript = bounded(3 * CHUNK_BYTES);
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
    let mut transcript = bounded(1_000);
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
    assert_eq!((transcript.clear(), transcript.len()), (2, 0));
    let id = text(&mut transcript, "c");
    assert_eq!(id, EntryId(2));
    transcript.undo_clear();
    assert_eq!(texts(&transcript), ["a", "b", "c"]);
    transcript.undo_clear();
    assert_eq!(texts(&transcript), ["a", "b", "c"]);
}

#[test]
fn only_the_latest_clearing_can_be_undone() {
    let mut transcript = Transcript::default();
    text(&mut transcript, "a");
    transcript.clear();
    text(&mut transcript, "b");
    transcript.clear();
    assert_eq!(
        transcript.clear(),
        0,
        "there is nothing, and nothing is lost by that"
    );
    transcript.undo_clear();
    assert_eq!(texts(&transcript), ["b"]);
}

/// A transcript with room for three messages, from which three were cleared, and one such message.
fn three_large_ones_cleared() -> (Transcript, String) {
    let mut transcript = Transcript::with_limits(Limits {
        bytes: 4 * CHUNK_BYTES,
        entries: None,
    });
    let big = "x".repeat(CHUNK_BYTES);
    for _ in 0..3 {
        text(&mut transcript, &big);
    }
    transcript.clear();
    (transcript, big)
}

#[test]
fn what_was_cleared_counts_against_the_bound_and_goes_first() {
    let (mut transcript, big) = three_large_ones_cleared();
    let undoable = |transcript: &Transcript| {
        let Undoable { entries, evicted } = transcript.undoable();
        (entries, evicted)
    };
    assert_eq!(undoable(&transcript), (3, 0));
    text(&mut transcript, &big);
    assert_eq!(undoable(&transcript), (2, 1));
    text(&mut transcript, &big);
    text(&mut transcript, &big);
    assert_eq!((undoable(&transcript), transcript.len()), ((0, 3), 3));
    assert_eq!(
        transcript.evicted(),
        Evicted::default(),
        "of the new transcript nothing is gone"
    );
}

#[test]
fn what_the_bound_took_of_a_clearing_is_counted_when_it_comes_back() {
    let (mut transcript, big) = three_large_ones_cleared();
    text(&mut transcript, &big);
    transcript.undo_clear();
    assert_eq!((transcript.len(), transcript.evicted().messages), (3, 1));
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

/// As many one-byte messages as asked, with a system entry after every tenth.
fn filled(messages: usize) -> Transcript {
    let mut transcript = Transcript::default();
    for number in 1..=messages {
        text(&mut transcript, "x");
        if number % 10 == 0 {
            transcript.push_system(Timestamp::default(), System::Note(Note::Offline));
        }
    }
    transcript
}

/// Every entry pushed is either kept or counted as evicted.
fn assert_exact(transcript: &Transcript) {
    let evicted = transcript.evicted();
    assert_eq!(evicted.entries, transcript.first_id().0);
    assert_eq!(evicted.entries + transcript.len() as u64, transcript.next_id().0);
    let kept = transcript
        .entries()
        .filter(|entry| matches!(entry.body, Body::Message(_)));
    let sent = transcript
        .entries()
        .filter(|entry| matches!(entry.body, Body::Message(message) if message.direction == Direction::Sent));
    assert_eq!(sent.count(), transcript.sent());
    assert_eq!(kept.count(), transcript.messages());
    let ids: Vec<u64> = transcript.entries().map(|entry| entry.id.0).collect();
    assert_eq!(
        ids,
        (transcript.first_id().0..transcript.next_id().0).collect::<Vec<_>>()
    );
}

#[test]
fn a_lower_limit_evicts_at_once_and_no_more_than_a_portion_too_much() {
    let mut transcript = filled(50_000);
    bound(&mut transcript, |limits| limits.entries = Some(1_000));
    assert_exact(&transcript);
    assert!((900..=1_000).contains(&transcript.len()), "{}", transcript.len());

    let mut transcript = filled(50_000);
    bound(&mut transcript, |limits| limits.bytes = 100_000);
    assert_exact(&transcript);
    assert!(
        (90_000..=100_000).contains(&transcript.bytes()),
        "{}",
        transcript.bytes()
    );
}

#[test]
fn a_limit_in_entries_holds_while_entries_arrive() {
    let mut transcript = Transcript::default();
    bound(&mut transcript, |limits| limits.entries = Some(1_000));
    for number in 0..10_000 {
        text(&mut transcript, "x");
        assert!(transcript.len() <= 1_000);
        assert!(transcript.len() >= number.min(900));
    }
    assert_exact(&transcript);
    assert_eq!(
        transcript.evicted().messages + transcript.messages() as u64,
        10_000
    );
}

#[test]
fn a_transcript_filled_under_a_high_limit_shrinks_gently_under_a_lower_one() {
    let mut transcript = filled(900);
    bound(&mut transcript, |limits| limits.entries = Some(1_000));
    assert_eq!(transcript.evicted(), Evicted::default());
    for _ in 0..20 {
        text(&mut transcript, "y");
    }
    assert!(transcript.len() > 900, "{}", transcript.len());
    assert_exact(&transcript);
}

#[test]
fn a_lifted_limit_brings_nothing_back_and_evicts_no_more() {
    let mut transcript = filled(5_000);
    bound(&mut transcript, |limits| limits.entries = Some(100));
    let evicted = transcript.evicted();
    bound(&mut transcript, |limits| limits.entries = None);
    for _ in 0..1_000 {
        text(&mut transcript, "y");
    }
    assert_eq!(transcript.evicted(), evicted);
}

#[test]
fn a_limit_of_nothing_keeps_the_newest_entries_only() {
    let mut transcript = filled(5_000);
    bound(&mut transcript, |limits| limits.bytes = 0);
    bound(&mut transcript, |limits| limits.entries = Some(0));
    assert!((1..=16).contains(&transcript.len()), "{}", transcript.len());
    let newest = text(&mut transcript, "newest");
    assert!(transcript.get(newest).is_some());
    assert_exact(&transcript);
}

#[test]
fn a_message_larger_than_the_bound_outlives_the_close_of_its_connection() {
    for entries in [None, Some(16)] {
        let mut transcript = Transcript::with_limits(Limits {
            bytes: 10_000,
            entries,
        });
        text(&mut transcript, "before");
        let large = larges::binary(&vec![7; 20_000]);
        let id = transcript.push_large(Timestamp::default(), Direction::Received, large);
        let note = |transcript: &mut Transcript| {
            transcript.push_system(Timestamp::default(), System::Note(Note::Offline));
        };
        note(&mut transcript);
        assert_eq!(
            (transcript.first_id(), transcript.len()),
            (id, 2),
            "beside a line"
        );
        for _ in 0..1_000 {
            note(&mut transcript);
        }
        assert_eq!(transcript.get(id), None, "not beside any number of lines");
        assert!(transcript.bytes() <= 10_000 && transcript.evicted().messages == 2);
    }
    let mut transcript = bounded(10_000);
    let large = larges::binary(&vec![7; 20_000]);
    transcript.push_large(Timestamp::default(), Direction::Received, large);
    text(&mut transcript, "after");
    assert_eq!(texts(&transcript), ["after"], "nor beside another message");
}

#[test]
fn a_file_is_kept_as_its_name_size_and_type_and_its_bytes_do_not_count() {
    let file = File {
        name: "book.bin".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        bytes: 500 << 20,
        encoding: Encoding::Binary,
    };
    let mut transcript = Transcript::default();
    transcript.push_message(Timestamp::default(), Direction::Received, Payload::Text("a"));
    let owned = OwnedFile {
        file: file.clone(),
        outside: Rc::new(()),
    };
    let id = transcript.push_sent(Timestamp::default(), OwnedPayload::File(owned));
    transcript.push_message(Timestamp::default(), Direction::Sent, Payload::Text("b"));
    assert!(transcript.bytes() < 1_000, "{}", transcript.bytes());
    assert_eq!((transcript.sent(), transcript.messages()), (2, 3));
    let Some(Body::Message(message)) = transcript.get(id).map(|entry| entry.body) else {
        panic!("it is a message");
    };
    assert_eq!((message.file, message.len()), (Some(&file), 500 << 20));
    assert_eq!(
        (message.direction, message.encoding),
        (Direction::Sent, Encoding::Binary)
    );
    assert!(message.stretch(0..20).is_empty(), "no byte of it is made up");

    // Smaller portions, and its eviction, leave the sum right.
    transcript.set_limits(Limits {
        bytes: 1 << 16,
        entries: Some(16),
    });
    for _ in 0..100 {
        transcript.push_message(Timestamp::default(), Direction::Received, Payload::Text("c"));
    }
    assert_eq!(transcript.get(id), None);
    assert_eq!(transcript.bytes(), transcript.len() * (RECORD_BYTES + 1));
}
