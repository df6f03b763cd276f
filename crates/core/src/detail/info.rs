//! Facts about a message besides its content, including those a page cannot know.

use super::{Reading, Subject};
use crate::entry::{Body, Entry, EntryId, Message, System};
use crate::format;
use crate::payload::{Encoding, Large};
use crate::time::Timestamp;
use crate::transcript::Transcript;

/// The surroundings of a message in the transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The time of the entry before it, if kept.
    pub before: Option<Timestamp>,
    /// When its connection opened, and the number of that connection, if that entry is kept.
    pub opened: Option<(Timestamp, u32)>,
}

impl Place {
    /// Looks backwards for the line that says when the connection opened.
    pub fn of(transcript: &Transcript, id: EntryId) -> Self {
        let before =
            id.0.checked_sub(1)
                .and_then(|before| transcript.get(EntryId(before)));
        Self {
            before: before.map(|entry| entry.at),
            opened: opened_before(transcript, id),
        }
    }
    /// The times since the row above and since the connection opened, if known: for the foot of the pane.
    pub fn times(self, at: Timestamp) -> impl Iterator<Item = (&'static str, String)> {
        let delta = since(self.before, at).map(|delta| ("Delta", delta));
        let open = since(self.opened.map(|(at, _)| at), at).map(|open| ("Since open", open));
        delta.into_iter().chain(open)
    }
}

fn opened_before(transcript: &Transcript, id: EntryId) -> Option<(Timestamp, u32)> {
    let mut end = id;
    while let Some(chunk) = end
        .0
        .checked_sub(1)
        .and_then(|last| transcript.chunk_of(EntryId(last)))
    {
        let count = chunk.index(EntryId(end.0 - 1))? + 1;
        let systems = (0..count).rev().filter(|&index| chunk.kind(index).is_none());
        for index in systems {
            let entry = transcript.get(EntryId(chunk.first().0 + index as u64))?;
            if let Body::System(System::Open(opened)) = entry.body {
                return Some((entry.at, opened.session));
            }
        }
        end = chunk.first();
    }
    None
}

/// The facts, as terms and descriptions. `reading` is the result of reading it as JSON.
pub fn facts(
    entry: &Entry<'_>,
    place: Place,
    reading: &Reading,
    utc_offset_minutes: i32,
) -> Vec<(&'static str, String)> {
    let (Body::Message(message), Subject::Message(head)) = (entry.body, Subject::of(Some(*entry))) else {
        return Vec::new();
    };
    let unknown = || "unknown: the line that says when it opened is not kept any more".to_owned();
    vec![
        ("Direction", head.title().to_owned()),
        ("Kind", head.kind().to_owned()),
        ("Size", exact_size(head.size)),
        ("Characters", characters(&message)),
        ("JSON", json(reading)),
        ("Time", local_time(entry.at, utc_offset_minutes)),
        ("Time in UTC", format::date_time_utc(entry.at)),
        (
            "Since the row above",
            since(place.before, entry.at).unwrap_or_else(|| "it is the first".to_owned()),
        ),
        (
            "Since open",
            since(place.opened.map(|(at, _)| at), entry.at).unwrap_or_else(unknown),
        ),
        (
            "Session",
            place
                .opened
                .map_or_else(unknown, |(_, session)| session.to_string()),
        ),
    ]
}

/// Time from one to the other, in seconds: `+2.771 s`.
fn since(earlier: Option<Timestamp>, at: Timestamp) -> Option<String> {
    earlier.map(|earlier| format::delta(at - earlier))
}

fn exact_size(bytes: u64) -> String {
    match bytes {
        0 => "0 bytes: it is empty".to_owned(),
        1 => "1 byte".to_owned(),
        2..1_000 => format!("{bytes} bytes"),
        _ => format!("{} bytes ({})", format::count(bytes), format::size(bytes)),
    }
}

