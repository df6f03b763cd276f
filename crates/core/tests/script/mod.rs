//! A small language for the life of a connection, over virtual time. A line is one thing that happens, after the time
//! that passed before it, and what the session makes of it: transcript lines, `[effects]`, and the phase when it changed.
//!
//! ```text
//! connect                  => [open 1], Connecting
//! +200ms open              => open 1 after 200ms, Open
//! recv hi ho               => received hi, received ho
//! disconnect 4001 bye      => [close 1 4001 bye], Closing
//! +5ms closed 4001 clean   => closed 4001 clean Disconnected, [release 1], Idle
//! connect ws://b/          => [open 2], Connecting
//! ```
//!
//! A message has a number where it matters which one is meant: `send#1 hi`, `sent#1 hi`, `not-sent#1`.
//!
//! A socket event is of the latest connection unless a `#1` before it says otherwise. The socket is not simulated: what
//! it says is in the script too, so that it can say what no browser should.

#![allow(
    dead_code,
    reason = "each of the tests that play scripts uses a part of the bench"
)]

use std::rc::Rc;

use tabcat_core::close::{CloseArgs, validate_close};
use tabcat_core::ending::Closed;
use tabcat_core::entry::{Body, Direction, Entry, Note, System};
use tabcat_core::evidence::{Evidence, Page};
use tabcat_core::payload::{Encoding, Large, OwnedPayload, Payload};
use tabcat_core::plan::Plan;
use tabcat_core::policies::Policies;
use tabcat_core::policies::document::Document;
use tabcat_core::policies::rules::Rules;
use tabcat_core::policies::run::Run;
use tabcat_core::repeat::{Every, Repeat};
use tabcat_core::session::{
    Arrival, AttemptId, CloseEvent, Effect, Negotiated, Phase, SendId, SendRefusal, Session, SocketEvent,
};
use tabcat_core::template::{Template, Values};
use tabcat_core::transcript::Limits;
use tabcat_core::workbench::{Connection, ConnectionId, Input, Jump};
use tabcat_core::{Span, Timestamp, Transcript, Workbench};

use crate::elsewhere;
use crate::support::plan;

/// A session on the bench: told what happens, asked what came of it.
pub(crate) struct Bench {
    pub(crate) workbench: Workbench,
    connection: ConnectionId,
    pub(crate) now: Timestamp,
    plan: Plan,
    /// The policies of the next connect, as their document's text.
    policies: String,
    attempts: u32,
    /// Why the latest message could not be given to the connection, if so.
    refusal: Option<SendRefusal>,
    /// How many messages were given without an id, and how many of those were answered for.
    sends: u64,
    answered: u64,
}

/// Plays a script and holds every line of it to what it says after `=>`.
pub(crate) fn check(script: &str) {
    check_on(Bench::default(), script);
}

/// The same on a bench that was made ready.
pub(crate) fn check_on(mut bench: Bench, script: &str) {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut expected, mut actual) = (Vec::new(), Vec::new());
    for line in script.lines().filter(|line| !line.trim().is_empty()) {
        let (step, outcome) = line.split_once("=>").expect("a line says what it leads to");
        let step = words(step);
        actual.push(format!("{step} => {}", bench.play_one(&step)));
        expected.push(format!("{step} => {}", words(outcome)));
    }
    let (expected, actual) = (expected.join("\n"), actual.join("\n"));
    assert!(
        actual == expected,
        "expected\n\n{expected}\n\nbut it went\n\n{actual}"
    );
}

/// The same for connections with these policies.
pub(crate) fn check_lasting(policies: &str, script: &str) {
    check_on(Bench::lasting(policies), script);
}

/// Plays the steps of a script, which are separated by `;`, and hands the bench over for a closer look.
pub(crate) fn play(script: &str) -> Bench {
    Bench::default().play(script)
}

impl Default for Bench {
    fn default() -> Self {
        Self::with(plan("ws://127.0.0.1:9160/echo", ""), Page::default())
    }
}

impl Bench {
    pub(crate) fn with(plan: Plan, page: Page) -> Self {
        let mut workbench = Workbench::new(page, Limits::default());
        let connection = workbench.add().expect("there is room for the first");
        Self {
            workbench,
            connection,
            now: Timestamp::from_micros(1_000_000_000),
            plan,
            policies: String::new(),
            attempts: 0,
            refusal: None,
            sends: 0,
            answered: 0,
        }
    }

