//! The state machine of one connection: at most one attempt at a time. It takes inputs (a person pressed Connect, the socket said
//! `message`, the clock says now), records what happened, and gives back effects for the caller to carry out. It calls
//! nothing, reads no clock and never starts an attempt by itself.
//!
//! An [`Attempt`] decides its next state; only the session records and asks for effects. State that outlives
//! an attempt is kept beside it.

mod attempt;
mod event;
mod phase;
mod repeat;
mod run;
mod sends;
mod surroundings;
mod witness;

pub use event::{Arrival, CloseEvent, Effect, Input, SocketEvent};
pub use phase::{AttemptId, Link, Negotiated, Phase, SendRefusal, Sending};
pub use sends::{Outcome, SendId};
pub use surroundings::Surroundings;

use std::collections::VecDeque;

use crate::close::{CloseArgs, Tone};
use crate::ending::{Closed, Ending};
use crate::entry::{Direction, EntryId, Message, Note, Opened, System, Tag};
use crate::evidence::Evidence;
use crate::payload::{Large, OwnedPayload, Payload};
use crate::plan::Plan;
use crate::policies::{News, Policies};
use crate::stats::{Stats, Uptime};
use crate::time::Timestamp;
use crate::transcript::Transcript;
use attempt::{Attempt, Overdue};
use repeat::Repetition;
use run::Run;
use sends::Settled;

/// One connection: its attempt, if one is under way, its counters, and how the last one ended.
#[derive(Debug, Default)]
pub struct Session {
    attempt: Option<Attempt>,
    stats: Stats,
    opened: u32,
    failures: u32,
    last_close: Option<Closed>,
    /// From Connect to the end of the last attempt, where one may follow another.
    run: Option<Run>,
    /// Until the next one, or Connect.
    repetition: Option<Repetition>,
    /// How many attempts were in vain before the last one was the last.
    gave_up: Option<u32>,
}

/// What a session borrows from the workbench.
pub(crate) struct Context<'a> {
    pub(crate) now: Timestamp,
    pub(crate) surroundings: &'a mut Surroundings,
    pub(crate) transcript: &'a mut Transcript,
    pub(crate) effects: &'a mut VecDeque<Effect>,
    pub(crate) ids: &'a mut Ids,
}

/// The ids used last.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    attempts: u32,
    sends: u64,
}

impl Ids {
    pub(crate) fn next_send(&mut self) -> SendId {
        self.sends += 1;
        SendId(self.sends)
    }

    fn next_attempt(&mut self) -> AttemptId {
        self.attempts += 1;
        AttemptId(self.attempts)
    }
}

impl Context<'_> {
    fn record(&mut self, system: System) {
        self.transcript.push_system(self.now, system);
    }

    fn tag(&mut self, entry: EntryId, tag: Option<Tag>) {
        if let Some(tag) = tag {
            self.transcript.tag(entry, tag);
        }
    }
}

impl Session {
    /// The phase of the connection.
    pub fn phase(&self) -> Phase {
        match (&self.attempt, self.waiting()) {
            (Some(attempt), _) => attempt.phase(),
            (None, Some(waiting)) => Phase::Waiting(waiting),
            (None, None) => Phase::Idle,
        }
    }

    /// Whether no attempt is under way, and none will start by itself.
    pub fn is_idle(&self) -> bool {
        self.attempt.is_none() && self.run.is_none()
    }

    /// The attempt that is under way.
    pub fn attempt(&self) -> Option<AttemptId> {
        self.attempt.as_ref().map(|attempt| attempt.link.id)
    }

    /// The counters of the present attempt, or of the last one.
    pub fn stats(&self) -> Stats {
        self.stats
    }

    /// How the last attempt ended, until Connect is pressed or the next one opens.
    pub fn last_close(&self) -> Option<&Closed> {
        self.last_close.as_ref()
    }

