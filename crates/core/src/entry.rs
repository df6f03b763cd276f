//! One entry of the transcript: a message in either direction, or an event of the connection.

use std::borrow::Cow;
use std::ops::Range;

use crate::close::Tone;
use crate::ending::Closed;
use crate::evidence::Evidence;
use crate::payload::{Encoding, Large, Payload, whole_characters};
use crate::time::{Span, Timestamp};

/// How many bytes of a large message are read for a JSON field: this takes some milliseconds, and in larger
/// messages the interesting fields are near the start.
pub(crate) const FIELD_BYTES: usize = 1 << 20;

/// Names an entry for as long as the page lives. Ids rise by one in order of arrival and are never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct EntryId(pub u64);

/// The direction of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From this page to the server.
    Sent,
    /// From the server to this page.
    Received,
}

/// Who sent a message, or what it answers, where no person pressed Send for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A beat, or the reply to one.
    Beat,
    /// An on-open message, or the reply to one.
    OnOpen,
    /// An automatic reply.
    Reply,
    /// A person wants it sent again and again.
    Repeat,
    /// A person sent it; it waited in the outbox for so long.
    Queued(Span),
}

impl Tag {
    /// Whether the page sent the message by itself, and no person just now.
    pub fn is_by_itself(self) -> bool {
        !matches!(self, Self::Queued(_))
    }
}

/// A message as the transcript keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// Its direction.
    pub direction: Direction,
    /// Text or binary.
    pub encoding: Encoding,
    /// The payload, or the start of a large one; valid UTF-8 when `encoding` is text.
    pub bytes: &'a [u8],
    /// The handle of the whole payload, if it is too large to be kept here.
    pub large: Option<&'a Large>,
}

/// An entry, borrowed from the transcript.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'a> {
    /// Its name.
    pub id: EntryId,
    /// When it was sent, delivered to the page, or noticed.
    pub at: Timestamp,
    /// Its content.
    pub body: Body<'a>,
}

/// The content of an entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Body<'a> {
    /// A message.
    Message(Message<'a>),
    /// An event of the connection.
    System(&'a System),
}

/// An event of the connection, other than a message.
#[derive(Clone, Debug, PartialEq)]
pub enum System {
    /// The opening handshake succeeded.
    Open(Opened),
    /// The connection ended.
    Close(Closed),
    /// An `error` event: browsers attach no detail to it (WHATWG WebSockets 5, "fail the connection").
    Error,
    /// Anything else worth a line.
    Note(Note),
}

/// The result of the opening handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Counts the connections of this page from 1.
    pub session: u32,
    /// The effective URL.
    pub url: String,
    /// The subprotocol that the server chose, or empty.
    pub protocol: String,
    /// The extensions in use, such as `permessage-deflate`, or empty.
    pub extensions: String,
    /// The time from pressing Connect to the `open` event.
    pub took: Span,
}

/// An informative entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The browser says that the machine lost its network. Sockets often survive this.
    Offline,
    /// The browser says that the network is back.
    Online,
    /// The socket was no longer open when a message was handed to it, so that nothing was sent.
    NotSent,
    /// The socket's owner stopped before it told whether a message was sent.
    SendUnknown,
    /// The browser refused to create the socket, for this reason (its words).
    Refused(String),
    /// Messages that can't be read came. They are counted, but not kept.
    Lost {
        /// How many.
        messages: u32,
        /// What is wrong with them.
        why: String,
    },
    /// The Worker that owned the socket stopped, for this reason, if known.
    Stopped(String),
    /// A further attempt begins.
    Attempt {
        /// Its number, counted from 1.
        number: u32,
        /// The effective URL.
        url: String,
    },
    /// Words of a policy.
    Said {
        /// A word or two.
        label: &'static str,
        /// How bad it is.
        tone: Tone,
        /// The rest of the line.
        text: String,
    },
}

impl<'a> Message<'a> {
    /// A received message with this payload.
    pub(crate) fn of(payload: Payload<'a>) -> Self {
        Self {
            direction: Direction::Received,
            encoding: payload.encoding(),
            bytes: payload.bytes(),
            large: None,
        }
    }

