//! Bytes as a hex dump: 16 to a line, with the offset before and ASCII after. Any line is found by
//! arithmetic.

use std::ops::Range;

use crate::entry::Message;
use crate::format::push_hex;

/// How many bytes stand on a line.
const PER_LINE: usize = 16;

/// One line of the dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HexLine {
    /// The offset of its first byte in hex: at least four digits, as many on all lines.
    pub offset: String,
    /// The bytes, two digits each, a wider gap in the middle: `7b 22 74 79 70 65 22 3a  22 74 …`.
    pub bytes: String,
    /// Printable ASCII as it is, anything else as a middle dot.
    pub ascii: String,
}

/// The number of lines for so many bytes.
pub fn hex_rows(bytes: usize) -> usize {
    bytes.div_ceil(PER_LINE)
}

/// The lines with these numbers, from 0, if they exist.
pub fn hex_lines(message: &Message<'_>, lines: Range<usize>) -> Vec<HexLine> {
    let last = message.len().saturating_sub(1);
    let digits = (usize::BITS - last.leading_zeros()).div_ceil(4).max(4) as usize;
    let start = lines.start.saturating_mul(PER_LINE);
    let bytes = message.stretch(start..lines.end.saturating_mul(PER_LINE));
    let line = |(number, on_line): (usize, &[u8])| HexLine {
        offset: format!("{:0digits$x}", start + number * PER_LINE),
        bytes: pairs(on_line),
        ascii: on_line.iter().copied().map(printable).collect(),
    };
    bytes.chunks(PER_LINE).enumerate().map(line).collect()
}

fn pairs(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(3 * PER_LINE);
    for (at, byte) in bytes.iter().enumerate() {
        let gap = match at {
            0 => "",
            8 => "  ",
            _ => " ",
        };
        text.push_str(gap);
        push_hex(&mut text, *byte);
    }
    text
}

fn printable(byte: u8) -> char {
    if byte.is_ascii_graphic() || byte == b' ' {
        char::from(byte)
    } else {
        '·'
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Direction;
    use crate::payload::{Encoding, larges};

    fn lines_of(bytes: &[u8], lines: Range<usize>) -> Vec<HexLine> {
        let large = larges::binary(bytes);
        let message = |bytes, large| Message {
            direction: Direction::Received,
            encoding: Encoding::Binary,
            bytes,
            large,
            file: None,
        };
        let inside = hex_lines(&message(bytes, None), lines.clone());
        assert_eq!(inside, hex_lines(&message(&[], Some(&large)), lines));
        inside
    }

    #[test]
    fn a_line_has_offset_bytes_and_ascii() {
        let bytes: Vec<u8> = (0x3a..0x5c).collect();
        let check = |line: usize, offset: &str, pairs: &str, ascii: &str| {
            let lines = lines_of(&bytes, line..line + 1);
            let expect = HexLine {
                offset: offset.to_owned(),
                bytes: pairs.to_owned(),
                ascii: ascii.to_owned(),
            };
            assert_eq!(lines, [expect]);
        };
        check(
            0,
            "0000",
            "3a 3b 3c 3d 3e 3f 40 41  42 43 44 45 46 47 48 49",
            ":;<=>?@ABCDEFGHI",
        );
        check(2, "0020", "5a 5b", "Z[");
        assert_eq!(lines_of(&bytes, 3..9), []);
    }

    #[test]
    fn what_is_not_printable_is_a_dot() {
        let ascii = |bytes: &[u8]| lines_of(bytes, 0..1)[0].ascii.clone();
        assert_eq!(ascii(b"a b\0\n~\x7f\xff"), "a b··~··");
    }

    #[test]
    fn offsets_grow_as_the_message_does() {
        let offset = |length: usize| {
            let lines = lines_of(&vec![0; length], 0..1);
            lines.into_iter().map(|line| line.offset).collect::<String>()
        };
        assert_eq!((offset(0).as_str(), offset(1).as_str()), ("", "0000"));
        assert_eq!(
            (offset(65_536).as_str(), offset(65_537).as_str()),
            ("0000", "00000")
        );
        assert_eq!(hex_rows(64_000_000), 4_000_000);
    }
}
