//! Checks that the Worker is alive: asks it when it has been silent for a while, if the page is visible.
//! There is no event for the end of a Worker.

use crate::time::{Span, Timestamp};

/// The interval between looks.
pub const LOOK: Span = Span::from_millis(500);

/// How long it may be silent without being asked.
const SILENCE: Span = Span::from_secs(1);

/// How long it may take to answer.
const PATIENCE: Span = Span::from_secs(3);

/// The same while it handles a large message, or is known not to have ended.
const BUSY_PATIENCE: Span = Span::from_secs(60);

/// If a look is this late, the page itself was blocked, and could hear nothing.
const LATE: Span = Span::from_millis(1_500);

/// What to do after a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Fine,
    /// Ask it for a sign of life.
    Ask,
    /// Find out whether it has ended: it was asked, and has not answered for this long. Returned once for
    /// each silence.
    Silent(Span),
    /// It was asked, and has not answered for this long, even if busy.
    Dead(Span),
}

/// When the Worker was last heard and asked.
#[derive(Debug, Default)]
pub struct Pulse {
    heard: Timestamp,
    asked: Option<Timestamp>,
    looked: Timestamp,
    busy: bool,
}

impl Pulse {
    /// The Worker sent a message.
    pub fn heard(&mut self, now: Timestamp) {
        self.heard = now;
        self.asked = None;
        self.busy = false;
    }

    /// The Worker handles a large message, or will get one.
    pub fn be_patient(&mut self) {
        self.busy = true;
    }

    /// Looks at a Worker that has sockets.
    pub fn look(&mut self, now: Timestamp, visible: bool) -> Verdict {
        let late = now - std::mem::replace(&mut self.looked, now) > LATE;
        if !visible || late {
            self.asked = None;
        }
        if !visible || now - self.heard < SILENCE {
            return Verdict::Fine;
        }
        let Some(asked) = self.asked else {
            self.asked = Some(now);
            return Verdict::Ask;
        };
        let silence = now - self.heard;
        if now - asked > BUSY_PATIENCE {
            Verdict::Dead(silence)
        } else if !self.busy && now - asked > PATIENCE {
            // The browser decodes a text before the Worker can report that it is large.
            self.busy = true;
            Verdict::Silent(silence)
        } else {
            Verdict::Fine
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks every half second until the verdict is not Fine.
    fn until(pulse: &mut Pulse, from: u64, to: u64, visible: bool) -> Option<(u64, Verdict)> {
        (from..=to).step_by(500).find_map(|millis| {
            let verdict = pulse.look(at(millis), visible);
            (verdict != Verdict::Fine).then_some((millis, verdict))
        })
    }

    fn at(millis: u64) -> Timestamp {
        Timestamp::from_micros(1_000_000_000) + Span::from_millis(millis)
    }

    fn started() -> Pulse {
        let mut pulse = Pulse::default();
        pulse.look(at(0), true);
        pulse.heard(at(0));
        pulse
    }

    #[test]
    fn a_silent_worker_is_asked_and_known_to_be_silent_within_five_seconds() {
        let mut pulse = started();
        assert_eq!(until(&mut pulse, 500, 9_000, true), Some((1_000, Verdict::Ask)));
        let silent = Verdict::Silent(Span::from_millis(4_500));
        assert_eq!(until(&mut pulse, 1_500, 9_000, true), Some((4_500, silent)));
        let dead = Verdict::Dead(Span::from_millis(61_500));
        assert_eq!(until(&mut pulse, 5_000, 90_000, true), Some((61_500, dead)));
    }

    #[test]
    fn one_that_answers_is_asked_again_and_never_dead() {
        let mut pulse = started();
        for second in 0..20 {
            if until(&mut pulse, second * 1_000 + 500, second * 1_000 + 1_000, true).is_some() {
                pulse.heard(at(second * 1_000 + 1_000));
            }
        }
    }

    #[test]
    fn one_that_is_busy_has_more_time() {
        let mut pulse = started();
        pulse.be_patient();
        assert_eq!(until(&mut pulse, 500, 1_000, true), Some((1_000, Verdict::Ask)));
        assert_eq!(until(&mut pulse, 1_500, 60_000, true), None);
        assert!(until(&mut pulse, 60_500, 70_000, true).is_some());
    }

    #[test]
    fn nobody_is_asked_in_a_hidden_page_or_blamed_for_one_that_stood_still() {
        let mut pulse = started();
        assert_eq!(until(&mut pulse, 500, 90_000, false), None);
        let mut pulse = started();
        assert_eq!(until(&mut pulse, 500, 1_000, true), Some((1_000, Verdict::Ask)));
        assert_eq!(
            pulse.look(at(60_000), true),
            Verdict::Ask,
            "asked again, and not dead"
        );
    }
}
