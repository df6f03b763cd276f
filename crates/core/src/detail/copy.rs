//! A message for the clipboard: as text, as hex digits, or as Base64 (RFC 4648 4).

use std::fmt;

use crate::entry::Message;
use crate::format;
use crate::payload::Encoding;

/// More than this is for a file: the copy is made in memory, twice, and in hex three times as large.
const MOST: usize = 32 << 20;

/// How a message is written when it is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyForm {
    /// As it is; what is not UTF-8 as U+FFFD.
    Text,
    /// `08 96 01`
    Hex,
    /// `CJYB`
    Base64,
}

/// The message is too large to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge(usize);

impl CopyForm {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Text, Self::Hex, Self::Base64];

    /// What most want of a message of that kind.
    pub const fn natural(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Text => Self::Text,
            Encoding::Binary => Self::Hex,
        }
    }

    /// What is written on its button.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "Copy as text",
            Self::Hex => "Copy as hex",
            Self::Base64 => "Copy as Base64",
        }
    }
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = format::size(self.0 as u64);
        write!(
            f,
            "{size} is too much for the clipboard: save the message to a file instead."
        )
    }
}

impl std::error::Error for TooLarge {}

/// What to put into the clipboard.
pub fn copied(message: &Message<'_>, form: CopyForm) -> Result<String, TooLarge> {
    let bytes = message.bytes;
    if bytes.len() > MOST {
        return Err(TooLarge(bytes.len()));
    }
    Ok(match form {
        CopyForm::Text => String::from_utf8_lossy(bytes).into_owned(),
        CopyForm::Hex => format::hex(bytes, bytes.len()),
        CopyForm::Base64 => base64(bytes),
    })
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > three.len() {
                '='
            } else {
                char::from(letter)
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Direction;

    fn copy(bytes: &[u8], form: CopyForm) -> Result<String, TooLarge> {
        let message = Message {
            direction: Direction::Received,
            encoding: Encoding::Binary,
            bytes,
        };
        copied(&message, form)
    }

    #[test]
    fn a_message_is_copied_in_three_forms() {
        let check = |bytes: &[u8], text: &str, hex: &str, base64: &str| {
            let forms = CopyForm::ALL.map(|form| copy(bytes, form).expect("it is small"));
            assert_eq!(forms, [text, hex, base64]);
        };
        check(b"", "", "", "");
        check(b"f", "f", "66", "Zg==");
        check(b"fo", "fo", "66 6f", "Zm8=");
        check(b"foo", "foo", "66 6f 6f", "Zm9v");
        check(b"foob\n", "foob\n", "66 6f 6f 62 0a", "Zm9vYgo=");
        check(
            &[0xff, 0xfe, 0xfd, 0x00],
            "\u{fffd}\u{fffd}\u{fffd}\0",
            "ff fe fd 00",
            "//79AA==",
        );
    }

    #[test]
    fn what_is_too_large_says_where_it_can_go() {
        let error = copy(&vec![0; MOST + 1], CopyForm::Base64).expect_err("it is over the limit");
        assert_eq!(
            error.to_string(),
            "33.6 MB is too much for the clipboard: save the message to a file instead."
        );
    }
}