    pub(crate) fn lasting(policies: &str) -> Self {
        Self::default().and_lasting(policies)
    }

    pub(crate) fn and_lasting(self, policies: &str) -> Self {
        Self {
            policies: policies.to_owned(),
            ..self
        }
    }

    /// The policies of the next connect.
    fn policies(&self) -> Option<Box<dyn Policies>> {
        let rules =
            Rules::read(&Document::read(&self.policies), self.now).expect("a script's policies are right");
        let is_local = self.plan.target.is_loopback();
        rules.map(|rules| Box::new(Run::new(rules, 7, is_local)) as Box<dyn Policies>)
    }

    pub(crate) fn play(mut self, script: &str) -> Self {
        for step in script.split(';') {
            self.play_one(step.trim());
        }
        self
    }

    pub(crate) fn session(&self) -> &Session {
        self.the_connection().session()
    }

    pub(crate) fn transcript(&self) -> &Transcript {
        self.the_connection().transcript()
    }

    fn the_connection(&self) -> &Connection {
        let found = self.workbench.connection(self.connection);
        found.expect("the script closes no connection for good")
    }

    /// How the last connection ended.
    pub(crate) fn closed(&self) -> &Closed {
        self.session().last_close().expect("the script ends a connection")
    }

    /// What is known of the last connection's end.
    pub(crate) fn evidence(&self) -> &Evidence {
        self.closed()
    }

    /// Plays one step of a long life without a look at what came of it.
    pub(crate) fn quietly(&mut self, step: &str) {
        let id = AttemptId(self.attempts);
        self.happen(id, step);
        while let Some(effect) = self.workbench.next_effect() {
            if let Effect::Open(id, _) = effect {
                self.attempts = id.0;
            }
        }
    }

