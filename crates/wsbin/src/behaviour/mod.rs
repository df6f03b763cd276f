//! What the routes do, one bounded behaviour a file. This file only picks one.

mod auth;
mod big;
mod binary;
mod close;
mod credit;
mod cut;
mod deflate;
mod echo;
mod flaky;
mod flood;
mod fragments;
mod handshake;
mod heartbeat;
mod idle;
mod latest;
mod limit;
mod origin;
mod paced;
mod ping;
mod pinger;
mod quiet;
mod reject;
mod said;
mod violate;
mod wrong_answer;

use std::time::Duration;

use crate::flaw::Flaw;
use crate::handshake::Arrival;
use crate::login::Auth;
use crate::memory::Memory;
use crate::param::Kind;
use crate::tcp::Disconnected;
use crate::violation::Violation;

/// What the server does with one WebSocket connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Behaviour {
    Echo,
    Greet,
    Binary,
    Fragments,
    Ping {
        every: Duration,
    },
    Subprotocol {
        name: String,
    },
    WrongAnswer {
        what: Flaw,
    },
    Handshake,
    Origin {
        /// The origins that are welcome; the server's own without a list.
        allow: Option<Vec<String>>,
    },
    Auth(Auth),
    Flood {
        count: u64,
        size: usize,
        kind: Kind,
    },
    Rate {
        per_sec: u64,
        size: usize,
        secs: u64,
        kind: Kind,
    },
    Seq {
        count: u64,
        per_sec: u64,
    },
    Credit {
        window: u64,
        count: u64,
        size: usize,
    },
    Latest {
        per_sec: u64,
        secs: u64,
        within: Duration,
    },
    Big {
        size: usize,
        kind: Kind,
    },
    Deflate {
        count: u64,
        size: usize,
        kind: Kind,
    },
    Limit {
        bytes: usize,
    },
    Close {
        code: u16,
        reason: Vec<u8>,
        after: Duration,
    },
    CloseEmpty,
    AnswerClose {
        code: u16,
    },
    Stubborn,
    Drop {
        after: Duration,
    },
    Reset {
        after: Duration,
    },
    Flaky {
        up: Duration,
        down: Duration,
    },
    Idle {
        after: Duration,
    },
    Heartbeat {
        /// After how many answers it is silent; never without.
        stop_after: Option<u64>,
    },
    Pinger {
        every: Duration,
        within: Duration,
    },
    Violate {
        what: &'static Violation,
        after: Duration,
    },
    Silent,
    Stall,
    Delay {
        by: Duration,
    },
    Reject {
        status: u16,
    },
}

/// Carries one behaviour out, from the handshake to the end of the connection. A client that leaves early ends it
/// early, which is no news to anyone.
pub(crate) async fn run(behaviour: Behaviour, arrival: Arrival, memory: &Memory) -> Result<(), Disconnected> {
    match behaviour {
        Behaviour::Echo => echo::run(arrival).await,
        Behaviour::Greet => echo::greet(arrival).await,
        Behaviour::Subprotocol { name } => echo::subprotocol(arrival, &name).await,
        Behaviour::WrongAnswer { what } => wrong_answer::run(arrival, what).await,
        Behaviour::Delay { by } => echo::delay(arrival, by).await,
        Behaviour::Binary => binary::run(arrival).await,
        Behaviour::Fragments => fragments::run(arrival).await,
        Behaviour::Handshake => handshake::run(arrival).await,
        Behaviour::Origin { allow } => origin::run(arrival, allow.as_deref()).await,
        Behaviour::Auth(auth) => auth::run(arrival, auth, &memory.tickets).await,
        Behaviour::Ping { every } => ping::run(arrival, every).await,
        Behaviour::Flood { count, size, kind } => flood::run(arrival, count, size, kind).await,
        Behaviour::Rate {
            per_sec,
            size,
            secs,
            kind,
        } => paced::rate(arrival, per_sec, size, secs, kind).await,
        Behaviour::Seq { count, per_sec } => paced::seq(arrival, count, per_sec).await,
        Behaviour::Credit { window, count, size } => credit::run(arrival, window, count, size).await,
        Behaviour::Latest {
            per_sec,
            secs,
            within,
        } => latest::run(arrival, per_sec, secs, within).await,
        Behaviour::Big { size, kind } => big::run(arrival, size, kind).await,
        Behaviour::Deflate { count, size, kind } => deflate::run(arrival, count, size, kind).await,
        Behaviour::Limit { bytes } => limit::run(arrival, bytes).await,
        Behaviour::Close { code, reason, after } => close::run(arrival, code, &reason, after).await,
        Behaviour::CloseEmpty => close::empty(arrival).await,
        Behaviour::AnswerClose { code } => close::answer(arrival, code).await,
        Behaviour::Stubborn => close::stubborn(arrival).await,
        Behaviour::Drop { after } => cut::fin(arrival, after).await,
        Behaviour::Reset { after } => cut::rst(arrival, after).await,
        Behaviour::Flaky { up, down } => flaky::run(arrival, up, down, &memory.runs).await,
        Behaviour::Idle { after } => idle::run(arrival, after).await,
        Behaviour::Heartbeat { stop_after } => heartbeat::run(arrival, stop_after).await,
        Behaviour::Pinger { every, within } => pinger::run(arrival, every, within).await,
        Behaviour::Violate { what, after } => violate::run(arrival, what, after).await,
        Behaviour::Silent => quiet::silent(arrival).await,
        Behaviour::Stall => quiet::stall(arrival).await,
        Behaviour::Reject { status } => reject::run(arrival, status).await,
    }
}
