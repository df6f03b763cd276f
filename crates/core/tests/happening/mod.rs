//! What can happen to a connection, at random: what a browser lets happen, and what none should.

use proptest::prelude::*;
use tabcat_core::payload::OwnedPayload;

/// Something that happens. What makes no sense at the time is for the session to bear.
#[derive(Clone, Debug)]
pub(crate) enum Happening {
    /// So many microseconds pass.
    Wait(u64),
    /// The clock moves to the next wakeup, if there is one, and ticks.
    Wake,
    Tick,
    Connect {
        refused: bool,
    },
    Disconnect,
    Abandon,
    Send(OwnedPayload),
    /// The live socket says of the oldest message that it has not answered for whether it took it.
    Answer,
    Online(bool),
    /// The live socket says what a browser lets it say.
    Says(Saying),
    /// A socket says something at a time when no browser would, or one says it that is gone or never was: so many
    /// connections before the latest one, or the one after it.
    Claims(i8, Saying),
}

#[derive(Clone, Debug)]
pub(crate) enum Saying {
    Opened,
    Messages(Vec<OwnedPayload>),
    /// Of the message that was given so many before the latest one.
    Sent(u64, OwnedPayload),
    NotSent(u64),
    Lost(u32),
    Stopped,
    Error {
        terminal: bool,
    },
    Refused,
    Closed {
        was_clean: bool,
    },
}

fn payload() -> impl Strategy<Value = OwnedPayload> {
    prop_oneof![
        "\\PC{0,6}".prop_map(OwnedPayload::Text),
        prop::collection::vec(any::<u8>(), 0..6).prop_map(OwnedPayload::Binary),
    ]
}

fn saying() -> impl Strategy<Value = Saying> {
    prop_oneof![
        4 => Just(Saying::Opened),
        4 => prop::collection::vec(payload(), 0..4).prop_map(Saying::Messages),
        1 => (0_u64..4, payload()).prop_map(|(back, payload)| Saying::Sent(back, payload)),
        1 => (0_u64..4).prop_map(Saying::NotSent),
        1 => (0_u32..9).prop_map(Saying::Lost),
        1 => Just(Saying::Stopped),
        2 => any::<bool>().prop_map(|terminal| Saying::Error { terminal }),
        1 => Just(Saying::Refused),
        2 => any::<bool>().prop_map(|was_clean| Saying::Closed { was_clean }),
    ]
}

pub(crate) fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        2 => (0_u64..30_000_000).prop_map(Happening::Wait),
        2 => Just(Happening::Wake),
        1 => Just(Happening::Tick),
        6 => prop::bool::weighted(0.1).prop_map(|refused| Happening::Connect { refused }),
        2 => Just(Happening::Disconnect),
        1 => Just(Happening::Abandon),
        4 => payload().prop_map(Happening::Send),
        4 => Just(Happening::Answer),
        1 => any::<bool>().prop_map(Happening::Online),
        12 => saying().prop_map(Happening::Says),
    ]
}

/// One in three things that happen is one that should not.
pub(crate) fn hostile_happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        2 => happening(),
        1 => (-1_i8..3, saying()).prop_map(|(back, saying)| Happening::Claims(back, saying)),
    ]
}