    /// When to give [`Input::Tick`] next, if at all.
    pub fn next_wakeup(&self) -> Option<Timestamp> {
        let attempt = self.attempt.as_ref().and_then(Attempt::due);
        let run = self.run.as_ref().and_then(Run::due);
        let repeat = self.repetition.as_ref().and_then(Repetition::due);
        attempt.into_iter().chain(run).chain(repeat).min()
    }

    /// Hands a message to the connection if it is open, or to its outbox; [`Effect::Settled`] tells its
    /// outcome.
    pub(crate) fn send(
        &mut self,
        id: SendId,
        payload: OwnedPayload,
        context: &mut Context<'_>,
    ) -> Result<Sending, SendRefusal> {
        if let Some(sending) = self.queue(id, &payload, context)? {
            return Ok(sending);
        }
        if self.attempt.is_none() {
            self.phase().may_send()?;
        }
        let attempt = self.attempt.as_mut().ok_or(SendRefusal::Idle)?;
        attempt.may_send()?;
        let bytes = payload.len();
        attempt.sends.begin(id, bytes, None);
        context
            .effects
            .push_back(Effect::Transmit(attempt.link.id, id, payload));
        Ok(Sending::UnderWay)
    }

    /// Handles one input: appends entries to the transcript of the context, and effects to its effects.
    pub(crate) fn handle(&mut self, input: Input<'_>, context: &mut Context<'_>) {
        match input {
            Input::Connect(plan, policies) => self.connect(plan, policies, context),
            Input::Disconnect(args) => self.disconnect(args, context),
            Input::Repeat(repeating) => self.start_repeat(repeating, context),
            Input::StopRepeat => self.stop_repeat(),
            Input::Abandon => self.abandon(context),
            Input::Hurry => self.tell(News::Now, context),
            Input::Online(online) => self.tell(News::Online(online), context),
            Input::Cached => self.end(Ending::Cached, None, context),
            Input::Socket(event) => self.socket(event, context),
            Input::Tick => self.tick(context),
        }
        self.follow_policies(context);
        self.follow_repeat(context);
    }

    /// Forgets the attempt, whatever its state: its end no longer matters.
    pub(crate) fn release(&mut self, effects: &mut VecDeque<Effect>) {
        self.run = None;
        self.repetition = None;
        if let Some(attempt) = self.attempt.take() {
            effects.push_back(Effect::Release(attempt.link.id));
        }
    }

    fn connect(&mut self, plan: Plan, policies: Option<Box<dyn Policies>>, context: &mut Context<'_>) {
        if !self.is_idle() {
            return;
        }
        self.stats = Stats::default();
        self.last_close = None;
        self.repetition = None;
        self.run = policies.map(|policies| Run::new(plan.clone(), policies));
        if let Some(run) = &mut self.run
            && !context.surroundings.is_online()
        {
            run.hear(context.now, News::Online(false));
        }
        self.attempt_to(plan, context);
    }

    /// Begins an attempt.
    fn attempt_to(&mut self, plan: Plan, context: &mut Context<'_>) {
        self.gave_up = None;
        let id = context.ids.next_attempt();
        context.effects.push_back(Effect::Open(id, plan.target.clone()));
        self.attempt = Some(Attempt::new(id, plan, self.stats, context.now));
    }

    fn disconnect(&mut self, args: CloseArgs, context: &mut Context<'_>) {
        self.stop_repeat();
        let ending = Ending::Disconnected { asked: args.code() };
        self.close(args, ending, context);
        self.tell(News::Stop, context);
    }