    /// Plays one step, and returns what came of it.
    pub(crate) fn play_one(&mut self, step: &str) -> String {
        let (before, next) = (phase(self.session()), self.transcript().next_id());
        let mut step = step;
        if let Some((time, rest)) = step.strip_prefix('+').map(word) {
            self.now = self.now + span(time);
            step = rest;
        }
        let mut id = AttemptId(self.attempts);
        if let Some((number, rest)) = step.strip_prefix('#').map(word) {
            id = AttemptId(number.parse().expect("a connection is named by its number"));
            step = rest;
        }
        self.happen(id, step);

        let new = self.transcript().entries().filter(|entry| entry.id >= next);
        let line = |entry: Entry<'_>| match self.transcript().tag_of(entry.id) {
            Some(tag) => format!("{} <{tag:?}>", line(&entry)),
            None => line(&entry),
        };
        let mut outcome: Vec<String> = new.map(line).collect();
        let effects: Vec<Effect> = std::iter::from_fn(|| self.workbench.next_effect()).collect();
        for effect in &effects {
            if let Effect::Open(id, _) = effect {
                self.attempts = id.0;
            }
            outcome.push(named(effect));
        }
        let after = phase(self.session());
        if before != after {
            outcome.push(after.to_owned());
        }
        if let Some(refusal) = self.refusal.take() {
            outcome.push(format!("refused {refusal:?}"));
        }
        if outcome.is_empty() {
            "nothing".to_owned()
        } else {
            outcome.join(", ")
        }
    }

    /// `1000 3 m{{seq}}`: every second, three times. `1000 - m`: until it is stopped.
    fn repeat(&self, text: &str) -> Repeat {
        let (millis, rest) = word(text);
        let (times, text) = word(rest);
        let every = Every::read(millis, times.trim_matches('-')).expect("a script repeats as it may");
        let template = Template::for_message(text).expect("a script repeats a template");
        let mut seq = 0;
        let make = move |now| {
            seq += 1;
            let values = Values {
                seq,
                now,
                seed: seq,
                message: None,
            };
            let payload = OwnedPayload::Text(template.expand(&values));
            (seq <= 9).then_some(payload).ok_or("nine are enough".to_owned())
        };
        Repeat::new(every, 1_048, self.now, Box::new(make))
    }

    /// An id for a message that the script gives none.
    fn next_send(&mut self) -> SendId {
        self.sends += 1;
        SendId(1_000 + self.sends)
    }

    /// The message that was given last without an id; where there is none, this one, given just now.
    fn given(&mut self, text: &str) -> SendId {
        if self.sends == self.answered {
            let send = self.next_send();
            self.refusal = self
                .workbench
                .send(
                    self.now,
                    self.connection,
                    send,
                    OwnedPayload::Text(text.to_owned()),
                )
                .err();
        }
        self.answered += 1;
        SendId(1_000 + self.answered)
    }

    fn happen(&mut self, id: AttemptId, step: &str) {
        let (verb, rest) = word(step);
        let (verb, number) = match verb.split_once('#') {
            Some((verb, number)) => (
                verb,
                Some(SendId(number.parse().expect("a message has a number"))),
            ),
            None => (verb, None),
        };
        let arrivals: Vec<Arrival<'_>> = rest
            .split_whitespace()
            .map(|text| Arrival {
                at: self.now,
                payload: Payload::Text(text),
            })
            .collect();
        let input = match verb {
            "connect" => {
                let plan = match rest {
                    "" => self.plan.clone(),
                    url => plan(url, ""),
                };
                Input::Connect(self.connection, plan, self.policies())
            }
            "disconnect" => Input::Disconnect(self.connection, close_args(rest)),
            "abandon" => Input::Abandon(self.connection),
            "send" => {
                let send = number.unwrap_or_else(|| self.next_send());
                self.refusal = self
                    .workbench
                    .send(
                        self.now,
                        self.connection,
                        send,
                        OwnedPayload::Text(rest.to_owned()),
                    )
                    .err();
                return;
            }
            "tick" => Input::Tick,
            // Passes the time until the next wakeup.
            "wake" => {
                self.now = self.workbench.next_wakeup().expect("something is due");
                Input::Tick
            }
            "repeat" => Input::Repeat(self.connection, Box::new(self.repeat(rest))),
            "stop-repeat" => Input::StopRepeat(self.connection),
            "hurry" => Input::Hurry(self.connection),
            "cancel" => Input::Cancel(
                self.connection,
                number.expect("a message of the outbox has a number"),
            ),
            "buffered" => Input::Socket(
                id,
                SocketEvent::Buffered(rest.parse().expect("a number of bytes")),
            ),
            "open" => Input::Socket(
                id,
                SocketEvent::Opened(Negotiated {
                    protocol: rest.to_owned(),
                    extensions: String::new(),
                }),
            ),
            "recv" => Input::Socket(id, SocketEvent::Messages(&arrivals)),
            "sent" => {
                let send = number.unwrap_or_else(|| self.given(rest));
                Input::Socket(id, SocketEvent::Sent(send, OwnedPayload::Text(rest.to_owned())))
            }
            "recv-large" => Input::Socket(id, SocketEvent::LargeMessage(large(rest))),
            "sent-large" => {
                let send = number.unwrap_or_else(|| self.given(rest));
                Input::Socket(id, SocketEvent::Sent(send, OwnedPayload::Large(large(rest))))
            }
            "not-sent" => {
                let send = number.unwrap_or_else(|| self.given(rest));
                Input::Socket(id, SocketEvent::NotSent(send))
            }
            "lost" => Input::Socket(
                id,
                SocketEvent::Lost {
                    messages: rest.parse().expect("so many messages"),
                    why: "no sense".to_owned(),
                },
            ),
            "stopped" => Input::Socket(id, SocketEvent::Stopped(rest.to_owned())),
            "error" => Input::Socket(
                id,
                SocketEvent::Error {
                    terminal: rest == "final",
                },
            ),
            "refused" => Input::Socket(id, SocketEvent::Refused(rest.to_owned())),
            "closed" => Input::Socket(id, SocketEvent::Closed(close_event(rest))),
            other => of_the_page(other, rest),
        };
        self.workbench.handle(self.now, input);
    }
}

fn of_the_page(verb: &str, rest: &str) -> Input<'static> {
    match verb {
        "online" | "offline" => Input::Online(verb == "online"),
        "suspended" => Input::Suspended,
        "resumed" | "cached" => Input::Resumed {
            cached: verb == "cached",
        },
        "hidden" => Input::Hidden,
        "visible" => Input::Visible,
        "jumped" => Input::Jumped(jump(rest)),
        other => panic!("the language has no {other:?}"),
    }
}

