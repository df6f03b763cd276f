//! The state machine of one connection: at most one attempt at a time. It takes inputs (a person pressed Connect, the socket said
//! `message`, the clock says now), records what happened, and gives back effects for the caller to carry out. It calls
//! nothing, reads no clock and never starts an attempt by itself.
//!
//! An [`Attempt`] decides its next state; only the session records and asks for effects. State that outlives
//! an attempt is kept beside it.

mod attempt;
mod event;
mod phase;
mod sends;
mod surroundings;
mod witness;

pub use event::{Arrival, CloseEvent, Effect, Input, SocketEvent};
pub use phase::{AttemptId, Link, Negotiated, Phase, SendRefusal};
pub use sends::{Outcome, SendId};
pub use surroundings::Surroundings;

use std::collections::VecDeque;

use crate::close::CloseArgs;
use crate::ending::{Closed, Ending};
use crate::entry::{Direction, Note, Opened, System};
use crate::evidence::Evidence;
use crate::payload::OwnedPayload;
use crate::plan::Plan;
use crate::stats::{Stats, Uptime};
use crate::time::Timestamp;
use crate::transcript::Transcript;
use attempt::{Attempt, Overdue};

/// One connection: its attempt, if one is under way, its counters, and how the last one ended.
#[derive(Debug, Default)]
pub struct Session {
    attempt: Option<Attempt>,
    stats: Stats,
    opened: u32,
    failures: u32,
    last_close: Option<Closed>,
}

/// What a session borrows from the workbench.
pub(crate) struct Context<'a> {
    pub(crate) now: Timestamp,
    pub(crate) surroundings: &'a mut Surroundings,
    pub(crate) transcript: &'a mut Transcript,
    pub(crate) effects: &'a mut VecDeque<Effect>,
}

impl Context<'_> {
    fn record(&mut self, system: System) {
        self.transcript.push_system(self.now, system);
    }
}

impl Session {
    /// The phase of the connection.
    pub fn phase(&self) -> Phase {
        self.attempt.as_ref().map_or(Phase::Idle, Attempt::phase)
    }

    /// Whether no attempt is under way.
    pub fn is_idle(&self) -> bool {
        self.attempt.is_none()
    }

    /// The attempt that is under way.
    pub fn attempt(&self) -> Option<AttemptId> {
        self.attempt.as_ref().map(|attempt| attempt.link.id)
    }

    /// The counters of the present attempt, or of the last one.
    pub fn stats(&self) -> Stats {
        self.stats
    }

    /// How the last attempt ended, until the next one starts.
    pub fn last_close(&self) -> Option<&Closed> {
        self.last_close.as_ref()
    }

    /// When to give [`Input::Tick`] next, if at all.
    pub fn next_wakeup(&self) -> Option<Timestamp> {
        self.attempt.as_ref()?.due()
    }

    /// Hands a message to the connection, if it is open; [`Effect::Settled`] tells its outcome.
    pub(crate) fn send(
        &mut self,
        id: SendId,
        payload: OwnedPayload,
        effects: &mut VecDeque<Effect>,
    ) -> Result<(), SendRefusal> {
        let attempt = self.attempt.as_mut().ok_or(SendRefusal::Idle)?;
        attempt.may_send()?;
        attempt.sends.begin(id);
        effects.push_back(Effect::Transmit(attempt.link.id, id, payload));
        Ok(())
    }

    /// Handles one input: appends entries to the transcript of the context, and effects to its effects.
    pub(crate) fn handle(&mut self, input: Input<'_>, context: &mut Context<'_>) {
        match input {
            Input::Connect(id, plan) => self.connect(id, plan, context),
            Input::Disconnect(args) => self.disconnect(args, context),
            Input::Abandon => self.abandon(context),
            Input::Socket(event) => self.socket(event, context),
            Input::Tick => self.tick(context),
        }
    }

    /// Forgets the attempt, whatever its state: its end no longer matters.
    pub(crate) fn release(&mut self, effects: &mut VecDeque<Effect>) {
        if let Some(attempt) = self.attempt.take() {
            effects.push_back(Effect::Release(attempt.link.id));
        }
    }

