//! Timers that stop when they are dropped.

use gloo_timers::callback::{Interval, Timeout};
use tabcat_core::Span;

/// Runs a function once, later.
pub struct Alarm(#[expect(dead_code, reason = "held for its Drop, which cancels it")] Timeout);

/// Runs a function repeatedly.
pub struct Ticker(#[expect(dead_code, reason = "held for its Drop, which stops it")] Interval);

impl Alarm {
    /// Runs `then` after `delay`, rounded up to a millisecond so that it never comes early.
    pub fn after(delay: Span, then: impl FnOnce() + 'static) -> Self {
        // Browsers keep the delay in a signed 32-bit number of milliseconds.
        let millis = delay.as_micros().div_ceil(1_000).min(i32::MAX as u64);
        Self(Timeout::new(u32::try_from(millis).unwrap_or(u32::MAX), then))
    }
}

impl Ticker {
    /// Runs `then` every `period`.
    pub fn every(period: Span, then: impl FnMut() + 'static) -> Self {
        Self(Interval::new(
            u32::try_from(period.as_millis()).unwrap_or(u32::MAX),
            then,
        ))
    }
}
