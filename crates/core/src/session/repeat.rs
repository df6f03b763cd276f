//! Sending what a repeat makes, from its start to its end.

use super::{Context, SendId, SendRefusal, Session, is_persons};
use crate::ending::Closed;
use crate::entry::Tag;
use crate::policies::{Act, Report};
use crate::repeat::{Ended, Repeated, Repeating, Standing, Turn};
use crate::time::Timestamp;

/// At most so many messages are handed over at once; then the page has its turn.
const MOST_AT_ONCE: u32 = 200;

/// The repeat that was started last.
#[derive(Debug)]
pub(super) struct Repetition {
    state: State,
    /// Its messages have this id or a later one.
    first: SendId,
    not_sent: u64,
}

#[derive(Debug)]
enum State {
    Running(Box<dyn Repeating>),
    Ended(Repeated),
}

impl Repetition {
    pub(super) fn due(&self) -> Option<Timestamp> {
        match &self.state {
            State::Running(repeating) => repeating.due(),
            State::Ended(_) => None,
        }
    }

    fn is_running(&self) -> bool {
        matches!(self.state, State::Running(_))
    }

    fn end(&mut self, why: Ended) {
        if let State::Running(repeating) = &self.state {
            self.state = State::Ended(Repeated {
                next: None,
                is_waiting: false,
                ended: Some(why),
                ..repeating.report()
            });
        }
    }
}

impl Session {
    /// The repeat that was started last, until Connect is pressed.
    pub fn repeated(&self) -> Option<Repeated> {
        let Repetition { state, not_sent, .. } = self.repetition.as_ref()?;
        let repeated = match state {
            State::Running(repeating) => repeating.report(),
            State::Ended(repeated) => repeated.clone(),
        };
        Some(Repeated {
            sent: repeated.sent - not_sent,
            not_sent: *not_sent,
            ..repeated
        })
    }

    /// Whether a message can be sent again and again from now on, and if not, why. It waits until the
    /// connection is open.
    pub fn may_repeat(&self) -> Result<(), SendRefusal> {
        match self.phase().may_send() {
            Err(SendRefusal::Connecting) => Ok(()),
            Err(SendRefusal::Waiting) if self.has_outbox() => Ok(()),
            answer => answer,
        }
    }

    /// Whether something is sent by itself, in time in a hidden tab, too.
    pub fn needs_steady_clock(&self) -> bool {
        self.run.is_some() || self.is_repeating()
    }

    fn is_repeating(&self) -> bool {
        self.repetition.as_ref().is_some_and(Repetition::is_running)
    }

    /// Starts a repeat in place of the one before.
    pub(super) fn start_repeat(&mut self, repeating: Box<dyn Repeating>, context: &Context<'_>) {
        if self.may_repeat().is_ok() {
            self.repetition = Some(Repetition {
                state: State::Running(repeating),
                first: SendId(context.ids.sends + 1),
                not_sent: 0,
            });
        }
    }

    pub(super) fn stop_repeat(&mut self) {
        self.end_repeat(Ended::Stopped);
    }

    fn end_repeat(&mut self, why: Ended) {
        if let Some(repetition) = &mut self.repetition {
            repetition.end(why);
        }
    }

    /// Sends what is due.
    pub(super) fn follow_repeat(&mut self, context: &mut Context<'_>) {
        for _ in 0..MOST_AT_ONCE {
            // Asked first: with no repeat, each message that comes costs no more than this.
            if !self.is_repeating() {
                return;
            }
            let Some(standing) = self.standing() else {
                let words = self.last_close.as_ref().map(Closed::label);
                return self.end_repeat(Ended::Closed(words.unwrap_or_default()));
            };
            let turn = match self.repetition.as_mut().map(|repetition| &mut repetition.state) {
                Some(State::Running(repeating)) => repeating.next(context.now, standing),
                _ => return,
            };
            match turn {
                Turn::Send(payload) => self.perform(Act::Send(payload, Tag::Repeat, None), context),
                Turn::Rest => return,
                Turn::Over(why) => return self.end_repeat(why),
            }
        }
    }

    /// `None` if the connection has ended, and no outbox would keep a person's message for the next one.
    fn standing(&self) -> Option<Standing> {
        let Some(attempt) = &self.attempt else {
            return self.has_outbox().then_some(Standing::Waiting);
        };
        let come_first =
            |report: Report| report.is_opening || report.outbox.is_some_and(|outbox| outbox.messages > 0);
        if !attempt.is_open() || self.report().is_some_and(come_first) {
            return Some(Standing::Waiting);
        }
        Some(Standing::Open {
            buffered: self.buffered(),
        })
    }

    fn has_outbox(&self) -> bool {
        self.report().is_some_and(|report| report.outbox.is_some())
    }

    /// A message was not sent: counts it for who wanted it sent.
    pub(super) fn count_not_sent(&mut self, id: SendId, tag: Option<Tag>) {
        self.stats.not_sent += u64::from(is_persons(tag));
        if let Some(repetition) = &mut self.repetition
            && tag == Some(Tag::Repeat)
            && id >= repetition.first
        {
            repetition.not_sent += 1;
        }
    }
}