    fn connect(&mut self, id: AttemptId, plan: Plan, context: &mut Context<'_>) {
        if self.attempt.is_some() {
            return;
        }
        self.stats = Stats::default();
        self.last_close = None;
        context.effects.push_back(Effect::Open(id, plan.target.clone()));
        self.attempt = Some(Attempt::new(id, plan, context.now));
    }

    fn disconnect(&mut self, args: CloseArgs, context: &mut Context<'_>) {
        if let Some(attempt) = &mut self.attempt
            && let Some(close) = attempt.disconnect(context.now, args)
        {
            context.effects.push_back(close);
        }
    }

    fn abandon(&mut self, context: &mut Context<'_>) {
        if let Some(ending) = self.attempt.as_ref().and_then(Attempt::abandoned) {
            self.end(ending, None, context);
        }
    }

    fn tick(&mut self, context: &mut Context<'_>) {
        let Some(attempt) = &mut self.attempt else { return };
        match attempt.tick(context.now) {
            Overdue::Nothing => {}
            Overdue::Open => context.effects.push_back(Effect::Close(attempt.link.id, None)),
            Overdue::Close => self.abandon(context),
        }
    }

    fn socket(&mut self, event: SocketEvent<'_>, context: &mut Context<'_>) {
        let Some(attempt) = &mut self.attempt else { return };
        match event {
            SocketEvent::Opened(negotiated) => self.open(negotiated, context),
            SocketEvent::Messages(arrivals) => {
                for arrival in arrivals {
                    let bytes = arrival.payload.bytes();
                    context
                        .transcript
                        .push_message(arrival.at, Direction::Received, arrival.payload);
                    self.stats.count(Direction::Received, bytes.len());
                    attempt
                        .witness
                        .message(arrival.at, Direction::Received, bytes.len(), bytes);
                }
            }
            SocketEvent::LargeMessage(large) => {
                self.count(context.now, Direction::Received, large.len(), &[]);
                context
                    .transcript
                    .push_large(context.now, Direction::Received, large);
            }
            SocketEvent::Sent(id, payload) => {
                if self.settle(id, Outcome::Sent, context) {
                    let payload = payload.as_payload();
                    self.count(
                        context.now,
                        Direction::Sent,
                        payload.bytes().len(),
                        payload.bytes(),
                    );
                    context
                        .transcript
                        .push_message(context.now, Direction::Sent, payload);
                }
            }
            SocketEvent::LargeSent(id, large) => {
                if self.settle(id, Outcome::Sent, context) {
                    self.count(context.now, Direction::Sent, large.len(), &[]);
                    context.transcript.push_large(context.now, Direction::Sent, large);
                }
            }
            SocketEvent::NotSent(id) => {
                if self.settle(id, Outcome::NotSent, context) {
                    context.record(System::Note(Note::NotSent));
                }
            }
            SocketEvent::Lost { messages, why } => {
                self.stats.lost += u64::from(messages);
                context.record(System::Note(Note::Lost { messages, why }));
            }
            SocketEvent::Stopped(why) => {
                context.record(System::Note(Note::Stopped(why)));
                self.end(Ending::Stopped, None, context);
            }
            SocketEvent::Error { terminal } => {
                if attempt.error(context.now, terminal) {
                    context.record(System::Error);
                }
            }
            SocketEvent::Refused(why) => {
                context.record(System::Note(Note::Refused(why)));
                self.end(Ending::Refused, None, context);
            }
            SocketEvent::Closed(event) => {
                let ending = attempt.closed();
                self.end(ending, Some(event), context);
            }
        }
    }

    fn count(&mut self, at: Timestamp, direction: Direction, bytes: usize, content: &[u8]) {
        self.stats.count(direction, bytes);
        if let Some(attempt) = &mut self.attempt {
            attempt.witness.message(at, direction, bytes, content);
        }
    }

