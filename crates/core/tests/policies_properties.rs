//! What holds whatever happens to connections that last: random policies, and a browser that keeps the rules.

mod lasting;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use lasting::{Happening, happening, policies};
use proptest::prelude::*;
use support::plan;
use tabcat_core::close::CloseArgs;
use tabcat_core::ending::Ending;
use tabcat_core::evidence::Page;
use tabcat_core::payload::{OwnedPayload, Payload};
use tabcat_core::plan::Plan;
use tabcat_core::policies::Policies;
use tabcat_core::policies::document::Document;
use tabcat_core::policies::rules::Rules;
use tabcat_core::policies::run::Run;
use tabcat_core::repeat::{Ended, Every, Repeat};
use tabcat_core::session::{
    Arrival, AttemptId, CloseEvent, Effect, Negotiated, Outcome, Phase, SendId, SendRefusal, Sending,
    Session, SocketEvent,
};
use tabcat_core::transcript::Limits;
use tabcat_core::workbench::{ConnectionId, Input};
use tabcat_core::{Span, Timestamp, Workbench};

#[derive(Clone, Copy, Debug, PartialEq)]
enum ReadyState {
    Connecting,
    Open,
    Closing,
    Closed,
}

/// The end of the last attempt.
#[derive(Clone, Copy)]
struct End {
    at: Timestamp,
    least: Span,
}

/// The world around a session.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what was pressed, each a fact of its own"
)]
struct World {
    workbench: Workbench,
    connection: ConnectionId,
    now: Timestamp,
    plan: Plan,
    rules: Option<Rules>,
    /// The socket that was opened and not released.
    socket: Option<(AttemptId, ReadyState)>,
    refuse_next: bool,
    /// Whether Connect was pressed, and its socket not opened yet.
    pressed: bool,
    hurried: bool,
    /// Whether Disconnect, Cancel or Stop was pressed since Connect.
    is_stopped: bool,
    ended: Option<End>,
    opened: Option<Timestamp>,
    /// Attempts in a row that no person began.
    in_row: u32,
    /// The messages of a person that were taken and not settled.
    unsettled: BTreeMap<SendId, OwnedPayload>,
    /// What the live socket was given and has not answered for, oldest first.
    owed: Vec<(SendId, OwnedPayload)>,
    /// All that any socket was given.
    transmitted: BTreeSet<SendId>,
    /// The last of a person's messages that was transmitted.
    last_of_person: Option<SendId>,
    latest: SendId,
    /// How many messages a person and the policies gave since Connect, and how many outcomes are unknown.
    given: u64,
    unknown: u64,
    /// How many of the policies' messages were sent since Connect.
    by_itself: u64,
}

impl World {
    fn new(policies: &str, url: &str) -> Self {
        let mut workbench = Workbench::new(Page::default(), Limits::default());
        let connection = workbench.add().expect("there is room for the first");
        let now = Timestamp::from_micros(1_000_000_000);
        Self {
            workbench,
            connection,
            now,
            plan: plan(url, ""),
            rules: Rules::read(&Document::read(policies), now).expect("these policies are right"),
            socket: None,
            refuse_next: false,
            pressed: false,
            hurried: false,
            is_stopped: false,
            ended: None,
            opened: None,
            in_row: 0,
            unsettled: BTreeMap::new(),
            owed: Vec::new(),
            transmitted: BTreeSet::new(),
            last_of_person: None,
            latest: SendId(0),
            given: 0,
            unknown: 0,
            by_itself: 0,
        }
    }

    fn session(&self) -> &Session {
        let connection = self.workbench.connection(self.connection);
        connection.expect("it is never closed").session()
    }

