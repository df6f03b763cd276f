//! Many connections: what happens to one is its own, they share one bound, and closing one is undone.

mod support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use support::plan;
use tabcat_core::close::CloseArgs;
use tabcat_core::entry::{Body, EntryId, Note, System};
use tabcat_core::evidence::Page;
use tabcat_core::payload::{OwnedPayload, Payload};
use tabcat_core::session::{Arrival, AttemptId, CloseEvent, Effect, Negotiated, SendId, SocketEvent};
use tabcat_core::tab::{Badge, Seen, Shape};
use tabcat_core::transcript::Limits;
use tabcat_core::workbench::{Connection, ConnectionId, Full, Input, MAX_CONNECTIONS};
use tabcat_core::{Span, Timestamp, Transcript, Workbench};

/// A workbench, and the world around it.
struct Bench {
    workbench: Workbench,
    now: Timestamp,
    /// The sockets that were opened and not released, oldest first.
    sockets: Vec<AttemptId>,
}

impl Bench {
    fn new(limits: Limits) -> Self {
        Self {
            workbench: Workbench::new(Page::default(), limits),
            now: Timestamp::from_micros(1_000_000_000),
            sockets: Vec::new(),
        }
    }

    /// Another connection, open.
    fn open(&mut self) -> ConnectionId {
        let id = self.workbench.add().expect("there is room");
        self.connect(id);
        id
    }

    fn connect(&mut self, id: ConnectionId) {
        self.give(Input::Connect(id, plan("ws://h/", ""), None));
        let attempt = *self.sockets.last().expect("it asks for a socket");
        self.give(Input::Socket(attempt, SocketEvent::Opened(Negotiated::default())));
    }

    fn give(&mut self, input: Input<'_>) {
        self.workbench.handle(self.now, input);
        self.carry_out();
    }

    fn carry_out(&mut self) -> Vec<Effect> {
        let effects: Vec<Effect> = std::iter::from_fn(|| self.workbench.next_effect()).collect();
        for effect in &effects {
            match effect {
                Effect::Open(id, _) => {
                    assert!(self.sockets.iter().all(|of| of.0 < id.0), "{id:?} is new");
                    self.sockets.push(*id);
                }
                Effect::Close(id, _) | Effect::Transmit(id, ..) => assert!(self.sockets.contains(id)),
                Effect::Release(id) => {
                    let before = self.sockets.len();
                    self.sockets.retain(|of| of != id);
                    assert_eq!(self.sockets.len() + 1, before, "{id:?} is released once");
                }
                Effect::Settled(..) => {}
            }
        }
        effects
    }

    fn attempt(&self, id: ConnectionId) -> AttemptId {
        let attempt = self.of(id).session().attempt();
        attempt.expect("it is not idle")
    }

    fn of(&self, id: ConnectionId) -> &Connection {
        self.workbench.connection(id).expect("it was not closed")
    }

    fn receive(&mut self, id: ConnectionId, text: &str) {
        let (at, attempt) = (self.now, self.attempt(id));
        let arrivals = [Arrival {
            at,
            payload: Payload::Text(text),
        }];
        self.give(Input::Socket(attempt, SocketEvent::Messages(&arrivals)));
    }

    /// The texts in a transcript.
    fn texts(&self, id: ConnectionId) -> Vec<String> {
        let entries = self.of(id).transcript().entries();
        entries
            .filter_map(|entry| match entry.body {
                Body::Message(message) => Some(message.text_prefix(usize::MAX).to_owned()),
                Body::System(_) => None,
            })
            .collect()
    }

    fn weight(&self) -> usize {
        let all = self.workbench.connections().iter().chain(self.workbench.closed());
        all.map(|of| of.transcript().weight()).sum()
    }
}

fn limits(bytes: usize) -> Limits {
    Limits { bytes, entries: None }
}

#[test]
fn the_twenty_first_is_refused_with_words() {
    let mut bench = Bench::new(Limits::default());
    let ids: Vec<ConnectionId> = (0..MAX_CONNECTIONS).map(|_| bench.open()).collect();
    assert_eq!(bench.workbench.add(), Err(Full));
    assert_eq!(Full.to_string(), "20 connections are open. Close one first.");
    bench.workbench.close(bench.now, ids[7]);
    let new = bench.workbench.add().unwrap();
    assert!(!ids.contains(&new), "no name is used twice");
    assert_eq!(bench.workbench.undo_close(), Err(Full));
    bench.workbench.close(bench.now, new);
    assert_eq!(
        bench.workbench.undo_close(),
        Ok(Some(new)),
        "the last that was closed"
    );
    assert_eq!(bench.workbench.undo_close(), Ok(None));
}

