//! The messages sent at every open, each after the reply to the one before.

use super::heartbeat::LATE;
use super::rules::StepRules;
use crate::dice::Dice;
use crate::entry::Message;
use crate::template::Values;
use crate::time::{Span, Timestamp};

/// The on-open messages of one run.
#[derive(Debug)]
pub struct Opening {
    steps: Vec<StepRules>,
    /// The next step to send, counted from 0; as many as there are when it is done.
    next: usize,
    /// When the reply to the step before is overdue.
    overdue: Option<Timestamp>,
    seq: u64,
    /// For the texts.
    dice: Dice,
}

/// What on-open messages want next.
#[derive(Debug, PartialEq)]
pub enum Next {
    /// Send this.
    Send(String),
    /// The reply to the step (counted from 1) did not come; whether the connection is closed for it.
    NoReply {
        /// The step.
        step: usize,
        /// How long it was waited for.
        within: Span,
        /// Whether the connection is closed.
        closes: bool,
    },
    /// Nothing until a reply comes or is overdue.
    Wait,
    /// All is sent.
    Done,
}

impl Opening {
    /// With these steps, and dice for their texts; done until [`Self::open`].
    pub fn new(steps: Vec<StepRules>, dice: Dice) -> Self {
        Self {
            next: steps.len(),
            steps,
            overdue: None,
            seq: 0,
            dice,
        }
    }

    /// Begins with the first step.
    pub fn open(&mut self) {
        self.next = 0;
        self.overdue = None;
    }

    /// Sends no more.
    pub fn closed(&mut self) {
        self.next = self.steps.len();
        self.overdue = None;
    }

    /// Whether all is sent and answered.
    pub fn is_done(&self) -> bool {
        self.next >= self.steps.len() && self.overdue.is_none()
    }

    /// A message came. Returns whether it is the reply that was waited for.
    pub fn heard(&mut self, message: &Message<'_>) -> bool {
        if self.overdue.is_none() {
            return false;
        }
        let sent = self.next.checked_sub(1).and_then(|at| self.steps.get(at));
        let is_reply = sent.is_some_and(|step| {
            step.reply
                .as_ref()
                .is_some_and(|(reply, _)| reply.matches(message))
        });
        if is_reply {
            self.overdue = None;
        }
        is_reply
    }

    /// When the reply is overdue.
    pub fn due(&self) -> Option<Timestamp> {
        self.overdue
    }

    /// What is to be done now.
    pub fn next(&mut self, now: Timestamp) -> Next {
        if let Some(overdue) = self.overdue {
            if now < overdue {
                return Next::Wait;
            }
            let step = &self.steps[self.next - 1];
            let within = step.reply.as_ref().map_or(Span::ZERO, |(_, within)| *within);
            if now - overdue > LATE {
                // A page that did not run could not hear the reply.
                self.overdue = Some(now + within);
                return Next::Wait;
            }
            self.overdue = None;
            let (step, closes) = (self.next, step.closes);
            if closes {
                self.closed();
            }
            return Next::NoReply { step, within, closes };
        }
        let Some(step) = self.steps.get(self.next) else {
            return Next::Done;
        };
        self.next += 1;
        self.seq += 1;
        self.overdue = step.reply.as_ref().map(|(_, within)| now + *within);
        Next::Send(step.send.expand(&Values {
            seq: self.seq,
            now,
            seed: self.dice.bits(),
            message: None,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::Matcher;
    use crate::payload::Encoding;
    use crate::template::Template;

    #[test]
    fn a_message_is_a_reply_only_while_one_is_waited_for() {
        let step = |reply| StepRules {
            send: Template::parse("{{seq}}").unwrap(),
            reply,
            closes: false,
        };
        let within = Span::from_secs(5);
        let mut opening = Opening::new(vec![step(Some((Matcher::Any, within))), step(None)], Dice::of(1));
        let message = Message::received(Encoding::Text, b"x");
        let now = Timestamp::default();
        assert!(opening.is_done(), "until it opens");
        opening.open();
        assert!(!opening.heard(&message));
        assert_eq!(opening.next(now), Next::Send("1".to_owned()));
        assert_eq!(opening.next(now), Next::Wait);
        assert_eq!(opening.due(), Some(now + within));
        assert!(opening.heard(&message));
        assert!(!opening.heard(&message));
        assert!(!opening.is_done());
        assert_eq!(opening.next(now), Next::Send("2".to_owned()));
        assert_eq!(opening.next(now), Next::Done);
        assert!(opening.is_done());
    }
}
