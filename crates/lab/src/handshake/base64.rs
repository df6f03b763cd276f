//! Base64 (RFC 4648 4) as the handshake uses it: how a text falls short of it, by character.

use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine, alphabet, prelude::BASE64_STANDARD};

/// The last character of 16 bytes has four bits to spare. The RFC's own example leaves them set (4.1: `…PEC==`), and
/// servers take it: so do we.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A text of Base64 characters, with `=` at its end only.
pub(super) struct Shape {
    /// Without the padding.
    pub(super) characters: usize,
    /// How many `=`.
    pub(super) padding: usize,
}

/// The first character that Base64 doesn't have there.
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

    /// How many bytes the characters make, the last bits left out.
    pub(super) const fn bytes(&self) -> usize {
        self.characters * 3 / 4
    }
}

pub(super) fn encode(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// The bytes, whatever the spare bits are; the shape has been looked at.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    LENIENT.decode(text).ok()
}

fn is_symbol(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '+' || c == '/'
}
