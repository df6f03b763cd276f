//! Waits between attempts to reconnect, which grow up to a cap, with or without jitter; and the load from
//! many clients that lost the same server. The caller supplies the random numbers.

mod herd;
mod typed;

use std::fmt;

use tabcat_core::Span;
use tabcat_core::format::short_span;

pub use herd::{Column, Herd, MAX_CLIENTS, herd, stretch};
pub use typed::Typed;

/// The most attempts that are computed.
pub const MAX_ATTEMPTS: u32 = 100;

/// The random part of a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Jitter {
    /// None: the whole wait is fixed.
    None,
    /// Anything from nothing to the whole wait.
    Full,
    /// Half of the wait, and anything up to the other half.
    Equal,
}

impl Jitter {
    /// All, for a choice.
    pub const ALL: [Self; 3] = [Self::None, Self::Full, Self::Equal];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Full => "full",
            Self::Equal => "equal",
        }
    }

    /// Its effect, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::None => {
                "Every client waits the same: those that lost the server together come back together, each time."
            }
            Self::Full => {
                "Each client waits a random part of the time: they spread over all of it, and some come at once."
            }
            Self::Equal => {
                "Each client waits half of the time and a random part of the other half: they spread over that half."
            }
        }
    }
}

/// When to try again. Only [`Backoff::new`] makes one, so the numbers are valid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Backoff {
    first: Span,
    factor: f64,
    cap: Span,
    attempts: u32,
    jitter: Jitter,
}

/// Invalid numbers. Display says what to enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackoffError {
    /// A first wait of 0, which no factor makes longer.
    NoWait,
    /// A factor that makes waits shorter, or is not a number.
    Factor,
    /// A cap below the first wait, or none.
    Cap,
    /// A first wait that overflows [`Span`].
    FirstTooLong,
    /// A cap that overflows [`Span`].
    CapTooLong,
    /// None, or more than [`MAX_ATTEMPTS`].
    Attempts,
}

impl fmt::Display for BackoffError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoWait => {
                "Enter a first wait of more than 0: without one, a client tries as fast as it can."
            }
            Self::Factor => "Enter a factor of 1 or more: 2 doubles each wait.",
            Self::Cap => "Enter a longest wait that is not below the first.",
            Self::FirstTooLong | Self::CapTooLong => {
                "Enter at most 18,446,744,073,709,551 ms: those are 584,542 years."
            }
            Self::Attempts => "Enter 1 to 100 attempts.",
        })
    }
}

impl std::error::Error for BackoffError {}

/// The bounds of a wait, or of a sum of waits. Without jitter both are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// The shortest wait.
    pub least: Span,
    /// The longest wait.
    pub most: Span,
}

impl Backoff {
    /// `first × factor^n`, at most `cap`, before each of `attempts`.
    pub fn new(
        first: Span,
        factor: f64,
        cap: Span,
        attempts: u32,
        jitter: Jitter,
    ) -> Result<Self, BackoffError> {
        if first == Span::ZERO {
            return Err(BackoffError::NoWait);
        }
        if !(1.0..=f64::MAX).contains(&factor) {
            return Err(BackoffError::Factor);
        }
        if cap < first {
            return Err(BackoffError::Cap);
        }
        if !(1..=MAX_ATTEMPTS).contains(&attempts) {
            return Err(BackoffError::Attempts);
        }
        Ok(Self {
            first,
            factor,
            cap,
            attempts,
            jitter,
        })
    }

    /// The number of attempts.
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The random part of each wait.
    pub const fn jitter(&self) -> Jitter {
        self.jitter
    }

    /// The same numbers with another jitter.
    #[must_use]
    pub const fn with_jitter(self, jitter: Jitter) -> Self {
        Self { jitter, ..self }
    }

    /// The wait before each attempt.
    pub fn waits(&self) -> Vec<Wait> {
        self.ceilings()
            .map(|most| Wait {
                least: match self.jitter {
                    Jitter::None => most,
                    Jitter::Full => Span::ZERO,
                    Jitter::Equal => half(most),
                },
                most,
            })
            .collect()
    }

    /// The waits of one client. `random` returns numbers from 0 to 1 and is called once for each wait with
    /// jitter.
    pub fn draw(&self, mut random: impl FnMut() -> f64) -> Vec<Span> {
        let jitter = self.jitter;
        // A float may round a very long wait up.
        let mut part = |of: Span| scale(of, random().clamp(0.0, 1.0)).min(of);
        self.ceilings()
            .map(|most| match jitter {
                Jitter::None => most,
                Jitter::Full => part(most),
                Jitter::Equal => {
                    let half = half(most);
                    add(half, part(Span::from_micros(most.as_micros() - half.as_micros())))
                }
            })
            .collect()
    }

    /// The time from the loss to the start of the last attempt, without the duration of the attempts.
    pub fn gives_up_after(&self) -> Wait {
        let none = Wait {
            least: Span::ZERO,
            most: Span::ZERO,
        };
        self.waits().iter().fold(none, |sum, wait| Wait {
            least: add(sum.least, wait.least),
            most: add(sum.most, wait.most),
        })
    }

    /// The waits before jitter. The cap comes first, so that even the longest waits have jitter.
    fn ceilings(&self) -> impl Iterator<Item = Span> {
        let Self {
            first, factor, cap, ..
        } = *self;
        (0..self.attempts).map(move |n| scale(first, factor.powf(n.into())).min(cap))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a float cast saturates, and a wait of 2^53 us is 285 years"
)]
fn scale(span: Span, by: f64) -> Span {
    Span::from_micros((span.as_micros() as f64 * by).round() as u64)
}

const fn half(span: Span) -> Span {
    Span::from_micros(span.as_micros() / 2)
}

