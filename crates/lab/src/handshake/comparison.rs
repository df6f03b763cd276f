//! A server's answer beside the right one: the difference, and its likely cause.

use std::fmt;

use tabcat_core::format::visible;

use super::{EXAMPLE_KEY, GUID, Key, accept, base64, hash, value};
use crate::hex;

/// The relation of an answer to the right one. Display is a sentence; it counts characters from 1, the
/// variants from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// The right one.
    Equal,
    /// The right one with blanks around it, which a client does not look at (RFC 6455 4.1).
    Blanks,
    /// Nothing.
    Empty,
    /// The key itself.
    KeyEchoed,
    /// Right but for upper and lower case.
    Case {
        /// The first character that differs.
        at: usize,
    },
    /// Right, but in the Base64 for URLs.
    UrlAlphabet {
        /// The first `-` or `_`.
        at: usize,
    },
    /// The right one without its end.
    CutShort {
        /// The number of missing characters.
        missing: usize,
    },
    /// The right one, and more.
    Longer {
        /// The number of extra characters.
        extra: usize,
    },
    /// The outcome of a known mistake.
    Mistaken(Mistake),
    /// Right but for one character.
    OneCharacter {
        /// Its position.
        at: usize,
        /// The expected character.
        expected: char,
        /// The character given.
        given: char,
    },
    /// Not Base64 at all.
    NotBase64 {
        /// The first character that isn't.
        at: usize,
        /// The character found.
        found: char,
    },
    /// Base64, but not of the 20 bytes of a SHA-1.
    WrongLength {
        /// The number of bytes.
        bytes: usize,
    },
    /// 20 bytes, but other ones.
    Other {
        /// The first character that differs.
        at: usize,
    },
}

/// Common mistakes in computing an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// The key alone was hashed.
    NoGuid,
    /// The GUID was written in lower case.
    LowerCaseGuid,
    /// The GUID was put first.
    GuidFirst,
    /// The key was decoded, and its 16 bytes hashed.
    DecodedKey,
    /// The blank after the colon of the header was hashed too.
    BlankBeforeKey,
    /// The end of the header's line was hashed too.
    LineEndAfterKey,
    /// The hash was written in hex.
    Hex,
    /// The hash was written in hex, and that in Base64.
    Base64OfHex,
    /// The answer of the RFC's example, to another key.
    CopiedExample,
}

const MISTAKES: [Mistake; 9] = [
    Mistake::NoGuid,
    Mistake::LowerCaseGuid,
    Mistake::GuidFirst,
    Mistake::DecodedKey,
    Mistake::BlankBeforeKey,
    Mistake::LineEndAfterKey,
    Mistake::Hex,
    Mistake::Base64OfHex,
    Mistake::CopiedExample,
];

impl Mistake {
    /// Whether the mistake leads to this answer. Parsing has cut off blanks around a key.
    fn makes(self, key: &Key, given: &str) -> bool {
        let text = key.as_str();
        let of = |parts: &[&str]| base64::encode(&hash(&[parts.concat().as_bytes()]));
        let in_hex = || hex::write(&hash(&[text.as_bytes(), GUID.as_bytes()])).replace(' ', "");
        match self {
            Self::NoGuid => given == of(&[text]),
            Self::LowerCaseGuid => given == of(&[text, &GUID.to_ascii_lowercase()]),
            Self::GuidFirst => given == of(&[GUID, text]),
            Self::DecodedKey => given == base64::encode(&hash(&[&key.nonce(), GUID.as_bytes()])),
            Self::BlankBeforeKey => given == of(&[" ", text, GUID]),
            Self::LineEndAfterKey => ["\r", "\n", "\r\n"]
                .iter()
                .any(|end| given == of(&[text, end, GUID])),
            Self::Hex => given.eq_ignore_ascii_case(&in_hex()),
            Self::Base64OfHex => {
                let hex = in_hex();
                given == base64::encode(hex.as_bytes())
                    || given == base64::encode(hex.to_ascii_uppercase().as_bytes())
            }
            Self::CopiedExample => given == accept(EXAMPLE_KEY),
        }
    }

