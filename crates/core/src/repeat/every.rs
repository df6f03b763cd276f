//! How often, and how many times: two fields as a person types them.

use std::fmt;

use crate::format::{count, long_span};
use crate::time::Span;

/// The longest interval: a day, in milliseconds.
const LONGEST_MILLIS: u64 = 86_400_000;
/// The most messages that can be asked for.
const MOST_TIMES: u64 = 1_000_000_000;

/// How often a message is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Every {
    /// From one to the next.
    pub interval: Span,
    /// How many; `None` until it is stopped.
    pub times: Option<u64>,
}

/// The field that is wrong. Display says what to enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepeatError {
    /// The milliseconds.
    Interval,
    /// The number of times.
    Times,
}

impl fmt::Display for RepeatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, most, or) = match self {
            Self::Interval => ("milliseconds", LONGEST_MILLIS, ", which is a day."),
            Self::Times => ("times", MOST_TIMES, ", or nothing to go on until you stop it."),
        };
        write!(f, "Enter a whole number of {what} from 1 to {}{or}", count(most))
    }
}

impl std::error::Error for RepeatError {}

impl Every {
    /// Reads the milliseconds and the number of times, which may be empty.
    pub fn read(millis: &str, times: &str) -> Result<Self, RepeatError> {
        let interval = whole(millis, LONGEST_MILLIS).ok_or(RepeatError::Interval)?;
        let times = match times.trim() {
            "" => None,
            times => Some(whole(times, MOST_TIMES).ok_or(RepeatError::Times)?),
        };
        Ok(Self {
            interval: Span::from_millis(interval),
            times,
        })
    }

    /// The time from the first message to the last in words, `1 min 40 s`, if there is a last one.
    pub fn takes(self) -> Option<String> {
        let intervals = self.times?.saturating_sub(1);
        Some(long_span(self.interval.as_millis().saturating_mul(intervals)))
    }
}

fn whole(text: &str, most: u64) -> Option<u64> {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| text.parse().ok())?;
    number.filter(|number| (1..=most).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_fields_are_an_interval_and_a_number_or_say_what_to_enter() {
        let every = |millis, times| Every {
            interval: Span::from_millis(millis),
            times,
        };
        assert_eq!(Every::read("1000", ""), Ok(every(1_000, None)));
        assert_eq!(
            Every::read(" 1 ", " 1000000000 "),
            Ok(every(1, Some(1_000_000_000)))
        );
        assert_eq!(Every::read("86400000", "1"), Ok(every(86_400_000, Some(1))));
        for millis in [
            "",
            "0",
            "-1",
            "1.5",
            "86400001",
            "99999999999999999999",
            "1e3",
            "١",
        ] {
            assert_eq!(Every::read(millis, "x"), Err(RepeatError::Interval), "{millis:?}");
        }
        for times in ["0", "-1", "1.5", "1000000001", "many"] {
            assert_eq!(Every::read("5", times), Err(RepeatError::Times), "{times:?}");
        }
        assert_eq!(
            RepeatError::Interval.to_string(),
            "Enter a whole number of milliseconds from 1 to 86,400,000, which is a day."
        );
        assert_eq!(
            RepeatError::Times.to_string(),
            "Enter a whole number of times from 1 to 1,000,000,000, or nothing to go on until you stop it."
        );
    }

    #[test]
    fn it_says_how_long_it_takes() {
        let check = |millis, times, expect: Option<&str>| {
            let every = Every::read(millis, times).unwrap();
            assert_eq!(every.takes().as_deref(), expect, "{millis} ms, {times} times");
        };
        check("1000", "", None);
        check("1000", "1", Some("0 ms"));
        check("250", "2", Some("250 ms"));
        check("250", "12", Some("2 s 750 ms"));
        check("1", "1000000", Some("16 min 39 s"));
        check("86400000", "1000000000", Some("999,999,999 d"));
    }
}
