//! The tab of a connection: a letter, a name, a shape for its state, and the number of unread messages.

use crate::ending::Closed;
use crate::format::{count, visible};
use crate::session::{Phase, Session};
use crate::target::url_pieces;
use crate::workbench::Connection;

/// The longest name that is kept, in characters.
pub const MAX_NAME: usize = 200;
/// How many hues there are.
pub const HUES: u8 = 6;

const LETTERS: u8 = 26;

/// The words of a connection whose next attempt will start by itself.
pub const RECONNECTING: &str = "reconnecting";

/// How many bytes may wait in a socket without a warning.
const HOLDING: u64 = 1 << 20;

/// A to Z, in the order in which connections were opened; a connection keeps its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Letter(u8);

impl Letter {
    /// The letter of the tab at a place, counted from 0, if all are opened at once.
    #[expect(clippy::cast_possible_truncation, reason = "there are fewer letters than 256")]
    pub const fn at(place: usize) -> Self {
        Self((place % LETTERS as usize) as u8)
    }

    /// The next free letter after the last one given, round again after Z. There are more letters than
    /// connections allowed.
    pub fn next(last: Option<Self>, taken: &[Self]) -> Self {
        let first = last.map_or(0, |last| last.0 + 1);
        (first..first + LETTERS)
            .map(|at| Self(at % LETTERS))
            .find(|letter| !taken.contains(letter))
            .unwrap_or(Self(first % LETTERS))
    }

    /// `'A'` to `'Z'`.
    pub const fn char(self) -> char {
        (b'A' + self.0) as char
    }

    /// The number of its hue, from 1 to [`HUES`].
    pub const fn hue(self) -> u8 {
        self.0 % HUES + 1
    }
}

/// The sources of a connection's name.
#[derive(Clone, Copy, Debug)]
pub struct Called<'a> {
    /// The name that a person gave; blank if none.
    pub given: &'a str,
    /// The text of the URL field, without its secrets.
    pub url: &'a str,
}

/// The names of connections side by side: the given name, else the host, with the path if others have that
/// host too, else "New connection".
pub fn names(all: &[Called<'_>]) -> Vec<String> {
    let host = |called: &Called<'_>| {
        let pieces = url_pieces(called.url.trim());
        let start = pieces.authority.rfind('@').map_or(0, |at| at + 1);
        pieces.authority[start..].to_owned()
    };
    let hosts: Vec<String> = all.iter().map(host).collect();
    let name = |(called, host): (&Called<'_>, &String)| {
        let given = called.given.trim();
        if !given.is_empty() {
            return visible(given);
        }
        if host.is_empty() {
            return "New connection".to_owned();
        }
        let path = path(called.url);
        let is_shared = hosts.iter().filter(|other| *other == host).count() > 1;
        if is_shared && path != "/" {
            visible(&[host, path].concat())
        } else {
            visible(host)
        }
    };
    all.iter().zip(&hosts).map(name).collect()
}

/// The path, from the first slash to the query.
fn path(url: &str) -> &str {
    let after = url.split_once("://").map_or("", |(_, after)| after);
    let from = after.find('/').map_or("/", |at| &after[at..]);
    &from[..from.find(['?', '#']).unwrap_or(from.len())]
}

/// A typed name, normalised: one line of at most [`MAX_NAME`] characters. An empty one removes the given
/// name.
pub fn given(typed: &str) -> String {
    let line: String = typed
        .trim()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(MAX_NAME)
        .collect();
    line.trim_end().to_owned()
}

/// The shape of a state, readable without colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Disconnected.
    #[default]
    Ring,
    /// Connecting or closing.
    Arc,
    /// Connected.
    Disc,
    /// Ended unexpectedly.
    Square,
}

/// The state of a connection, in a shape and a few words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The shape.
    pub shape: Shape,
    /// `connected`, `closed 1006 Abnormal Closure`.
    pub words: String,
    /// `closed 1006`, if it ended unexpectedly.
    pub label: Option<String>,
}

