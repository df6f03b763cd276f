//! Percent-decoded text that maps each byte to its source bytes in the text.

use std::ops::Range;

/// The decoded bytes, and the end of each in the text; it begins where the one before ends.
pub(super) struct Decoded {
    /// Not always UTF-8: `%ff` is a byte.
    pub(super) bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Decoded {
    /// Also decodes text encoded twice or more: `%2541` is an `A`. Each byte of the text is read a few times
    /// only.
    pub(super) fn new(text: &str) -> Self {
        let mut bytes = Vec::with_capacity(text.len());
        let mut ends = Vec::with_capacity(text.len());
        for (at, byte) in text.bytes().enumerate() {
            bytes.push(byte);
            ends.push(at + 1);
            while let [.., b'%', high, low] = bytes[..]
                && let (Some(high), Some(low)) = (hex(high), hex(low))
            {
                let kept = bytes.len() - 3;
                bytes.truncate(kept);
                ends.truncate(kept);
                bytes.push(high * 16 + low);
                ends.push(at + 1);
            }
        }
        Self { bytes, ends }
    }

    /// The range in the text of a range of decoded bytes.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        self.start(range.start)..self.start(range.end)
    }

    /// The first decoded byte at or after that place of the text.
    pub(super) fn find(&self, place: usize) -> usize {
        self.ends.partition_point(|end| *end <= place)
    }

    /// The length of a decoded byte in the text: 1 unencoded, 3 encoded once, 5 twice.
    pub(super) fn width(&self, at: usize) -> usize {
        self.ends[at] - self.start(at)
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.ends[before])
    }
}

fn hex(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_any_number_of_times_is_decoded_and_found_again() {
        let check = |text: &str, expect: &[u8], widths: &[usize]| {
            let decoded = Decoded::new(text);
            assert_eq!(decoded.bytes, expect, "{text}");
            let found: Vec<usize> = (0..expect.len()).map(|at| decoded.width(at)).collect();
            assert_eq!(found, widths, "{text}");
            assert_eq!(decoded.source(&(0..expect.len())), 0..text.len());
        };
        check("", b"", &[]);
        check("a%3Db", b"a=b", &[1, 3, 1]);
        check("%253d", b"=", &[5]);
        check("%25253D%", b"=%", &[7, 1]);
        check("%ff%4", b"\xff%4", &[3, 1, 1]);
        check("%zz", b"%zz", &[1, 1, 1]);
    }

    #[test]
    fn a_place_of_the_text_is_found_among_the_decoded_bytes() {
        let decoded = Decoded::new("a%3Db");
        let found: Vec<usize> = [0, 1, 3, 4, 5].map(|place| decoded.find(place)).into();
        assert_eq!(found, [0, 1, 1, 2, 3]);
    }
}
