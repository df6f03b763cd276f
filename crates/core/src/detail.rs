//! One message in full, beside the list: its head, its views, copying and saving. Each view borrows the
//! message from the transcript and returns words for the visible part only, so that a message of 64 MB costs
//! no more than that. The caller knows which message is shown, and its scroll offset.

mod compare;
mod copy;
mod diff;
mod file;
mod formatting;
mod hex;
mod info;
mod pretty;
mod raw;
mod walk;

use crate::entry::{Body, Direction, Entry, Message};
use crate::format;
use crate::payload::Encoding;
use crate::row::{Row, Since};
use crate::secret::VEIL;
use crate::time::Timestamp;

pub use compare::{Comparison, DiffLine, Side};
pub use copy::{Copied, CopyForm, TooLarge, copied};
pub use file::{file_name, media_type};
pub use formatting::Formatting;
pub use hex::{HexLine, hex_lines, hex_rows};
pub use info::{Place, facts};
pub use pretty::{Formatted, Line, Reading};
pub use raw::{PAGE_BYTES, Page, page, pages};
pub use walk::Step;

/// The views of a message, in the order of their tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// JSON as a tree.
    #[default]
    Pretty,
    /// The text as it came.
    Raw,
    /// The bytes.
    Hex,
    /// Facts about it.
    Info,
    /// How it differs from the marked message.
    Compare,
}

/// The entry that the detail pane shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A message.
    Message(Head),
    /// A file, by a sentence about it.
    File(String),
    /// A system entry, by its label.
    Line(String),
    /// No entry: the bound has evicted it.
    Evicted,
}

/// The head above a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The direction of the message.
    pub direction: Direction,
    /// Text or binary.
    pub encoding: Encoding,
    /// Its payload's size in bytes.
    pub size: u64,
    /// When it was sent or received.
    pub at: Timestamp,
}

impl Tab {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Pretty, Self::Raw, Self::Hex, Self::Info, Self::Compare];

    /// The label of the tab.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pretty => "Pretty",
            Self::Raw => "Raw",
            Self::Hex => "Hex",
            Self::Info => "Info",
            Self::Compare => "Compare",
        }
    }

    /// The tab to the right; from the last, the first.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Pretty => Self::Raw,
            Self::Raw => Self::Hex,
            Self::Hex => Self::Info,
            Self::Info => Self::Compare,
            Self::Compare => Self::Pretty,
        }
    }

    /// The tab to the left; from the first, the last.
    #[must_use]
    pub const fn previous(self) -> Self {
        self.next().next().next().next()
    }

    /// The tab that a message opens with, if a person last chose `chosen`: a message that Pretty cannot show
    /// is shown raw, or as bytes if it is binary.
    pub fn opening(chosen: Self, encoding: Encoding, reading: &Reading) -> Self {
        match (chosen, encoding, reading) {
            (Self::Pretty, Encoding::Binary, _) => Self::Hex,
            (Self::Pretty, Encoding::Text, Reading::Json(_)) => Self::Pretty,
            (Self::Pretty, Encoding::Text, _) => Self::Raw,
            (chosen, ..) => chosen,
        }
    }
}

impl Subject {
    /// The pane's subject for an entry; `None` is an evicted one.
    pub fn of(entry: Option<Entry<'_>>) -> Self {
        let Some(entry) = entry else {
            return Self::Evicted;
        };
        match entry.body {
            Body::Message(Message { file: Some(file), .. }) => Self::File(file.sentence()),
            Body::Message(message) => Self::Message(Head {
                direction: message.direction,
                encoding: message.encoding,
                size: message.len() as u64,
                at: entry.at,
            }),
            Body::System(_) => Self::Line(
                Row::new(&entry, 0, Since::Nothing, 0, &VEIL)
                    .label
                    .unwrap_or_default(),
            ),
        }
    }

    /// The message's head, if it is a message.
    pub fn head(&self) -> Option<Head> {
        match self {
            Self::Message(head) => Some(*head),
            Self::File(_) | Self::Line(_) | Self::Evicted => None,
        }
    }
}

impl Head {
    /// `Sent` or `Received`.
    pub const fn title(&self) -> &'static str {
        match self.direction {
            Direction::Sent => "Sent",
            Direction::Received => "Received",
        }
    }

    /// `Text` or `Binary`.
    pub const fn kind(&self) -> &'static str {
        match self.encoding {
            Encoding::Text => "Text",
            Encoding::Binary => "Binary",
        }
    }

    /// Kind and size: `Text, 318 B`.
    pub fn about(&self) -> String {
        format!("{}, {}", self.kind(), format::size(self.size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(encoding: Encoding, bytes: &[u8]) -> Reading {
        Reading::of(&Message::received(encoding, bytes))
    }

    #[test]
    fn a_message_opens_with_the_view_that_can_show_it() {
        let check = |chosen: Tab, encoding: Encoding, bytes: &[u8], expect: Tab| {
            let opened = Tab::opening(chosen, encoding, &reading(encoding, bytes));
            assert_eq!(opened, expect, "{chosen:?} {encoding:?} {bytes:?}");
        };
        check(Tab::Pretty, Encoding::Text, b"{}", Tab::Pretty);
        check(Tab::Pretty, Encoding::Text, b"hello", Tab::Raw);
        check(Tab::Pretty, Encoding::Text, b"", Tab::Raw);
        check(Tab::Pretty, Encoding::Binary, b"{}", Tab::Hex);
        check(Tab::Raw, Encoding::Binary, b"{}", Tab::Raw);
        check(Tab::Info, Encoding::Text, b"{}", Tab::Info);
        check(Tab::Hex, Encoding::Text, b"hello", Tab::Hex);
    }

    #[test]
    fn the_tabs_go_around() {
        assert_eq!(Tab::ALL.map(Tab::next).map(Tab::previous), Tab::ALL);
        assert_eq!(Tab::Compare.next(), Tab::Pretty);
    }

    #[test]
    fn a_head_names_direction_kind_and_size() {
        let entry = Entry {
            id: crate::entry::EntryId(1),
            at: Timestamp::default(),
            body: Body::Message(Message {
                direction: Direction::Sent,
                ..Message::received(Encoding::Text, &[b'a'; 318])
            }),
        };
        let head = Subject::of(Some(entry)).head().expect("it is a message");
        assert_eq!((head.title(), head.about().as_str()), ("Sent", "Text, 318 B"));
        assert_eq!(Subject::of(None), Subject::Evicted);
    }
}