impl Standing {
    /// The state of a session.
    pub fn of(session: &Session) -> Self {
        let plain = |shape, words: &str| Self {
            shape,
            words: words.to_owned(),
            label: None,
        };
        match (session.phase(), session.last_close()) {
            (Phase::Connecting(_), _) => plain(Shape::Arc, "connecting"),
            (Phase::Open(_), _) => plain(Shape::Disc, "connected"),
            (Phase::Closing { .. }, _) => plain(Shape::Arc, "closing"),
            (Phase::Waiting(_), _) => plain(Shape::Arc, RECONNECTING),
            (Phase::Idle, Some(closed)) if closed.is_unexpected() => Self {
                shape: Shape::Square,
                words: closed.label(),
                label: Some(short(closed)),
            },
            (Phase::Idle, _) => plain(Shape::Ring, "disconnected"),
        }
    }
}

/// The end in two words.
fn short(closed: &Closed) -> String {
    match closed.code() {
        Some(code) => format!("closed {}", code.as_u16()),
        None => "closed".to_owned(),
    }
}

/// The counters of a connection when its tab was last shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    received: u64,
    evicted: u64,
    closed: Option<Closed>,
}

impl Seen {
    /// The counters at present.
    pub fn now(connection: &Connection) -> Self {
        Self {
            received: connection.received(),
            evicted: connection.transcript().evicted().entries,
            closed: connection.session().last_close().cloned(),
        }
    }
}

/// The content of a connection's tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Badge {
    /// Its state.
    pub standing: Standing,
    /// How many messages it has received since it was shown.
    pub unread: u64,
    /// Whether entries were evicted since then.
    pub has_evicted: bool,
    /// Whether many sent bytes wait in the socket.
    pub is_holding: bool,
    /// Whether it ended unexpectedly since then.
    pub has_ended: bool,
    /// How many messages are kept.
    pub kept: usize,
}

impl Badge {
    /// The tab of a connection with `buffered` bytes waiting in the socket.
    pub fn of(connection: &Connection, seen: &Seen, buffered: u64) -> Self {
        let now = Seen::now(connection);
        let standing = Standing::of(connection.session());
        Self {
            has_ended: standing.shape == Shape::Square && now.closed != seen.closed,
            standing,
            unread: now.received.saturating_sub(seen.received),
            has_evicted: now.evicted > seen.evicted,
            is_holding: buffered > HOLDING,
            kept: connection.transcript().messages(),
        }
    }

    /// A warning about the number of unread messages, if any.
    pub fn warning(&self) -> Option<&'static str> {
        if self.is_holding {
            Some("More than 1 MB of what was sent waits in the browser")
        } else if self.has_evicted {
            Some("Older lines were evicted: all connections share what is kept")
        } else {
            None
        }
    }
}

/// A short count: `999`, `1.2k`, `12k`, `1.2M`. Rounded down.
pub fn unread(messages: u64) -> String {
    let (unit, suffix) = match messages {
        0..1_000 => return messages.to_string(),
        1_000..1_000_000 => (1_000, 'k'),
        1_000_000..1_000_000_000 => (1_000_000, 'M'),
        _ => (1_000_000_000, 'G'),
    };
    let tenths = messages / (unit / 10);
    if tenths < 100 {
        format!("{}.{}{suffix}", tenths / 10, tenths % 10)
    } else {
        format!("{}{suffix}", messages / unit)
    }
}

/// The text of a tab for screen readers: `orders, connected, 1,204 unread`.
pub fn spoken(name: &str, standing: &Standing, unread: u64) -> String {
    [name, ", ", &standing.words, &and_unread(unread)].concat()
}

