//! The state of one attempt to connect: opening, open, closing. It decides its next state; the session
//! records that and asks for effects.

use super::event::Effect;
use super::phase::{AttemptId, Link, Negotiated, Phase, SendRefusal};
use super::sends::Sends;
use super::witness::Witness;
use crate::close::CloseArgs;
use crate::ending::Ending;
use crate::plan::{Plan, Timeouts};
use crate::stats::Stats;
use crate::time::{Span, Timestamp};

/// How long after an `error` event with readyState CLOSED a `close` event may take. Chromium sends none at all when a
/// page's CSP forbids the URL.
const CLOSE_EVENT_GRACE: Span = Span::from_secs(1);

/// From Connect to the end.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) link: Link,
    pub(super) witness: Witness,
    pub(super) sends: Sends,
    /// The socket's bufferedAmount.
    pub(super) buffered: u64,
    /// The counters when it started.
    pub(super) before: Stats,
    timeouts: Timeouts,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Opening,
    Open,
    /// The end has begun, but the browser has not confirmed it.
    Closing {
        since: Timestamp,
        ending: Ending,
    },
}

/// The event that is overdue.
pub(super) enum Overdue {
    Nothing,
    /// The open: the attempt ends, and its socket must be closed.
    Open,
    /// The close: the attempt must be abandoned.
    Close,
}

impl Attempt {
    pub(super) fn new(id: AttemptId, plan: Plan, stats: Stats, now: Timestamp) -> Self {
        let Plan { target, timeouts } = plan;
        Self {
            link: Link {
                id,
                target,
                started: now,
                opened: None,
                negotiated: Negotiated::default(),
            },
            witness: Witness::default(),
            sends: Sends::default(),
            buffered: 0,
            before: stats,
            timeouts,
            state: State::Opening,
        }
    }

    pub(super) fn phase(&self) -> Phase {
        let link = self.link.clone();
        match self.state {
            State::Opening => Phase::Connecting(link),
            State::Open => Phase::Open(link),
            State::Closing { since, ending } => Phase::Closing { link, since, ending },
        }
    }

    pub(super) fn may_send(&self) -> Result<(), SendRefusal> {
        match self.state {
            State::Opening => Err(SendRefusal::Connecting),
            State::Open => Ok(()),
            State::Closing { .. } => Err(SendRefusal::Closing),
        }
    }

    /// When it becomes overdue.
    pub(super) fn due(&self) -> Option<Timestamp> {
        match self.state {
            State::Opening => Some(self.link.started + self.timeouts.connect),
            State::Open => None,
            State::Closing {
                since,
                ending: Ending::NoCloseEvent,
            } => Some(since + CLOSE_EVENT_GRACE),
            State::Closing { since, .. } => Some(since + self.timeouts.close),
        }
    }

    pub(super) fn tick(&mut self, now: Timestamp) -> Overdue {
        if self.due().is_none_or(|due| now < due) {
            return Overdue::Nothing;
        }
        match self.state {
            State::Opening => {
                let limit = self.timeouts.connect;
                self.begin_to_end(now, Ending::ConnectTimedOut { limit });
                Overdue::Open
            }
            State::Open => Overdue::Nothing,
            State::Closing { .. } => Overdue::Close,
        }
    }

    /// The call of `close()`, if one is needed. `ending` is that of an open connection.
    pub(super) fn close(&mut self, now: Timestamp, args: CloseArgs, ending: Ending) -> Option<Effect> {
        let (ending, args) = match self.state {
            State::Opening => (Ending::Cancelled, None),
            State::Open => (ending, Some(args)),
            State::Closing { .. } => return None,
        };
        self.begin_to_end(now, ending);
        Some(Effect::Close(self.link.id, args))
    }

    /// Handles the `open` event; false if it comes too late.
    pub(super) fn open(&mut self, now: Timestamp, negotiated: Negotiated) -> bool {
        let is_news = self.state == State::Opening;
        if is_news {
            self.link.opened = Some(now);
            self.link.negotiated = negotiated;
            self.state = State::Open;
        }
        is_news
    }

    /// Handles the `error` event; false if we caused it: browsers fire it when a page closes a connecting
    /// socket.
    pub(super) fn error(&mut self, now: Timestamp, terminal: bool) -> bool {
        let is_ours = matches!(
            self.state,
            State::Closing {
                ending: Ending::Cancelled | Ending::ConnectTimedOut { .. },
                ..
            }
        );
        self.witness.errored |= !is_ours;
        if terminal && !matches!(self.state, State::Closing { .. }) {
            self.begin_to_end(now, Ending::NoCloseEvent);
        }
        !is_ours
    }

    /// The ending if the `close` event comes now.
    pub(super) fn closed(&self) -> Ending {
        match self.state {
            State::Closing { ending, .. } if ending != Ending::NoCloseEvent => ending,
            _ => Ending::Remote,
        }
    }

    /// The ending without a `close` event; `None` if it is not closing.
    pub(super) fn abandoned(&self) -> Option<Ending> {
        match self.state {
            State::Closing {
                ending: Ending::Disconnected { asked } | Ending::Unanswered { asked },
                ..
            } => Some(Ending::Abandoned { asked }),
            State::Closing { ending, .. } => Some(ending),
            State::Opening | State::Open => None,
        }
    }

    /// Whether it is open.
    pub(super) fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// When the ending was decided: the wait for the `close` event is not part of the attempt.
    pub(super) fn decided(&self, now: Timestamp) -> Timestamp {
        match self.state {
            State::Closing { since, .. } => since,
            State::Opening | State::Open => now,
        }
    }

    fn begin_to_end(&mut self, now: Timestamp, ending: Ending) {
        self.state = State::Closing { since: now, ending };
    }
}
