//! The key that a client sends as `Sec-WebSocket-Key`.

use std::fmt;

use tabcat_core::format::visible;

use super::{accept, base64, value};

/// The number of random bytes in a key.
const NONCE_BYTES: usize = 16;

/// The warning for a key that is not [`Key::is_canonical`].
pub const NOT_CANONICAL: &str = "Base64 writes these 16 bytes with another last letter. Servers take this key too, and hash \
                                 it as it is.";

/// 16 bytes in Base64, as text: the answer is computed from the text, not from the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    text: String,
    nonce: [u8; NONCE_BYTES],
}

/// Why a text is not a key. Display says what to write; it counts characters from 1, the variants from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyError {
    /// An empty text, or only blanks.
    Empty,
    /// A character that Base64 doesn't have.
    Alphabet {
        /// Its position.
        at: usize,
        /// The character.
        found: char,
    },
    /// A `=` before the end.
    PaddingInside {
        /// Its position.
        at: usize,
    },
    /// Not 16 bytes.
    Length {
        /// The number of characters before the padding.
        characters: usize,
        /// The number of bytes they hold.
        bytes: usize,
    },
    /// Not two `=` at the end, but this number.
    Padding(usize),
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Empty => f.write_str("Enter a key: 16 bytes in Base64, which are 22 characters and “==”."),
            Self::Alphabet { at, found } => {
                write!(
                    f,
                    "Character {} is “{}”, which Base64 does not have: ",
                    at + 1,
                    visible(found.encode_utf8(&mut [0; 4]))
                )?;
                f.write_str(match found {
                    '-' => "write + for -, which is of the Base64 for URLs.",
                    '_' => "write / for _, which is of the Base64 for URLs.",
                    _ => "use A to Z, a to z, 0 to 9, + and /.",
                })
            }
            Self::PaddingInside { at } => {
                write!(
                    f,
                    "Character {} is “=”, which stands at the end of Base64 only.",
                    at + 1
                )
            }
            Self::Length { characters, bytes } => write!(
                f,
                "{characters} characters of Base64 are {bytes} bytes, but a key is 16 bytes: 22 characters and “==”."
            ),
            Self::Padding(0) => {
                f.write_str("Write “==” at the end: Base64 of 16 bytes is filled up to 24 characters.")
            }
            Self::Padding(found) => write!(
                f,
                "Write “==” at the end, not {found} “=”: Base64 of 16 bytes is filled up to 24 characters."
            ),
        }
    }
}

impl std::error::Error for KeyError {}

