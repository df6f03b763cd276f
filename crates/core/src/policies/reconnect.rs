//! Whether and when to connect again after an end: exponential backoff with full jitter.

use super::codes;
use super::rules::ReconnectRules;
use crate::ending::{Closed, Ending};
use crate::time::{Span, Timestamp};

/// No two attempts are closer than this.
pub const SHORTEST: Span = Span::from_millis(100);
/// The wait after a close code that says that the server is away or busy is at least this.
pub const LATER: Span = Span::from_secs(5);
/// A connection open for so long starts the count again. One that merely opened does not: its server may
/// accept and drop everyone.
pub const STEADY: Span = Span::from_secs(30);

/// The attempts in a row.
#[derive(Clone, Debug)]
pub struct Reconnect {
    rules: ReconnectRules,
    /// How many attempts were begun since the count started.
    tried: u32,
    opened: Option<Timestamp>,
}

/// The answer to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Begin this attempt after the wait.
    Retry {
        /// The wait.
        wait: Span,
        /// The number of the attempt, counted from 1.
        attempt: u32,
    },
    /// Do not.
    Stop(Why),
}

/// Why no attempt follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The person ended the connection.
    Asked,
    /// The browser or the page's rules would refuse the next attempt as they refused this one.
    Refused,
    /// The close code says that it is over, or that the next attempt would fail, too.
    Code(u16),
    /// All attempts were in vain.
    GaveUp(u32),
}

impl Reconnect {
    /// With these rules.
    pub fn new(rules: ReconnectRules) -> Self {
        Self {
            rules,
            tried: 0,
            opened: None,
        }
    }

    /// How many attempts there may be in a row; `None` for unlimited.
    pub fn most(&self) -> Option<u32> {
        self.rules.attempts
    }

    /// How many attempts were begun since the count started.
    pub fn tried(&self) -> u32 {
        self.tried
    }

    /// The connection opened.
    pub fn opened(&mut self, now: Timestamp) {
        self.opened = Some(now);
    }

    /// Decides after an end. `draw` gives a random number from 0 up to 1.
    pub fn after(&mut self, now: Timestamp, ended: &Closed, draw: impl FnOnce() -> f64) -> Decision {
        if self.opened.take().is_some_and(|opened| now - opened >= STEADY) {
            self.tried = 0;
        }
        let is_late = match self.judge(ended) {
            Ok(is_late) => is_late,
            Err(why) => return Decision::Stop(why),
        };
        if self.rules.attempts.is_some_and(|most| self.tried >= most) {
            return Decision::Stop(Why::GaveUp(self.tried));
        }
        let mut wait = part_of(self.longest_wait(), draw()).max(SHORTEST);
        if is_late {
            wait = wait.max(LATER);
        }
        self.tried += 1;
        Decision::Retry {
            wait,
            attempt: self.tried,
        }
    }

    /// The longest wait before the next attempt: it doubles.
    fn longest_wait(&self) -> Span {
        let doubled = self
            .rules
            .first
            .as_micros()
            .saturating_mul(1_u64.checked_shl(self.tried).unwrap_or(u64::MAX));
        Span::from_micros(doubled).min(self.rules.longest)
    }

    /// Whether to wait longer, or why not to try again.
    fn judge(&self, ended: &Closed) -> Result<bool, Why> {
        match ended.ending {
            Ending::Disconnected { .. }
            | Ending::Unanswered { .. }
            | Ending::Cancelled
            | Ending::Abandoned { .. } => {
                return Err(Why::Asked);
            }
            Ending::Refused | Ending::NoCloseEvent => return Err(Why::Refused),
            Ending::ConnectTimedOut { .. } | Ending::Stopped | Ending::Dead | Ending::Cached => {
                return Ok(false);
            }
            Ending::Remote => {}
        }
        let is_mixed = ended.page_secure && !ended.secure && !ended.loopback_target;
        if !ended.opened() && (ended.blocked_port.is_some() || is_mixed) {
            return Err(Why::Refused);
        }
        let Some(event) = &ended.event else {
            return Ok(false);
        };
        let row = codes::row(event.code);
        let by_default = !event.was_clean || self.rules.every || row.is_some_and(|row| row.retries);
        let own = self.rules.codes.iter().find(|(code, _)| *code == event.code);
        if own.map_or(by_default, |(_, retries)| *retries) {
            Ok(row.is_some_and(|row| row.later))
        } else {
            Err(Why::Code(event.code))
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "waits are at most an hour, and the part is from 0 to 1"
)]
fn part_of(span: Span, part: f64) -> Span {
    Span::from_micros((span.as_micros() as f64 * part) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Evidence;
    use crate::session::CloseEvent;

    fn reconnect(attempts: Option<u32>) -> Reconnect {
        Reconnect::new(ReconnectRules {
            attempts,
            first: Span::from_secs(1),
            longest: Span::from_secs(30),
            every: false,
            codes: Vec::new(),
        })
    }

    fn closed(code: u16) -> Closed {
        Closed::new(Evidence {
            event: Some(CloseEvent {
                code,
                was_clean: code != 1006,
                ..CloseEvent::default()
            }),
            ..Evidence::default()
        })
    }

    fn waits(code: u16, draw: f64) -> Vec<u64> {
        let mut reconnect = reconnect(None);
        let mut wait = |_| match reconnect.after(Timestamp::default(), &closed(code), || draw) {
            Decision::Retry { wait, .. } => wait.as_millis(),
            Decision::Stop(why) => panic!("{why:?}"),
        };
        (0..7).map(&mut wait).collect()
    }

    #[test]
    fn a_wait_is_the_drawn_part_of_the_longest_which_doubles() {
        assert_eq!(
            waits(1006, 1.0),
            [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]
        );
        assert_eq!(
            waits(1006, 0.5),
            [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]
        );
        assert_eq!(waits(1006, 0.0), [100; 7]);
        assert_eq!(
            waits(1013, 0.5),
            [5_000, 5_000, 5_000, 5_000, 8_000, 15_000, 15_000]
        );
    }

    #[test]
    fn the_thousandth_wait_is_no_longer_than_the_longest() {
        let mut reconnect = reconnect(None);
        for attempt in 1..=1_000 {
            let decision = reconnect.after(Timestamp::default(), &closed(1006), || 1.0);
            let Decision::Retry {
                wait,
                attempt: number,
            } = decision
            else {
                panic!("{decision:?}")
            };
            assert!(wait <= Span::from_secs(30), "{wait:?}");
            assert_eq!(number, attempt);
        }
    }

    #[test]
    fn a_close_that_is_not_followed_draws_nothing() {
        let draw = || panic!("drawn for nothing");
        let mut none_left = reconnect(Some(0));
        let now = Timestamp::default();
        assert_eq!(
            none_left.after(now, &closed(1006), draw),
            Decision::Stop(Why::GaveUp(0))
        );
        assert_eq!(
            reconnect(None).after(now, &closed(4003), draw),
            Decision::Stop(Why::Code(4003))
        );
    }
}