#[test]
fn an_open_connection_that_is_closed_says_1000_and_comes_back_with_what_it_had() {
    let mut bench = Bench::new(Limits::default());
    let [a, b, c] = [(); 3].map(|()| bench.open());
    bench.receive(b, "kept");
    let attempt = bench.attempt(b);
    bench.workbench.close(bench.now, b);
    assert_eq!(
        bench.carry_out(),
        [Effect::Close(attempt, Some(CloseArgs::default()))]
    );
    assert!(bench.workbench.connection(b).is_none());
    // The end comes while nobody sees it.
    let end = CloseEvent {
        code: 1000,
        was_clean: true,
        ..CloseEvent::default()
    };
    bench.give(Input::Socket(attempt, SocketEvent::Closed(end)));
    assert_eq!(bench.workbench.undo_close(), Ok(Some(b)));
    let ids: Vec<ConnectionId> = bench.workbench.connections().iter().map(Connection::id).collect();
    assert_eq!(ids, [a, b, c], "where it stood");
    assert!(bench.of(b).session().is_idle());
    assert_eq!(bench.texts(b), ["kept"]);
    assert_eq!(
        bench.of(b).transcript().len(),
        3,
        "its open and its close beside it"
    );
}

#[test]
fn one_that_is_closed_for_good_lets_its_socket_go() {
    let mut bench = Bench::new(Limits::default());
    let [a, b] = [(); 2].map(|()| bench.open());
    let attempts = [a, b].map(|id| bench.attempt(id));
    bench.workbench.close(bench.now, a);
    bench.carry_out();
    assert_eq!(bench.sockets, attempts, "it may be answered, and undone");
    bench.workbench.close(bench.now, b);
    bench.carry_out();
    assert_eq!(bench.sockets, [attempts[1]], "the one before is gone");
    bench.workbench.forget_closed();
    bench.carry_out();
    assert!(bench.sockets.is_empty());
    assert_eq!(bench.workbench.next_wakeup(), None);
}

#[test]
fn a_close_that_nobody_answers_is_given_up_although_its_connection_was_closed() {
    let mut bench = Bench::new(Limits::default());
    let a = bench.open();
    bench.workbench.close(bench.now, a);
    bench.carry_out();
    let due = bench.workbench.next_wakeup().expect("the close timeout");
    assert_eq!(due - bench.now, Span::from_secs(10));
    bench.now = due;
    bench.give(Input::Tick);
    assert!(bench.sockets.is_empty() && bench.workbench.next_wakeup().is_none());
}

#[test]
fn each_tick_is_given_to_those_that_are_due() {
    let mut bench = Bench::new(Limits::default());
    let [a, b] = [(); 2].map(|()| bench.workbench.add().unwrap());
    bench.give(Input::Connect(a, plan("ws://h/", ""), None));
    bench.now = bench.now + Span::from_secs(5);
    bench.give(Input::Connect(b, plan("ws://h/", ""), None));
    bench.now = bench.now + Span::from_secs(15);
    bench.give(Input::Tick);
    let is_closing = |bench: &Bench, id| {
        matches!(
            bench.of(id).session().phase(),
            tabcat_core::session::Phase::Closing { .. }
        )
    };
    assert!(is_closing(&bench, a) && !is_closing(&bench, b));
    assert_eq!(
        bench.workbench.next_wakeup(),
        Some(bench.now + Span::from_secs(5)),
        "the next is the connect timeout of the other"
    );
}

#[test]
fn what_one_connection_learns_of_a_host_the_next_one_knows() {
    let mut bench = Bench::new(Limits::default());
    bench.open();
    let other = bench.workbench.add().unwrap();
    let first = bench.sockets[0];
    bench.give(Input::Socket(first, SocketEvent::Closed(CloseEvent::default())));
    bench.give(Input::Connect(other, plan("ws://h/", ""), None));
    let attempt = bench.attempt(other);
    bench.give(Input::Socket(attempt, SocketEvent::Closed(CloseEvent::default())));
    let closed = bench.of(other).session().last_close().unwrap();
    assert!(closed.answered.is_some(), "the host answered this page before");
}

#[test]
fn the_network_is_noted_in_every_transcript() {
    let mut bench = Bench::new(Limits::default());
    let [a, b] = [(); 2].map(|()| bench.open());
    bench.give(Input::Online(false));
    bench.give(Input::Online(false));
    for id in [a, b] {
        let last = bench.of(id).transcript().entries().last().unwrap();
        assert!(matches!(last.body, Body::System(System::Note(Note::Offline))));
        assert_eq!(bench.of(id).transcript().len(), 2);
    }
}

