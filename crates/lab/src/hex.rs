//! Bytes as people paste them: with spaces, line breaks, colons, commas, `0x` and `\x`, or with none of them.

use std::fmt;

use tabcat_core::format::visible;

/// The most bytes that are read: 1 MiB.
pub const MAX_BYTES: usize = 1 << 20;

/// An error in a hex text. Display is a sentence that counts characters from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HexError {
    /// The character it is about, counted from 0 and in characters, not in bytes.
    pub at: usize,
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
    /// One byte more than [`MAX_BYTES`].
    TooLong,
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
            HexFault::TooLong => write!(
                f,
                "Character {at} begins a byte too many: 1 MiB is read at most (1,048,576 bytes)."
            ),
        }
    }
}

impl std::error::Error for HexError {}

/// Reads two digits a byte: `read("81 05") == read("0x81,0x05") == read("\\x81\\x05") == read("8105")`.
///
/// White space, `:`, `,` and `-` may separate bytes, but not the two digits of one.
pub fn read(text: &str) -> Result<Vec<u8>, HexError> {
    let mut reader = Reader::default();
    for (at, c) in text.chars().enumerate() {
        reader.take(at, c)?;
    }
    reader.end_of_group()?;
    Ok(reader.bytes)
}

/// `write(&[0x81, 0x05]) == "81 05"`
pub fn write(bytes: &[u8]) -> String {
    tabcat_core::format::hex(bytes, bytes.len())
}

#[derive(Default)]
struct Reader {
    bytes: Vec<u8>,
    /// The first digit of a byte, and its position.
    half: Option<(char, usize)>,
    /// The end of a prefix that waits for its digits.
    prefix: Option<usize>,
    /// A backslash whose x is still to come.
    backslash: Option<usize>,
}

impl Reader {
    fn take(&mut self, at: usize, c: char) -> Result<(), HexError> {
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

    fn digit(&mut self, at: usize, c: char) -> Result<(), HexError> {
        let Some(low) = c.to_digit(16) else {
            return error(at, HexFault::NotHex(c));
        };
        let Some((high, _)) = self.half.take() else {
            if self.bytes.len() == MAX_BYTES {
                return error(at, HexFault::TooLong);
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

fn error<T>(at: usize, fault: HexFault) -> Result<T, HexError> {
    Err(HexError { at, fault })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str) {
        assert_eq!(read(text), Ok(b"\x81\x05Hello".to_vec()), "{text:?}");
    }

    fn refuses(text: &str, at: usize, says: &str) {
        let error = read(text).unwrap_err();
        assert_eq!((error.at, error.to_string().as_str()), (at, says), "{text:?}");
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
        refuses(
            "81 0g",
            4,
            "Character 5 is “g”, which is no hex digit: use 0 to 9 and a to f.",
        );
        refuses(
            "81\u{1}",
            2,
            "Character 3 is “␁”, which is no hex digit: use 0 to 9 and a to f.",
        );
        refuses(
            "81\u{200b}",
            2,
            "Character 3 is “⟨U+200B⟩”, which is no hex digit: use 0 to 9 and a to f.",
        );
        // Characters are counted, not bytes.
        refuses(
            "é1",
            0,
            "Character 1 is “é”, which is no hex digit: use 0 to 9 and a to f.",
        );
        refuses(
            "81x05",
            2,
            "Character 3 is “x”, which is no hex digit: use 0 to 9 and a to f.",
        );
        refuses(
            "0x0x81",
            3,
            "Character 4 is “x”, which is no hex digit: use 0 to 9 and a to f.",
        );
        refuses(
            r"81\n05",
            2,
            "Character 3 is “\\”, which is no hex digit: use 0 to 9 and a to f.",
        );
        refuses(
            "81\\",
            2,
            "Character 3 is “\\”, which is no hex digit: use 0 to 9 and a to f.",
        );
    }

    #[test]
    fn half_a_byte_is_said() {
        refuses(
            "81 5 48",
            3,
            "Character 4 is “5” without a second digit: a byte has two, such as 05.",
        );
        refuses(
            "81054",
            4,
            "Character 5 is “4” without a second digit: a byte has two, such as 04.",
        );
        refuses(
            r"\x8\x05",
            2,
            "Character 3 is “8” without a second digit: a byte has two, such as 08.",
        );
        refuses(
            "81 0x",
            4,
            "A prefix ends at character 5, and no digit follows it.",
        );
        refuses(
            r"\x, 81",
            1,
            "A prefix ends at character 2, and no digit follows it.",
        );
    }

    #[test]
    fn a_mebibyte_is_read_and_a_byte_more_is_not() {
        let full = "ab".repeat(MAX_BYTES);
        assert_eq!(read(&full).map(|bytes| bytes.len()), Ok(MAX_BYTES));
        refuses(
            &format!("{full} 00"),
            2 * MAX_BYTES + 1,
            "Character 2097154 begins a byte too many: 1 MiB is read at most (1,048,576 bytes).",
        );
    }

    #[test]
    fn bytes_are_written_in_pairs() {
        assert_eq!(write(&[]), "");
        assert_eq!(write(&[0x81, 0x05, 0xff]), "81 05 ff");
    }
}
