//! When each message of a repeat goes out.

use std::fmt;

use super::{Ended, Every, Repeated, Repeating, Standing, Turn};
use crate::payload::OwnedPayload;
use crate::policies::LOOK;
use crate::time::{Span, Timestamp};

/// A message that goes out so long after its time is late.
const LATE: Span = Span::from_millis(50);

/// What should have gone out before this is not caught up on: the schedule moves.
const CATCH_UP: Span = Span::from_secs(1);

/// Makes the next message, at the moment of sending; or says in a sentence why there is none.
pub type Make = Box<dyn FnMut(Timestamp) -> Result<OwnedPayload, String>>;

/// A message that is sent every so often: the first at once, each further one an interval after the one before
/// should have been.
pub struct Repeat {
    every: Every,
    /// Nothing is sent while the socket has so many bytes to send.
    high_water: u64,
    make: Make,
    /// When the next message should go out; of the last one once all are sent.
    next: Timestamp,
    handed: u64,
    late: u64,
    held_back: u64,
    is_waiting: bool,
    /// Whether the next message is held back, and counted for it.
    is_held: bool,
    /// When a message was held back last: all that were due by then were.
    held: Option<Timestamp>,
    /// When bufferedAmount is looked at again.
    look: Option<Timestamp>,
}

impl Repeat {
    /// Begins now.
    pub fn new(every: Every, high_water: u64, now: Timestamp, make: Make) -> Self {
        Self {
            every,
            high_water,
            make,
            next: now,
            handed: 0,
            late: 0,
            held_back: 0,
            is_waiting: false,
            is_held: false,
            held: None,
            look: None,
        }
    }

    fn is_done(&self) -> bool {
        self.every.times.is_some_and(|times| self.handed >= times)
    }

    fn hold(&mut self, now: Timestamp) {
        self.held_back += u64::from(!self.is_held);
        self.is_held = true;
        self.held = Some(now);
        self.look = Some(now + LOOK);
    }

    /// A message went out now: counts it, and plans the next one.
    fn handed(&mut self, now: Timestamp) {
        self.handed += 1;
        let behind = now - self.next;
        if !std::mem::take(&mut self.is_held) {
            if self.held.is_some_and(|held| self.next <= held) {
                self.held_back += 1;
            } else if behind > LATE {
                self.late += 1;
            }
        }
        if self.is_done() {
            return;
        }
        if behind > CATCH_UP {
            let missed = behind.as_micros() - CATCH_UP.as_micros();
            let interval = self.every.interval.as_micros();
            let skip = missed.div_ceil(interval).saturating_mul(interval);
            self.next = (self.next + Span::from_micros(skip)).min(now);
        }
        self.next = self.next + self.every.interval;
    }
}

impl Repeating for Repeat {
    fn next(&mut self, now: Timestamp, standing: Standing) -> Turn {
        if self.is_done() {
            return Turn::Over(Ended::Done);
        }
        self.look = None;
        let Standing::Open { buffered } = standing else {
            self.is_waiting = true;
            return Turn::Rest;
        };
        if std::mem::take(&mut self.is_waiting) {
            self.next = self.next.max(now);
        }
        if now < self.next {
            return Turn::Rest;
        }
        if buffered >= self.high_water {
            self.hold(now);
            return Turn::Rest;
        }
        match (self.make)(now) {
            Ok(payload) => {
                self.handed(now);
                Turn::Send(payload)
            }
            Err(sentence) => Turn::Over(Ended::Failed(sentence)),
        }
    }

    fn due(&self) -> Option<Timestamp> {
        (!self.is_waiting).then(|| self.look.unwrap_or(self.next))
    }

    fn report(&self) -> Repeated {
        Repeated {
            sent: self.handed,
            of: self.every.times,
            not_sent: 0,
            late: self.late,
            held_back: self.held_back,
            next: (!self.is_waiting).then_some(self.next),
            is_waiting: self.is_waiting,
            ended: None,
        }
    }
}

impl fmt::Debug for Repeat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repeat")
            .field("every", &self.every)
            .field("report", &self.report())
            .finish_non_exhaustive()
    }
}