    /// The mistake of the server, and the remedy.
    const fn advice(self) -> &'static str {
        match self {
            Self::NoGuid => "The server hashed the key alone: it must append the GUID first.",
            Self::LowerCaseGuid => "The server wrote the GUID in lower case: its letters are capitals.",
            Self::GuidFirst => "The server put the GUID before the key: it comes after it.",
            Self::DecodedKey => "The server decoded the key: it must hash the text as it was sent.",
            Self::BlankBeforeKey => {
                "The server hashed the blank before the key too: it is not part of the value."
            }
            Self::LineEndAfterKey => {
                "The server hashed the end of the line too: it is not part of the value."
            }
            Self::Hex => "This is the right hash in hex: write its 20 bytes in Base64.",
            Self::Base64OfHex => "This is Base64 of the hash in hex: write its 20 bytes in Base64.",
            Self::CopiedExample => {
                "This is the answer to the RFC's example key: compute it from the key of each request."
            }
        }
    }
}

impl Comparison {
    /// Compares a server's answer to this key with the right one.
    pub fn of(key: &Key, given: &str) -> Self {
        let expected = key.accept();
        let answer = value("Sec-WebSocket-Accept", given);
        let first_difference = || difference(&expected, answer).next();
        if answer.is_empty() {
            return Self::Empty;
        }
        if answer == expected {
            // Base64 has no colon: this is the whole line.
            return if answer == given || given.contains(':') {
                Self::Equal
            } else {
                Self::Blanks
            };
        }
        if answer == key.as_str() {
            return Self::KeyEchoed;
        }
        if let Some(at) = first_difference()
            && answer.eq_ignore_ascii_case(&expected)
        {
            return Self::Case { at };
        }
        if let Some(at) = first_difference()
            && answer.replace('-', "+").replace('_', "/") == expected
        {
            return Self::UrlAlphabet { at };
        }
        if let Some(rest) = expected.strip_prefix(answer) {
            return Self::CutShort {
                missing: rest.chars().count(),
            };
        }
        if let Some(rest) = answer.strip_prefix(&expected) {
            return Self::Longer {
                extra: rest.chars().count(),
            };
        }
        if let Some(&mistake) = MISTAKES.iter().find(|mistake| mistake.makes(key, answer)) {
            return Self::Mistaken(mistake);
        }
        Self::of_another(&expected, answer)
    }

    /// The comparison of an answer that no known mistake explains.
    fn of_another(expected: &str, answer: &str) -> Self {
        let mut differs = difference(expected, answer);
        let at = differs.next().unwrap_or_default();
        let same_length = expected.chars().count() == answer.chars().count();
        if same_length
            && differs.next().is_none()
            && let (Some(expected), Some(given)) = (expected.chars().nth(at), answer.chars().nth(at))
        {
            return Self::OneCharacter { at, expected, given };
        }
        match base64::Shape::of(answer) {
            Err(stray) => Self::NotBase64 {
                at: stray.at,
                found: stray.found,
            },
            Ok(shape) if shape.bytes() != 20 => Self::WrongLength { bytes: shape.bytes() },
            Ok(_) => Self::Other { at },
        }
    }

    /// Whether a client opens the connection.
    pub const fn is_accepted(self) -> bool {
        matches!(self, Self::Equal | Self::Blanks)
    }
}

