//! What holds whatever happens: random lives of connections, with a browser that keeps the rules of the WHATWG standard
//! and with one that keeps none. The clock never steps back, but it may stand still.

mod happening;
mod support;

use std::collections::BTreeMap;

use happening::{Happening, Saying, happening, hostile_happening};
use proptest::prelude::*;
use support::plan;
use tabcat_core::close::CloseArgs;
use tabcat_core::entry::{Body, Direction, EntryId, System};
use tabcat_core::evidence::Page;
use tabcat_core::payload::{Encoding, OwnedPayload, Payload};
use tabcat_core::session::{
    Arrival, AttemptId, CloseEvent, Effect, Negotiated, Outcome, Phase, SendId, Session, SocketEvent,
};
use tabcat_core::stats::{Stats, Traffic, Uptime};
use tabcat_core::transcript::Limits;
use tabcat_core::workbench::{Connection, ConnectionId, Input};
use tabcat_core::{Span, Timestamp, Transcript, Workbench};

#[derive(Clone, Copy, Debug, PartialEq)]
enum ReadyState {
    Connecting,
    Open,
    Closing,
    Closed,
}

type Kept = (Direction, Encoding, Vec<u8>);

/// The world around a session, and all that it should have kept.
struct World {
    workbench: Workbench,
    connection: ConnectionId,
    now: Timestamp,
    /// The socket that was opened and not released.
    socket: Option<(AttemptId, ReadyState)>,
    attempts: u32,
    refuse_next: bool,
    /// Every message that passed through a live connection, in order.
    kept: Vec<Kept>,
    /// How many of them when the latest connection began.
    kept_before: usize,
    /// The messages that the session has taken and not said of what became of them.
    unsettled: BTreeMap<SendId, OwnedPayload>,
    /// Those of them that the live socket has been given and has not answered for, oldest first.
    unanswered: Vec<SendId>,
    /// The id of the latest message, or 0.
    latest: u64,
    /// Messages that could not be read, of the latest connection.
    lost: u64,
    not_sent: u64,
    /// Whether the owner of the latest connection's socket has stopped.
    stopped: bool,
}

impl World {
    fn new() -> Self {
        let mut workbench = Workbench::new(Page::default(), Limits::default());
        let connection = workbench.add().expect("there is room for the first");
        Self {
            workbench,
            connection,
            now: Timestamp::from_micros(1_000_000_000),
            socket: None,
            attempts: 0,
            refuse_next: false,
            kept: Vec::new(),
            kept_before: 0,
            unsettled: BTreeMap::new(),
            unanswered: Vec::new(),
            latest: 0,
            lost: 0,
            not_sent: 0,
            stopped: false,
        }
    }

    fn session(&self) -> &Session {
        self.the_connection().session()
    }

    fn transcript(&self) -> &Transcript {
        self.the_connection().transcript()
    }

    fn the_connection(&self) -> &Connection {
        self.workbench
            .connection(self.connection)
            .expect("it is never closed")
    }

    fn happen(&mut self, happening: &Happening) {
        match happening {
            Happening::Wait(micros) => self.now = self.now + Span::from_micros(*micros),
            Happening::Wake => {
                if let Some(due) = self.workbench.next_wakeup() {
                    self.now = self.now.max(due);
                    self.give(Input::Tick);
                    let next = self.workbench.next_wakeup();
                    assert!(
                        next.is_none_or(|next| next > self.now),
                        "woken, and due again at once"
                    );
                }
            }
            Happening::Tick => self.give(Input::Tick),
            Happening::Connect { refused } => {
                self.refuse_next = *refused;
                self.give(Input::Connect(
                    self.connection,
                    plan("ws://127.0.0.1:9160/echo", ""),
                    None,
                ));
            }
            Happening::Disconnect => self.give(Input::Disconnect(self.connection, CloseArgs::default())),
            Happening::Abandon => self.give(Input::Abandon(self.connection)),
            Happening::Send(payload) => self.send(payload),
            Happening::Answer => {
                if let (Some((id, state)), false) = (self.socket, self.unanswered.is_empty()) {
                    let send = self.unanswered.remove(0);
                    // It may have been settled by a claim that no socket should make.
                    let payload = self.unsettled.get(&send).cloned();
                    let payload = payload.unwrap_or(OwnedPayload::Text("said twice".to_owned()));
                    let back = self.latest - send.0;
                    self.claims(
                        id,
                        &match state {
                            ReadyState::Open => Saying::Sent(back, payload),
                            _ => Saying::NotSent(back),
                        },
                    );
                }
            }
            Happening::Online(online) => self.give(Input::Online(*online)),
            Happening::Says(saying) => self.says(saying),
            Happening::Claims(back, saying) => {
                let latest = i64::from(self.attempts);
                if let Ok(id) = u32::try_from(latest - i64::from(*back)) {
                    self.claims(AttemptId(id), saying);
                }
            }
        }
    }

