//! The payload of a WebSocket message: text or binary. Owned when sent, borrowed when received, so that
//! receiving needs no allocation; or too large to be kept here at all.

mod file;
mod large;

use std::borrow::Cow;

pub use file::{File, MAX_FILE_BYTES, MAX_TEXT_FILE_BYTES, OwnedFile, Unread};
#[cfg(test)]
pub(crate) use large::tests as larges;
pub(crate) use large::whole_characters;
pub use large::{ExternalBytes, LARGE_BYTES, Large, PREVIEW_BYTES};

/// A message's content, borrowed from the receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload<'a> {
    /// A text message (opcode 0x1).
    Text(&'a str),
    /// A binary message (opcode 0x2).
    Binary(&'a [u8]),
}

/// A message's content, owned: a message to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnedPayload {
    /// A text message (opcode 0x1).
    Text(String),
    /// A binary message (opcode 0x2).
    Binary(Vec<u8>),
    /// Either, as it is kept outside.
    Large(Large),
    /// Either, read from a file when it is sent.
    File(OwnedFile),
}

/// The data opcode of a message (RFC 6455 5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 text.
    Text,
    /// Arbitrary bytes.
    Binary,
}

impl<'a> Payload<'a> {
    /// The payload bytes: UTF-8 for text.
    pub const fn bytes(self) -> &'a [u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Binary(bytes) => bytes,
        }
    }

    /// Text or binary.
    pub const fn encoding(self) -> Encoding {
        match self {
            Self::Text(_) => Encoding::Text,
            Self::Binary(_) => Encoding::Binary,
        }
    }
}

impl OwnedPayload {
    /// How many bytes it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Binary(bytes) => bytes.len(),
            Self::Large(large) => large.len(),
            Self::File(owned) => owned.file.bytes,
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Text or binary.
    pub fn encoding(&self) -> Encoding {
        match self {
            Self::Text(_) => Encoding::Text,
            Self::Binary(_) => Encoding::Binary,
            Self::Large(large) => large.encoding(),
            Self::File(owned) => owned.file.encoding,
        }
    }

    /// The same content, borrowed; `None` if it is outside.
    pub fn inside(&self) -> Option<Payload<'_>> {
        match self {
            Self::Text(text) => Some(Payload::Text(text)),
            Self::Binary(bytes) => Some(Payload::Binary(bytes)),
            Self::Large(_) | Self::File(_) => None,
        }
    }

    /// Its first bytes, at least `most` if there are as many; none of a file.
    pub fn start(&self, most: usize) -> Cow<'_, [u8]> {
        match self {
            Self::Text(text) => Cow::Borrowed(text.as_bytes()),
            Self::Binary(bytes) => Cow::Borrowed(bytes),
            Self::Large(large) => {
                let mut bytes = Vec::new();
                large.read(0..most, &mut bytes);
                Cow::Owned(bytes)
            }
            Self::File(_) => Cow::Borrowed(&[]),
        }
    }
}
