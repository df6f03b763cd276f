//! Which bytes of a text belong to secrets. Marks over each other are one.

use std::ops::Range;

use super::Mask;

/// A mark for each byte.
pub(super) struct Found(Vec<bool>);

impl Found {
    /// Nothing yet, in so many bytes.
    pub(super) fn nothing(length: usize) -> Self {
        Self(vec![false; length])
    }

    /// Marks a secret, if it is not a mask already.
    pub(super) fn mark(&mut self, bytes: &[u8], range: Range<usize>) {
        if !Mask::is(&bytes[range.clone()]) {
            self.0[range].fill(true);
        }
    }

    /// The first secret at or after that byte.
    pub(super) fn next(&self, from: usize) -> Option<Range<usize>> {
        let until = |from: usize, mark: bool| self.0[from..].iter().position(|at| *at == mark);
        let start = from + until(from, true)?;
        let end = until(start, false).map_or(self.0.len(), |length| start + length);
        Some(start..end)
    }
}
