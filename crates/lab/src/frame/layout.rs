//! The positions of the fields of one frame, as far as the bytes go.

use std::ops::Range;

use super::{MAX_CONTROL_BYTES, Opcode, mask};

/// In the seven bits of the length: the next two bytes are the length.
pub(super) const LENGTH_16: u8 = 126;
/// In the seven bits of the length: the next eight bytes are the length.
pub(super) const LENGTH_64: u8 = 127;

/// 2^63 - 1: the top bit of a 64 bit length is 0.
pub(super) const MAX_LENGTH: u64 = u64::MAX >> 1;

const MASK_BIT: u8 = 0x80;
const KEY_BYTES: usize = 4;

/// One frame in the bytes. A missing field is an empty range.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) start: usize,
    first: u8,
    second: Option<u8>,
    /// The bytes of a 16 or 64 bit length.
    pub(super) extended: Range<usize>,
    pub(super) key: Range<usize>,
    /// The payload as far as it is there.
    pub(super) payload: Range<usize>,
    /// The value of the length, if it is complete.
    pub(super) length: Option<u64>,
    pub(super) end: End,
}

/// How a frame ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Whole,
    /// The bytes end in this part.
    Cut(Part, usize),
    /// The bytes end before the payload does.
    Short {
        says: u64,
        there: usize,
    },
    /// A length no frame can have, so that nobody knows where it ends.
    NoLength,
}

/// A part of the header that bytes can end in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Head,
    Length,
    Key,
}

impl Layout {
    /// The frame that starts there; `start` is before the end of the bytes.
    pub(super) fn read(bytes: &[u8], start: usize) -> Self {
        let here = |at: usize, wanted: usize| at..at.saturating_add(wanted).min(bytes.len());
        let second = bytes.get(start + 1).copied();
        let after_head = here(start, 2).end;
        let mut layout = Self {
            start,
            first: bytes[start],
            second,
            extended: after_head..after_head,
            key: after_head..after_head,
            payload: after_head..after_head,
            length: None,
            end: End::Cut(Part::Head, 1),
        };
        let Some(second) = second else {
            return layout;
        };

        let wanted = match second & !MASK_BIT {
            LENGTH_16 => 2,
            LENGTH_64 => 8,
            _ => 0,
        };
        layout.extended = here(after_head, wanted);
        layout.key = layout.extended.end..layout.extended.end;
        layout.payload = layout.key.clone();
        if layout.extended.len() < wanted {
            layout.end = End::Cut(Part::Length, wanted - layout.extended.len());
            return layout;
        }
        let length = match wanted {
            0 => u64::from(second & !MASK_BIT),
            _ => bytes[layout.extended.clone()]
                .iter()
                .fold(0, |length, &byte| (length << 8) | u64::from(byte)),
        };
        layout.length = Some(length);

        if layout.masked() {
            layout.key = here(layout.extended.end, KEY_BYTES);
            layout.payload = layout.key.end..layout.key.end;
            if layout.key.len() < KEY_BYTES {
                layout.end = End::Cut(Part::Key, KEY_BYTES - layout.key.len());
                return layout;
            }
        }
        let all = usize::try_from(length).unwrap_or(usize::MAX);
        layout.payload = here(layout.key.end, all);
        layout.end = if length > MAX_LENGTH {
            End::NoLength
        } else if layout.payload.len() < all {
            End::Short {
                says: length,
                there: layout.payload.len(),
            }
        } else {
            End::Whole
        };
        layout
    }

    /// The bytes of the frame that are present.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.payload.end
    }

    pub(super) fn is_whole(&self) -> bool {
        self.end == End::Whole
    }

    pub(super) fn fin(&self) -> bool {
        self.first & 0x80 != 0
    }

    /// RSV1, RSV2 and RSV3.
    pub(super) fn rsv(&self) -> [bool; 3] {
        [0x40, 0x20, 0x10].map(|bit| self.first & bit != 0)
    }

    pub(super) fn opcode(&self) -> Opcode {
        Opcode::from_u4(self.first)
    }

    /// Whether there is a second byte with the mask bit.
    pub(super) fn masked(&self) -> bool {
        self.second.is_some_and(|second| second & MASK_BIT != 0)
    }

    /// The seven bits of the length, if there is a second byte.
    pub(super) fn length_7(&self) -> Option<u8> {
        self.second.map(|second| second & !MASK_BIT)
    }

    /// Whether a shorter form would have had room for the length.
    pub(super) fn is_longer_than_needed(&self) -> bool {
        let fits = match self.extended.len() {
            2 => MAX_CONTROL_BYTES as u64,
            8 => u64::from(u16::MAX),
            _ => return false,
        };
        self.length.is_some_and(|length| length <= fits)
    }

    pub(super) fn key(&self, bytes: &[u8]) -> Option<[u8; 4]> {
        bytes[self.key.clone()].try_into().ok()
    }

    /// The first bytes of the payload that are present, unmasked.
    pub(super) fn unmasked(&self, bytes: &[u8], max: usize) -> Vec<u8> {
        let mut payload = bytes[self.payload.clone()].to_vec();
        payload.truncate(max);
        if let Some(key) = self.key(bytes) {
            mask::apply(&mut payload, key);
        }
        payload
    }
}