#[test]
fn the_largest_gives_way_to_the_others() {
    let mut bench = Bench::new(limits(2 << 20));
    let [large, small] = [(); 2].map(|()| bench.open());
    for _ in 0..3_000 {
        bench.receive(large, &"x".repeat(1_000));
    }
    for number in 0..500 {
        bench.receive(small, &format!("{number} {}", "y".repeat(1_000)));
    }
    assert!(bench.weight() <= 2 << 20, "{}", bench.weight());
    assert_eq!(bench.texts(small).len(), 500, "the small one keeps all");
    assert_eq!(bench.of(small).transcript().evicted().entries, 0);
    let evicted = bench.of(large).transcript().evicted();
    assert_eq!(
        bench.texts(large).len() as u64 + evicted.messages,
        3_000,
        "each is kept or counted"
    );
    // What was closed goes first, as nobody sees it.
    bench.workbench.close(bench.now, large);
    let before = bench.workbench.closed().unwrap().transcript().len();
    for _ in 0..500 {
        bench.receive(small, &"z".repeat(1_000));
    }
    assert_eq!(bench.texts(small).len(), 1_000);
    assert!(bench.workbench.closed().unwrap().transcript().len() < before);
    // A lower bound holds at once.
    bench.workbench.set_limits(limits(200_000));
    assert!(bench.weight() <= 200_000 + 2 * 65_536, "{}", bench.weight());
}

#[test]
fn a_badge_tells_what_happened_since_the_connection_was_looked_at() {
    let mut bench = Bench::new(limits(1 << 20));
    let id = bench.open();
    let badge = |bench: &Bench, seen: &Seen, buffered| Badge::of(bench.of(id), seen, buffered);
    let never = Seen::default();
    bench.receive(id, "one");
    bench.receive(id, "two");
    assert_eq!(badge(&bench, &never, 0).unread, 2);
    let seen = Seen::now(bench.of(id));
    let fresh = badge(&bench, &seen, 0);
    assert_eq!((fresh.unread, fresh.kept, fresh.warning()), (0, 2, None));
    assert!(
        badge(&bench, &seen, 2 << 20)
            .warning()
            .is_some_and(|said| said.contains("1 MB"))
    );

    let attempt = bench.attempt(id);
    bench.receive(id, "three");
    bench.give(Input::Socket(
        attempt,
        SocketEvent::Closed(CloseEvent {
            code: 1006,
            ..CloseEvent::default()
        }),
    ));
    let ended = badge(&bench, &seen, 0);
    assert!(
        ended.has_ended && ended.standing.shape == Shape::Square,
        "{ended:?}"
    );
    assert_eq!(
        (ended.unread, ended.standing.label.as_deref()),
        (1, Some("closed 1006"))
    );
    let seen_ended = badge(&bench, &Seen::now(bench.of(id)), 0);
    assert!(
        !seen_ended.has_ended && seen_ended.standing.shape == Shape::Square,
        "{seen_ended:?}"
    );

    // The counters of a session begin anew with each attempt; what is unread does not.
    bench.connect(id);
    bench.workbench.set_limits(limits(200_000));
    for _ in 0..8 {
        bench.receive(id, &"x".repeat(60_000));
    }
    let evicted = badge(&bench, &seen, 0);
    assert!(evicted.has_evicted && evicted.warning().is_some(), "{evicted:?}");
}

#[test]
fn lines_are_bounded_together_too() {
    let mut bench = Bench::new(Limits {
        bytes: 1 << 30,
        entries: Some(10_000),
    });
    let ids: Vec<ConnectionId> = (0..4).map(|_| bench.open()).collect();
    for round in 0..4_000 {
        for id in &ids {
            bench.receive(*id, &round.to_string());
        }
    }
    let all: usize = bench
        .workbench
        .connections()
        .iter()
        .map(|of| of.transcript().len())
        .sum();
    assert!((8_000..=10_000).contains(&all), "{all}");
    for id in ids {
        let transcript = bench.of(id).transcript();
        assert_eq!(transcript.len() as u64 + transcript.evicted().entries, 4_001);
    }
}

/// Something that happens to one of a few connections.
#[derive(Clone, Debug)]
enum Happening {
    Add,
    Connect(usize),
    Receive(usize, u8),
    Send(usize),
    Fail(usize),
    Close(usize),
    Undo,
    Forget,
    Clear(usize),
    ForgetCleared(usize),
    Later(u32),
    Stopped,
}

