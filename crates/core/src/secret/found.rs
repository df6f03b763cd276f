//! The bytes of a text that belong to secrets. Overlapping marks merge.

use std::ops::Range;

use super::Mask;

/// A shorter secret may be a part of other words.
const SHORTEST_SPREAD: usize = 6;

/// How many secrets are searched for elsewhere. Each takes a pass over the whole text.
const MOST_SPREAD: usize = 16;

/// A mark for each byte.
pub(super) struct Found(Vec<bool>);

impl Found {
    /// No marks, for a text of so many bytes.
    pub(super) fn nothing(length: usize) -> Self {
        Self(vec![false; length])
    }

    /// Marks a secret, if it is not a mask already.
    pub(super) fn mark(&mut self, bytes: &[u8], range: Range<usize>) {
        if !Mask::is(&bytes[range.clone()]) {
            self.0[range].fill(true);
        }
    }

    /// Marks other occurrences of the secrets found, if they are too long to occur by chance.
    pub(super) fn spread(&mut self, bytes: &[u8]) {
        let mut at = 0;
        for _ in 0..MOST_SPREAD {
            let Some(secret) = self.next(at) else { return };
            at = secret.end;
            if secret.len() < SHORTEST_SPREAD {
                continue;
            }
            let secret = &bytes[secret];
            let places: Vec<usize> = bytes
                .windows(secret.len())
                .enumerate()
                .filter_map(|(place, window)| (window == secret).then_some(place))
                .collect();
            for place in places {
                self.mark(bytes, place..place + secret.len());
            }
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
