//! The bounds of a transcript, as a person types them.

use std::fmt;

use crate::transcript::{DEFAULT_LIMIT_BYTES, Limits};

/// The default bound in MiB.
#[expect(clippy::cast_possible_truncation, reason = "256")]
pub const DEFAULT_MIB: u32 = (DEFAULT_LIMIT_BYTES >> 20) as u32;

/// The largest bound in MiB: half of the 4 GiB that WebAssembly can address with 32 bits, since the page, the
/// search and incoming messages need room too.
pub const MAX_MIB: u32 = 2_048;

/// The largest bound in lines: more than [`MAX_MIB`] has room for, at 24 bytes for each record.
pub const MAX_ENTRIES: u32 = 100_000_000;

/// A bound that can't be used. Display says what to enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitError {
    /// Not a whole number of MiB.
    NotMib,
    /// Nothing would be kept.
    Nothing,
    /// More than a page can hold.
    TooMuch,
    /// Not a whole number of lines.
    NotLines,
    /// No line would be kept.
    NoLines,
    /// More lines than a page can hold.
    TooManyLines,
}

impl fmt::Display for LimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotMib => "Enter whole megabytes, from 1 to 2048.",
            Self::Nothing => "With 0 nothing would be kept. Enter 1 to 2048; to empty the transcript, press Clear.",
            Self::TooMuch => "A page can't hold more than 2048 MB of messages. Enter 1 to 2048.",
            Self::NotLines => "Enter a whole number of lines, or nothing for as many as fit.",
            Self::NoLines => {
                "With 0 nothing would be kept. Enter 1 or more, or nothing for as many as fit; to empty the transcript, press Clear."
            }
            Self::TooManyLines => "A page can't hold more than 100000000 lines. Enter fewer, or nothing for as many as fit.",
        })
    }
}

impl std::error::Error for LimitError {}

/// `parse_mib(" 256 ") == Ok(256)`
pub fn parse_mib(typed: &str) -> Result<u32, LimitError> {
    whole(
        typed,
        MAX_MIB,
        [LimitError::NotMib, LimitError::Nothing, LimitError::TooMuch],
    )
}

/// `parse_entries("") == Ok(None)`: as many as fit.
pub fn parse_entries(typed: &str) -> Result<Option<u32>, LimitError> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    whole(
        typed,
        MAX_ENTRIES,
        [
            LimitError::NotLines,
            LimitError::NoLines,
            LimitError::TooManyLines,
        ],
    )
    .map(Some)
}

/// The limits of a transcript.
pub fn limits(mib: u32, entries: Option<u32>) -> Limits {
    Limits {
        bytes: (mib as usize) << 20,
        entries: entries.map(|entries| entries as usize),
    }
}

fn whole(typed: &str, most: u32, [not, nothing, too_much]: [LimitError; 3]) -> Result<u32, LimitError> {
    let typed = typed.trim();
    if typed.is_empty() || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(not);
    }
    // A number that overflows is too large.
    match typed.parse::<u32>() {
        Ok(0) => Err(nothing),
        Ok(number) if number <= most => Ok(number),
        _ => Err(too_much),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn megabytes_are_whole_and_fit_a_page() {
        let check =
            |typed: &str, expect: Result<u32, LimitError>| assert_eq!(parse_mib(typed), expect, "{typed:?}");
        check("1", Ok(1));
        check(" 256 ", Ok(256));
        check("2048", Ok(2_048));
        check("0", Err(LimitError::Nothing));
        check("000", Err(LimitError::Nothing));
        check("2049", Err(LimitError::TooMuch));
        check("99999999999999999999", Err(LimitError::TooMuch));
        for typed in ["", "1.5", "-1", "256 MB", "much"] {
            check(typed, Err(LimitError::NotMib));
        }
    }

    #[test]
    fn lines_may_be_left_to_the_bytes() {
        let check = |typed: &str, expect: Result<Option<u32>, LimitError>| {
            assert_eq!(parse_entries(typed), expect, "{typed:?}");
        };
        check("", Ok(None));
        check(" 1 ", Ok(Some(1)));
        check("0", Err(LimitError::NoLines));
        check("100000001", Err(LimitError::TooManyLines));
        check("1,000", Err(LimitError::NotLines));
    }

    #[test]
    fn the_default_bound_is_the_stores_own() {
        assert_eq!(limits(DEFAULT_MIB, None), Limits::default());
    }

    #[test]
    fn every_sentence_says_what_to_enter() {
        for error in [
            LimitError::NotMib,
            LimitError::Nothing,
            LimitError::TooMuch,
            LimitError::NotLines,
            LimitError::NoLines,
            LimitError::TooManyLines,
        ] {
            assert!(error.to_string().contains("Enter"), "{error}");
        }
    }
}
