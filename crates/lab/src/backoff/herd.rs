//! Clients that lose one server at the same moment and try again while it is away: how many come when.

use std::collections::BinaryHeap;
use std::fmt;

use tabcat_core::Span;
use tabcat_core::format::count;

use super::{Backoff, Jitter, add, seconds};

/// The most clients that are simulated.
pub const MAX_CLIENTS: u32 = 10_000;

/// The longest moment: a server feels attempts within it as simultaneous.
const MOMENT: Span = Span::from_millis(100);

/// Attempts by time since the loss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Herd {
    /// The length of a moment: [`MOMENT`], or a tenth of the first wait if that is shorter. A longer one
    /// would join the random first and second attempts of a client, and count spread attempts as
    /// simultaneous.
    pub moment: Span,
    /// The number of clients.
    pub clients: u32,
    /// The jitter of each wait.
    pub jitter: Jitter,
    /// The index of each moment with attempts, and their number, in order of time.
    moments: Vec<(u64, u32)>,
}

/// The busiest moment of a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// When the stretch begins, since the loss.
    pub from: Span,
    /// The number of attempts in that moment.
    pub attempts: u32,
}

/// Simulates so many clients, at most [`MAX_CLIENTS`], until they give up. `random` returns numbers from 0 to
/// 1.
pub fn herd(clients: u32, backoff: &Backoff, mut random: impl FnMut() -> f64) -> Herd {
    let clients = clients.min(MAX_CLIENTS);
    let moment = MOMENT.min(Span::from_micros(backoff.first.as_micros().div_ceil(10)));
    let mut all = BinaryHeap::new();
    for _ in 0..clients {
        let mut at = Span::ZERO;
        for wait in backoff.draw(&mut random) {
            at = add(at, wait);
            all.push(at.as_micros() / moment.as_micros());
        }
    }
    // A heap sorts in a tenth of the code.
    let all = all.into_sorted_vec();
    let counted = all.chunk_by(PartialEq::eq);
    let moments = counted.map(|same| (same[0], u32::try_from(same.len()).unwrap_or(u32::MAX)));
    Herd {
        moment,
        clients,
        jitter: backoff.jitter(),
        moments: moments.collect(),
    }
}

/// A round stretch of time (1, 2 or 5 and zeros), of which `longest` has at most `most`.
pub fn stretch(longest: Span, most: u64) -> Span {
    let least = longest.as_micros().div_ceil(most.max(1));
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
    /// The number of all attempts.
    pub fn attempts(&self) -> u64 {
        self.moments
            .iter()
            .map(|&(_, attempts)| u64::from(attempts))
            .sum()
    }

    /// The most attempts in one moment.
    pub fn peak(&self) -> u32 {
        self.moments
            .iter()
            .map(|&(_, attempts)| attempts)
            .max()
            .unwrap_or_default()
    }

    /// The busiest moment of each stretch of that length that has attempts.
    pub fn columns(&self, stretch: Span) -> Vec<Column> {
        let (stretch, moment) = (stretch.max(self.moment).as_micros(), self.moment.as_micros());
        let of = |at: u64| at * moment / stretch;
        let columns = self.moments.chunk_by(|one, other| of(one.0) == of(other.0));
        columns
            .map(|column| Column {
                from: Span::from_micros(of(column[0].0) * stretch),
                attempts: column
                    .iter()
                    .map(|&(_, attempts)| attempts)
                    .max()
                    .unwrap_or_default(),
            })
            .collect()
    }
}

/// The load on the server, in a sentence.
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
            seconds(self.moment)
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
        herd(1_000, &backoff.unwrap(), dice())
    }

    #[test]
    fn without_jitter_all_come_at_the_same_moments() {
        let herd = thousand(Jitter::None);
        let column = |secs| Column {
            from: Span::from_secs(secs),
            attempts: 1_000,
        };
        assert_eq!(
            herd.columns(Span::from_millis(100)),
            [1, 3, 7, 15, 31].map(column)
        );
        // The third and the fourth are 8 s apart, so these are in one stretch; it is as busy as its busiest moment.
        assert_eq!(herd.columns(Span::from_secs(20)), [0, 20].map(column));
        assert_eq!(
            herd.to_string(),
            "With 1,000 clients and no jitter, at most 1,000 attempts come within 100 ms."
        );
    }

    #[test]
    fn full_jitter_keeps_the_busiest_moment_far_below_that_of_a_herd() {
        let millis = Span::from_millis;
        for (first, cap, attempts) in [
            (1_000, 30_000, 8),
            (100, 30_000, 10),
            (5_000, 3_600_000, 100),
            (250, 250, 3),
        ] {
            let of = |jitter| {
                let backoff = Backoff::new(millis(first), 2.0, millis(cap), attempts, jitter);
                herd(1_000, &backoff.unwrap(), dice()).peak()
            };
            let (none, full) = (of(Jitter::None), of(Jitter::Full));
            assert_eq!(none, 1_000);
            assert!(full * 3 < none, "{full} of {none} with {first} ms");
        }
    }

    #[test]
    fn jitter_loses_no_attempt() {
        for (jitter, at_most) in [(Jitter::Full, 200), (Jitter::Equal, 300)] {
            let herd = thousand(jitter);
            assert_eq!(herd.attempts(), 5_000, "{jitter:?}");
            assert!(herd.peak() < at_most, "{jitter:?}: {}", herd.peak());
        }
    }

    #[test]
    fn waits_of_any_length_have_their_columns() {
        let backoff = Backoff::new(
            Span::from_micros(1),
            f64::MAX,
            Span::from_micros(u64::MAX),
            3,
            Jitter::None,
        );
        let herd = herd(u32::MAX, &backoff.unwrap(), || 0.5);
        assert_eq!(herd.clients, MAX_CLIENTS);
        assert_eq!(herd.attempts(), u64::from(3 * MAX_CLIENTS));
        assert_eq!(herd.columns(Span::ZERO).len(), 2);
    }

    #[test]
    fn a_stretch_is_round_and_there_are_not_more_of_them_than_asked_for() {
        assert_eq!(stretch(Span::from_secs(121), 100), Span::from_secs(2));
        assert_eq!(stretch(Span::from_millis(1), 100), Span::from_millis(1));
        assert_eq!(
            stretch(Span::from_micros(u64::MAX), 100).as_micros() / (u64::MAX / 100),
            1
        );
    }
}
