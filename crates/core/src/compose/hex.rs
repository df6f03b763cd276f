//! Bytes as people paste them: with spaces, line breaks, colons, commas, `0x` and `\x`, or with none of them.

use std::fmt;
use std::ops::Range;

use super::Problem;
use crate::format::{count, push_hex, visible};

/// The bytes of a written line.
const LINE: usize = 16;

/// An error in a hex text. Display is a sentence that counts characters from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HexError {
    /// The character it is about, counted from 0 and in characters, not in bytes.
    pub at: usize,
    /// The same place in bytes.
    pub byte: usize,
    /// The kind of the error.
    pub fault: HexFault,
}

/// The errors of a hex text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HexFault {
    /// A character that is neither a digit nor a separator.
    NotHex(char),
    /// A digit without its second.
    HalfByte(char),
    /// A `0x` or `\x` with no digit after it.
    NoDigits,
    /// One byte more than this number of bytes.
    TooLong(usize),
}

impl fmt::Display for HexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at + 1;
        match self.fault {
            HexFault::NotHex(found) => write!(
                f,
                "Character {at} is “{}”, which is no hex digit: use 0 to 9 and a to f.",
                visible(found.encode_utf8(&mut [0; 4]))
            ),
            HexFault::HalfByte(digit) => write!(
                f,
                "Character {at} is “{digit}” without a second digit: a byte has two, such as 0{digit}."
            ),
            HexFault::NoDigits => write!(f, "A prefix ends at character {at}, and no digit follows it."),
            HexFault::TooLong(most) => write!(
                f,
                "Character {at} begins a byte too many: {} bytes are read at most.",
                count(most as u64)
            ),
        }
    }
}

impl std::error::Error for HexError {}

/// Reads two digits a byte: `read("81 05") == read("0x81,0x05") == read("\\x81\\x05") == read("8105")`.
///
/// White space, `:`, `,` and `-` may separate bytes, but not the two digits of one.
pub fn read(text: &str) -> Result<Vec<u8>, Problem> {
    read_part(text, 0..text.len())
}

/// As [`read`], of a part of a text: places count from the start of the text.
pub(super) fn read_part(text: &str, part: Range<usize>) -> Result<Vec<u8>, Problem> {
    let digits = &text[part.clone()];
    read_at_most(digits, usize::MAX).map_err(|mut error| {
        let length = match error.fault {
            HexFault::NotHex(found) => found.len_utf8(),
            HexFault::HalfByte(_) | HexFault::NoDigits | HexFault::TooLong(_) => 1,
        };
        error.byte += part.start;
        error.at += text[..part.start].chars().count();
        Problem {
            range: error.byte..error.byte + length,
            sentence: sentence(digits, error),
        }
    })
}

/// The sentence of an error: a text that is being typed has an odd number of digits half of the time.
fn sentence(digits: &str, error: HexError) -> String {
    if matches!(error.fault, HexFault::HalfByte(_)) {
        let digits = digits.chars().filter(char::is_ascii_hexdigit).count();
        if !digits.is_multiple_of(2) {
            return format!("Hex needs an even number of digits: {}.", count(digits as u64));
        }
    }
    error.to_string()
}

/// As [`read`], but more than `most` bytes are an error.
pub fn read_at_most(text: &str, most: usize) -> Result<Vec<u8>, HexError> {
    let mut reader = Reader {
        bytes: Vec::new(),
        most,
        half: None,
        prefix: None,
        backslash: None,
    };
    for (at, (byte, c)) in text.char_indices().enumerate() {
        reader.take(Place { at, byte }, c)?;
    }
    reader.end_of_group()?;
    Ok(reader.bytes)
}

/// Writes pairs of digits with a space between, sixteen to a line: `write(&[0x81, 0x05]) == "81 05"`.
pub fn write(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 3);
    for (at, byte) in bytes.iter().enumerate() {
        match at {
            0 => {}
            _ if at.is_multiple_of(LINE) => text.push('\n'),
            _ => text.push(' '),
        }
        push_hex(&mut text, *byte);
    }
    text
}

/// A character, counted in characters and in bytes.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    byte: usize,
}

struct Reader {
    bytes: Vec<u8>,
    most: usize,
    /// The first digit of a byte, and its position.
    half: Option<(char, Place)>,
    /// The end of a prefix that waits for its digits.
    prefix: Option<Place>,
    /// A backslash whose x is still to come.
    backslash: Option<Place>,
}

impl Reader {
    fn take(&mut self, at: Place, c: char) -> Result<(), HexError> {
        if let Some(backslash) = self.backslash.take() {
            if c != 'x' {
                return error(backslash, HexFault::NotHex('\\'));
            }
            self.prefix = Some(at);
            return Ok(());
        }
        match c {
            '\\' => {
                self.end_of_group()?;
                self.backslash = Some(at);
            }
            'x' | 'X' if matches!(self.half, Some(('0', _))) && self.prefix.is_none() => {
                self.half = None;
                self.prefix = Some(at);
            }
            ':' | ',' | '-' => self.end_of_group()?,
            _ if c.is_whitespace() => self.end_of_group()?,
            _ => self.digit(at, c)?,
        }
        Ok(())
    }

