//! The state machine of one tester: at most one connection at a time. It takes inputs (a person pressed Connect, the
//! socket said `message`, the clock says now), records what happened, and gives back effects for the caller to carry out.
//! It calls nothing, reads no clock and never starts a connection by itself.

mod event;
mod phase;
mod sends;
mod witness;

pub use event::{Arrival, CloseEvent, Effect, Input, Negotiated, SocketEvent};
pub use phase::{AttemptId, Link, Phase, SendRefusal};
pub use sends::{Outcome, SendId};

use std::collections::VecDeque;

use crate::close::CloseArgs;
use crate::ending::{Closed, Ending};
use crate::entry::{Direction, Note, Opened, System};
use crate::evidence::{Evidence, Page};
use crate::payload::OwnedPayload;
use crate::plan::{Plan, Timeouts};
use crate::stats::{Stats, Uptime};
use crate::time::{Span, Timestamp};
use crate::transcript::Transcript;
use sends::Sends;
use witness::{Connection, Witness};

/// How long after an `error` event with readyState CLOSED a `close` event may take. Chromium sends none at all when a
/// page's CSP forbids the URL.
const CLOSE_EVENT_GRACE: Span = Span::from_secs(1);

/// One tester: its phase, its counters, and what it wants done.
#[derive(Debug)]
pub struct Session {
    phase: Phase,
    stats: Stats,
    timeouts: Timeouts,
    effects: VecDeque<Effect>,
    attempts: u32,
    opened: u32,
    failures: u32,
    online: bool,
    witness: Witness,
    sends: Sends,
    last_close: Option<Closed>,
}

impl Session {
    /// Idle. What is known of the page matters to why a connection of its ends.
    pub fn new(page: Page) -> Self {
        Self {
            phase: Phase::Idle,
            stats: Stats::default(),
            timeouts: Timeouts::default(),
            effects: VecDeque::new(),
            attempts: 0,
            opened: 0,
            failures: 0,
            online: !page.offline,
            witness: Witness::new(page),
            sends: Sends::default(),
            last_close: None,
        }
    }

    /// Where the connection stands.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The counters of the present connection, or of the last one.
    pub fn stats(&self) -> Stats {
        self.stats
    }

    /// How the last connection ended, until the next one starts.
    pub fn last_close(&self) -> Option<&Closed> {
        self.last_close.as_ref()
    }

    /// The next thing to do, oldest first.
    pub fn next_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// When to give [`Input::Tick`] next, if at all.
    pub fn next_wakeup(&self) -> Option<Timestamp> {
        match &self.phase {
            Phase::Connecting(link) => Some(link.started + self.timeouts.connect),
            Phase::Closing {
                since,
                ending: Ending::NoCloseEvent,
                ..
            } => Some(*since + CLOSE_EVENT_GRACE),
            Phase::Closing { since, .. } => Some(*since + self.timeouts.close),
            Phase::Idle | Phase::Open(_) => None,
        }
    }

    /// Hands a message to the connection, if it is open; what becomes of it is told by [`Effect::Settled`].
    pub fn send(&mut self, id: SendId, payload: OwnedPayload) -> Result<(), SendRefusal> {
        self.phase.may_send()?;
        if let Some(link) = self.phase.link() {
            self.effects.push_back(Effect::Transmit(link.id, id, payload));
            self.sends.begin(id);
        }
        Ok(())
    }

    /// Takes one input in. What is to be kept goes to `transcript`; what is to be done waits in [`Self::next_effect`].
    pub fn handle(&mut self, now: Timestamp, input: Input<'_>, transcript: &mut Transcript) {
        match input {
            Input::Connect(plan) => self.connect(now, plan),
            Input::Disconnect(args) => self.disconnect(now, args),
            Input::Abandon => self.abandon(now, transcript),
            Input::Socket(id, event) if self.phase.link().is_some_and(|link| link.id == id) => {
                self.socket(now, event, transcript);
            }
            Input::Socket(..) => {}
            Input::Online(online) => self.network(now, online, transcript),
            Input::Suspended => self.witness.suspended(),
            Input::Resumed => self.witness.resumed(now),
            Input::Tick => self.tick(now, transcript),
        }
    }

    fn connect(&mut self, now: Timestamp, plan: Plan) {
        if self.phase != Phase::Idle {
            return;
        }
        let Plan { target, timeouts } = plan;
        self.timeouts = timeouts;
        self.attempts += 1;
        let id = AttemptId(self.attempts);
        self.stats = Stats::default();
        self.last_close = None;
        self.witness.connection = Connection::default();
        self.effects.push_back(Effect::Open(id, target.clone()));
        self.phase = Phase::Connecting(Link {
            id,
            target,
            started: now,
            opened: None,
            negotiated: Negotiated::default(),
        });
    }

