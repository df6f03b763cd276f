//! Typed and sent text, kept with the tab over a reload or a crash: one string per key, as browsers' storage
//! works. Reading never fails: a missing, damaged or too large value costs only itself. Sizes are bytes of
//! UTF-8, as on the page: never less than the UTF-16 units that browsers count, some five million for a site.

mod strip;

pub use strip::{FIRST_DRAWER, STRIP, Shown, Strip};

use crate::format::time_of_day;
use crate::{Span, Timestamp};

/// The prefix of each key in storage, for this format. Values of other formats are neither read nor changed.
pub const FORMAT: &str = "work-1.";
/// The key of the time when something was last kept, in whole seconds since 1970.
pub const AT: &str = "at";
/// The key of the message being written.
pub const DRAFT: &str = "draft";
/// The key of the name that a person gave the connection.
pub const NAME: &str = "name";
/// The key of the fields' texts before a link, a line each.
pub const BEFORE: &str = "before";
/// The longest message kept, draft or sent, and the bound of all sent ones together.
pub const MAX_TEXT: usize = 1_000_000;
/// The longest text of a field.
pub const MAX_FIELD: usize = 64_000;
/// How many sent messages are kept.
pub const MAX_SENT: u32 = 50;

/// How many bytes a browser stores without a hitch.
const LIGHT: usize = 100_000;
/// How many messages may be lost without asking.
const FEW: usize = 100;
/// The key of the number of the next sent message.
const SENT: &str = "sent";
const DAY_MS: i64 = 86_400_000;

/// Everything that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// When it was kept.
    pub at: Option<Timestamp>,
    /// The text of each field that differs from an untouched page.
    pub fields: Vec<Option<String>>,
    /// The fields' texts before a link, a line each.
    pub before: Option<String>,
    /// The message being written, with its line ends.
    pub draft: String,
    /// The sent messages, the oldest first.
    pub sent: Vec<String>,
    /// The place of the next sent message.
    pub ring: Ring,
}

impl Kept {
    /// Reads the values kept under the names of those fields and the other keys; they may be any text.
    pub fn read(fields: &[&str], value: &dyn Fn(&str) -> Option<String>) -> Self {
        let field = |name: &&str| {
            let is_line = |text: &String| text.len() <= MAX_FIELD && !text.contains(['\n', '\r']);
            value(name).filter(is_line)
        };
        let seconds: Option<u32> = value(AT).and_then(|at| at.parse().ok());
        let (ring, sent) = Ring::read(value);
        Self {
            at: seconds.map(|seconds| Timestamp::from_micros(i64::from(seconds) * 1_000_000)),
            fields: fields.iter().map(field).collect(),
            before: value(BEFORE).filter(|text| text.len() <= MAX_FIELD * fields.len()),
            draft: value(DRAFT).filter(|text| fits(text)).unwrap_or_default(),
            sent,
            ring,
        }
    }
}

/// The text to keep for the time; readable until 2106.
pub fn keep_time(at: Timestamp) -> String {
    u32::try_from(at.as_millis() / 1_000)
        .unwrap_or_default()
        .to_string()
}

/// The text to keep for a field: `None` if it is that of an untouched page, or longer than [`MAX_FIELD`].
pub fn keep_field<'a>(text: &'a str, untouched: &str) -> Option<&'a str> {
    (text != untouched && text.len() <= MAX_FIELD).then_some(text)
}

/// The text to keep for the message being written.
pub fn keep_draft(text: &str) -> Option<&str> {
    (!text.is_empty() && fits(text)).then_some(text)
}

fn fits(text: &str) -> bool {
    text.len() <= MAX_TEXT
}

/// The sent messages kept: each under its own key, so that one more does not rewrite the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ring {
    /// The number of the next sent message.
    next: u32,
    /// The sizes of those before it; 0 for a missing one.
    sizes: Vec<usize>,
}

