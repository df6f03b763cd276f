//! The time from which a row's delta is counted.

use crate::format;
use crate::time::Timestamp;

/// The start of a delta.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// No delta: there is nothing before the first row.
    Nothing,
    /// The row above.
    RowAbove(Timestamp),
    /// The marked message, which may be further down.
    Mark(Timestamp),
}

impl Since {
    /// The time from there to `at`: `"+0.041 s"`, and `"-0.041 s"` before a mark.
    pub(super) fn delta(self, at: Timestamp) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Mark(mark) if (mark - at).as_millis() > 0 => format::delta(mark - at).replacen('+', "-", 1),
            // A clock that stepped back gives no delta.
            Self::RowAbove(from) | Self::Mark(from) => format::delta(at - from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Span;

    #[test]
    fn only_a_mark_can_be_further_down() {
        let early = Timestamp::from_micros(1_000_000);
        let late = early + Span::from_millis(41);
        let check = |since: Since, at: Timestamp, expect: &str| assert_eq!(since.delta(at), expect);
        check(Since::Nothing, late, "");
        check(Since::RowAbove(early), late, "+0.041 s");
        check(Since::RowAbove(late), early, "+0.000 s");
        check(Since::Mark(early), late, "+0.041 s");
        check(Since::Mark(late), early, "-0.041 s");
        check(Since::Mark(late), late, "+0.000 s");
        check(Since::Mark(early + Span::from_micros(9)), early, "+0.000 s");
    }
}
