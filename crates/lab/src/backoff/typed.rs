//! The numbers as a person types them.

use tabcat_core::Span;

use super::{Backoff, BackoffError, Jitter};

/// The texts of the five fields.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// The first wait, in milliseconds.
    pub first: &'a str,
    /// What each wait is multiplied by.
    pub factor: &'a str,
    /// The longest wait, in milliseconds.
    pub cap: &'a str,
    /// How often it tries.
    pub attempts: &'a str,
    /// [`Jitter::label`] of one; anything else is full.
    pub jitter: &'a str,
}

impl BackoffError {
    /// The name of the field to mark, as in [`Typed`].
    pub const fn field(self) -> &'static str {
        match self {
            Self::NoWait => "first",
            Self::Factor => "factor",
            Self::Cap => "cap",
            Self::Attempts => "attempts",
        }
    }
}

impl Typed<'_> {
    /// The numbers, or what to enter instead of the first that makes no sense.
    pub fn read(self) -> Result<Backoff, BackoffError> {
        let jitter = Jitter::ALL
            .into_iter()
            .find(|jitter| jitter.label() == self.jitter);
        Backoff::new(
            millis(self.first).ok_or(BackoffError::NoWait)?,
            factor(self.factor.trim()).ok_or(BackoffError::Factor)?,
            millis(self.cap).ok_or(BackoffError::Cap)?,
            self.attempts.trim().parse().map_err(|_| BackoffError::Attempts)?,
            jitter.unwrap_or(Jitter::Full),
        )
    }
}

/// Whole milliseconds, at most some 500 years.
fn millis(text: &str) -> Option<Span> {
    let millis: u64 = text.trim().parse().ok()?;
    Some(Span::from_micros(millis.checked_mul(1_000)?))
}

/// `1.5`, with at most six places: the standard library's way to read a float weighs more than all of this.
fn factor(text: &str) -> Option<f64> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let digits = [whole, places].concat();
    if places.len() > 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: u32 = digits.parse().ok()?;
    Some(f64::from(digits) / f64::from(10_u32.pow(u32::try_from(places.len()).ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPED: Typed<'static> = Typed {
        first: "1000",
        factor: "2",
        cap: " 30000 ",
        attempts: "8",
        jitter: "equal",
    };

    #[test]
    fn numbers_are_read_as_they_are_typed() {
        let read = TYPED.read().unwrap();
        let expect = Backoff::new(Span::from_secs(1), 2.0, Span::from_secs(30), 8, Jitter::Equal);
        assert_eq!(Ok(read), expect);
    }

    #[test]
    fn a_factor_may_have_places() {
        let check = |text, expect: Option<f64>| assert_eq!(factor(text), expect, "{text:?}");
        check("1.5", Some(1.5));
        check("10.", Some(10.0));
        check("1.000001", Some(1.000_001));
        for none in ["", ".", "1.0000001", "1e3", "-2", "+2", "1,5", "99999999999"] {
            check(none, None);
        }
    }

    #[test]
    fn what_makes_no_sense_is_said_at_its_field() {
        let check = |typed: Typed<'_>, field: &str| {
            assert_eq!(typed.read().unwrap_err().field(), field, "{typed:?}");
        };
        for first in ["", "0", "-1", "x", "1.5", "18446744073709551615"] {
            check(Typed { first, ..TYPED }, "first");
        }
        for factor in ["", "0.5", "NaN", "inf", "two"] {
            check(Typed { factor, ..TYPED }, "factor");
        }
        check(Typed { cap: "999", ..TYPED }, "cap");
        for attempts in ["0", "101", "8.5"] {
            check(Typed { attempts, ..TYPED }, "attempts");
        }
    }
}
