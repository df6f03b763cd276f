//! The payload of a WebSocket message: text or binary. Owned when sent, borrowed when received, so that
//! receiving needs no allocation; or too large to be kept here at all.

mod large;

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
    /// The same content, borrowed.
    pub fn as_payload(&self) -> Payload<'_> {
        match self {
            Self::Text(text) => Payload::Text(text),
            Self::Binary(bytes) => Payload::Binary(bytes),
        }
    }
}
