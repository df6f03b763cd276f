//! Bytes in Base64 (RFC 4648): read in either alphabet, with padding or without, with white space anywhere; written
//! in the first alphabet with padding. Strict otherwise, so that a text that was cut short is noticed.

use std::ops::Range;

use super::Problem;
use crate::format::visible;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Reads four digits for three bytes.
pub fn read(text: &str) -> Result<Vec<u8>, Problem> {
    read_part(text, 0..text.len())
}

/// As [`read`], of a part of a text: places count from the start of the text.
pub(super) fn read_part(text: &str, part: Range<usize>) -> Result<Vec<u8>, Problem> {
    let mut reader = Reader {
        bytes: Vec::with_capacity(part.len() / 4 * 3 + 2),
        ..Reader::default()
    };
    let start = part.start;
    for (at, c) in text[part].char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let range = start + at..start + at + c.len_utf8();
        reader
            .take(c, range.clone())
            .map_err(|fault| problem(text, range, fault))?;
    }
    let last = reader.last.clone();
    reader.end().map_err(|fault| problem(text, last, fault))
}

/// Writes four digits for three bytes, padding at the end.
pub fn write(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| {
            bits << 8 | usize::from(*three.get(at).unwrap_or(&0))
        });
        for at in 0..4 {
            text.push(if at > three.len() {
                '='
            } else {
                char::from(DIGITS[bits >> (18 - 6 * at) & 63])
            });
        }
    }
    text
}

/// An error in a text.
#[derive(Clone, Copy)]
enum Fault {
    NotADigit(char),
    EarlyPadding,
    AfterPadding,
    TooMuchPadding,
    /// One `=` where two belong.
    HalfPadding,
    /// One digit after whole groups of four.
    InsideAByte,
    /// The last digit has bits of a byte that does not come.
    LeftOver,
}

fn problem(text: &str, range: Range<usize>, fault: Fault) -> Problem {
    let character = text[..range.start].chars().count() + 1;
    let advice = match fault {
        Fault::NotADigit(found) => format!(
            "“{}” is no digit of it. Use A to Z, a to z, 0 to 9, + and /, or - and _.",
            visible(found.encode_utf8(&mut [0; 4]))
        ),
        Fault::EarlyPadding => "= comes after two or three digits of a group of four.".to_owned(),
        Fault::AfterPadding => "nothing may follow the padding. Decode one text at a time.".to_owned(),
        Fault::TooMuchPadding => "there is more padding than the last group of four needs.".to_owned(),
        Fault::HalfPadding => "two digits need == after them, or no padding at all.".to_owned(),
        Fault::InsideAByte => "the text ends inside a byte. Add the digits that are missing.".to_owned(),
        Fault::LeftOver => {
            "the last digit has bits of a byte that is missing. Add the digits after it.".to_owned()
        }
    };
    Problem {
        range,
        sentence: format!("Not valid Base64 at character {character}: {advice}"),
    }
}

#[derive(Default)]
struct Reader {
    bytes: Vec<u8>,
    /// The digits of the group so far.
    bits: u32,
    digits: usize,
    padding: usize,
    /// The place of the last character.
    last: Range<usize>,
}

impl Reader {
    fn take(&mut self, c: char, range: Range<usize>) -> Result<(), Fault> {
        self.last = range;
        if c == '=' {
            self.padding += 1;
            return match self.digits {
                0 if self.padding == 1 && self.bytes.is_empty() => Err(Fault::EarlyPadding),
                0 => Err(Fault::TooMuchPadding),
                1 => Err(Fault::EarlyPadding),
                digits if digits + self.padding > 4 => Err(Fault::TooMuchPadding),
                _ => Ok(()),
            };
        }
        let value = value(c).ok_or(Fault::NotADigit(c))?;
        if self.padding > 0 {
            return Err(Fault::AfterPadding);
        }
        self.bits = self.bits << 6 | value;
        self.digits += 1;
        if self.digits == 4 {
            self.bytes.extend_from_slice(&self.bits.to_be_bytes()[1..]);
            (self.bits, self.digits) = (0, 0);
        }
        Ok(())
    }