fn characters(message: &Message<'_>) -> String {
    match message.encoding {
        Encoding::Binary => "none: it is binary".to_owned(),
        Encoding::Text => format::count(message.large.map_or_else(
            // In UTF-8, each character has one byte that is not a continuation byte.
            || message.bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count(),
            Large::characters,
        ) as u64),
    }
}

fn json(reading: &Reading) -> String {
    match reading {
        Reading::Json(_) => "yes".to_owned(),
        Reading::Large => "not looked at: it is over 1 MB".to_owned(),
        Reading::TooLarge => "not looked at: it is over 32 MB".to_owned(),
        Reading::NotText(_) | Reading::NotJson(_) => "no".to_owned(),
    }
}

fn local_time(at: Timestamp, utc_offset_minutes: i32) -> String {
    let sign = if utc_offset_minutes < 0 { '-' } else { '+' };
    let minutes = utc_offset_minutes.unsigned_abs();
    format!(
        "{} (UTC{sign}{:02}:{:02})",
        format::time_of_day(at, utc_offset_minutes),
        minutes / 60,
        minutes % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{Direction, Opened};
    use crate::payload::Payload;
    use crate::time::Span;
    use crate::transcript::Limits;

    fn at(millis: u64) -> Timestamp {
        Timestamp::from_micros(1_795_183_333_000_000) + Span::from_millis(millis)
    }

    fn open(transcript: &mut Transcript, session: u32, millis: u64) {
        let opened = Opened {
            session,
            url: "ws://localhost/".to_owned(),
            protocol: String::new(),
            extensions: String::new(),
            took: Span::from_millis(1),
        };
        transcript.push_system(at(millis), System::Open(opened));
    }

    fn receive(transcript: &mut Transcript, millis: u64, text: &str) -> EntryId {
        transcript.push_message(at(millis), Direction::Received, Payload::Text(text))
    }

    fn fact(transcript: &Transcript, id: EntryId, term: &str) -> String {
        let entry = transcript.get(id).expect("it is kept");
        let Body::Message(message) = entry.body else {
            panic!("it is a message")
        };
        let facts = facts(&entry, Place::of(transcript, id), &Reading::of(&message), 60);
        let (_, fact) = facts.into_iter().find(|(name, _)| *name == term).expect(term);
        fact
    }

    #[test]
    fn a_message_is_placed_in_its_own_session() {
        let mut transcript = Transcript::default();
        open(&mut transcript, 1, 0);
        let first = receive(&mut transcript, 500, "one");
        transcript.push_system(at(600), System::Error);
        open(&mut transcript, 2, 1_000);
        // More than a chunk holds, so that the opening line is not among its neighbours.
        for millis in 0..40_000 {
            receive(&mut transcript, 1_000 + millis, "flood");
        }
        let last = receive(&mut transcript, 50_817, "{\"é\":1}");
        let check = |id, term, expect: &str| assert_eq!(fact(&transcript, id, term), expect, "{term}");
        check(first, "Session", "1");
        check(first, "Since open", "+0.500 s");
        check(last, "Session", "2");
        check(last, "Since open", "+49.817 s");
        check(last, "Since the row above", "+9.818 s");
        check(last, "Size", "8 bytes");
        check(last, "Characters", "7");
        check(last, "JSON", "yes");
        check(first, "JSON", "no");
        check(first, "Time", "15:02:13.500 (UTC+01:00)");
        check(first, "Time in UTC", "2026-11-20 14:02:13.500 UTC");
    }

    #[test]
    fn what_was_evicted_is_said_to_be_unknown() {
        let mut transcript = Transcript::with_limits(Limits {
            bytes: 1 << 20,
            entries: Some(64),
        });
        open(&mut transcript, 1, 0);
        let ids: Vec<EntryId> = (0..200)
            .map(|millis| receive(&mut transcript, millis, "x"))
            .collect();
        let oldest = transcript.first_id();
        assert!(ids.contains(&oldest), "the opening line is evicted");
        assert!(fact(&transcript, oldest, "Session").starts_with("unknown"));
        assert_eq!(
            fact(&transcript, oldest, "Since the row above"),
            "it is the first"
        );
    }
}
