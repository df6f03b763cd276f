//! The numbers as a person types them.

use tabcat_core::Span;

use super::{Backoff, BackoffError, Jitter};
use crate::number::{self, NoNumber};

/// The texts of the five fields.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// The first wait, in milliseconds.
    pub first: &'a str,
    /// The factor by which each wait grows.
    pub factor: &'a str,
    /// The longest wait, in milliseconds.
    pub cap: &'a str,
    /// The number of attempts.
    pub attempts: &'a str,
    /// A [`Jitter::label`]; any other text means full jitter.
    pub jitter: &'a str,
}

impl BackoffError {
    /// The name of the field to mark, as in [`Typed`].
    pub const fn field(self) -> &'static str {
        match self {
            Self::NoWait | Self::FirstTooLong => "first",
            Self::Factor => "factor",
            Self::Cap | Self::CapTooLong => "cap",
            Self::Attempts => "attempts",
        }
    }
}

impl Typed<'_> {
    /// The numbers, or the error for the first invalid one.
    pub fn read(self) -> Result<Backoff, BackoffError> {
        let jitter = Jitter::ALL
            .into_iter()
            .find(|jitter| jitter.label() == self.jitter);
        Backoff::new(
            millis(self.first, BackoffError::NoWait, BackoffError::FirstTooLong)?,
            factor(self.factor.trim()).ok_or(BackoffError::Factor)?,
            millis(self.cap, BackoffError::Cap, BackoffError::CapTooLong)?,
            number::read(self.attempts)
                .ok()
                .and_then(|attempts| attempts.try_into().ok())
                .ok_or(BackoffError::Attempts)?,
            jitter.unwrap_or(Jitter::Full),
        )
    }
}

/// Whole milliseconds; `none` if the text is not a number, and `too_long` if it overflows [`Span`].
fn millis(text: &str, none: BackoffError, too_long: BackoffError) -> Result<Span, BackoffError> {
    let millis = number::read(text).map_err(|fault| match fault {
        NoNumber::NotDigits => none,
        NoNumber::TooLarge => too_long,
    })?;
    let micros = millis.checked_mul(1_000).ok_or(too_long)?;
    Ok(Span::from_micros(micros))
}

/// `1.5`, with at most six places: the standard library's way to read a float weighs more than all of this.
fn factor(text: &str) -> Option<f64> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let whole = if whole.is_empty() {
        String::new()
    } else {
        number::digits(whole)?
    };
    let digits = whole + places;
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
    fn numbers_may_have_commas() {
        let commas = Typed {
            first: "1,000",
            factor: "1,000.5",
            cap: "30,000",
            attempts: "0,008",
            ..TYPED
        };
        let plain = Typed {
            factor: "1000.5",
            ..TYPED
        };
        assert_eq!(commas.read(), plain.read());
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
        for long in ["18446744073709552", "99999999999999999999"] {
            let first = Typed { first: long, ..TYPED }.read();
            assert_eq!(first, Err(BackoffError::FirstTooLong));
            let cap = Typed { cap: long, ..TYPED }.read();
            assert_eq!(cap, Err(BackoffError::CapTooLong));
        }
        let most = Typed {
            cap: "18,446,744,073,709,551",
            ..TYPED
        };
        assert!(most.read().is_ok());
        for attempts in ["0", "101", "8.5"] {
            check(Typed { attempts, ..TYPED }, "attempts");
        }
    }
}
