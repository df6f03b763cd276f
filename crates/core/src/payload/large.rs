//! Payloads that are too large to keep here: wasm memory never shrinks, so that one message of 64 MB would
//! occupy it for as long as the page lives. They stay where the browser put them, and are read a stretch at a
//! time.

use std::any::Any;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use super::Encoding;

/// A payload of more bytes than this is a [`Large`] one. (The measurements are in
/// docs/decisions/0006-large-payloads.md.)
pub const LARGE_BYTES: usize = 32 << 10;

/// How many bytes of the start of a large payload are kept here: more than any row shows.
pub const PREVIEW_BYTES: usize = 2 << 10;

/// Bytes kept outside wasm memory. Dropping the handle releases them.
pub trait ExternalBytes {
    /// The number of bytes.
    fn len(&self) -> usize;

    /// Copies the bytes from `at` on until `into` is full. `into` must not reach past the end.
    fn read(&self, at: usize, into: &mut [u8]);

    /// False in practice: small payloads are kept inside.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The handle, for its maker to downcast.
    fn as_any(&self) -> &dyn Any;
}

/// The handle of a payload. Cloning it clones no bytes.
#[derive(Clone)]
pub struct Large {
    encoding: Encoding,
    characters: usize,
    bytes: Rc<dyn ExternalBytes>,
}

impl Large {
    /// A text payload: valid UTF-8 of so many characters, counted when it was encoded.
    pub fn text(bytes: Rc<dyn ExternalBytes>, characters: usize) -> Self {
        Self {
            encoding: Encoding::Text,
            characters,
            bytes,
        }
    }

    /// Arbitrary bytes.
    pub fn binary(bytes: Rc<dyn ExternalBytes>) -> Self {
        Self {
            encoding: Encoding::Binary,
            characters: 0,
            bytes,
        }
    }

    /// Text or binary.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// How many characters a text has.
    pub fn characters(&self) -> usize {
        self.characters
    }

    /// The handle of the bytes.
    pub fn outside(&self) -> &Rc<dyn ExternalBytes> {
        &self.bytes
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Replaces the content of `into` by these bytes, as far as they exist.
    pub fn read(&self, range: Range<usize>, into: &mut Vec<u8>) {
        let end = range.end.min(self.len());
        let start = range.start.min(end);
        into.resize(end - start, 0);
        self.bytes.read(start, into);
    }

    /// The first bytes; for a text, whole characters.
    pub(crate) fn preview(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.read(0..PREVIEW_BYTES, &mut bytes);
        if self.encoding == Encoding::Text {
            bytes.truncate(whole_characters(&bytes));
        }
        bytes
    }
}

impl fmt::Debug for Large {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Large({:?}, {} bytes)", self.encoding, self.len())
    }
}

impl Eq for Large {}

/// By identity: comparing megabytes is too slow.
impl PartialEq for Large {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.bytes, &other.bytes)
    }
}

/// Where to cut the start of a payload so that no UTF-8 character is split: at its end, or up to three bytes
/// before. Invalid UTF-8 may be cut anywhere.
pub(crate) fn whole_characters(bytes: &[u8]) -> usize {
    let end = bytes.len();
    for back in 1..=end.min(3) {
        let length = match bytes[end - back] {
            0x80..0xc0 => continue,
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0.. => 4,
            _ => 1,
        };
        return if length > back { end - back } else { end };
    }
    end
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Bytes that stand in for external ones.
    impl ExternalBytes for Vec<u8> {
        fn len(&self) -> usize {
            self.len()
        }

        fn read(&self, at: usize, into: &mut [u8]) {
            into.copy_from_slice(&self[at..at + into.len()]);
        }

        fn as_any(&self) -> &dyn Any {
            self
        }
    }

    pub(crate) fn text(text: &str) -> Large {
        Large::text(Rc::new(text.as_bytes().to_vec()), text.chars().count())
    }

    pub(crate) fn binary(bytes: &[u8]) -> Large {
        Large::binary(Rc::new(bytes.to_vec()))
    }

    #[test]
    fn a_stretch_ends_where_the_bytes_do() {
        let large = binary(b"0123456789");
        let check = |range: Range<usize>, expect: &[u8]| {
            let mut bytes = b"what was there before".to_vec();
            large.read(range.clone(), &mut bytes);
            assert_eq!(bytes, expect, "{range:?}");
        };
        check(0..3, b"012");
        check(8..20, b"89");
        check(10..11, b"");
        check(50..60, b"");
    }

    #[test]
    fn a_preview_of_text_has_whole_characters() {
        let cats = text(&format!("a{}", "🐈".repeat(2_000)));
        let preview = cats.preview();
        assert_eq!(preview.len(), PREVIEW_BYTES - 3);
        assert!(std::str::from_utf8(&preview).is_ok());
        assert_eq!(binary(&[0xf0; 5_000]).preview().len(), PREVIEW_BYTES);
    }

    #[test]
    fn no_character_is_cut() {
        for text in ["abc", "né", "漢字", "a🐈", "🐈"] {
            for end in 0..=text.len() {
                let expect = (0..=end).rev().find(|&at| text.is_char_boundary(at));
                assert_eq!(
                    Some(whole_characters(&text.as_bytes()[..end])),
                    expect,
                    "{text} {end}"
                );
            }
        }
        assert_eq!(whole_characters(&[0x80; 9]), 9);
    }
}