/// The first word and the rest.
fn word(text: &str) -> (&str, &str) {
    text.split_once(' ').unwrap_or((text, ""))
}

/// `20s`, `200ms`, `1us`.
fn span(text: &str) -> Span {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let number = digits.parse().expect("a time starts with a number");
    match &text[digits.len()..] {
        "us" => Span::from_micros(number),
        "ms" => Span::from_millis(number),
        "s" => Span::from_secs(number),
        unit => panic!("{unit:?} is not a unit of time"),
    }
}

/// `ahead 3600s`, `back 1s`.
fn jump(text: &str) -> Jump {
    match word(text) {
        ("ahead", by) => Jump::Ahead(span(by)),
        (_, by) => Jump::Back(span(by)),
    }
}

fn large(text: &str) -> Large {
    elsewhere::large(Encoding::Text, text.as_bytes(), &Rc::default())
}

fn close_args(text: &str) -> CloseArgs {
    let (code, reason) = word(text);
    validate_close(code, reason).expect("a script disconnects with what may be sent")
}

/// `1000 clean all done`, `1006`, `1006 unsent 99`.
fn close_event(text: &str) -> CloseEvent {
    let (code, rest) = word(text);
    let code = code.parse().expect("a close event has a code");
    match word(rest) {
        ("clean", reason) => CloseEvent {
            code,
            reason: reason.to_owned(),
            was_clean: true,
            unsent_bytes: 0,
        },
        ("unsent", bytes) => CloseEvent {
            code,
            unsent_bytes: bytes.parse().expect("a number of bytes"),
            ..CloseEvent::default()
        },
        _ => CloseEvent {
            code,
            ..CloseEvent::default()
        },
    }
}

fn phase(session: &Session) -> &'static str {
    match session.phase() {
        Phase::Idle => "Idle",
        Phase::Connecting(_) => "Connecting",
        Phase::Waiting(_) => "Waiting",
        Phase::Open(_) => "Open",
        Phase::Closing { .. } => "Closing",
    }
}

fn line(entry: &Entry<'_>) -> String {
    match entry.body {
        Body::Message(message) => {
            let direction = match message.direction {
                Direction::Sent => "sent",
                Direction::Received => "received",
            };
            format!("{direction} {}", message.text_prefix(usize::MAX))
        }
        Body::System(System::Open(open)) => {
            let protocol = if open.protocol.is_empty() { "" } else { " as " };
            format!(
                "open {} after {}ms{protocol}{}",
                open.session,
                open.took.as_millis(),
                open.protocol
            )
        }
        Body::System(System::Close(closed)) => {
            let code = closed
                .code()
                .map_or(String::new(), |code| format!("{} ", code.as_u16()));
            let clean = if closed.was_clean() { "clean " } else { "" };
            // What an ending carries has tests of its own.
            let ending = format!("{:?}", closed.ending);
            let ending = ending.split(' ').next().unwrap_or_default();
            format!("closed {code}{clean}{ending}")
        }
        Body::System(System::Error) => "error".to_owned(),
        Body::System(System::Note(Note::Said { label, text, .. })) => format!("“{label}: {text}”"),
        Body::System(System::Note(Note::Attempt { number, .. })) => format!("attempt {number}"),
        Body::System(System::Note(note)) => format!("note {note:?}"),
    }
}

fn named(effect: &Effect) -> String {
    match effect {
        Effect::Open(id, _) => format!("[open {}]", id.0),
        Effect::Transmit(id, send, OwnedPayload::Text(text)) => {
            format!("[transmit {} {} {text}]", id.0, send.0)
        }
        Effect::Transmit(id, send, _) => format!("[transmit {} {} bytes]", id.0, send.0),
        Effect::Settled(send, outcome) => format!("[{} {outcome:?}]", send.0),
        Effect::Close(id, None) => format!("[close {}]", id.0),
        Effect::Close(id, Some(args)) => {
            format!("[close {} {} {}", id.0, args.code(), args.reason())
                .trim_end()
                .to_owned()
                + "]"
        }
        Effect::Release(id) => format!("[release {}]", id.0),
    }
}
