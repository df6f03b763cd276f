//! A message for the clipboard: as text, as hex digits, or as Base64 (RFC 4648 4).

use std::fmt;

use crate::compose::base64;
use crate::entry::Message;
use crate::format;
use crate::payload::{Encoding, Large};

/// The largest text copied. More is for a file: the browser hands the whole text to the system's clipboard at
/// once.
const MOST_TEXT: usize = 32 << 20;

/// The same for digits, which are made here and take up to three times as much.
const MOST_DIGITS: usize = 4 << 20;

/// The form in which a message is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyForm {
    /// The text; invalid UTF-8 becomes U+FFFD.
    Text,
    /// `08 96 01`
    Hex,
    /// `CJYB`
    Base64,
}

/// The content for the clipboard.
#[derive(Clone, Debug, PartialEq)]
pub enum Copied<'a> {
    /// This text.
    Text(String),
    /// These bytes decoded as UTF-8: they need not be copied here.
    Outside(&'a Large),
}

/// The message is too large to copy in that form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge(usize);

impl CopyForm {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Text, Self::Hex, Self::Base64];

    /// The usual form for a message of that kind.
    pub const fn natural(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Text => Self::Text,
            Encoding::Binary => Self::Hex,
        }
    }

    /// The label of its button.
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

/// A message in one of the forms.
pub fn copied<'a>(message: &Message<'a>, form: CopyForm) -> Result<Copied<'a>, TooLarge> {
    let size = message.len();
    let most = match form {
        CopyForm::Text => MOST_TEXT,
        CopyForm::Hex | CopyForm::Base64 => MOST_DIGITS,
    };
    if size > most {
        return Err(TooLarge(size));
    }
    Ok(match (form, message.large) {
        (CopyForm::Text, Some(large)) => Copied::Outside(large),
        (CopyForm::Text, None) => Copied::Text(String::from_utf8_lossy(message.bytes).into_owned()),
        (CopyForm::Hex, _) => Copied::Text(format::hex(&message.stretch(0..size), size)),
        (CopyForm::Base64, _) => Copied::Text(base64::write(&message.stretch(0..size))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payload::larges;

    fn message<'a>(bytes: &'a [u8], large: Option<&'a Large>) -> Message<'a> {
        Message {
            large,
            ..Message::received(Encoding::Binary, bytes)
        }
    }

    #[test]
    fn a_message_is_copied_in_three_forms() {
        let check = |bytes: &[u8], text: &str, hex: &str, base64: &str| {
            let expect = [text, hex, base64].map(|text| Ok(Copied::Text(text.to_owned())));
            assert_eq!(
                CopyForm::ALL.map(|form| copied(&message(bytes, None), form)),
                expect
            );
            let large = larges::binary(bytes);
            let [text, digits @ ..] = CopyForm::ALL.map(|form| copied(&message(&[], Some(&large)), form));
            assert_eq!(
                (text, digits.as_slice()),
                (Ok(Copied::Outside(&large)), &expect[1..])
            );
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
        let check = |size: usize, form: CopyForm, expect: Option<&str>| {
            let large = larges::binary(&vec![0; size]);
            let refused = copied(&message(&[], Some(&large)), form).err();
            assert_eq!(
                refused.map(|error| error.to_string()).as_deref(),
                expect,
                "{size} {form:?}"
            );
        };
        let sentence =
            |size| format!("{size} is too much for the clipboard: save the message to a file instead.");
        check(MOST_TEXT, CopyForm::Text, None);
        check(MOST_TEXT + 1, CopyForm::Text, Some(&sentence("33.6 MB")));
        check(MOST_DIGITS, CopyForm::Base64, None);
        check(MOST_DIGITS + 1, CopyForm::Base64, Some(&sentence("4.2 MB")));
        check(MOST_DIGITS + 1, CopyForm::Hex, Some(&sentence("4.2 MB")));
    }
}
