//! Long work in short steps, so that the page can draw frames in between; several such jobs share the spare
//! time of a frame. Nothing here reads a clock.

use crate::time::{Span, Timestamp};
use crate::transcript::Transcript;

/// Work done a step at a time. It only reads; the caller applies the result.
pub trait Job {
    /// The result.
    type Out;

    /// Processes about `budget` more bytes.
    fn step(&mut self, transcript: &Transcript, budget: usize) -> Progress<Self::Out>;
}

/// Whether there is more to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<Out = ()> {
    /// The budget was spent before the end.
    More,
    /// All was done.
    Done(Out),
}

/// The length of a frame at 60 a second.
const FRAME: Span = Span::from_micros(16_667);

/// The time of a frame for all jobs together: the rest is for drawing and input.
const SPARE: Span = Span::from_millis(10);

/// The longest turn of a job before the page may do something else.
const TURN: Span = Span::from_millis(5);

/// The time that one job has used of a frame.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    frame: Timestamp,
    spent: Span,
}

impl Share {
    /// How long the job may run now, with so many jobs under way, itself included; zero if it has used its
    /// share of this frame. A step may overrun: the excess counts against the rest.
    pub fn left(&mut self, now: Timestamp, jobs: usize) -> Span {
        // A clock that was set back must not stop the job.
        if now < self.frame || now - self.frame >= FRAME {
            self.frame = now;
            self.spent = Span::ZERO;
        }
        let share = SPARE.as_micros() / jobs.max(1) as u64;
        Span::from_micros(share.saturating_sub(self.spent.as_micros())).min(TURN)
    }

    /// Counts the time that the job ran.
    pub fn spend(&mut self, span: Span) {
        self.spent = Span::from_micros(self.spent.as_micros().saturating_add(span.as_micros()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: Span = Span::from_micros(300);

    /// How long each of these jobs ran in a second, in milliseconds, if each takes a turn as soon as it may,
    /// with `between` between two turns of one; and how long all ran in the fullest frame.
    fn run(jobs: usize, between: Span) -> (Vec<u64>, u64) {
        let mut shares = vec![(Share::default(), Timestamp::default(), 0); jobs];
        let mut now = Timestamp::default();
        let mut steps = Vec::new();
        while now < Timestamp::default() + Span::from_secs(1) {
            let mut idle = true;
            for (share, next, ran) in &mut shares {
                if *next > now {
                    continue;
                }
                let until = now + share.left(now, jobs);
                let from = now;
                while now < until {
                    now = now + STEP;
                    steps.push(now);
                    idle = false;
                }
                share.spend(now - from);
                *ran += (now - from).as_micros();
                *next = now + between;
            }
            if idle {
                now = now + Span::from_micros(500);
            }
        }
        let in_frame = |at: &Timestamp| {
            let frame = steps.iter().filter(|step| **step >= *at && **step - *at < FRAME);
            frame.count() as u64 * STEP.as_micros()
        };
        let fullest = steps.iter().map(in_frame).max().unwrap_or_default();
        let ran = shares.iter().map(|(.., ran)| ran / 1_000).collect();
        (ran, fullest / 1_000)
    }

    #[test]
    fn one_job_has_all_that_is_spare_and_two_have_half_of_it_each() {
        let (ran, _) = run(1, Span::from_millis(4));
        assert!((500..=640).contains(&ran[0]), "{ran:?} ms of a second");
        let (ran, _) = run(2, Span::from_millis(4));
        assert!(
            ran.iter().all(|ran| (250..=330).contains(ran)),
            "{ran:?} ms of a second"
        );
    }

    #[test]
    fn no_job_goes_on_for_longer_than_a_turn() {
        let mut share = Share::default();
        let now = Timestamp::from_millis(1_000.0);
        assert_eq!(share.left(now, 1), TURN);
        share.spend(Span::from_millis(6));
        assert_eq!(share.left(now + Span::from_millis(6), 1), Span::from_millis(4));
        share.spend(Span::from_millis(5));
        assert_eq!(share.left(now + Span::from_millis(12), 1), Span::ZERO);
        assert_eq!(share.left(now + FRAME, 1), TURN);
    }

    #[test]
    fn a_clock_that_is_set_back_stops_no_job() {
        let mut share = Share::default();
        share.spend(SPARE);
        share.left(Timestamp::from_millis(9_000.0), 1);
        share.spend(SPARE);
        assert_eq!(share.left(Timestamp::from_millis(1_000.0), 1), TURN);
    }
}