impl Ring {
    fn read(value: &dyn Fn(&str) -> Option<String>) -> (Self, Vec<String>) {
        // The numbers do not overflow: a person sends each message.
        let next: Option<u32> = value(SENT).and_then(|next| next.parse().ok());
        let next = next.filter(|next| *next < u32::MAX / 2).unwrap_or_default();
        let mut ring = Self {
            next,
            sizes: Vec::new(),
        };
        let (mut texts, mut size) = (Vec::new(), 0);
        for number in (next.saturating_sub(MAX_SENT)..next).rev() {
            let text = value(&key(number));
            let bytes = text.as_ref().map_or(0, String::len);
            size += bytes;
            if size > MAX_TEXT {
                break;
            }
            ring.sizes.push(bytes);
            texts.extend(text);
        }
        ring.sizes.reverse();
        texts.reverse();
        (ring, texts)
    }

    /// Removes all of them. `put` gets each changed key with its value, `None` to remove it.
    pub fn forget(&mut self, put: &mut dyn FnMut(&str, Option<&str>)) {
        for number in self.oldest()..self.next {
            put(&key(number), None);
        }
        put(SENT, None);
        *self = Self::default();
    }

    /// Keeps one more, and removes the oldest if they become too many or too large. One that exceeds the
    /// bound alone is not kept.
    pub fn push(&mut self, text: &str, put: &mut dyn FnMut(&str, Option<&str>)) {
        if !fits(text) {
            return;
        }
        let mut size = text.len() + self.sizes.iter().sum::<usize>();
        while size > MAX_TEXT || self.sizes.len() >= MAX_SENT as usize {
            put(&key(self.oldest()), None);
            size -= self.sizes.remove(0);
        }
        put(&key(self.next), Some(text));
        self.next += 1;
        self.sizes.push(text.len());
        put(SENT, Some(&self.next.to_string()));
    }

    #[expect(clippy::cast_possible_truncation, reason = "there are at most MAX_SENT")]
    fn oldest(&self) -> u32 {
        self.next - self.sizes.len() as u32
    }
}

fn key(number: u32) -> String {
    "sent.".to_owned() + &number.to_string()
}

/// The delay from an edit to keeping it: 300 ms, and longer for a large message. Storing 1 MB blocks a
/// browser for some 10 to 20 ms, in which nobody can type.
pub fn delay(bytes: usize) -> Span {
    Span::from_millis(300 * (bytes / LIGHT).max(1) as u64)
}

/// The local time of day when something was kept, and how many days ago: `12:31`, `12:31, 3 days ago`.
pub fn when(at: Timestamp, now: Timestamp, utc_offset_minutes: i32) -> String {
    let day =
        |time: Timestamp| (time.as_millis() + i64::from(utc_offset_minutes) * 60_000).div_euclid(DAY_MS);
    let mut said = time_of_day(at, utc_offset_minutes);
    said.truncate("12:31".len());
    match u32::try_from(day(now) - day(at)).unwrap_or_default() {
        0 => {}
        1 => said.push_str(" yesterday"),
        days => {
            said.push_str(", ");
            said.push_str(&days.to_string());
            said.push_str(" days ago");
        }
    }
    said
}