    fn digit(&mut self, at: Place, c: char) -> Result<(), HexError> {
        let Some(low) = c.to_digit(16) else {
            return error(at, HexFault::NotHex(c));
        };
        let Some((high, _)) = self.half.take() else {
            if self.bytes.len() == self.most {
                return error(at, HexFault::TooLong(self.most));
            }
            self.half = Some((c, at));
            return Ok(());
        };
        let high = high.to_digit(16).expect("only digits are kept");
        self.bytes
            .push(u8::try_from(high * 16 + low).expect("two digits are at most 255"));
        self.prefix = None;
        Ok(())
    }

    fn end_of_group(&mut self) -> Result<(), HexError> {
        if let Some((digit, at)) = self.half {
            return error(at, HexFault::HalfByte(digit));
        }
        if let Some(at) = self.backslash {
            return error(at, HexFault::NotHex('\\'));
        }
        match self.prefix {
            Some(at) => error(at, HexFault::NoDigits),
            None => Ok(()),
        }
    }
}

fn error<T>(place: Place, fault: HexFault) -> Result<T, HexError> {
    let Place { at, byte } = place;
    Err(HexError { at, byte, fault })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reads(text: &str) {
        assert_eq!(read(text), Ok(b"\x81\x05Hello".to_vec()), "{text:?}");
    }

    fn refuses(text: &str, place: &str, says: &str) {
        let problem = read(text).unwrap_err();
        assert_eq!(
            (&text[problem.range], problem.sentence.as_str()),
            (place, says),
            "{text:?}"
        );
    }

    #[test]
    fn bytes_are_read_however_they_are_pasted() {
        reads("810548656c6c6f");
        reads("81 05 48 65 6C 6C 6F");
        reads(" 8105\n4865\r\n6c\t6c6f \n");
        reads("81:05:48:65:6c:6c:6f");
        reads("81-05-48-65-6C-6C-6F");
        reads("0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f,");
        reads("0x810548656c6c6f");
        reads("0X81 05 0x48656c 6c 0X6f");
        reads("0x810x050x480x650x6c0x6c0x6f");
        reads(r"\x81\x05\x48\x65\x6c\x6c\x6f");
        reads(r"\x81 \x05, 4865 \x6c6c:6f");
        assert_eq!(read(" \n, "), Ok(Vec::new()));
    }

    #[test]
    fn what_is_not_hex_is_named_with_its_place() {
        let check = |text, at: usize, place, shown: &str| {
            let says = format!("Character {at} is “{shown}”, which is no hex digit: use 0 to 9 and a to f.");
            refuses(text, place, &says);
        };
        check("81 0g", 5, "g", "g");
        check("81\u{1}", 3, "\u{1}", "␁");
        check("81\u{200b}", 3, "\u{200b}", "⟨U+200B⟩");
        check("é1", 1, "é", "é");
        check("81x05", 3, "x", "x");
        check("0x0x81", 4, "x", "x");
        check(r"81\n05", 3, "\\", "\\");
        check("81\\", 3, "\\", "\\");
    }

    #[test]
    fn an_odd_number_of_digits_is_said_and_so_is_half_a_byte() {
        refuses("81 5 48", "5", "Hex needs an even number of digits: 5.");
        refuses("81054", "4", "Hex needs an even number of digits: 5.");
        refuses(&"0".repeat(45), "0", "Hex needs an even number of digits: 45.");
        refuses(
            "81 5 4",
            "5",
            "Character 4 is “5” without a second digit: a byte has two, such as 05.",
        );
        refuses(
            "81 0x",
            "x",
            "A prefix ends at character 5, and no digit follows it.",
        );
        refuses(
            r"\x, 81",
            "x",
            "A prefix ends at character 2, and no digit follows it.",
        );
    }

    #[test]
    fn no_more_than_asked_for_is_read() {
        assert_eq!(read_at_most("81 05", 2), Ok(vec![0x81, 0x05]));
        assert_eq!(
            read_at_most("81 05 4", 2).unwrap_err().to_string(),
            "Character 7 begins a byte too many: 2 bytes are read at most."
        );
    }

    #[test]
    fn sixteen_bytes_are_a_line() {
        assert_eq!(write(&[]), "");
        assert_eq!(write(&[0x81, 0x05, 0xff]), "81 05 ff");
        let lines = write(&[0xab; 33]);
        assert_eq!(lines.lines().map(str::len).collect::<Vec<_>>(), [47, 47, 2]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(read(&write(&bytes)), Ok(bytes));
        }

        #[test]
        fn any_text_is_hex_or_has_a_place_that_is_not(text in r"([0-9a-fxX\\,: g]|\PC){0,40}") {
            if let Err(problem) = read(&text) {
                prop_assert!(text.get(problem.range).is_some_and(|place| !place.is_empty()));
            }
        }
    }
}