    fn disconnect(&mut self, now: Timestamp, args: CloseArgs) {
        match &self.phase {
            Phase::Connecting(_) => self.begin_close(now, None, Ending::Cancelled),
            Phase::Open(_) => {
                let asked = args.code();
                self.begin_close(now, Some(args), Ending::Disconnected { asked });
            }
            Phase::Idle | Phase::Closing { .. } => {}
        }
    }

    fn begin_close(&mut self, now: Timestamp, args: Option<CloseArgs>, ending: Ending) {
        let Some(link) = self.take_link() else { return };
        self.effects.push_back(Effect::Close(link.id, args));
        self.phase = Phase::Closing {
            link,
            since: now,
            ending,
        };
    }

    fn abandon(&mut self, now: Timestamp, transcript: &mut Transcript) {
        if let Phase::Closing { ending, .. } = self.phase {
            let ending = match ending {
                Ending::Disconnected { asked } => Ending::Abandoned { asked },
                other => other,
            };
            self.end(now, ending, None, transcript);
        }
    }

    fn tick(&mut self, now: Timestamp, transcript: &mut Transcript) {
        if self.next_wakeup().is_none_or(|due| now < due) {
            return;
        }
        match self.phase {
            Phase::Connecting(_) => {
                let limit = self.timeouts.connect;
                self.begin_close(now, None, Ending::ConnectTimedOut { limit });
            }
            Phase::Closing { .. } => self.abandon(now, transcript),
            Phase::Idle | Phase::Open(_) => {}
        }
    }

    fn network(&mut self, now: Timestamp, online: bool, transcript: &mut Transcript) {
        if self.online != online {
            self.online = online;
            self.witness.network_changed(now);
            let note = if online { Note::Online } else { Note::Offline };
            transcript.push_system(now, System::Note(note));
        }
    }

    fn socket(&mut self, now: Timestamp, event: SocketEvent<'_>, transcript: &mut Transcript) {
        match event {
            SocketEvent::Opened(negotiated) => self.opened(now, negotiated, transcript),
            SocketEvent::Messages(arrivals) => self.received(arrivals, transcript),
            SocketEvent::LargeMessage(large) => {
                self.count(now, Direction::Received, large.len(), &[]);
                transcript.push_large(now, Direction::Received, large);
            }
            SocketEvent::Sent(id, payload) => {
                if self.settle(id, Outcome::Sent) {
                    let payload = payload.as_payload();
                    self.count(now, Direction::Sent, payload.bytes().len(), payload.bytes());
                    transcript.push_message(now, Direction::Sent, payload);
                }
            }
            SocketEvent::LargeSent(id, large) => {
                if self.settle(id, Outcome::Sent) {
                    self.count(now, Direction::Sent, large.len(), &[]);
                    transcript.push_large(now, Direction::Sent, large);
                }
            }
            SocketEvent::NotSent(id) => {
                if self.settle(id, Outcome::NotSent) {
                    transcript.push_system(now, System::Note(Note::NotSent));
                }
            }
            SocketEvent::Lost { messages, why } => {
                self.stats.lost += u64::from(messages);
                transcript.push_system(now, System::Note(Note::Lost { messages, why }));
            }
            SocketEvent::Stopped(why) => {
                transcript.push_system(now, System::Note(Note::Stopped(why)));
                self.end(now, Ending::Stopped, None, transcript);
            }
            SocketEvent::Error { terminal } => self.errored(now, terminal, transcript),
            SocketEvent::Refused(why) => {
                transcript.push_system(now, System::Note(Note::Refused(why)));
                self.end(now, Ending::Refused, None, transcript);
            }
            SocketEvent::Closed(event) => {
                let ending = match self.phase {
                    Phase::Closing {
                        ending: Ending::NoCloseEvent,
                        ..
                    } => Ending::Remote,
                    Phase::Closing { ending, .. } => ending,
                    _ => Ending::Remote,
                };
                self.end(now, ending, Some(event), transcript);
            }
        }
    }

    fn count(&mut self, at: Timestamp, direction: Direction, bytes: usize, content: &[u8]) {
        self.stats.count(direction, bytes);
        self.witness.connection.message(at, direction, bytes, content);
    }

    /// False where it was settled before.
    fn settle(&mut self, id: SendId, outcome: Outcome) -> bool {
        let is_news = self.sends.settle(id);
        if is_news {
            self.effects.push_back(Effect::Settled(id, outcome));
        }
        is_news
    }

