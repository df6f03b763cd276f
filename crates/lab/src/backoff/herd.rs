//! Clients that lose one server at the same moment and try again while it is away: how many come when.

use std::fmt;

use tabcat_core::Span;
use tabcat_core::format::{count, short_span};

use super::{Backoff, Jitter, add};

/// The most clients that are looked at.
pub const MAX_CLIENTS: u32 = 10_000;

/// The most stretches of time that are counted one by one.
pub const MAX_BUCKETS: u64 = 10_000;

/// Attempts by time since the loss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Herd {
    /// How many attempts fall into each stretch of [`Self::bucket`], from the loss to the last attempt there can be.
    pub attempts: Vec<u32>,
    /// How long each stretch is: as asked for, or longer where [`MAX_BUCKETS`] of those are not enough.
    pub bucket: Span,
    /// How many clients there are.
    pub clients: u32,
    /// How much of each wait was chance.
    pub jitter: Jitter,
}

/// Lets so many clients try until they give up, at most [`MAX_CLIENTS`]. `random` gives numbers from 0 to 1.
pub fn herd(clients: u32, backoff: &Backoff, mut random: impl FnMut() -> f64, bucket: Span) -> Herd {
    let clients = clients.min(MAX_CLIENTS);
    let longest = backoff.gives_up_after().most.as_micros();
    let bucket = bucket.as_micros().max(longest / MAX_BUCKETS + 1);
    let stretch = |at: Span| usize::try_from(at.as_micros() / bucket).expect("at most MAX_BUCKETS");
    let mut attempts = vec![0; stretch(Span::from_micros(longest)) + 1];
    for _ in 0..clients {
        let mut at = Span::ZERO;
        for wait in backoff.draw(&mut random) {
            at = add(at, wait);
            attempts[stretch(at)] += 1;
        }
    }
    Herd {
        attempts,
        bucket: Span::from_micros(bucket),
        clients,
        jitter: backoff.jitter(),
    }
}

/// A round stretch of time (1, 2 or 5 and zeros) of which at most so many are in the time until the last attempt.
pub fn stretch(backoff: &Backoff, most: u64) -> Span {
    let longest = backoff.gives_up_after().most.as_micros();
    let least = longest / most.max(1) + 1;
    let mut decade = 1_000_u64;
    loop {
        let round = [1, 2, 5].map(|figure| decade.saturating_mul(figure));
        if let Some(&enough) = round.iter().find(|&&round| round >= least) {
            return Span::from_micros(enough);
        }
        decade = decade.saturating_mul(10);
    }
}

impl Herd {
    /// The most attempts in one stretch.
    pub fn peak(&self) -> u32 {
        self.attempts.iter().copied().max().unwrap_or_default()
    }

    /// When the first stretch with [`Self::peak`] begins, since the loss.
    pub fn peak_at(&self) -> Span {
        let peak = self.peak();
        let before = self.attempts.iter().take_while(|&&n| n < peak).count() as u64;
        Span::from_micros(before * self.bucket.as_micros())
    }
}

/// What a server would see, in a sentence.
impl fmt::Display for Herd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "With {} clients and {}, at most {} attempts come within {}.",
            count(self.clients.into()),
            match self.jitter {
                Jitter::None => "no jitter",
                Jitter::Full => "full jitter",
                Jitter::Equal => "equal jitter",
            },
            count(self.peak().into()),
            short_span(self.bucket)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from 0 to 1 that are the same each time.
    fn dice() -> impl FnMut() -> f64 {
        let mut state = 1_u32;
        move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state) / f64::from(u32::MAX)
        }
    }

    fn thousand(jitter: Jitter) -> Herd {
        let backoff = Backoff::new(Span::from_secs(1), 2.0, Span::from_secs(30), 5, jitter);
        herd(1_000, &backoff.unwrap(), dice(), Span::from_millis(100))
    }

    #[test]
    fn without_jitter_all_come_at_the_same_moments() {
        let herd = thousand(Jitter::None);
        let waves: Vec<_> = (0..).zip(&herd.attempts).filter(|&(_, &n)| n > 0).collect();
        let at = [10, 30, 70, 150, 310];
        assert_eq!(waves, at.map(|bucket| (bucket, &1_000)));
        assert_eq!(herd.peak_at(), Span::from_secs(1));
        assert_eq!(
            herd.to_string(),
            "With 1,000 clients and no jitter, at most 1,000 attempts come within 100 ms."
        );
    }

    #[test]
    fn jitter_spreads_them_and_loses_none() {
        for (jitter, at_most) in [(Jitter::Full, 200), (Jitter::Equal, 300)] {
            let herd = thousand(jitter);
            assert_eq!(herd.attempts.iter().sum::<u32>(), 5_000, "{jitter:?}");
            assert!(herd.peak() < at_most, "{jitter:?}: {}", herd.peak());
        }
    }

    #[test]
    fn a_stretch_that_is_too_short_is_made_longer() {
        let backoff = Backoff::new(
            Span::from_secs(1),
            f64::MAX,
            Span::from_micros(u64::MAX),
            3,
            Jitter::None,
        );
        let herd = herd(u32::MAX, &backoff.unwrap(), || 0.5, Span::ZERO);
        assert_eq!(herd.clients, MAX_CLIENTS);
        assert!(herd.attempts.len() as u64 <= MAX_BUCKETS + 1);
        assert_eq!(herd.attempts.iter().sum::<u32>(), 3 * MAX_CLIENTS);
    }

    #[test]
    fn a_stretch_is_round_and_there_are_not_more_of_them_than_asked_for() {
        let of = |first, cap, attempts| {
            let backoff = Backoff::new(first, 2.0, cap, attempts, Jitter::None).unwrap();
            stretch(&backoff, 100)
        };
        // 1 + 2 + 4 + 8 + 16 + 30 + 30 + 30 seconds.
        assert_eq!(of(Span::from_secs(1), Span::from_secs(30), 8), Span::from_secs(2));
        assert_eq!(
            of(Span::from_millis(1), Span::from_millis(1), 1),
            Span::from_millis(1)
        );
        let endless = Span::from_micros(u64::MAX);
        assert_eq!(of(endless, endless, 100).as_micros() / (u64::MAX / 100), 1);
    }
}