/// The positions at which the two differ, up to the end of the shorter one.
fn difference(one: &str, other: &str) -> impl Iterator<Item = usize> {
    let pairs = one.chars().zip(other.chars()).enumerate();
    pairs.filter_map(|(at, (one, other))| (one != other).then_some(at))
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Equal => f.write_str("The answer is right: the client opens the connection."),
            Self::Blanks => f.write_str("The answer is right: blanks around it are not part of the value."),
            Self::Empty => f.write_str("There is no answer: the client fails the connection."),
            Self::KeyEchoed => {
                f.write_str("This is the key itself, sent back: the server must hash it with the GUID.")
            }
            Self::Case { at } => write!(
                f,
                "Only upper and lower case differ, from character {} on: in Base64 they are different characters.",
                at + 1
            ),
            Self::UrlAlphabet { at } => write!(
                f,
                "Character {} is of the Base64 for URLs: the answer has + and /, not - and _.",
                at + 1
            ),
            Self::CutShort { missing: 1 } => {
                f.write_str("The last character of the right answer is missing.")
            }
            Self::CutShort { missing } => write!(
                f,
                "The answer is right but ends too early: {missing} characters are missing."
            ),
            Self::Longer { extra: 1 } => {
                f.write_str("The answer is right, but one more character follows it.")
            }
            Self::Longer { extra } => {
                write!(f, "The answer is right, but {extra} more characters follow it.")
            }
            Self::Mistaken(mistake) => f.write_str(mistake.advice()),
            Self::OneCharacter { at, expected, given } => write!(
                f,
                "One character differs: character {} is “{}” and should be “{expected}”.",
                at + 1,
                visible(given.encode_utf8(&mut [0; 4]))
            ),
            Self::NotBase64 { at, found } => write!(
                f,
                "Character {} is “{}”, which Base64 does not have there: this is no answer.",
                at + 1,
                visible(found.encode_utf8(&mut [0; 4]))
            ),
            Self::WrongLength { bytes } => {
                write!(
                    f,
                    "This is Base64 of {bytes} bytes, but an answer is a SHA-1, which has 20"
                )?;
                f.write_str(match bytes {
                    16 => ": MD5 has 16, and so has a key.",
                    32 => ": SHA-256 has 32.",
                    _ => ".",
                })
            }
            Self::Other { at } => write!(
                f,
                "This is an answer, but not to this key: it differs from character {} on.",
                at + 1
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answered by `EDJa7WCAQQzMCYNJM42Syuo9SqQ=`.
    const KEY: &str = "zy6Dy9mSAIM7GJZNf9rI1A==";

    fn check(given: &str, expect: Comparison, says: &str) {
        let comparison = Comparison::of(&Key::parse(KEY).unwrap(), given);
        assert_eq!(
            (comparison, comparison.to_string().as_str()),
            (expect, says),
            "{given:?}"
        );
    }

    #[test]
    fn the_right_answer_is_right_with_blanks_around_it() {
        check(
            "EDJa7WCAQQzMCYNJM42Syuo9SqQ=",
            Comparison::Equal,
            "The answer is right: the client opens the connection.",
        );
        check(
            "sec-websocket-accept:EDJa7WCAQQzMCYNJM42Syuo9SqQ=",
            Comparison::Equal,
            "The answer is right: the client opens the connection.",
        );
        for given in [
            "EDJa7WCAQQzMCYNJM42Syuo9SqQ= ",
            "  EDJa7WCAQQzMCYNJM42Syuo9SqQ=\r\n",
        ] {
            check(
                given,
                Comparison::Blanks,
                "The answer is right: blanks around it are not part of the value.",
            );
        }
        assert!(Comparison::Equal.is_accepted() && Comparison::Blanks.is_accepted());
    }

    #[test]
    fn an_answer_that_is_nearly_right_is_told_what_differs() {
        check(
            " ",
            Comparison::Empty,
            "There is no answer: the client fails the connection.",
        );
        check(
            KEY,
            Comparison::KeyEchoed,
            "This is the key itself, sent back: the server must hash it with the GUID.",
        );
        check(
            "EDJA7WCAQQzMCYNJM42SYUO9SqQ=",
            Comparison::Case { at: 3 },
            "Only upper and lower case differ, from character 4 on: in Base64 they are different characters.",
        );
        check(
            "EDJa7WCAQQzMCYNJM42Syuo9SqQ",
            Comparison::CutShort { missing: 1 },
            "The last character of the right answer is missing.",
        );
        check(
            "EDJa7WCAQQzMCYNJM42Sy",
            Comparison::CutShort { missing: 7 },
            "The answer is right but ends too early: 7 characters are missing.",
        );
        check(
            "EDJa7WCAQQzMCYNJM42Syuo9SqQ=\\r",
            Comparison::Longer { extra: 2 },
            "The answer is right, but 2 more characters follow it.",
        );
        check(
            "EDJa7WCAQQzMCYNJM42Syuo9SqR=",
            Comparison::OneCharacter {
                at: 26,
                expected: 'Q',
                given: 'R',
            },
            "One character differs: character 27 is “R” and should be “Q”.",
        );
    }

    #[test]
    fn an_answer_in_the_base64_for_urls_is_recognised() {
        // The RFC's example has a +.
        let key = Key::parse(EXAMPLE_KEY).unwrap();
        let comparison = Comparison::of(&key, "s3pPLMBiTxaQ9kYGzzhZRbK-xOo=");
        assert_eq!(comparison, Comparison::UrlAlphabet { at: 23 });
    }

    #[test]
    fn an_answer_to_something_else_is_told_by_its_kind() {
        check(
            "\"EDJa7WCAQQzMCYNJM42Syuo9SqQ=\"",
            Comparison::NotBase64 { at: 0, found: '"' },
            "Character 1 is “\"”, which Base64 does not have there: this is no answer.",
        );
        check(
            "\0DJa7WCAQQzMCYNJM42Syuo9Sqq=",
            Comparison::NotBase64 { at: 0, found: '\0' },
            "Character 1 is “␀”, which Base64 does not have there: this is no answer.",
        );
        check(
            "EDJa\u{200b}WCAQQzMCYNJM42Syuo9SqQ=",
            Comparison::OneCharacter {
                at: 4,
                expected: '7',
                given: '\u{200b}',
            },
            "One character differs: character 5 is “⟨U+200B⟩” and should be “7”.",
        );
        check(
            "AAAAAAAAAAAAAAAAAAAAAA==",
            Comparison::WrongLength { bytes: 16 },
            "This is Base64 of 16 bytes, but an answer is a SHA-1, which has 20: MD5 has 16, and so has a key.",
        );
        check(
            "OfS0wDaT5NoxF2gqm7Zj2YtetzM=",
            Comparison::Other { at: 0 },
            "This is an answer, but not to this key: it differs from character 1 on.",
        );
    }

    #[test]
    fn every_known_mistake_is_recognised_by_what_it_makes() {
        let key = Key::parse(KEY).unwrap();
        let sha = |text: String| base64::encode(&hash(&[text.as_bytes()]));
        let digest = "10325aed6080410ccc09834933 8d92ca ea3d4aa4".replace(' ', "");
        let made = [
            (sha(KEY.to_owned()), Mistake::NoGuid),
            (
                sha(format!("{KEY}{}", GUID.to_lowercase())),
                Mistake::LowerCaseGuid,
            ),
            (sha(format!("{GUID}{KEY}")), Mistake::GuidFirst),
            (
                base64::encode(&hash(&[&key.nonce(), GUID.as_bytes()])),
                Mistake::DecodedKey,
            ),
            (sha(format!(" {KEY}{GUID}")), Mistake::BlankBeforeKey),
            (sha(format!("{KEY}\r\n{GUID}")), Mistake::LineEndAfterKey),
            (digest.clone(), Mistake::Hex),
            (base64::encode(digest.as_bytes()), Mistake::Base64OfHex),
            ("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=".to_owned(), Mistake::CopiedExample),
        ];
        assert_eq!(made.len(), MISTAKES.len());
        for (given, mistake) in made {
            let comparison = Comparison::of(&key, &given);
            assert_eq!(comparison, Comparison::Mistaken(mistake), "{given}");
            assert!(comparison.to_string().ends_with('.') && !comparison.is_accepted());
        }
    }
}