    fn end(mut self) -> Result<Vec<u8>, Fault> {
        if self.padding == 1 && self.digits == 2 {
            return Err(Fault::HalfPadding);
        }
        if self.digits == 1 {
            return Err(Fault::InsideAByte);
        }
        // Of 12 or 18 bits, the first 8 or 16 are bytes.
        let bits = self.bits << (6 * (4 - self.digits) % 24);
        let [_, whole @ ..] = bits.to_be_bytes();
        let bytes = self.digits.saturating_sub(1);
        if whole[bytes] != 0 {
            return Err(Fault::LeftOver);
        }
        self.bytes.extend_from_slice(&whole[..bytes]);
        Ok(self.bytes)
    }
}

/// The six bits of a digit of either alphabet.
pub(crate) fn value(digit: char) -> Option<u32> {
    let after = |first: char| u32::from(digit) - u32::from(first);
    Some(match digit {
        'A'..='Z' => after('A'),
        'a'..='z' => after('a') + 26,
        '0'..='9' => after('0') + 52,
        '+' | '-' => 62,
        '/' | '_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_alphabets_are_read_with_padding_or_without_and_white_space() {
        let check = |text: &str, expect: &[u8]| assert_eq!(read(text), Ok(expect.to_vec()), "{text:?}");
        check("", b"");
        check(" \n", b"");
        check("SGVsbG8=", b"Hello");
        check("SGVsbG8", b"Hello");
        check("SGVs\r\n\tbG8 =\n", b"Hello");
        check("SA = =", b"H");
        check("+/-_", &[0xfb, 0xff, 0xbf]);
    }

    #[test]
    fn an_error_says_at_which_character_and_what_to_do() {
        let check = |text: &str, place: &str, says: &str| {
            let problem = read(text).unwrap_err();
            assert_eq!(
                (&text[problem.range], problem.sentence.as_str()),
                (place, says),
                "{text:?}"
            );
        };
        check(
            "SGVsbG8gd29ybGQh*GVs",
            "*",
            "Not valid Base64 at character 17: “*” is no digit of it. Use A to Z, a to z, 0 to 9, + and /, or - and _.",
        );
        check(
            "SG\né",
            "é",
            "Not valid Base64 at character 4: “é” is no digit of it. Use A to Z, a to z, 0 to 9, + and /, or - and _.",
        );
        check(
            "S=",
            "=",
            "Not valid Base64 at character 2: = comes after two or three digits of a group of four.",
        );
        check(
            "=",
            "=",
            "Not valid Base64 at character 1: = comes after two or three digits of a group of four.",
        );
        check(
            "SGVsbG8=SGVs",
            "S",
            "Not valid Base64 at character 9: nothing may follow the padding. Decode one text at a time.",
        );
        check(
            "SGVsbG8==",
            "=",
            "Not valid Base64 at character 9: there is more padding than the last group of four needs.",
        );
        check(
            "SGVs=",
            "=",
            "Not valid Base64 at character 5: there is more padding than the last group of four needs.",
        );
        check(
            "SA=",
            "=",
            "Not valid Base64 at character 3: two digits need == after them, or no padding at all.",
        );
        check(
            "SGVsb ",
            "b",
            "Not valid Base64 at character 5: the text ends inside a byte. Add the digits that are missing.",
        );
        check(
            "SGVsbG9",
            "9",
            "Not valid Base64 at character 7: the last digit has bits of a byte that is missing. Add the digits after it.",
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_everyone_writes_and_reads_back(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            prop_assert_eq!(write(&bytes), STANDARD.encode(&bytes));
            for engine in [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD] {
                prop_assert_eq!(read(&engine.encode(&bytes)), Ok(bytes.clone()));
            }
        }

        #[test]
        fn a_text_that_is_cut_is_an_error_or_the_bytes_before_the_cut(bytes in prop::collection::vec(any::<u8>(), 0..20)) {
            let whole = write(&bytes);
            for at in 0..=whole.len() {
                if let Ok(read) = read(&whole[..at]) {
                    prop_assert!(bytes.starts_with(&read));
                    prop_assert_eq!(read.len(), at.min(whole.trim_end_matches('=').len()) * 3 / 4);
                }
            }
        }

        #[test]
        fn what_is_read_is_what_others_read(text in "[A-Da-d09+/=]{0,9}") {
            let others = STANDARD.decode(&text).or_else(|_| STANDARD_NO_PAD.decode(&text));
            prop_assert_eq!(read(&text).ok(), others.ok());
        }

        #[test]
        fn any_text_is_base64_or_has_a_place_that_is_not(text in r"([A-Za-z=\n]|\PC){0,20}") {
            if let Err(problem) = read(&text) {
                prop_assert!(text.get(problem.range).is_some_and(|place| !place.is_empty()));
            }
        }
    }
}
