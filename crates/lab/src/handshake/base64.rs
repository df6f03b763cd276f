//! Base64 (RFC 4648 4) as the handshake uses it, with the first invalid character.

use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine, alphabet, prelude::BASE64_STANDARD};

/// The last character of 16 bytes has four spare bits. The RFC's own example leaves them set (4.1: `…PEC==`),
/// and servers accept it: so do we.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A text of Base64 characters, with `=` only at its end.
pub(super) struct Shape {
    /// The number of characters without the padding.
    pub(super) characters: usize,
    /// The number of `=`.
    pub(super) padding: usize,
}

/// The first character that is not Base64.
pub(super) struct Stray {
    /// Counted from 0, in characters.
    pub(super) at: usize,
    pub(super) found: char,
}

impl Shape {
    pub(super) fn of(text: &str) -> Result<Self, Stray> {
        let body = text.trim_end_matches('=');
        let stray = body.chars().enumerate().find(|&(_, c)| !is_symbol(c));
        match stray {
            Some((at, found)) => Err(Stray { at, found }),
            None => Ok(Self {
                characters: body.len(),
                padding: text.len() - body.len(),
            }),
        }
    }

    /// The number of bytes in the characters, without the spare bits.
    pub(super) const fn bytes(&self) -> usize {
        self.characters * 3 / 4
    }
}

pub(super) fn encode(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// The bytes, whatever the spare bits are; [`Shape::of`] has checked the text.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    LENIENT.decode(text).ok()
}

fn is_symbol(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '+' || c == '/'
}