    /// False if it was settled before.
    fn settle(&mut self, id: SendId, outcome: Outcome, context: &mut Context<'_>) -> bool {
        let is_news = self
            .attempt
            .as_mut()
            .is_some_and(|attempt| attempt.sends.settle(id));
        if is_news {
            context.effects.push_back(Effect::Settled(id, outcome));
        }
        is_news
    }

    fn open(&mut self, negotiated: Negotiated, context: &mut Context<'_>) {
        let now = context.now;
        let Some(attempt) = &mut self.attempt else { return };
        // Cancel may have been pressed while the handshake succeeded; then only the following close counts.
        if !attempt.open(now, negotiated) {
            return;
        }
        self.opened += 1;
        self.failures = 0;
        self.stats.uptime = Uptime::Up { since: now };
        let link = &attempt.link;
        context.record(System::Open(Opened {
            session: self.opened,
            url: link.target.url().to_owned(),
            protocol: link.negotiated.protocol.clone(),
            extensions: link.negotiated.extensions.clone(),
            took: now - link.started,
        }));
    }

    fn end(&mut self, ending: Ending, event: Option<CloseEvent>, context: &mut Context<'_>) {
        let Some(mut attempt) = self.attempt.take() else {
            return;
        };
        // A socket that has not taken a message by now never will; if its owner stopped, the outcome is
        // unknown.
        let (outcome, note) = match ending {
            Ending::Stopped => (Outcome::Unknown, Note::SendUnknown),
            _ => (Outcome::NotSent, Note::NotSent),
        };
        for id in attempt.sends.take() {
            context.record(System::Note(note.clone()));
            context.effects.push_back(Effect::Settled(id, outcome));
        }
        context.effects.push_back(Effect::Release(attempt.link.id));
        self.stats.uptime = self.stats.uptime.ended(context.now);
        if attempt.link.opened.is_none() && ending != Ending::Cancelled {
            self.failures += 1;
        }
        let closed = Closed::new(self.evidence(&attempt, ending, event, context));
        context.record(System::Close(closed.clone()));
        self.last_close = Some(closed);
    }

    fn evidence(
        &self,
        attempt: &Attempt,
        ending: Ending,
        event: Option<CloseEvent>,
        context: &mut Context<'_>,
    ) -> Evidence {
        let Attempt { link, witness, .. } = attempt;
        let (target, now) = (&link.target, context.now);
        let was_clean = event.as_ref().is_some_and(|event| event.was_clean);
        let (answered, page_from_there) =
            context
                .surroundings
                .answered(link, witness.last_heard(), now, was_clean);
        let surroundings = &*context.surroundings;
        let (last_sent, last_received) = (witness.last_sent(now), witness.last_received(now));
        let since = link.opened.unwrap_or(link.started);
        let since_message = [last_sent, last_received]
            .into_iter()
            .flatten()
            .map(|last| last.ago);
        Evidence {
            url: target.url().to_owned(),
            ending,
            event,
            errored: witness.errored && link.opened.is_some(),
            suspended: surroundings.was_suspended(since, now),
            connecting_for: link.opened.unwrap_or(attempt.decided(now)) - link.started,
            open_for: link.opened.map(|opened| now - opened),
            silent_for: since_message.min().or(link.opened.map(|opened| now - opened)),
            messages_received: self.stats.received.messages,
            messages_sent: self.stats.sent.messages,
            last_received,
            last_sent,
            largest_before: witness.largest_before,
            unanswered_ping: witness.unanswered_ping(target, now),
            host: target.host().to_owned(),
            port: target.port(),
            secure: target.is_secure(),
            page_secure: surroundings.page().secure,
            engine: surroundings.page().engine,
            loopback_target: target.is_loopback(),
            page_from_there,
            answered,
            online: surroundings.is_online(),
            network_changed: surroundings.network_has_changed(since, now),
            blocked_port: target.blocked_port(),
            subprotocols_offered: target.subprotocols().len(),
            subprotocol: link.negotiated.protocol.clone(),
            consecutive_failures: self.failures,
        }
    }
}
