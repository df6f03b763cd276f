//! What can happen to a connection that lasts, and the policies that it may have, at random.

use proptest::prelude::*;

/// Something that happens. What makes no sense at the time is for the session to bear.
#[derive(Clone, Debug)]
pub(crate) enum Happening {
    Wait(u64),
    Wake,
    Connect {
        refused: bool,
    },
    Disconnect,
    Abandon,
    Hurry,
    Send(usize),
    Cancel(u64),
    /// The milliseconds between two, and how many.
    Repeat(u64, u64),
    StopRepeat,
    Online(bool),
    Cached,
    Opened,
    Message(&'static str),
    /// The socket says of the oldest message that it has not answered for whether it took it.
    Answer,
    Buffered(u64),
    Error {
        closes: bool,
    },
    Closed {
        code: u16,
        was_clean: bool,
    },
    Stopped,
}

pub(crate) fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        2 => (0_u64..40_000_000).prop_map(Happening::Wait),
        8 => Just(Happening::Wake),
        4 => prop::bool::weighted(0.05).prop_map(|refused| Happening::Connect { refused }),
        1 => Just(Happening::Disconnect),
        1 => Just(Happening::Abandon),
        1 => Just(Happening::Hurry),
        8 => (0_usize..900).prop_map(Happening::Send),
        2 => (0_u64..4).prop_map(Happening::Cancel),
        2 => (20_u64..5_000, 1_u64..9).prop_map(|(millis, times)| Happening::Repeat(millis, times)),
        1 => Just(Happening::StopRepeat),
        2 => any::<bool>().prop_map(Happening::Online),
        1 => Just(Happening::Cached),
        8 => Just(Happening::Opened),
        6 => prop::sample::select(vec!["ok", "pong", "ping", "{\"id\":1}"]).prop_map(Happening::Message),
        6 => Just(Happening::Answer),
        2 => prop::sample::select(vec![0_u64, 1_047, 1_048, 9_999]).prop_map(Happening::Buffered),
        1 => any::<bool>().prop_map(|closes| Happening::Error { closes }),
        4 => (prop::sample::select(vec![1000_u16, 1001, 1006, 1011, 1012, 1013, 4001]), any::<bool>())
            .prop_map(|(code, was_clean)| Happening::Closed { code, was_clean }),
        1 => Just(Happening::Stopped),
    ]
}

/// Policies as the text of their document.
pub(crate) fn policies() -> impl Strategy<Value = String> {
    let part = |texts: &[&'static str]| prop::sample::select(texts.to_vec());
    (
        part(&[
            "",
            "reconnect=on&attempts=1",
            "reconnect=on&attempts=3",
            "reconnect=on&attempts=3&after=every",
            "reconnect=on&attempts=unlimited&codes=1000 -1012",
        ]),
        part(&[
            "",
            "heartbeat=on&every=5&within=2&misses=0",
            "heartbeat=on&every=0.1&within=3&misses=2&postpone=off",
            "heartbeat=on&every=20&within=5&beat-reply=text&beat-text=pong",
        ]),
        part(&["", "outbox=on", "outbox=on&outbox-messages=2&outbox-size=0.001"]),
        part(&["", "high-water=0.001"]),
        part(&[
            "",
            r#"on-open=[{"send":"a"},{"send":"b"}]"#,
            r#"on-open=[{"send":"a","reply":{"kind":"text","text":"ok"},"within":"3"},{"send":"b"}]"#,
            r#"on-open=[{"send":"a","reply":{},"closes":true}]"#,
        ]),
        part(&[
            "",
            r#"replies=on&rules=[{"when":{"kind":"text","text":"ping"},"send":"pong"}]"#,
            r#"replies=on&rules=[{"when":{},"echo":true,"every":"2"}]"#,
        ]),
    )
        .prop_map(|(reconnect, heartbeat, outbox, high, opening, replies)| {
            [reconnect, heartbeat, outbox, high, opening, replies].join("&")
        })
}