const fn add(one: Span, other: Span) -> Span {
    Span::from_micros(one.as_micros().saturating_add(other.as_micros()))
}

/// A wait in milliseconds without trailing zeros, so that waits compare: `250 ms`, `2.25 s`, `16 s`; from ten
/// minutes on, the usual format.
pub fn seconds(span: Span) -> String {
    let millis = span.as_millis();
    match millis {
        0 if span == Span::ZERO => "0".to_owned(),
        1_000..600_000 => {
            let places = format!(".{:03}", millis % 1_000);
            let places = places.trim_end_matches('0').trim_end_matches('.');
            format!("{}{places} s", millis / 1_000)
        }
        _ => short_span(span),
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.least != self.most {
            write!(f, "{} to ", seconds(self.least))?;
        }
        f.write_str(&seconds(self.most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backoff(attempts: u32, jitter: Jitter) -> Backoff {
        Backoff::new(Span::from_secs(1), 2.0, Span::from_secs(30), attempts, jitter).unwrap()
    }

    fn in_secs(spans: impl IntoIterator<Item = Span>) -> Vec<u64> {
        spans.into_iter().map(Span::as_secs).collect()
    }

    #[test]
    fn waits_grow_by_the_factor_up_to_the_cap() {
        let waits = backoff(7, Jitter::None).waits();
        assert_eq!(
            in_secs(waits.iter().map(|wait| wait.most)),
            [1, 2, 4, 8, 16, 30, 30]
        );
        assert!(waits.iter().all(|wait| wait.least == wait.most));
        let steady = Backoff::new(Span::from_secs(5), 1.0, Span::from_secs(5), 3, Jitter::None);
        assert_eq!(
            in_secs(steady.unwrap().waits().iter().map(|wait| wait.most)),
            [5, 5, 5]
        );
    }

    #[test]
    fn a_wait_that_would_be_endless_is_the_cap() {
        let steep = Backoff::new(
            Span::from_secs(1),
            f64::MAX,
            Span::from_micros(u64::MAX),
            100,
            Jitter::Full,
        )
        .unwrap();
        assert_eq!(steep.waits()[99].most, Span::from_micros(u64::MAX));
        assert_eq!(steep.gives_up_after().most, Span::from_micros(u64::MAX));
        assert_eq!(steep.draw(|| f64::INFINITY).len(), 100);
    }

    #[test]
    fn jitter_says_how_much_is_chance() {
        let bounds = |jitter: Jitter| {
            let waits = backoff(6, jitter).waits();
            let last = waits[5];
            [last.least.as_secs(), last.most.as_secs()]
        };
        assert_eq!(bounds(Jitter::None), [30, 30]);
        assert_eq!(bounds(Jitter::Full), [0, 30]);
        assert_eq!(bounds(Jitter::Equal), [15, 30]);

        let draw = |jitter: Jitter, roll: f64| in_secs(backoff(3, jitter).draw(|| roll));
        assert_eq!(draw(Jitter::None, 0.5), [1, 2, 4]);
        assert_eq!(draw(Jitter::Full, 0.0), [0, 0, 0]);
        assert_eq!(draw(Jitter::Full, 0.5), [0, 1, 2]);
        assert_eq!(draw(Jitter::Equal, 0.5), [0, 1, 3]);
        assert_eq!(draw(Jitter::Equal, 1.0), [1, 2, 4]);
        // Invalid random numbers do no harm.
        assert_eq!(draw(Jitter::Full, f64::NAN), [0, 0, 0]);
        assert_eq!(draw(Jitter::Full, -7.0), [0, 0, 0]);
    }

    #[test]
    fn the_time_to_give_up_is_the_sum_of_the_waits() {
        let times = |jitter: Jitter| {
            let wait = backoff(7, jitter).gives_up_after();
            [wait.least.as_secs(), wait.most.as_secs()]
        };
        assert_eq!(times(Jitter::None), [91, 91]);
        assert_eq!(times(Jitter::Full), [0, 91]);
        assert_eq!(times(Jitter::Equal), [45, 91]);
    }

    #[test]
    fn waits_are_written_to_one_precision() {
        let check = |millis, expect: &str| assert_eq!(seconds(Span::from_millis(millis)), expect);
        for (millis, expect) in [
            (0, "0"),
            (250, "250 ms"),
            (1_000, "1 s"),
            (2_250, "2.25 s"),
            (16_000, "16 s"),
            (121_005, "121.005 s"),
        ] {
            check(millis, expect);
        }
        assert_eq!(backoff(5, Jitter::Full).waits()[4].to_string(), "0 to 16 s");
        assert_eq!(backoff(5, Jitter::None).waits()[4].to_string(), "16 s");
    }

    #[test]
    fn numbers_that_make_no_sense_are_told_what_to_enter() {
        let check = |first: u64, factor: f64, cap: u64, attempts: u32, expect: BackoffError| {
            let made = Backoff::new(
                Span::from_secs(first),
                factor,
                Span::from_secs(cap),
                attempts,
                Jitter::Full,
            );
            assert_eq!(made, Err(expect));
            assert!(expect.to_string().starts_with("Enter "));
        };
        check(0, 2.0, 30, 5, BackoffError::NoWait);
        check(1, 0.9, 30, 5, BackoffError::Factor);
        check(1, f64::NAN, 30, 5, BackoffError::Factor);
        check(1, f64::INFINITY, 30, 5, BackoffError::Factor);
        check(5, 2.0, 4, 5, BackoffError::Cap);
        check(1, 2.0, 30, 0, BackoffError::Attempts);
        check(1, 2.0, 30, 101, BackoffError::Attempts);
    }
}