/// The end of such a sentence: `, 1,204 unread`; nothing if none is.
pub fn and_unread(unread: u64) -> String {
    match unread {
        0 => String::new(),
        some => [", ", &count(some), " unread"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_go_on_in_the_order_of_opening() {
        let a = Letter::next(None, &[]);
        let b = Letter::next(Some(a), &[a]);
        assert_eq!((a.char(), a.hue(), b.char(), b.hue()), ('A', 1, 'B', 2));
        let c = Letter::next(Some(b), &[a]);
        assert_eq!(
            c.char(),
            'C',
            "a letter that was given up does not come again at once"
        );
        let z = Letter(25);
        assert_eq!((z.char(), z.hue()), ('Z', 2));
        assert_eq!(
            Letter::next(Some(z), &[a, c, z]).char(),
            'B',
            "round again, past those in use"
        );
    }

    fn named(all: &[(&str, &str)]) -> Vec<String> {
        let all: Vec<Called<'_>> = all.iter().map(|(given, url)| Called { given, url }).collect();
        names(&all)
    }

    #[test]
    fn a_connection_is_called_by_what_tells_it_from_the_others() {
        assert_eq!(named(&[("", "")]), ["New connection"]);
        assert_eq!(named(&[("", "ws://a.example:1/feed?x=/y")]), ["a.example:1"]);
        assert_eq!(
            named(&[
                ("", "ws://h/a?q"),
                ("", "wss://h/b#c"),
                ("", "ws://h"),
                ("", "ws://i/a")
            ]),
            ["h/a", "h/b", "h", "i"]
        );
        assert_eq!(
            named(&[("orders", "ws://h/a"), ("orders", "ws://h/b"), (" ", "ws://h/c")]),
            ["orders", "orders", "h/c"],
            "two may have one name"
        );
        assert_eq!(named(&[("", "wss://me:•••@h/")]), ["h"]);
        assert_eq!(named(&[("", "nonsense"), ("", "ws://")]), ["New connection"; 2]);
        assert_eq!(named(&[("a\u{202e}b", "")]), ["a⟨U+202E⟩b"]);
    }

    #[test]
    fn a_given_name_is_one_line_of_two_hundred_characters() {
        assert_eq!(given("  two\nlines\t"), "two lines");
        assert_eq!(given(" \n "), "");
        assert_eq!(given(&"é".repeat(10_000)).chars().count(), MAX_NAME);
        assert_eq!(given("<b>&"), "<b>&");
    }

    #[test]
    fn unread_is_short_and_never_too_much() {
        let check = |messages, says: &str| assert_eq!(unread(messages), says);
        check(0, "0");
        check(999, "999");
        check(1_000, "1.0k");
        check(1_299, "1.2k");
        check(9_999, "9.9k");
        check(12_999, "12k");
        check(999_999, "999k");
        check(1_250_000, "1.2M");
        check(u64::from(u32::MAX), "4.2G");
    }

    #[test]
    fn a_tab_says_its_name_its_state_and_what_is_unread() {
        let standing = Standing::of(&Session::default());
        assert_eq!(standing.shape, Shape::Ring);
        assert_eq!(spoken("orders", &standing, 0), "orders, disconnected");
        assert_eq!(
            spoken("orders", &standing, 1_204),
            "orders, disconnected, 1,204 unread"
        );
    }

    proptest! {
        #[test]
        fn twenty_connections_have_twenty_letters(closed in prop::collection::vec(0_usize..20, 0..80)) {
            let (mut taken, mut last) = (Vec::new(), None);
            for at in closed {
                if taken.len() == 20 {
                    taken.remove(at);
                }
                let letter = Letter::next(last, &taken);
                prop_assert!(!taken.contains(&letter));
                prop_assert!((1..=HUES).contains(&letter.hue()));
                taken.push(letter);
                last = Some(letter);
            }
        }

        #[test]
        fn any_texts_have_names(texts in prop::collection::vec(("\\PC{0,30}", "(wss?://)?(\\PC|[a-z/?@:]){0,30}"), 0..20)) {
            let all: Vec<Called<'_>> = texts.iter().map(|(given, url)| Called { given, url }).collect();
            let names = names(&all);
            prop_assert_eq!(names.len(), all.len());
            prop_assert!(names.iter().all(|name| !name.is_empty()));
        }
    }
}
