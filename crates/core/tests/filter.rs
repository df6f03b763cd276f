//! The filter against an oracle that looks at one message after the other, under any order of arrivals, evictions and
//! slices of work.

mod elsewhere;

use std::rc::Rc;

use proptest::prelude::*;
use tabcat_core::case::StdCase;
use tabcat_core::entry::{Body, Direction, Entry, EntryId, Message, Note, System};
use tabcat_core::filter::{Encodings, Filter, Matches, Query, Shown};
use tabcat_core::job::Progress;
use tabcat_core::payload::{Encoding, Large, OwnedPayload};
use tabcat_core::transcript::Limits;
use tabcat_core::{Timestamp, Transcript};

/// A question to one message, told whether capitals matter.
type Asks = fn(&Message<'_>, bool) -> bool;

/// What is typed, with the same question put in the plainest way.
const TYPED: [(&str, Asks); 12] = [
    ("a", |message, case| has(message, "a", case)),
    ("Ab", |message, case| has(message, "Ab", case)),
    ("bA", |message, case| has(message, "bA", case)),
    ("É", |message, case| has(message, "É", case)),
    ("aé", |message, case| has(message, "aé", case)),
    ("éA", |message, case| has(message, "éA", case)),
    ("/a/v", |message, _| has(message, "a", true)),
    ("/a/x1", |message, case| has(message, "/a/x1", case)),
    ("/ab+/", |message, _| has(message, "ab", true)),
    ("/AB/i", |message, _| has(message, "ab", false)),
    ("/^[ab]|^$/", |message, _| {
        matches!(message.bytes.first(), None | Some(b'a' | b'b'))
    }),
    ("/a\u{fffd}/", |message, _| {
        String::from_utf8_lossy(message.bytes).contains("a\u{fffd}")
    }),
];

const HEARTBEATS: [&str; 3] = ["ping", r#"{"type":"pong"}"#, ""];
const FIELDS: [&str; 2] = [r#"{"t":"x","n":1}"#, r#"{"n":"x","t":"a"}"#];

fn has(message: &Message<'_>, needle: &str, match_case: bool) -> bool {
    // Among the characters of these tests only letters have case, and their lower case has as many bytes.
    let lower = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_lowercase().into_bytes(),
        Err(_) => bytes.to_ascii_lowercase(),
    };
    let (bytes, needle) = if match_case {
        (message.bytes.to_vec(), needle.as_bytes().to_vec())
    } else {
        (lower(message.bytes), lower(needle.as_bytes()))
    };
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[derive(Clone, Debug)]
struct Asked {
    query: Query,
    typed: Option<usize>,
    sizes: (usize, usize),
}

impl Asked {
    fn keeps(&self, entry: &Entry<'_>) -> bool {
        let Body::Message(message) = entry.body else {
            return self.query.shown.system;
        };
        let direction = match message.direction {
            Direction::Sent => self.query.shown.sent,
            Direction::Received => self.query.shown.received,
        };
        let encoding = match message.encoding {
            Encoding::Text => self.query.encodings.text,
            Encoding::Binary => self.query.encodings.binary,
        };
        let size = self.sizes.0 <= message.bytes.len() && message.bytes.len() <= self.sizes.1;
        let text = message.text_prefix(usize::MAX);
        let field = self.query.field.is_empty() || text == FIELDS[0];
        let found = self
            .typed
            .is_none_or(|typed| TYPED[typed].1(&message, self.query.match_case));
        let asks = self.typed.is_some() || !self.query.field.is_empty();
        let content = (found && field) != (asks && self.query.invert);
        let alive =
            HEARTBEATS.contains(&text) && (message.encoding == Encoding::Text || message.bytes.is_empty());
        direction && encoding && size && content && !(self.query.hide_heartbeats && alive)
    }

    fn filter(&self) -> Filter {
        self.query
            .compile(&StdCase)
            .expect("the queries of these tests are valid")
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let mostly = || prop::bool::weighted(0.8);
    let rarely = || prop::bool::weighted(0.3);
    let typed = prop::option::weighted(0.8, 0..TYPED.len());
    let sizes = prop_oneof![3 => Just((0, usize::MAX)), 1 => (0_usize..4, 4_usize..12)];
    (
        typed,
        sizes,
        (rarely(), rarely(), rarely(), rarely()),
        (mostly(), mostly(), mostly(), mostly(), mostly()),
    )
        .prop_map(
            |(typed, sizes, (match_case, invert, hide_heartbeats, by_field), shown)| {
                let query = Query {
                    text: typed.map_or("", |typed| TYPED[typed].0).to_owned(),
                    match_case,
                    invert,
                    shown: Shown {
                        sent: shown.0,
                        received: shown.1,
                        system: shown.2,
                    },
                    encodings: Encodings {
                        text: shown.3,
                        binary: shown.4,
                    },
                    min_size: sizes.0.to_string(),
                    max_size: match sizes.1 {
                        usize::MAX => String::new(),
                        most => most.to_string(),
                    },
                    field: if by_field {
                        "$.t=x".to_owned()
                    } else {
                        String::new()
                    },
                    hide_heartbeats,
                };
                Asked { query, typed, sizes }
            },
        )
}

/// What happens to the transcript and to those who look at it.
#[derive(Clone, Debug)]
enum Event {
    Message(bool, OwnedPayload),
    /// A message whose payload is elsewhere.
    Large(bool, OwnedPayload),
    System,
    Scan(usize),
    Limit(Option<usize>),
    Clear,
    Restore,
}

fn payload() -> impl Strategy<Value = OwnedPayload> {
    prop_oneof![
        6 => "[abABéÉ/x]{0,7}".prop_map(OwnedPayload::Text),
        1 => prop::sample::select(&HEARTBEATS[..]).prop_map(|text| OwnedPayload::Text(text.to_owned())),
        1 => prop::sample::select(&FIELDS[..]).prop_map(|text| OwnedPayload::Text(text.to_owned())),
        2 => prop::collection::vec(prop::sample::select(&b"abAB\xff\x80"[..]), 0..6).prop_map(OwnedPayload::Binary),
        1 => "[abABéÉ]{0,3}".prop_map(|text| OwnedPayload::Binary(text.into_bytes())),
    ]
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        40 => (any::<bool>(), payload()).prop_map(|(sent, payload)| Event::Message(sent, payload)),
        10 => (any::<bool>(), payload()).prop_map(|(sent, payload)| Event::Large(sent, payload)),
        4 => Just(Event::System),
        6 => (0_usize..400).prop_map(Event::Scan),
        1 => prop::option::of(0_usize..80).prop_map(Event::Limit),
        1 => Just(Event::Clear),
        1 => Just(Event::Restore),
    ];
    prop::collection::vec(event, 0..250)
}

fn direction(sent: bool) -> Direction {
    if sent {
        Direction::Sent
    } else {
        Direction::Received
    }
}

fn large(payload: &OwnedPayload) -> Large {
    let payload = payload.inside().expect("no large payload is here");
    elsewhere::large(payload.encoding(), payload.bytes(), &Rc::default())
}

/// Lets the events happen, with a scan wherever they say so.
fn play(events: &[Event], mut scan: impl FnMut(&Transcript, usize)) -> Transcript {
    let mut transcript = Transcript::default();
    let at = Timestamp::default();
    for event in events {
        match event {
            Event::Message(sent, payload) => {
                transcript.push_message(
                    at,
                    direction(*sent),
                    payload.inside().expect("no large payload is here"),
                );
            }
            Event::Large(sent, payload) => {
                transcript.push_large(at, direction(*sent), large(payload));
            }
            Event::System => {
                transcript.push_system(at, System::Note(Note::Offline));
            }
            Event::Scan(budget) => scan(&transcript, *budget),
            Event::Limit(entries) => {
                let entries = *entries;
                transcript.set_limits(Limits {
                    entries,
                    ..transcript.limits()
                });
            }
            Event::Clear => drop(transcript.clear()),
            Event::Restore => transcript.undo_clear(),
        }
    }
    transcript
}

fn expected(transcript: &Transcript, asked: &Asked) -> Vec<EntryId> {
    let kept = transcript.entries().filter(|entry| asked.keeps(entry));
    kept.map(|entry| entry.id).collect()
}

fn is_message(transcript: &Transcript, id: EntryId) -> bool {
    let entry = transcript.get(id).expect("what is expected is kept");
    matches!(entry.body, Body::Message(_))
}

proptest! {
    #[test]
    fn the_matches_are_those_of_the_oracle_however_the_work_is_sliced(
        asked in asked(), events in events(), last in 1_usize..2_000,
    ) {
        let mut matches = Matches::new(asked.filter());
        let transcript = play(&events, |transcript, budget| {
            matches.extend(transcript, budget);
        });
        while matches.extend(&transcript, last) == Progress::More {}

        let expect = expected(&transcript, &asked);
        let ids: Vec<EntryId> = matches.window(0, usize::MAX).collect();
        prop_assert_eq!(&ids, &expect);
        prop_assert_eq!(matches.len(), expect.len());
        prop_assert_eq!(matches.scanned(), transcript.len());
        let messages = expect.iter().filter(|&&id| is_message(&transcript, id)).count();
        prop_assert_eq!(matches.messages(), messages);
        for entry in transcript.entries() {
            let position = expect.binary_search(&entry.id);
            prop_assert_eq!(matches.position(entry.id), position.ok());
            prop_assert_eq!(matches.before(entry.id), position.unwrap_or_else(|before| before));
            prop_assert_eq!(matches.filter().keeps(&entry), position.is_ok());
        }
    }

    #[test]
    fn any_text_in_the_filter_is_a_filter_or_a_sentence(text in "\\PC{0,20}", regex in r"/[a-c(){}\[\]*+?|^$\\.,0-9:=!<>p-]{0,12}/") {
        for text in [text, regex] {
            let query = Query { text, ..Query::default() };
            if let Err(error) = query.compile(&StdCase) {
                let sentence = error.to_string();
                prop_assert!(sentence.starts_with("Filter is not valid: ") && sentence.ends_with('.'), "{}", sentence);
            }
        }
    }
}

/// A transcript of these texts, all received.
fn texts(texts: &[&str]) -> Transcript {
    let mut transcript = Transcript::default();
    for text in texts {
        let payload = OwnedPayload::Text((*text).to_owned());
        transcript.push_message(
            Timestamp::default(),
            Direction::Received,
            payload.inside().expect("no large payload is here"),
        );
    }
    transcript
}

fn text(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        ..Query::default()
    }
}

#[test]
fn a_text_that_straddles_two_messages_is_in_neither() {
    let check = |query: &str, messages: &[&str], expect: &[u64]| {
        let mut matches = Matches::new(text(query).compile(&StdCase).unwrap());
        assert_eq!(matches.extend(&texts(messages), usize::MAX), Progress::Done(()));
        let ids: Vec<u64> = matches.window(0, usize::MAX).map(|id| id.0).collect();
        assert_eq!(ids, expect, "{query} in {messages:?}");
    };
    check("ab", &["xa", "bx"], &[]);
    check("aba", &["xab", "aba"], &[1]);
    check("aa", &["a", "aa", "", "aaa", "a"], &[1, 3]);
    check("éa", &["é", "aÉA"], &[1]);
    check("/ab/", &["xa", "bx", "ab"], &[2]);
}

#[test]
fn a_budget_bounds_the_work_of_a_slice_and_one_entry_always_gets_done() {
    let long = "x".repeat(1_000);
    let transcript = texts(&["", "a", &long, "b"]);
    let mut matches = Matches::new(text("x").compile(&StdCase).unwrap());
    // 16 bytes for each record besides the payload.
    assert_eq!(matches.extend(&transcript, 0), Progress::More);
    assert_eq!(matches.scanned(), 0);
    assert_eq!(matches.extend(&transcript, 33), Progress::More);
    assert_eq!(matches.scanned(), 2);
    assert_eq!(matches.extend(&transcript, 1), Progress::More);
    assert_eq!((matches.scanned(), matches.len()), (3, 1));
    assert_eq!(matches.extend(&transcript, 1), Progress::Done(()));
    assert_eq!(matches.scanned(), 4);
}

#[test]
fn a_large_message_is_searched_in_slices_wherever_the_match_is() {
    const SLICE: usize = 64 << 10;
    let megabytes = |places: &[usize], what: &str| {
        let mut bytes = vec![b'.'; 2 << 20];
        for &place in places {
            bytes[place..place + what.len()].copy_from_slice(what.as_bytes());
        }
        OwnedPayload::Text(String::from_utf8(bytes).unwrap())
    };
    let check = |query: &Query, payload: &OwnedPayload, expect: bool| {
        let mut transcript = texts(&["before"]);
        transcript.push_large(Timestamp::default(), Direction::Received, large(payload));
        let mut matches = Matches::new(query.compile(&StdCase).unwrap());
        let mut slices = 0;
        while matches.extend(&transcript, SLICE) == Progress::More {
            slices += 1;
            assert!(slices < 100, "{query:?} does not end");
        }
        assert_eq!(matches.position(EntryId(1)).is_some(), expect, "{query:?}");
        slices
    };
    // Wherever windows meet, one of these places lies across the border.
    for place in (SLICE - 60..SLICE + 20).step_by(3) {
        check(
            &text("a needle of some length"),
            &megabytes(&[place], "A needle of some LENGTH"),
            true,
        );
        check(&text("/n[aeiou]{2}dle/"), &megabytes(&[place], "needle"), true);
    }
    let last = (2 << 20) - 6;
    assert!(check(&text("needle"), &megabytes(&[last], "needle"), true) > 30);
    check(&text("/needle$/"), &megabytes(&[last], "needle"), true);
    check(&text("/needle.$/"), &megabytes(&[last - 2], "needle"), false);
    check(&text("/^needle/"), &megabytes(&[SLICE], "needle"), false);
    check(&text("/needle.*/"), &megabytes(&[SLICE / 2], "needle"), true);
    let long = format!("first{}last", ".".repeat(200_000));
    check(&text("/first.*last/"), &OwnedPayload::Text(long), true);
    check(&text("needle"), &megabytes(&[], ""), false);

    let field = |field: &str| Query {
        field: field.to_owned(),
        ..Query::default()
    };
    check(
        &field("$.type=tick"),
        &megabytes(&[0], r#"{"type":"tick","rest":""#),
        true,
    );
    check(
        &field("$.type=tock"),
        &megabytes(&[0], r#"{"type":"tick","rest":""#),
        false,
    );
    // Only the first mebibyte is read for a field.
    let far = format!(r#"{{"rest":"{}","type":"tick"}}"#, ".".repeat(2 << 20));
    check(&field("$.type=tick"), &OwnedPayload::Text(far), false);
    let cut = format!(
        r#"{{"rest":"{}","n":{}}}"#,
        ".".repeat((1 << 20) - 30),
        "1".repeat(100)
    );
    let seen = "1".repeat((1 << 20) - cut.find("111").unwrap());
    check(&field(&format!("n={seen}")), &OwnedPayload::Text(cut), false);
    check(
        &Query {
            min_size: "2 MB".to_owned(),
            ..Query::default()
        },
        &megabytes(&[], ""),
        true,
    );
}

/// A regex that takes a backtracking engine longer than the universe has lasted. A test that hangs is a test that fails.
#[test]
fn a_runaway_regex_takes_its_time_once() {
    let victim = "a".repeat(100 << 10);
    let transcript = texts(&[&victim, &format!("{victim}b")]);
    for (regex, expect) in [(r"/^(a*)*b$/", 1), (r"/^(a|aa)+$/", 1), (r"/(a?){9}a{9}c/", 0)] {
        let mut matches = Matches::new(text(regex).compile(&StdCase).unwrap());
        while matches.extend(&transcript, 1) == Progress::More {}
        assert_eq!(matches.len(), expect, "{regex}");
    }
}

#[test]
fn an_empty_transcript_has_nothing_to_find() {
    let transcript = Transcript::default();
    let filter = text("a").compile(&StdCase).unwrap();
    let mut matches = Matches::new(filter);
    assert_eq!(matches.extend(&transcript, 100), Progress::Done(()));
    assert!(matches.is_empty());
}
