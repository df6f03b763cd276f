//! The same thing measured several times: its median, and how far apart the times were.

use serde::{Deserialize, Serialize};

/// Values of one kind, in the order in which they were measured.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Samples(Vec<f64>);

impl Samples {
    pub(crate) fn push(&mut self, value: f64) {
        self.0.push(value);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn values(&self) -> &[f64] {
        &self.0
    }

    /// The value that this share of them do not exceed: `at(0.5)` is the median, `at(1.0)` the largest.
    pub(crate) fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let Some(last) = sorted.len().checked_sub(1) else {
            return f64::NAN;
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a list of some thousands"
        )]
        let place = (share * last as f64).ceil() as usize;
        sorted[place.min(last)]
    }

    /// The middle one; between the two in the middle of an even number.
    pub(crate) fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        match sorted.len() {
            0 => f64::NAN,
            length if length % 2 == 0 => f64::midpoint(sorted[middle - 1], sorted[middle]),
            _ => sorted[middle],
        }
    }

    /// Ours over theirs, run by run: what the machine did to one of a pair it most likely did to the other.
    pub(crate) fn over(&self, baseline: &Self) -> Self {
        self.0
            .iter()
            .zip(&baseline.0)
            .map(|(ours, theirs)| ours / theirs)
            .collect()
    }
}

impl FromIterator<f64> for Samples {
    fn from_iter<T: IntoIterator<Item = f64>>(values: T) -> Self {
        Self(values.into_iter().collect())
    }
}

impl From<f64> for Samples {
    fn from(value: f64) -> Self {
        Self(vec![value])
    }
}

/// Counts and byte sizes, all far below 2^53.
pub(crate) fn to_f64(count: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
    let value = count as f64;
    value
}
