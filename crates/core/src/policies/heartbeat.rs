//! Beats: messages whose replies prove that the peer is alive.

use super::rules::HeartbeatRules;
use super::{Beat, Pulse};
use crate::dice::Dice;
use crate::entry::Message;
use crate::matcher::Matcher;
use crate::template::Values;
use crate::time::{Span, Timestamp};

/// A timer that is later than this proves nothing about the peer: the page did not run.
pub const LATE: Span = Span::from_secs(2);

/// The heartbeat of one run.
#[derive(Debug)]
pub struct Heartbeat {
    rules: HeartbeatRules,
    /// For the texts.
    dice: Dice,
    pulse: Pulse,
    state: State,
}

#[derive(Debug)]
enum State {
    /// Not open.
    Off,
    /// The next beat is due then.
    Waiting(Timestamp),
    /// A beat was sent, and its reply is due.
    Asked {
        at: Timestamp,
        reply: Matcher,
        /// When the next beat is due, should the reply come.
        next: Timestamp,
    },
}

/// What a heartbeat wants when its time has come.
#[derive(Debug, PartialEq)]
pub enum Due {
    /// Send this.
    Send(String),
    /// A reply was missed: say so. More is due.
    Missed(u64),
    /// The peer is dead: this many replies in a row were missed.
    Dead(u32),
}

impl Heartbeat {
    /// With these rules, and dice for the texts.
    pub fn new(rules: HeartbeatRules, dice: Dice) -> Self {
        Self {
            rules,
            dice,
            pulse: Pulse::default(),
            state: State::Off,
        }
    }

    /// Its state for the page.
    pub fn pulse(&self) -> Pulse {
        self.pulse
    }

    /// How long a reply may take.
    pub fn within(&self) -> Span {
        self.rules.within
    }

    /// Begins to beat.
    pub fn open(&mut self, now: Timestamp) {
        self.pulse.missed = 0;
        self.state = State::Waiting(now + self.rules.every);
    }

    /// Stops.
    pub fn closed(&mut self) {
        if let State::Asked { .. } = self.state {
            // Nobody will know.
            self.forget_beat();
        }
        self.state = State::Off;
    }

    /// A message came. Returns whether it is known to be a reply, and nothing else.
    pub fn heard(&mut self, at: Timestamp, message: &Message<'_>) -> bool {
        let mut is_reply = false;
        if let State::Asked {
            at: asked,
            reply,
            next,
        } = &self.state
            && reply.matches(message)
        {
            is_reply = *reply != Matcher::Any;
            let took = at - *asked;
            let is_late = took.as_micros() * 2 > self.rules.within.as_micros();
            let next = *next;
            self.settle_beat(if is_late { Beat::Late } else { Beat::Answered });
            self.pulse.reply = Some(took);
            self.pulse.missed = 0;
            self.state = State::Waiting(next);
        }
        if let State::Waiting(next) = &mut self.state
            && self.rules.postpone
            && !is_reply
        {
            *next = (*next).max(at + self.rules.every);
        }
        is_reply
    }

    /// When [`Self::tick`] is due.
    pub fn due(&self) -> Option<Timestamp> {
        match self.state {
            State::Off => None,
            State::Waiting(at) => Some(at),
            State::Asked { at, .. } => Some(at + self.rules.within),
        }
    }

    /// What is due now; call it until nothing is.
    pub fn tick(&mut self, now: Timestamp) -> Option<Due> {
        let due = self.due().filter(|due| *due <= now)?;
        match self.state {
            State::Off => None,
            State::Waiting(_) => Some(self.beat(now)),
            // A page that did not run could not hear the reply: ask again.
            State::Asked { .. } if now - due > LATE => {
                self.forget_beat();
                Some(self.beat(now))
            }
            State::Asked { .. } => {
                self.settle_beat(Beat::Missed);
                self.pulse.missed += 1;
                if self.pulse.missed > self.rules.misses {
                    self.state = State::Off;
                    return Some(Due::Dead(self.pulse.missed));
                }
                self.state = State::Waiting(now);
                Some(Due::Missed(self.pulse.sent))
            }
        }
    }

    fn beat(&mut self, now: Timestamp) -> Due {
        self.pulse.sent += 1;
        let values = Values {
            seq: self.pulse.sent,
            now,
            seed: self.dice.bits(),
            message: None,
        };
        let reply = self.rules.reply.matcher(&values);
        self.pulse.last.rotate_left(1);
        self.pulse.last[7] = Some(Beat::Asked);
        self.state = State::Asked {
            at: now,
            reply,
            next: now + self.rules.every,
        };
        Due::Send(self.rules.beat.expand(&values))
    }

    fn settle_beat(&mut self, beat: Beat) {
        self.pulse.last[7] = Some(beat);
    }

    fn forget_beat(&mut self) {
        self.pulse.last.rotate_right(1);
        self.pulse.last[0] = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payload::Encoding;
    use crate::policies::rules::ReplyTo;
    use crate::template::Template;

    fn heartbeat(misses: u32) -> Heartbeat {
        let rules = HeartbeatRules {
            every: Span::from_secs(10),
            within: Span::from_secs(4),
            misses,
            beat: Template::parse("p").unwrap(),
            reply: ReplyTo::Any,
            postpone: false,
        };
        Heartbeat::new(rules, Dice::of(1))
    }

    fn at(secs: u64) -> Timestamp {
        Timestamp::from_micros(1_000_000) + Span::from_secs(secs)
    }

    #[test]
    fn the_last_eight_beats_say_how_each_was_answered() {
        let mut heartbeat = heartbeat(9);
        heartbeat.open(at(0));
        let hear = |heartbeat: &mut Heartbeat, secs| {
            heartbeat.heard(at(secs), &Message::received(Encoding::Text, b"x"));
        };
        assert_eq!(heartbeat.tick(at(9)), None);
        assert_eq!(heartbeat.tick(at(10)), Some(Due::Send("p".to_owned())));
        hear(&mut heartbeat, 12);
        heartbeat.tick(at(20));
        hear(&mut heartbeat, 23);
        heartbeat.tick(at(30));
        assert_eq!(heartbeat.tick(at(34)), Some(Due::Missed(3)));
        assert!(heartbeat.tick(at(34)).is_some());
        let pulse = heartbeat.pulse();
        let last = [Beat::Answered, Beat::Late, Beat::Missed, Beat::Asked].map(Some);
        assert_eq!(pulse.last[4..], last);
        assert_eq!(pulse.last[..4], [None; 4]);
        assert_eq!(
            (pulse.sent, pulse.missed, pulse.reply),
            (4, 1, Some(Span::from_secs(3)))
        );
    }

    #[test]
    fn a_tick_two_seconds_late_counts_and_one_that_is_later_asks_again() {
        let tick = |secs| {
            let mut heartbeat = heartbeat(0);
            heartbeat.open(at(0));
            heartbeat.tick(at(10));
            heartbeat.tick(at(secs))
        };
        assert_eq!(tick(13), None);
        assert_eq!(tick(16), Some(Due::Dead(1)));
        assert_eq!(tick(17), Some(Due::Send("p".to_owned())));
    }

    #[test]
    fn a_beat_that_nobody_can_answer_any_more_is_forgotten() {
        let mut heartbeat = heartbeat(0);
        heartbeat.open(at(0));
        heartbeat.tick(at(10));
        heartbeat.closed();
        assert_eq!(heartbeat.pulse().last, [None; 8]);
        assert_eq!(heartbeat.due(), None);
    }
}