fn happening() -> impl Strategy<Value = Happening> {
    let which = 0..6_usize;
    prop_oneof![
        2 => Just(Happening::Add),
        4 => which.clone().prop_map(Happening::Connect),
        8 => (which.clone(), any::<u8>()).prop_map(|(of, size)| Happening::Receive(of, size)),
        3 => which.clone().prop_map(Happening::Send),
        2 => which.clone().prop_map(Happening::Fail),
        2 => which.clone().prop_map(Happening::Close),
        1 => Just(Happening::Undo),
        1 => Just(Happening::Forget),
        1 => which.clone().prop_map(Happening::Clear),
        1 => which.prop_map(Happening::ForgetCleared),
        2 => (0..20_000_u32).prop_map(Happening::Later),
        1 => Just(Happening::Stopped),
    ]
}

proptest! {
    #[test]
    fn what_happens_to_one_is_its_own(happenings in prop::collection::vec(happening(), 0..120)) {
        let bound = 40_000;
        let mut bench = Bench::new(limits(bound));
        // What each connection that was ever there has received, in order.
        let mut received: BTreeMap<ConnectionId, Vec<String>> = BTreeMap::new();
        let mut number = 0;
        for happening in happenings {
            let ids: Vec<ConnectionId> = bench.workbench.connections().iter().map(Connection::id).collect();
            let of = |which: usize| ids.get(which % ids.len().max(1)).copied();
            let attempt = |bench: &Bench, which| of(which).and_then(|id| bench.of(id).session().attempt());
            number += 1;
            match happening {
                Happening::Add => {
                    prop_assert_eq!(bench.workbench.add().is_err(), ids.len() == MAX_CONNECTIONS);
                }
                Happening::Connect(which) => {
                    if let Some(id) = of(which).filter(|id| bench.of(*id).session().is_idle()) {
                        bench.connect(id);
                    }
                }
                Happening::Receive(which, size) => {
                    if attempt(&bench, which).is_some() {
                        let id = of(which).unwrap();
                        let text = format!("{number} {}", "x".repeat(usize::from(size) * 8));
                        bench.receive(id, &text);
                        received.entry(id).or_default().push(text);
                    }
                }
                Happening::Send(which) => {
                    if let Some(id) = of(which) {
                        let payload = OwnedPayload::Text("sent".to_owned());
                        let refused = bench.workbench.send(bench.now, id, SendId(number), payload).is_err();
                        prop_assert_eq!(refused, bench.of(id).session().phase().may_send().is_err());
                        bench.carry_out();
                    }
                }
                Happening::Fail(which) => {
                    if let Some(attempt) = attempt(&bench, which) {
                        bench.give(Input::Socket(attempt, SocketEvent::Closed(CloseEvent::default())));
                    }
                }
                Happening::Close(which) => {
                    if let Some(id) = of(which) {
                        bench.workbench.close(bench.now, id);
                        bench.carry_out();
                    }
                }
                Happening::Undo => {
                    let _ = bench.workbench.undo_close();
                }
                Happening::Forget => {
                    bench.workbench.forget_closed();
                    bench.carry_out();
                }
                Happening::Clear(which) => {
                    if let Some(id) = of(which) {
                        bench.workbench.change(id, Transcript::clear);
                        received.remove(&id);
                    }
                }
                Happening::ForgetCleared(which) => {
                    if let Some(id) = of(which) {
                        bench.workbench.change(id, Transcript::forget_cleared);
                    }
                }
                Happening::Later(millis) => {
                    bench.now = bench.now + Span::from_millis(millis.into());
                    bench.give(Input::Tick);
                    let due = bench.workbench.next_wakeup();
                    prop_assert!(due.is_none_or(|due| due > bench.now), "due again at once");
                }
                Happening::Stopped => {
                    for attempt in bench.sockets.clone() {
                        bench.give(Input::Socket(attempt, SocketEvent::Stopped("out".to_owned())));
                    }
                    prop_assert!(bench.sockets.is_empty());
                }
            }
            for id in bench.workbench.connections().iter().map(Connection::id).collect::<Vec<_>>() {
                let known = received.get(&id).cloned().unwrap_or_default();
                let kept: Vec<String> = bench.texts(id).into_iter().filter(|text| text != "sent").collect();
                prop_assert!(known.ends_with(&kept), "{id:?} keeps the newest of its own, in order");
                let transcript = bench.of(id).transcript();
                prop_assert!(kept.len() == known.len() || transcript.evicted().messages > 0, "what is gone is counted");
                let ids: Vec<EntryId> = transcript.entries().map(|entry| entry.id).collect();
                prop_assert!(ids.windows(2).all(|two| two[0] < two[1]));
            }
            // A transcript always keeps its newest chunk, and a chunk is a sixteenth.
            let chunks = bench.workbench.connections().len() + 1;
            prop_assert!(bench.weight() <= bound + chunks * 65_536, "{}", bench.weight());
        }
    }
}