    fn send(&mut self, payload: &OwnedPayload) {
        self.latest += 1;
        let id = SendId(self.latest);
        let may = self.session().phase().may_send();
        let answer = self
            .workbench
            .send(self.now, self.connection, id, payload.clone());
        let answer = answer.map(|_| ());
        assert_eq!(answer, may, "it is answered at once, as the phase has it");
        if answer.is_ok() {
            self.unsettled.insert(id, payload.clone());
        }
        self.carry_out_all();
        self.agree();
    }

    /// Lets the socket speak by the rules: the events of WHATWG WebSockets 3 and 4, in their order.
    fn says(&mut self, saying: &Saying) {
        let Some((id, state)) = self.socket else { return };
        match (saying, state) {
            (Saying::Opened, ReadyState::Connecting) => {
                self.socket = Some((id, ReadyState::Open));
                self.claims(id, saying);
            }
            (Saying::Messages(_), ReadyState::Open | ReadyState::Closing)
            | (Saying::Lost(_) | Saying::Stopped, _) => {
                self.claims(id, saying);
            }
            // A connection fails: an error, and then a close or, as under a CSP in Chromium, none.
            (Saying::Error { terminal: and_closes }, state) if state != ReadyState::Closed => {
                self.socket = Some((id, ReadyState::Closed));
                self.claims(id, &Saying::Error { terminal: true });
                if *and_closes {
                    self.claims(id, &Saying::Closed { was_clean: false });
                }
            }
            (Saying::Closed { .. }, ReadyState::Open | ReadyState::Closing) => {
                self.socket = Some((id, ReadyState::Closed));
                self.claims(id, saying);
            }
            _ => {}
        }
    }

    /// Lets any socket say anything.
    fn claims(&mut self, id: AttemptId, saying: &Saying) {
        let mut arrivals = Vec::new();
        let event = match saying {
            Saying::Opened => SocketEvent::Opened(Negotiated::default()),
            Saying::Messages(payloads) => {
                arrivals.extend(payloads.iter().map(|payload| Arrival {
                    at: self.now,
                    payload: payload.inside().expect("no large payload is here"),
                }));
                SocketEvent::Messages(&arrivals)
            }
            Saying::Sent(back, payload) => SocketEvent::Sent(self.given(*back), payload.clone()),
            Saying::NotSent(back) => SocketEvent::NotSent(self.given(*back)),
            Saying::Lost(messages) => SocketEvent::Lost {
                messages: *messages,
                why: "no sense".to_owned(),
            },
            Saying::Stopped => SocketEvent::Stopped("no sign of life".to_owned()),
            Saying::Error { terminal } => SocketEvent::Error { terminal: *terminal },
            Saying::Refused => SocketEvent::Refused("no".to_owned()),
            Saying::Closed { was_clean } => SocketEvent::Closed(CloseEvent {
                code: 1006,
                was_clean: *was_clean,
                ..CloseEvent::default()
            }),
        };
        if self.socket.is_some_and(|(live, _)| live == id) {
            match saying {
                Saying::Messages(payloads) => {
                    self.kept
                        .extend(payloads.iter().map(|payload| kept(Direction::Received, payload)));
                }
                Saying::Sent(back, payload) if self.unsettled.contains_key(&self.given(*back)) => {
                    self.kept.push(kept(Direction::Sent, payload));
                }
                Saying::Lost(messages) => self.lost += u64::from(*messages),
                Saying::Stopped => self.stopped = true,
                _ => {}
            }
        }
        self.give(Input::Socket(id, event));
    }

    /// Gives one input, then carries out what follows from it as a browser would.
    fn give(&mut self, input: Input<'_>) {
        let was_idle = self.session().is_idle();
        let starts = matches!(input, Input::Connect(..));
        self.workbench.handle(self.now, input);
        let effects = self.carry_out_all();
        let idle = self.session().is_idle();
        assert!(
            !was_idle || starts || effects.is_empty(),
            "{effects:?} while idle"
        );
        if !was_idle && idle {
            assert!(
                matches!(effects.last(), Some(Effect::Release(_))),
                "idle after {effects:?}"
            );
        }
        self.agree();
    }

    /// The message that was given so many before the latest one; there may be none of that name.
    fn given(&self, back: u64) -> SendId {
        SendId(self.latest.saturating_sub(back))
    }

    fn carry_out_all(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        while let Some(effect) = self.workbench.next_effect() {
            self.carry_out(&effect);
            effects.push(effect);
        }
        effects
    }