    fn opened(&mut self, now: Timestamp, negotiated: Negotiated, transcript: &mut Transcript) {
        // Cancel may have been pressed while the handshake succeeded; then the close that follows is what counts.
        let Phase::Connecting(link) = &self.phase else {
            return;
        };
        let mut link = link.clone();
        self.opened += 1;
        self.failures = 0;
        transcript.push_system(
            now,
            System::Open(Opened {
                session: self.opened,
                url: link.target.url().to_owned(),
                protocol: negotiated.protocol.clone(),
                extensions: negotiated.extensions.clone(),
                took: now - link.started,
            }),
        );
        link.opened = Some(now);
        link.negotiated = negotiated;
        self.stats.uptime = Uptime::Up { since: now };
        self.phase = Phase::Open(link);
    }

    fn received(&mut self, arrivals: &[Arrival<'_>], transcript: &mut Transcript) {
        for arrival in arrivals {
            transcript.push_message(arrival.at, Direction::Received, arrival.payload);
            let bytes = arrival.payload.bytes();
            self.count(arrival.at, Direction::Received, bytes.len(), bytes);
        }
    }

    fn errored(&mut self, now: Timestamp, terminal: bool, transcript: &mut Transcript) {
        // Browsers fire `error` when a page closes a socket that is still connecting: our own doing, not news.
        let expected = matches!(
            self.phase,
            Phase::Closing {
                ending: Ending::Cancelled | Ending::ConnectTimedOut { .. },
                ..
            }
        );
        if !expected {
            transcript.push_system(now, System::Error);
            self.witness.connection.errored = true;
        }
        if terminal
            && matches!(self.phase, Phase::Connecting(_) | Phase::Open(_))
            && let Some(link) = self.take_link()
        {
            self.phase = Phase::Closing {
                link,
                since: now,
                ending: Ending::NoCloseEvent,
            };
        }
    }

    fn end(
        &mut self,
        now: Timestamp,
        ending: Ending,
        event: Option<CloseEvent>,
        transcript: &mut Transcript,
    ) {
        // The wait for the browser's word is no part of the attempt.
        let decided = match self.phase {
            Phase::Closing { since, .. } => since,
            _ => now,
        };
        let Some(link) = self.take_link() else { return };
        // What the socket has not taken by now, it never will; of a socket whose owner stopped, nobody knows.
        let (outcome, note) = match ending {
            Ending::Stopped => (Outcome::Unknown, Note::SendUnknown),
            _ => (Outcome::NotSent, Note::NotSent),
        };
        for id in self.sends.take() {
            transcript.push_system(now, System::Note(note.clone()));
            self.effects.push_back(Effect::Settled(id, outcome));
        }
        self.effects.push_back(Effect::Release(link.id));
        self.stats.uptime = self.stats.uptime.ended(now);
        if link.opened.is_none() && ending != Ending::Cancelled {
            self.failures += 1;
        }
        let closed = Closed::new(self.evidence(now, decided, &link, ending, event));
        transcript.push_system(now, System::Close(closed.clone()));
        self.last_close = Some(closed);
    }

    fn evidence(
        &mut self,
        now: Timestamp,
        decided: Timestamp,
        link: &Link,
        ending: Ending,
        event: Option<CloseEvent>,
    ) -> Evidence {
        let target = &link.target;
        let (answered, page_from_there) =
            self.witness
                .answered(link, now, event.as_ref().is_some_and(|event| event.was_clean));
        let Witness { page, connection, .. } = &self.witness;
        let (last_sent, last_received) = (connection.last_sent(now), connection.last_received(now));
        let since = link.opened.unwrap_or(link.started);
        let since_message = [last_sent, last_received]
            .into_iter()
            .flatten()
            .map(|last| last.ago);
        Evidence {
            url: target.url().to_owned(),
            ending,
            event,
            errored: connection.errored && link.opened.is_some(),
            suspended: self.witness.was_suspended(since, now),
            connecting_for: link.opened.unwrap_or(decided) - link.started,
            open_for: link.opened.map(|opened| now - opened),
            silent_for: since_message.min().or(link.opened.map(|opened| now - opened)),
            messages_received: self.stats.received.messages,
            messages_sent: self.stats.sent.messages,
            last_received,
            last_sent,
            largest_before: connection.largest_before,
            unanswered_ping: connection.unanswered_ping(target, now),
            host: target.host().to_owned(),
            port: target.port(),
            secure: target.is_secure(),
            page_secure: page.secure,
            engine: page.engine,
            loopback_target: target.is_loopback(),
            page_from_there,
            answered,
            online: self.online,
            network_changed: self.witness.network_has_changed(since, now),
            blocked_port: target.blocked_port(),
            subprotocols_offered: target.subprotocols().len(),
            subprotocol: link.negotiated.protocol.clone(),
            consecutive_failures: self.failures,
        }
    }

    /// Takes the connection out and leaves the session idle.
    fn take_link(&mut self) -> Option<Link> {
        match std::mem::replace(&mut self.phase, Phase::Idle) {
            Phase::Idle => None,
            Phase::Connecting(link) | Phase::Open(link) | Phase::Closing { link, .. } => Some(link),
        }
    }
}
