//! What a WebSocket message carries: text or binary. Owned on its way out, borrowed on its way in, so that receiving
//! needs no allocation of its own; or too large to be kept here at all.

mod large;

#[cfg(test)]
pub(crate) use large::tests as larges;
pub(crate) use large::whole_characters;
pub use large::{ExternalBytes, LARGE_BYTES, Large, PREVIEW_BYTES};

/// A message's content, borrowed from wherever it was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload<'a> {
    /// A text message (opcode 0x1).
    Text(&'a str),
    /// A binary message (opcode 0x2).
    Binary(&'a [u8]),
}

/// A message's content, owned: what a person is about to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnedPayload {
    /// A text message (opcode 0x1).
    Text(String),
    /// A binary message (opcode 0x2).
    Binary(Vec<u8>),
}

/// Which of the two data opcodes a message used (RFC 6455 5.6).
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