    fn carry_out(&mut self, effect: &Effect) {
        match effect {
            Effect::Open(id, _) => {
                assert_eq!(self.socket, None, "a second socket beside the first");
                self.attempts += 1;
                self.socket = Some((*id, ReadyState::Connecting));
                self.kept_before = self.kept.len();
                self.lost = 0;
                self.not_sent = 0;
                self.stopped = false;
                if std::mem::take(&mut self.refuse_next) {
                    self.tell(*id, SocketEvent::Refused("no".to_owned()));
                }
            }
            Effect::Transmit(id, send, payload) => {
                self.live(*id);
                assert_eq!(self.unsettled.get(send), Some(payload));
                self.unanswered.push(*send);
            }
            Effect::Settled(send, outcome) => {
                let known = self.unsettled.remove(send);
                assert!(
                    known.is_some(),
                    "{send:?} settles as {outcome:?}, and was settled or never given"
                );
                self.not_sent += u64::from(*outcome == Outcome::NotSent);
                let unknown = *outcome == Outcome::Unknown;
                assert!(
                    !unknown || self.stopped,
                    "{send:?} is not known although its socket did not stop"
                );
            }
            Effect::Close(id, args) => {
                let (_, state) = self.live(*id);
                let opened = self
                    .session()
                    .phase()
                    .link()
                    .is_some_and(|link| link.opened.is_some());
                assert_eq!(
                    args.is_some(),
                    opened,
                    "close() takes a code once it is open, and none before"
                );
                if state != ReadyState::Closed {
                    self.socket = Some((*id, ReadyState::Closing));
                }
            }
            Effect::Release(id) => {
                self.live(*id);
                self.socket = None;
                self.unanswered.clear();
            }
        }
    }

    fn tell(&mut self, id: AttemptId, event: SocketEvent<'_>) {
        self.workbench.handle(self.now, Input::Socket(id, event));
    }

    /// The socket that an effect is about, which must be the one there is.
    fn live(&self, id: AttemptId) -> (AttemptId, ReadyState) {
        let socket = self
            .socket
            .expect("an effect is about a socket that was opened and not released");
        assert_eq!(socket.0, id, "an effect is about the live socket");
        socket
    }

    /// The session agrees with the world.
    fn agree(&self) {
        let link = self.session().phase().link().map(|link| link.id);
        assert_eq!(
            link,
            self.socket.map(|(id, _)| id),
            "a link for each socket that is not released"
        );
        let wakeup = self.workbench.next_wakeup();
        match self.session().phase() {
            Phase::Idle | Phase::Open(_) | Phase::Waiting(_) => assert_eq!(wakeup, None),
            Phase::Connecting(_) | Phase::Closing { .. } => assert!(wakeup.is_some(), "would wait for ever"),
        }
        assert_eq!(
            link.is_none() && self.attempts > 0,
            self.session().last_close().is_some()
        );
        assert_eq!(self.session().stats(), self.expected_stats());
        let opened = self
            .session()
            .phase()
            .link()
            .is_some_and(|link| link.opened.is_some());
        assert_eq!(matches!(self.session().stats().uptime, Uptime::Up { .. }), opened);
    }

    fn expected_stats(&self) -> Stats {
        let total = |wanted: Direction| {
            let of = self.kept[self.kept_before..]
                .iter()
                .filter(|(direction, ..)| *direction == wanted);
            of.fold(Traffic::default(), |sum, (.., bytes)| Traffic {
                messages: sum.messages + 1,
                bytes: sum.bytes + bytes.len() as u64,
            })
        };
        Stats {
            sent: total(Direction::Sent),
            received: total(Direction::Received),
            lost: self.lost,
            // Since when it has been up is for the scripts to check.
            uptime: self.session().stats().uptime,
            // Each is settled with this outcome, and counted there.
            not_sent: self.not_sent,
            by_itself: 0,
            cancelled: 0,
        }
    }

    /// The transcript holds every message once, in order, and one line for each open and each end.
    fn settle(&mut self) {
        self.give(Input::Disconnect(self.connection, CloseArgs::default()));
        for _ in 0..2 {
            self.happen(&Happening::Wake);
        }
        assert_eq!(
            self.session().phase(),
            Phase::Idle,
            "a connection outlives its timeouts"
        );

        assert!(self.unsettled.is_empty(), "not settled: {:?}", self.unsettled);
        let messages = self.transcript().entries().filter_map(|entry| match entry.body {
            Body::Message(message) => Some((message.direction, message.encoding, message.bytes.to_vec())),
            Body::System(_) => None,
        });
        assert_eq!(messages.collect::<Vec<_>>(), self.kept);
        let ids: Vec<EntryId> = self.transcript().entries().map(|entry| entry.id).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
        let lines = |which: fn(&System) -> bool| {
            self.transcript()
                .entries()
                .filter(|entry| matches!(entry.body, Body::System(system) if which(system)))
                .count()
        };
        assert_eq!(
            lines(|system| matches!(system, System::Close(_))),
            self.attempts as usize
        );
        assert!(lines(|system| matches!(system, System::Open(_))) <= self.attempts as usize);
    }
}

fn kept(direction: Direction, payload: &OwnedPayload) -> Kept {
    let payload: Payload<'_> = payload.inside().expect("no large payload is here");
    (direction, payload.encoding(), payload.bytes().to_vec())
}

fn live(happenings: &[Happening]) {
    let mut world = World::new();
    for happening in happenings {
        world.happen(happening);
    }
    world.settle();
}

proptest! {
    #[test]
    fn the_session_and_a_browser_that_keeps_the_rules_agree(
        happenings in prop::collection::vec(happening(), 0..80),
    ) {
        live(&happenings);
    }

    #[test]
    fn no_browser_however_broken_brings_the_session_out_of_step(
        happenings in prop::collection::vec(hostile_happening(), 0..80),
    ) {
        live(&happenings);
    }
}