impl Key {
    /// Reads the header, or its value; blanks around that are not part of it (RFC 6455 4.2.2).
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = value("Sec-WebSocket-Key", text);
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        let shape = base64::Shape::of(text).map_err(|stray| match stray.found {
            '=' => KeyError::PaddingInside { at: stray.at },
            found => KeyError::Alphabet { at: stray.at, found },
        })?;
        let length = KeyError::Length {
            characters: shape.characters,
            bytes: shape.bytes(),
        };
        // These are 22 characters: 21 have bits for 15 bytes, 23 for 17.
        if shape.bytes() != NONCE_BYTES {
            return Err(length);
        }
        if shape.padding != 2 {
            return Err(KeyError::Padding(shape.padding));
        }
        let nonce = base64::decode(text).and_then(|bytes| bytes.try_into().ok());
        Ok(Self {
            text: text.to_owned(),
            nonce: nonce.ok_or(length)?,
        })
    }

    /// Makes a key of random bytes, as a browser does for each connection.
    pub fn from_nonce(nonce: [u8; 16]) -> Self {
        Self {
            text: base64::encode(&nonce),
            nonce,
        }
    }

    /// The key as it is sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The 16 bytes.
    pub const fn nonce(&self) -> [u8; 16] {
        self.nonce
    }

    /// Whether it is the canonical Base64 of its bytes. Others set spare bits, as the example in RFC 6455 4.1
    /// does; they have other answers, as the text is hashed.
    pub fn is_canonical(&self) -> bool {
        base64::encode(&self.nonce) == self.text
    }

    /// The one right answer: see [`accept`].
    pub fn accept(&self) -> String {
        accept(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::OTHER_KEY;
    use super::*;

    #[test]
    fn the_pairs_that_are_known_are_right() {
        let check = |key: &str, answer: &str| {
            let key = Key::parse(key).unwrap();
            assert_eq!(key.accept(), answer);
            assert!(key.is_canonical());
            assert_eq!(Key::from_nonce(key.nonce()), key);
        };
        check(OTHER_KEY, "EDJa7WCAQQzMCYNJM42Syuo9SqQ=");
        check(
            "Sec-WebSocket-Key: zy6Dy9mSAIM7GJZNf9rI1A==\r\n",
            "EDJa7WCAQQzMCYNJM42Syuo9SqQ=",
        );
        // RFC 6455 1.3.
        check("dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        check("zy6Dy9mSAIM7GJZNf9rI1A==", "EDJa7WCAQQzMCYNJM42Syuo9SqQ=");
    }

    #[test]
    fn blanks_around_a_key_are_not_part_of_it() {
        let key = Key::parse(" \tdGhlIHNhbXBsZSBub25jZQ== \r\n").unwrap();
        assert_eq!(key.as_str(), "dGhlIHNhbXBsZSBub25jZQ==");
        assert_eq!(&key.nonce(), b"the sample nonce");
    }

    #[test]
    fn spare_bits_are_taken_and_said_and_change_the_answer() {
        let set = Key::parse("AQIDBAUGBwgJCgsMDQ4PEC==").unwrap();
        let clear = Key::parse("AQIDBAUGBwgJCgsMDQ4PEA==").unwrap();
        assert_eq!((set.is_canonical(), clear.is_canonical()), (false, true));
        assert_eq!(set.nonce(), clear.nonce());
        assert_eq!(set.accept(), "OfS0wDaT5NoxF2gqm7Zj2YtetzM=");
        assert_ne!(set.accept(), clear.accept());
    }

    #[test]
    fn what_is_no_key_is_told_what_to_write() {
        let check = |text: &str, says: &str| {
            assert_eq!(Key::parse(text).unwrap_err().to_string(), says, "{text:?}");
        };
        check(
            "  ",
            "Enter a key: 16 bytes in Base64, which are 22 characters and “==”.",
        );
        check(
            "dGhlIHNhbXBs ZSBub25jZQ==",
            "Character 13 is “ ”, which Base64 does not have: use A to Z, a to z, 0 to 9, + and /.",
        );
        check(
            "éGhlIHNhbXBsZSBub25jZQ==",
            "Character 1 is “é”, which Base64 does not have: use A to Z, a to z, 0 to 9, + and /.",
        );
        check(
            "d-hlIHNhbXBsZSBub25jZQ==",
            "Character 2 is “-”, which Base64 does not have: write + for -, which is of the Base64 for URLs.",
        );
        check(
            "dGhlIHNhbXBsZSBub25jZ_==",
            "Character 22 is “_”, which Base64 does not have: write / for _, which is of the Base64 for URLs.",
        );
        check(
            "dGhl\u{200b}HNhbXBsZSBub25jZQ==",
            "Character 5 is “⟨U+200B⟩”, which Base64 does not have: use A to Z, a to z, 0 to 9, + and /.",
        );
        check(
            "dGhl=HNhbXBsZSBub25jZQ==",
            "Character 5 is “=”, which stands at the end of Base64 only.",
        );
        check(
            "dGhlIHNhbXBsZSBub25j",
            "20 characters of Base64 are 15 bytes, but a key is 16 bytes: 22 characters and “==”.",
        );
        check(
            "dGhlIHNhbXBsZSBub25jZ",
            "21 characters of Base64 are 15 bytes, but a key is 16 bytes: 22 characters and “==”.",
        );
        check(
            "dGhlIHNhbXBsZSBub25jZQA=",
            "23 characters of Base64 are 17 bytes, but a key is 16 bytes: 22 characters and “==”.",
        );
        check(
            "==",
            "0 characters of Base64 are 0 bytes, but a key is 16 bytes: 22 characters and “==”.",
        );
        check(
            "dGhlIHNhbXBsZSBub25jZQ",
            "Write “==” at the end: Base64 of 16 bytes is filled up to 24 characters.",
        );
        check(
            "dGhlIHNhbXBsZSBub25jZQ=",
            "Write “==” at the end, not 1 “=”: Base64 of 16 bytes is filled up to 24 characters.",
        );
        check(
            "dGhlIHNhbXBsZSBub25jZQ===",
            "Write “==” at the end, not 3 “=”: Base64 of 16 bytes is filled up to 24 characters.",
        );
    }
}
