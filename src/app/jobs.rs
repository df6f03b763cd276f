//! The milliseconds of a frame that jobs may use, and the jobs that share them.

use leptos::prelude::*;
use tabcat_core::Transcript;
use tabcat_core::job::{Job, Progress, Share};

use crate::io::clock::Clock;

/// How many bytes are processed between two reads of the clock.
const SLICE: usize = 64 << 10;

/// All jobs.
#[derive(Clone, Copy)]
pub(super) struct Jobs(StoredValue<Seats, LocalStorage>);

/// Which job.
#[derive(Clone, Copy)]
pub(super) enum Seat {
    /// Searching the messages.
    Search,
    /// Formatting a large message as JSON.
    Formatting,
    /// Checking the message that is being written.
    Composing,
}

#[derive(Default)]
struct Seats {
    clock: Clock,
    shares: [Share; 3],
    under_way: [bool; 3],
}

impl Jobs {
    pub(super) fn new() -> Self {
        Self(StoredValue::new_local(Seats::default()))
    }

    /// Runs a job for its share of this frame, at least one step. It is pending until it is done or given up.
    pub(super) fn run<J: Job>(&self, seat: Seat, job: &mut J, transcript: &Transcript) -> Progress<J::Out> {
        let mut progress = Progress::More;
        self.turn(seat, &mut || {
            progress = job.step(transcript, SLICE);
            matches!(progress, Progress::More)
        });
        progress
    }

    /// Marks the job as no longer pending.
    pub(super) fn give_up(&self, seat: Seat) {
        self.0
            .update_value(|seats| seats.under_way[seat as usize] = false);
    }

    fn turn(&self, seat: Seat, step: &mut dyn FnMut() -> bool) {
        self.0.update_value(|seats| {
            let at = seat as usize;
            seats.under_way[at] = true;
            let jobs = seats.under_way.iter().filter(|is| **is).count();
            let from = seats.clock.now();
            let until = from + seats.shares[at].left(from, jobs);
            let (more, now) = loop {
                let (more, now) = (step(), seats.clock.now());
                if !more || now >= until {
                    break (more, now);
                }
            };
            seats.under_way[at] = more;
            seats.shares[at].spend(now - from);
        });
    }
}