/// Whether leaving the page now would lose data that a reload does not restore.
pub const fn would_be_lost(connected: bool, kept_messages: usize, queued: usize) -> bool {
    connected || kept_messages > FEW || queued > 0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    type Store = BTreeMap<String, String>;

    const FIELDS: [&str; 2] = ["url", "close-reason"];

    fn read(store: &Store) -> Kept {
        Kept::read(&FIELDS, &|key| store.get(key).cloned())
    }

    fn push(ring: &mut Ring, store: &mut Store, text: &str) {
        ring.push(text, &mut |key, value| {
            match value {
                Some(value) => store.insert(key.to_owned(), value.to_owned()),
                None => store.remove(key),
            };
        });
    }

    fn stored(values: &[(&str, &str)]) -> Store {
        let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        values.iter().map(owned).collect()
    }

    #[test]
    fn what_was_kept_is_read_back() {
        assert_eq!(
            read(&Store::new()),
            Kept {
                fields: vec![None, None],
                ..Kept::default()
            }
        );
        let draft = "a\r\nb\nc\r\u{0}\u{feff}";
        let mut store = stored(&[
            ("at", "1795183333"),
            ("url", " ws://x"),
            ("close-reason", ""),
            ("draft", draft),
            ("before", "ws://mine\n"),
        ]);
        let mut ring = Ring::default();
        for text in ["one", "", "two\r\n"] {
            push(&mut ring, &mut store, text);
        }
        let kept = Kept {
            at: Some(Timestamp::from_micros(1_795_183_333_000_000)),
            fields: vec![Some(" ws://x".to_owned()), Some(String::new())],
            before: Some("ws://mine\n".to_owned()),
            draft: draft.to_owned(),
            sent: ["one", "", "two\r\n"].map(str::to_owned).to_vec(),
            ring,
        };
        assert_eq!(read(&store), kept);
    }

    #[test]
    fn a_broken_value_costs_only_itself() {
        let whole = [
            ("at", "1"),
            ("url", "ws://x"),
            ("close-reason", "bye"),
            ("draft", "d"),
            ("sent", "9"),
            ("sent.7", "one"),
            ("sent.8", "two"),
        ];
        let sent = |kept: &Kept| kept.sent.join("+");
        let (long, large) = ("x".repeat(MAX_FIELD + 1), "x".repeat(MAX_TEXT + 1));
        let broken = [
            ("at", "yesterday", "- ws://x bye d one+two"),
            ("at", "4294967296", "- ws://x bye d one+two"),
            ("url", "a\nb", "1 - bye d one+two"),
            ("url", &long, "1 - bye d one+two"),
            ("draft", &large, "1 ws://x bye  one+two"),
            ("sent", "7", "1 ws://x bye d "),
            ("sent", "-1", "1 ws://x bye d "),
            ("sent", "4294967296", "1 ws://x bye d "),
            ("sent", "4294967295", "1 ws://x bye d "),
            ("sent", "2147483000", "1 ws://x bye d "),
            ("sent", "20", "1 ws://x bye d one+two"),
            ("sent", "58", "1 ws://x bye d two"),
            ("sent.7", &large, "1 ws://x bye d two"),
            ("sent.8", &large, "1 ws://x bye d "),
        ];
        for (key, value, expect) in broken {
            let mut store = stored(&whole);
            store.insert(key.to_owned(), value.to_owned());
            let kept = read(&store);
            let field = |at: usize| kept.fields[at].as_deref().unwrap_or("-");
            let at = kept.at.map_or("-".to_owned(), keep_time);
            let said = format!("{at} {} {} {} {}", field(0), field(1), kept.draft, sent(&kept));
            assert_eq!(said, expect, "{key}: {}", &value[..value.len().min(20)]);
        }
    }

    #[test]
    fn what_an_untouched_page_has_is_not_kept_and_what_is_too_large_neither() {
        assert_eq!(keep_field("20", "20"), None);
        assert_eq!(keep_field("", "20"), Some(""));
        assert_eq!(keep_field("ws://x", ""), Some("ws://x"));
        let most = "x".repeat(MAX_FIELD);
        assert_eq!(keep_field(&most, ""), Some(most.as_str()));
        assert_eq!(keep_field(&(most + "x"), ""), None);
        let most = "é".repeat(MAX_TEXT / 2);
        assert_eq!(keep_draft(""), None);
        assert_eq!(keep_draft(&most), Some(most.as_str()));
        assert_eq!(keep_draft(&(most + "x")), None);
    }

    #[test]
    fn a_large_message_is_kept_less_often() {
        let check = |bytes, millis| assert_eq!(delay(bytes).as_millis(), millis);
        check(0, 300);
        check(199_999, 300);
        check(500_000, 1_500);
        check(MAX_TEXT, 3_000);
    }

    #[test]
    fn one_more_sent_message_writes_no_other_anew() {
        let (mut ring, mut written) = (Ring::default(), 0);
        for _ in 0..60 {
            ring.push("x", &mut |_, value| {
                written += value.map_or(0, str::len);
            });
        }
        assert!(written < 60 * 10, "{written} bytes");
    }

    #[test]
    fn a_large_message_drives_the_others_out_and_one_too_large_does_not() {
        let mut store = Store::new();
        let mut ring = Ring::default();
        push(&mut ring, &mut store, &"x".repeat(MAX_TEXT));
        push(&mut ring, &mut store, &"x".repeat(MAX_TEXT + 1));
        assert_eq!(
            ring.sizes,
            [MAX_TEXT],
            "what is too large leaves the others where they are"
        );
        push(&mut ring, &mut store, "y");
        assert_eq!(ring.sizes, [1]);
    }

    #[test]
    fn the_time_is_the_reader_s_own_and_says_how_long_ago_it_was() {
        let day = |days: i64| Timestamp::from_micros(1_795_183_333_817_250 + days * DAY_MS * 1_000);
        let check = |now, offset, expect: &str| assert_eq!(when(day(0), now, offset), expect);
        check(day(0), 0, "14:02");
        check(day(0), -150, "11:32");
        check(day(1), 0, "14:02 yesterday");
        check(day(9), 0, "14:02, 9 days ago");
        check(day(-1), 0, "14:02");
        // Only an hour later, but another day.
        let later = Timestamp::from_micros(day(0).as_micros() + 3_600_000_000);
        check(later, 9 * 60, "23:02 yesterday");
    }

    #[test]
    fn a_connection_would_be_lost_and_so_would_many_messages_or_one_in_the_outbox() {
        assert!(!would_be_lost(false, 0, 0));
        assert!(!would_be_lost(false, 100, 0));
        assert!(would_be_lost(false, 101, 0));
        assert!(would_be_lost(true, 0, 0));
        assert!(would_be_lost(false, 0, 1));
    }

    proptest! {
        #[test]
        fn any_text_at_all_gives_a_usable_state(
            values in prop::collection::btree_map(
                "at|url|close-reason|draft|sent|sent\\.[0-9]{1,2}", "\\PC*|\\pC*|-?[0-9]{1,20}", 0..12,
            ),
            more in "\\PC*",
        ) {
            let mut store = values;
            let kept = read(&store);
            prop_assert_eq!(kept.fields.len(), FIELDS.len());
            prop_assert!(kept.fields.iter().flatten().all(|text| text.len() <= MAX_FIELD));
            prop_assert!(kept.sent.len() <= MAX_SENT as usize);
            if let Some(at) = kept.at {
                when(at, Timestamp::default(), 60);
            }
            let mut ring = kept.ring.clone();
            push(&mut ring, &mut store, &more);
            let again = read(&store);
            let mut expect = kept.sent;
            expect.push(more);
            let from = expect.len() - again.sent.len();
            prop_assert_eq!(&again.sent[..], &expect[from..]);
        }

        #[test]
        fn the_last_sent_messages_are_kept_within_their_bounds(
            sizes in prop::collection::vec(prop_oneof![0_usize..20, 0_usize..=MAX_TEXT], 0..120),
        ) {
            let (mut ring, mut store) = (Ring::default(), Store::new());
            let texts: Vec<String> = sizes.iter().enumerate().map(|(at, size)| ["a", "b", "c"][at % 3].repeat(*size)).collect();
            for text in &texts {
                push(&mut ring, &mut store, text);
            }
            let kept = read(&store);
            let fitting = |count: usize| count <= MAX_SENT as usize && texts[texts.len() - count..].iter().map(String::len).sum::<usize>() <= MAX_TEXT;
            let most = (0..=texts.len()).rev().find(|count| fitting(*count)).unwrap_or_default();
            prop_assert_eq!(&kept.sent[..], &texts[texts.len() - most..]);
            prop_assert_eq!(store.len(), most + usize::from(!texts.is_empty()), "nothing else stays behind");
        }
    }
}
