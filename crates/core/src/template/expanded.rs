//! An expansion that knows where in the source each of its bytes comes from, so that what is wrong with it is shown where
//! it was written.

use std::ops::Range;

use super::bounded::Bounded;

/// The text of a template for some values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expanded {
    /// The text.
    pub text: String,
    /// Whether it ends at [`MAX_BYTES`](super::MAX_BYTES), and would be longer.
    pub is_cut: bool,
    /// In order of the text.
    places: Vec<Place>,
    source_len: usize,
}

/// Where a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its start in the expansion.
    pub(super) at: usize,
    pub(super) source: Range<usize>,
    /// Whether it stands for itself.
    pub(super) is_text: bool,
}

impl Expanded {
    pub(super) fn new(out: Bounded, places: Vec<Place>, source_len: usize) -> Self {
        Self {
            text: out.text,
            is_cut: out.is_cut,
            places,
            source_len,
        }
    }

    /// The place in the source, in bytes, of a place in the text; in what a placeholder became, its start.
    pub fn source_of(&self, at: usize) -> usize {
        if at >= self.text.len() {
            return self.source_len;
        }
        let after = self.places.partition_point(|place| place.at <= at);
        let place = after.checked_sub(1).and_then(|index| self.places.get(index));
        place.map_or(0, |place| place.source_of(at))
    }

    /// The stretch of the source of a stretch of the text; a placeholder is part of it as a whole.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_of(range.start);
        let after = self.places.partition_point(|place| place.at < range.end);
        let last = after.checked_sub(1).and_then(|index| self.places.get(index));
        let end = last.map_or(0, |place| {
            if place.is_text {
                place.source_of(range.end)
            } else {
                place.source.end
            }
        });
        start..end.max(start)
    }
}

impl Place {
    fn source_of(&self, at: usize) -> usize {
        let within = if self.is_text { at - self.at } else { 0 };
        (self.source.start + within).min(self.source.end)
    }
}