    fn close(&mut self, args: CloseArgs, ending: Ending, context: &mut Context<'_>) {
        self.tell(News::Closing, context);
        if let Some(attempt) = &mut self.attempt
            && let Some(close) = attempt.close(context.now, args, ending)
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
                    let id =
                        context
                            .transcript
                            .push_message(arrival.at, Direction::Received, arrival.payload);
                    self.stats.count(Direction::Received, bytes.len());
                    attempt
                        .witness
                        .message(arrival.at, Direction::Received, bytes.len(), bytes);
                    if let Some(run) = &mut self.run {
                        let message = Message::of(arrival.payload);
                        context.tag(id, run.message(arrival.at, &message));
                    }
                }
            }
            SocketEvent::LargeMessage(large) => self.large_message(large, context),
            SocketEvent::Sent(id, payload) => self.sent(id, payload, context),
            SocketEvent::NotSent(id) => self.not_sent(id, Note::NotSent, context),
            SocketEvent::Unread(id, problem) => self.not_sent(
                id,
                Note::Said {
                    label: "not sent",
                    tone: Tone::Danger,
                    text: problem.sentence().to_owned(),
                },
                context,
            ),
            SocketEvent::Buffered(bytes) => attempt.buffered = bytes,
            SocketEvent::Lost { messages, why } => {
                self.stats.lost += u64::from(messages);
                context.record(System::Note(Note::Lost { messages, why }));
            }
            SocketEvent::Stopped(why) => {
                context.record(System::Note(Note::Stopped(why)));
                self.end(Ending::Stopped, None, context);
            }
            SocketEvent::Error { terminal } => {
                let is_ours = !attempt.error(context.now, terminal);
                if terminal {
                    self.tell(News::Closing, context);
                }
                if !is_ours {
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

    fn sent(&mut self, id: SendId, payload: OwnedPayload, context: &mut Context<'_>) {
        let Some(Settled { tag }) = self.settle(id, Outcome::Sent, context) else {
            return;
        };
        let bytes = payload.inside().map_or(&[][..], Payload::bytes);
        self.count(context.now, Direction::Sent, payload.len(), bytes);
        let entry = context.transcript.push_sent(context.now, payload);
        context.tag(entry, tag);
    }

    fn not_sent(&mut self, id: SendId, note: Note, context: &mut Context<'_>) {
        if let Some(Settled { tag }) = self.settle(id, Outcome::NotSent, context) {
            self.count_not_sent(id, tag);
            context.record(System::Note(note));
        }
    }

    fn large_message(&mut self, large: Large, context: &mut Context<'_>) {
        self.count(context.now, Direction::Received, large.len(), &[]);
        let tag = self.run.as_mut().and_then(|run| {
            let message = Message {
                direction: Direction::Received,
                encoding: large.encoding(),
                bytes: &[],
                large: Some(&large),
                file: None,
            };
            run.message(context.now, &message)
        });
        let entry = context
            .transcript
            .push_large(context.now, Direction::Received, large);
        context.tag(entry, tag);
    }

    /// `None` if it was settled before.
    fn settle(&mut self, id: SendId, outcome: Outcome, context: &mut Context<'_>) -> Option<Settled> {
        let settled = self.attempt.as_mut()?.sends.settle(id)?;
        context.effects.push_back(Effect::Settled(id, outcome));
        self.stats.by_itself += u64::from(outcome == Outcome::Sent && !is_persons(settled.tag));
        Some(settled)
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
        self.last_close = None;
        self.stats.uptime = Uptime::Up { since: now };
        let link = &attempt.link;
        context.record(System::Open(Opened {
            session: self.opened,
            url: link.target.url().to_owned(),
            protocol: link.negotiated.protocol.clone(),
            extensions: link.negotiated.extensions.clone(),
            took: now - link.started,
        }));
        self.tell(News::Opened, context);
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
        for (id, tag) in attempt.sends.take() {
            if outcome == Outcome::NotSent {
                self.count_not_sent(id, tag);
            }
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
        self.last_close = Some(closed.clone());
        self.tell(News::Closed(&closed), context);
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
            messages_received: self.stats.received.messages - attempt.before.received.messages,
            messages_sent: self.stats.sent.messages - attempt.before.sent.messages,
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

/// Whether a person asked to send the message with this tag.
fn is_persons(tag: Option<Tag>) -> bool {
    !tag.is_some_and(Tag::is_by_itself)
}