    /// How many bytes the payload has.
    pub fn len(&self) -> usize {
        self.large.map_or(self.bytes.len(), Large::len)
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// These bytes of the payload, as far as they exist; copied if it is large.
    pub fn stretch(&self, range: Range<usize>) -> Cow<'a, [u8]> {
        let end = range.end.min(self.len());
        let start = range.start.min(end);
        match (self.bytes.get(start..end), self.large) {
            (None, Some(large)) => {
                let mut bytes = Vec::new();
                large.read(start..end, &mut bytes);
                Cow::Owned(bytes)
            }
            (bytes, _) => Cow::Borrowed(bytes.unwrap_or_default()),
        }
    }

    /// The text in which JSON fields are looked for: that of a text message, of a large one the first
    /// megabyte without a number or a word that may go on. Empty for a binary message.
    pub(crate) fn text_for_fields(&self) -> Cow<'a, str> {
        if self.encoding == Encoding::Binary || self.large.is_none() {
            return Cow::Borrowed(self.text_prefix(usize::MAX));
        }
        let bytes = self.stretch(0..FIELD_BYTES);
        let is_cut = bytes.len() < self.len();
        let text = std::str::from_utf8(&bytes[..whole_characters(&bytes)]).unwrap_or_default();
        // Half a number is another number.
        let in_number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        let text = if is_cut {
            text.trim_end_matches(in_number)
        } else {
            text
        };
        Cow::Owned(text.to_owned())
    }

    /// The first characters of a text message: at most `max_bytes`, cut between characters, and for a large
    /// message at most its preview. Takes time in proportion to the result, however long the message is.
    /// Empty for a binary message.
    pub fn text_prefix(&self, max_bytes: usize) -> &'a str {
        if self.encoding == Encoding::Binary {
            return "";
        }
        let prefix = &self.bytes[..self.bytes.len().min(max_bytes)];
        match std::str::from_utf8(prefix) {
            Ok(text) => text,
            Err(cut) => std::str::from_utf8(&prefix[..cut.valid_up_to()])
                .expect("valid_up_to is where UTF-8 is valid"),
        }
    }
}

#[cfg(test)]
impl<'a> Message<'a> {
    /// A message kept inside, for tests.
    pub(crate) fn received(encoding: Encoding, bytes: &'a [u8]) -> Self {
        Self {
            direction: Direction::Received,
            encoding,
            bytes,
            large: None,
        }
    }
}

impl System {
    /// Roughly its size in memory, in bytes: for the transcript's bound.
    pub(crate) fn weight(&self) -> usize {
        size_of::<Self>()
            + match self {
                Self::Open(opened) => opened.url.len() + opened.protocol.len() + opened.extensions.len(),
                Self::Close(closed) => size_of::<Evidence>() + closed.url.len() + closed.reason().len(),
                Self::Note(
                    Note::Refused(text) | Note::Attempt { url: text, .. } | Note::Said { text, .. },
                ) => text.len(),
                Self::Error | Self::Note(_) => 0,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payload::larges;

    #[test]
    fn a_text_prefix_never_splits_a_character() {
        let message = Message::received(Encoding::Text, "né🐈".as_bytes());
        let prefixes: Vec<&str> = (0..=8).map(|max| message.text_prefix(max)).collect();
        assert_eq!(prefixes, ["", "n", "n", "né", "né", "né", "né", "né🐈", "né🐈"]);
    }

    #[test]
    fn a_stretch_is_the_same_wherever_the_payload_is() {
        let whole: Vec<u8> = (0..=255).cycle().take(10_000).collect();
        let large = larges::binary(&whole);
        let inside = Message::received(Encoding::Binary, &whole);
        let outside = Message {
            large: Some(&large),
            ..Message::received(Encoding::Binary, &whole[..100])
        };
        assert_eq!((inside.len(), outside.len()), (10_000, 10_000));
        for range in [0..0, 0..100, 50..101, 99..101, 9_990..10_010, 20_000..30_000] {
            assert_eq!(inside.stretch(range.clone()), outside.stretch(range));
        }
    }
}