    fn happen(&mut self, happening: &Happening) {
        let id = self.connection;
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
            Happening::Connect { refused } => {
                let policies = self.rules.clone().map(|rules| {
                    let is_local = self.plan.target.is_loopback();
                    Box::new(Run::new(rules, 7, is_local)) as Box<dyn Policies>
                });
                if self.session().is_idle() {
                    (self.pressed, self.refuse_next) = (true, *refused);
                    (self.is_stopped, self.in_row) = (false, 0);
                    (self.given, self.unknown, self.by_itself) = (0, 0, 0);
                }
                self.give(Input::Connect(id, self.plan.clone(), policies));
            }
            Happening::Disconnect => {
                self.is_stopped = true;
                self.give(Input::Disconnect(id, CloseArgs::default()));
            }
            Happening::Abandon => self.give(Input::Abandon(id)),
            Happening::Hurry => {
                self.hurried |= matches!(self.session().phase(), Phase::Waiting(_));
                self.give(Input::Hurry(id));
            }
            Happening::Send(bytes) => self.send(&OwnedPayload::Text("x".repeat(*bytes))),
            Happening::Cancel(back) => {
                self.give(Input::Cancel(id, SendId(self.latest.0.saturating_sub(*back))));
            }
            Happening::Repeat(millis, times) => {
                let every = Every {
                    interval: Span::from_millis(*millis),
                    times: Some(*times),
                };
                let make = |_| Ok(OwnedPayload::Text("again".to_owned()));
                let repeat = Repeat::new(every, 1_048, self.now, Box::new(make));
                self.give(Input::Repeat(id, Box::new(repeat)));
            }
            Happening::StopRepeat => self.give(Input::StopRepeat(id)),
            Happening::Online(online) => self.give(Input::Online(*online)),
            Happening::Cached => {
                self.give(Input::Suspended);
                self.give(Input::Resumed { cached: true });
            }
            _ => self.says(happening),
        }
    }

    /// Lets the live socket speak by the rules.
    fn says(&mut self, saying: &Happening) {
        let Some((id, state)) = self.socket else { return };
        let mut state_after = state;
        let arrivals;
        let event = match (saying, state) {
            (Happening::Opened, ReadyState::Connecting) => {
                state_after = ReadyState::Open;
                SocketEvent::Opened(Negotiated::default())
            }
            (Happening::Message(text), ReadyState::Open | ReadyState::Closing) => {
                arrivals = [Arrival {
                    at: self.now,
                    payload: Payload::Text(text),
                }];
                SocketEvent::Messages(&arrivals)
            }
            (Happening::Answer, _) if !self.owed.is_empty() => {
                let (send, payload) = self.owed.remove(0);
                match state {
                    ReadyState::Open => SocketEvent::Sent(send, payload),
                    _ => SocketEvent::NotSent(send),
                }
            }
            (Happening::Buffered(bytes), ReadyState::Open) => SocketEvent::Buffered(*bytes),
            (Happening::Error { .. }, ReadyState::Connecting | ReadyState::Open | ReadyState::Closing) => {
                state_after = ReadyState::Closed;
                SocketEvent::Error { terminal: true }
            }
            (Happening::Closed { code, was_clean }, ReadyState::Open | ReadyState::Closing) => {
                state_after = ReadyState::Closed;
                SocketEvent::Closed(CloseEvent {
                    code: if *was_clean { *code } else { 1006 },
                    was_clean: *was_clean,
                    ..CloseEvent::default()
                })
            }
            (Happening::Stopped, _) => SocketEvent::Stopped("no sign of life".to_owned()),
            _ => return,
        };
        self.socket = Some((id, state_after));
        self.give(Input::Socket(id, event));
        let is_there = self.socket.is_some_and(|(live, _)| live == id);
        if let (Happening::Opened, true) = (saying, is_there) {
            self.opened.get_or_insert(self.now);
        }
        if let (Happening::Error { closes: true }, true) = (saying, is_there) {
            self.give(Input::Socket(
                id,
                SocketEvent::Closed(CloseEvent {
                    code: 1006,
                    ..CloseEvent::default()
                }),
            ));
        }
    }

    fn send(&mut self, payload: &OwnedPayload) {
        let id = self.workbench.next_send();
        self.latest = id;
        let (queues, may) = (self.session().queues(), self.session().phase().may_send());
        let before = self.session().queued(0, usize::MAX).len();
        // Its effects come before the answer is looked at.
        self.unsettled.insert(id, payload.clone());
        let answer = self
            .workbench
            .send(self.now, self.connection, id, payload.clone());
        match answer {
            Ok(sending) => {
                assert_eq!(
                    sending == Sending::Queued,
                    queues,
                    "the page was told where it goes"
                );
                self.given += 1;
            }
            Err(SendRefusal::OutboxFull) => {
                assert!(queues && before > 0);
            }
            Err(why) => assert_eq!((queues, may), (false, Err(why))),
        }
        if answer.is_err() {
            self.unsettled.remove(&id);
        }
        self.carry_out_all();
        self.agree();
    }

    /// Gives one input, then carries out what follows from it as a browser would.
    fn give(&mut self, input: Input<'_>) {
        let was_idle = self.session().is_idle();
        let starts = matches!(input, Input::Connect(..));
        self.workbench.handle(self.now, input);
        let effects = self.carry_out_all();
        assert!(
            !was_idle || starts || effects == 0,
            "{effects} effects while idle"
        );
        self.agree();
    }

    fn carry_out_all(&mut self) -> usize {
        let mut count = 0;
        while let Some(effect) = self.workbench.next_effect() {
            self.carry_out(effect);
            count += 1;
        }
        count
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Open(id, _) => self.opens(id),
            Effect::Transmit(id, send, payload) => {
                assert_eq!(
                    self.live(id),
                    ReadyState::Open,
                    "given to a socket that is not open"
                );
                assert!(self.transmitted.insert(send), "{send:?} is sent twice");
                if self.unsettled.contains_key(&send) {
                    assert!(self.last_of_person < Some(send), "{send:?} overtakes another");
                    self.last_of_person = Some(send);
                } else {
                    self.given += 1;
                }
                self.owed.push((send, payload));
            }
            Effect::Settled(send, outcome) => {
                self.owed.retain(|(of, _)| *of != send);
                let is_of_person = self.unsettled.remove(&send).is_some();
                assert!(
                    is_of_person || self.transmitted.contains(&send),
                    "{send:?} was never given, or settled before"
                );
                match outcome {
                    Outcome::Sent => self.by_itself += u64::from(!is_of_person),
                    // What no person sends is counted once it is sent.
                    Outcome::NotSent => self.given -= u64::from(!is_of_person),
                    Outcome::Unknown | Outcome::Cancelled => {}
                }
                self.unknown += u64::from(outcome == Outcome::Unknown);
                let was_given = self.transmitted.contains(&send);
                assert!(
                    was_given || outcome != Outcome::Sent,
                    "{send:?} was sent by nobody"
                );
                assert!(!was_given || outcome != Outcome::Cancelled);
            }
            Effect::Close(id, _) => {
                if self.live(id) != ReadyState::Closed {
                    self.socket = Some((id, ReadyState::Closing));
                }
            }
            Effect::Release(id) => {
                self.live(id);
                self.socket = None;
                assert!(
                    self.owed.is_empty(),
                    "released before it was told what became of {:?}",
                    self.owed
                );
                let closed = self.session().last_close().expect("it has just ended");
                let code = closed.event.as_ref().map(|event| event.code);
                let is_late = closed.ending == Ending::Remote && matches!(code, Some(1001 | 1012 | 1013));
                self.ended = Some(End {
                    at: self.now,
                    least: if is_late {
                        Span::from_secs(5)
                    } else {
                        Span::from_millis(100)
                    },
                });
                if self
                    .opened
                    .take()
                    .is_some_and(|opened| self.now - opened >= Span::from_secs(30))
                {
                    self.in_row = 0;
                }
            }
        }
    }

    fn opens(&mut self, id: AttemptId) {
        assert_eq!(self.socket, None, "a second socket beside the first");
        self.socket = Some((id, ReadyState::Connecting));
        let ended = self.ended.take();
        if std::mem::take(&mut self.pressed) {
            self.hurried = false;
        } else {
            self.in_row += 1;
            assert!(!self.is_stopped, "an attempt after the person ended it");
            let reconnect = self.rules.as_ref().and_then(|rules| rules.reconnect.as_ref());
            let reconnect = reconnect.expect("only a reconnect begins attempts");
            assert!(
                reconnect.attempts.is_none_or(|most| self.in_row <= most),
                "{} in a row",
                self.in_row
            );
            let ended = ended.expect("a further attempt follows an end");
            let hurried = std::mem::take(&mut self.hurried);
            assert!(
                hurried || self.now - ended.at >= ended.least,
                "too soon after the end"
            );
        }
        if std::mem::take(&mut self.refuse_next) {
            self.workbench
                .handle(self.now, Input::Socket(id, SocketEvent::Refused("no".to_owned())));
        }
    }

    /// The state of the socket that an effect is about, which must be the one there is.
    fn live(&self, id: AttemptId) -> ReadyState {
        let (live, state) = self
            .socket
            .expect("an effect is about a socket that was opened and not released");
        assert_eq!(live, id, "an effect is about the live socket");
        state
    }

    /// The session agrees with the world.
    fn agree(&self) {
        let session = self.session();
        let link = session.phase().link().map(|link| link.id);
        assert_eq!(
            link,
            self.socket.map(|(id, _)| id),
            "a link for each socket that is not released"
        );
        if session.is_idle() {
            assert_eq!(self.workbench.next_wakeup(), None);
            assert!(self.unsettled.is_empty(), "nobody tells of {:?}", self.unsettled);
        }
        let queued: BTreeSet<SendId> = session.queued(0, usize::MAX).iter().map(|item| item.id).collect();
        let under_way: BTreeSet<SendId> = self.owed.iter().map(|(id, _)| *id).collect();
        assert!(queued.is_disjoint(&self.transmitted), "sent and queued");
        let of_person: BTreeSet<SendId> = self.unsettled.keys().copied().collect();
        let somewhere: BTreeSet<SendId> = queued.union(&under_way).copied().collect();
        assert!(
            of_person.is_subset(&somewhere),
            "lost: {:?}",
            of_person.difference(&somewhere)
        );
        assert!(queued.is_subset(&of_person), "settled, and queued");
        if let Some(repeated) = session.repeated() {
            let all = repeated.sent + repeated.not_sent;
            let is_done = repeated.ended == Some(Ended::Done);
            assert!(all <= repeated.of.unwrap_or(all) && (!is_done || Some(all) == repeated.of));
            assert!(
                !session.is_idle() || repeated.ended.is_some(),
                "it outlives the connection"
            );
        }
        let stats = session.stats();
        assert_eq!(stats.by_itself, self.by_itself);
        let accounted = stats.sent.messages + stats.not_sent + stats.cancelled + self.unknown;
        let waiting = (queued.len() + self.owed.len()) as u64;
        assert_eq!(
            accounted + waiting,
            self.given,
            "each message is accounted for: {stats:?}"
        );
    }

    /// The person has enough: all ends, and stays so.
    fn settle(&mut self) {
        self.happen(&Happening::Disconnect);
        self.happen(&Happening::Wake);
        assert_eq!(self.session().phase(), Phase::Idle, "it outlives its timeouts");
        for happening in [
            Happening::Wait(10 * 86_400_000_000),
            Happening::Online(false),
            Happening::Online(true),
            Happening::Hurry,
            Happening::Cached,
        ] {
            self.happen(&happening);
            self.give(Input::Tick);
        }
        assert!(self.session().is_idle());
    }
}

proptest! {
    #[test]
    fn whatever_happens_no_message_is_lost_or_doubled_and_nothing_starts_without_a_press(
        policies in policies(),
        is_local in any::<bool>(),
        happenings in prop::collection::vec(happening(), 0..120),
    ) {
        let mut world = World::new(&policies, if is_local { "ws://127.0.0.1/" } else { "ws://h/" });
        world.happen(&Happening::Connect { refused: false });
        for happening in &happenings {
            world.happen(happening);
        }
        world.settle();
    }
}
