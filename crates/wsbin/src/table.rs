//! The routes, one entry each: its words, its parameters, and how to read them into a behaviour.
//!
//! The router reads this table and the index page prints it, so neither can know a route that the other does not.

mod consent;
mod identity;
mod lives;
mod opening;

use std::time::Duration;

use crate::ask::{Ask, RouteError};
use crate::behaviour::Behaviour;
use crate::limits;
use crate::param::{Number, Param};
use crate::violation::{self, VIOLATIONS};

/// One line of the table.
pub(crate) struct Route {
    /// The first segment of the path.
    pub(crate) name: &'static str,
    /// The shape of the whole URL, as a person would write it.
    pub(crate) usage: &'static str,
    /// What it does, in a sentence or two.
    pub(crate) about: &'static str,
    pub(crate) params: &'static [Param],
    pub(crate) example: &'static str,
    pub(crate) read: fn(&Ask<'_>) -> Result<Behaviour, RouteError>,
}

impl Route {
    /// A route whose next path segment is a parameter.
    pub(crate) fn takes_segment(&self) -> bool {
        self.usage.contains('{')
    }
}

const CODE: Number = Number::in_path("code", "the close code", 0, 65_535);
const STATUS: Number = Number::in_path("status", "the HTTP status", 200, 599);
const DELAY: Number = Number::in_path("ms", "milliseconds", 0, limits::DELAY_MS);
const BIG_SIZE: Number = Number::in_path("bytes", "bytes", 0, limits::BIG_BYTES);
const AFTER: Number = Number::in_query("after", "milliseconds", (0, limits::AFTER_MS), 100);
const CLOSE_AFTER: Number = Number::in_query("after", "milliseconds", (0, limits::AFTER_MS), 0);
const LIMIT: Number = Number::in_path("bytes", "bytes", 0, limits::LIMIT_BYTES);
const EVERY: Number = Number::in_query("every", "milliseconds", limits::PING_EVERY_MS, 1000);
const FLOOD_N: Number = Number::in_query("n", "messages", (1, limits::FLOOD_MESSAGES), 10_000);
const FLOOD_SIZE: Number = Number::in_query("size", "bytes", (0, limits::FLOOD_MESSAGE_BYTES), 32);
const PER_SEC: Number = Number::in_query("per_sec", "messages", (1, limits::RATE_PER_SEC), 10);
const RATE_SIZE: Number = Number::in_query("size", "bytes", (0, limits::RATE_MESSAGE_BYTES), 32);
const SECS: Number = Number::in_query("secs", "seconds", (1, limits::RATE_SECS), 10);
const DEFLATE_N: Number = Number::in_query("n", "messages", (1, limits::DEFLATE_MESSAGES), 1);
const DEFLATE_SIZE: Number = Number::in_query("size", "bytes", (0, limits::DEFLATE_MESSAGE_BYTES), 1_000_000);
const SEQ_N: Number = Number::in_query("n", "messages", (1, limits::SEQ_MESSAGES), 10);
const SEQ_PER_SEC: Number = Number::in_query("per_sec", "messages", (1, limits::SEQ_PER_SEC), 10);

/// The routes, in the order in which the index page shows them.
pub(crate) static ROUTES: &[Route] = &[
    Route {
        name: "echo",
        usage: "/echo",
        about: "Sends every message back as it came.",
        params: &[],
        example: "/echo",
        read: |_| Ok(Behaviour::Echo),
    },
    Route {
        name: "greet",
        usage: "/greet",
        about: "Says \"Request served by wsbin\", then echoes.",
        params: &[],
        example: "/greet",
        read: |_| Ok(Behaviour::Greet),
    },
    Route {
        name: "binary",
        usage: "/binary",
        about: "Sends four binary messages (nothing; the bytes 00 to ff; UTF-8 text; bytes that are not UTF-8), then \
                sends every message back as binary.",
        params: &[],
        example: "/binary",
        read: |_| Ok(Behaviour::Binary),
    },
    Route {
        name: "fragments",
        usage: "/fragments",
        about: "Sends text cut into several frames inside a character, then echoes cut up in the same way.",
        params: &[Param::Other("frames of one message", || {
            format!("{} at most", limits::FRAGMENTS)
        })],
        example: "/fragments",
        read: |_| Ok(Behaviour::Fragments),
    },
    Route {
        name: "ping",
        usage: "/ping?every=",
        about: "Pings the client again and again, and echoes. A page never sees a ping.",
        params: &[Param::Number(EVERY)],
        example: "/ping?every=200",
        read: |ask| {
            Ok(Behaviour::Ping {
                every: millis(ask, &EVERY)?,
            })
        },
    },
    lives::PINGER,
    opening::SUBPROTOCOL,
    opening::WRONG_ANSWER,
    identity::HANDSHAKE,
    identity::ORIGIN,
    identity::AUTH,
    Route {
        name: "flood",
        usage: "/flood?n=&size=&kind=",
        about: "Sends n messages as fast as they are taken, each opening with its number in eight digits where the size \
                allows, then closes with 1000.",
        params: &[
            Param::Number(FLOOD_N),
            Param::Number(FLOOD_SIZE),
            Param::Kind,
            Param::Other("n x size", || {
                format!("{} bytes at most", limits::FLOOD_TOTAL_BYTES)
            }),
        ],
        example: "/flood?n=100000&size=64",
        read: flood,
    },
    Route {
        name: "rate",
        usage: "/rate?per_sec=&size=&secs=&kind=",
        about: "Sends messages at a steady rate, echoes meanwhile, then closes with 1000.",
        params: &[
            Param::Number(PER_SEC),
            Param::Number(RATE_SIZE),
            Param::Number(SECS),
            Param::Kind,
            Param::Other("per_sec x size", || {
                format!("{} bytes at most", limits::RATE_BYTES_PER_SEC)
            }),
        ],
        example: "/rate?per_sec=100&size=200&secs=30",
        read: rate,
    },
    Route {
        name: "seq",
        usage: "/seq?n=&per_sec=",
        about: "Sends the JSON messages {\"seq\":1,\"of\":n} and so on, echoes meanwhile, then closes with 1000.",
        params: &[Param::Number(SEQ_N), Param::Number(SEQ_PER_SEC)],
        example: "/seq?n=100&per_sec=20",
        read: |ask| {
            Ok(Behaviour::Seq {
                count: ask.number(&SEQ_N)?,
                per_sec: ask.number(&SEQ_PER_SEC)?,
            })
        },
    },
    consent::CREDIT,
    consent::LATEST,
    Route {
        name: "big",
        usage: "/big/{bytes}?kind=",
        about: "Sends one message of exactly this size in one frame, then echoes.",
        params: &[Param::Number(BIG_SIZE), Param::Kind],
        example: "/big/1000000",
        read: |ask| {
            Ok(Behaviour::Big {
                size: size(ask, &BIG_SIZE)?,
                kind: ask.kind()?,
            })
        },
    },
    Route {
        name: "deflate",
        usage: "/deflate?n=&size=&kind=",
        about: "Sends n messages compressed (permessage-deflate, which the client has to offer), about a thousandth of \
                their size on the wire, then closes with 1000. What the client sends meanwhile is not read.",
        params: &[
            Param::Number(DEFLATE_N),
            Param::Number(DEFLATE_SIZE),
            Param::Kind,
            Param::Other("n x size", || {
                format!("{} bytes at most", limits::DEFLATE_TOTAL_BYTES)
            }),
        ],
        example: "/deflate?size=268435456",
        read: deflate,
    },
    Route {
        name: "limit",
        usage: "/limit/{bytes}",
        about: "Echoes messages of at most so many bytes; closes with 1009 at a larger one.",
        params: &[Param::Number(LIMIT)],
        example: "/limit/1024",
        read: |ask| {
            Ok(Behaviour::Limit {
                bytes: size(ask, &LIMIT)?,
            })
        },
    },
    Route {
        name: "close",
        usage: "/close/{code}?reason=&after=",
        about: "Echoes until it closes with this code, whether or not the standard lets it on the wire. A reason over 123 \
                bytes, or one that is not UTF-8 (reason=%ff), breaks the protocol on purpose.",
        params: &[
            Param::Number(CODE),
            Param::Other("reason", || {
                format!("at most {} bytes, empty unless given", limits::REASON_BYTES)
            }),
            Param::Number(CLOSE_AFTER),
        ],
        example: "/close/4001?reason=try+later",
        read: close,
    },
    Route {
        name: "close-empty",
        usage: "/close-empty",
        about: "Opens, then closes without a code: a page sees 1005.",
        params: &[],
        example: "/close-empty",
        read: |_| Ok(Behaviour::CloseEmpty),
    },
    Route {
        name: "answer-close",
        usage: "/answer-close/{code}",
        about: "Echoes; answers the client's close with this code instead of the client's own, or with none for 0.",
        params: &[Param::Number(CODE)],
        example: "/answer-close/4242",
        read: |ask| Ok(Behaviour::AnswerClose { code: code(ask)? }),
    },
    Route {
        name: "stubborn",
        usage: "/stubborn",
        about: "Echoes; never answers the client's close, and keeps the connection open.",
        params: &[Param::Other("held", hold)],
        example: "/stubborn",
        read: |_| Ok(Behaviour::Stubborn),
    },
    Route {
        name: "drop",
        usage: "/drop?after=",
        about: "Echoes, then ends the TCP connection (FIN) without a close frame: a page sees 1006.",
        params: &[Param::Number(AFTER)],
        example: "/drop?after=2000",
        read: |ask| {
            Ok(Behaviour::Drop {
                after: millis(ask, &AFTER)?,
            })
        },
    },
    Route {
        name: "reset",
        usage: "/reset?after=",
        about: "Echoes, then resets the TCP connection (RST).",
        params: &[Param::Number(AFTER)],
        example: "/reset?after=2000",
        read: |ask| {
            Ok(Behaviour::Reset {
                after: millis(ask, &AFTER)?,
            })
        },
    },
    lives::FLAKY,
    lives::IDLE,
    lives::HEARTBEAT,
    Route {
        name: "violate",
        usage: "/violate/{what}?after=",
        about: "Echoes, then breaks the protocol in one way and waits for the client to end the connection.",
        params: &[Param::Other("what", violations), Param::Number(AFTER)],
        example: "/violate/utf8?after=2000",
        read: violate,
    },
    Route {
        name: "silent",
        usage: "/silent",
        about: "Opens, then neither reads nor sends: what the client sends piles up in buffers.",
        params: &[Param::Other("held", hold)],
        example: "/silent",
        read: |_| Ok(Behaviour::Silent),
    },
    Route {
        name: "stall",
        usage: "/stall",
        about: "Takes the request and never answers it.",
        params: &[Param::Other("held", hold)],
        example: "/stall",
        read: |_| Ok(Behaviour::Stall),
    },
    Route {
        name: "delay",
        usage: "/delay/{ms}",
        about: "Waits before it answers the handshake, then echoes.",
        params: &[Param::Number(DELAY)],
        example: "/delay/3000",
        read: |ask| {
            Ok(Behaviour::Delay {
                by: millis(ask, &DELAY)?,
            })
        },
    },
    Route {
        name: "reject",
        usage: "/reject/{status}",
        about: "Answers the handshake with this HTTP status; a redirect points at /echo.",
        params: &[Param::Number(STATUS)],
        example: "/reject/403",
        read: |ask| {
            let status = ask.number(&STATUS)?;
            Ok(Behaviour::Reject {
                status: u16::try_from(status).expect("the bound is under 65,536"),
            })
        },
    },
];

fn hold() -> String {
    format!("{} seconds at most", limits::HOLD.as_secs())
}

fn millis(ask: &Ask<'_>, number: &Number) -> Result<Duration, RouteError> {
    ask.number(number).map(Duration::from_millis)
}

fn size(ask: &Ask<'_>, number: &Number) -> Result<usize, RouteError> {
    let size = ask.number(number)?;
    Ok(usize::try_from(size).expect("sizes are bounded far below 4 GiB"))
}

fn code(ask: &Ask<'_>) -> Result<u16, RouteError> {
    let code = ask.number(&CODE)?;
    Ok(u16::try_from(code).expect("the bound is 65,535"))
}

fn close(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    let reason = ask.bytes("reason").unwrap_or_default();
    if reason.len() > limits::REASON_BYTES {
        return Err(RouteError::ReasonTooLong { bytes: reason.len() });
    }
    Ok(Behaviour::Close {
        code: code(ask)?,
        reason,
        after: millis(ask, &CLOSE_AFTER)?,
    })
}

fn violate(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    let name = ask.segment().unwrap_or_default();
    let Some(what) = violation::find(&name) else {
        return Err(RouteError::NoSuchViolation { given: name });
    };
    Ok(Behaviour::Violate {
        what,
        after: millis(ask, &AFTER)?,
    })
}

fn violations() -> String {
    let each: Vec<String> = VIOLATIONS
        .iter()
        .map(|violation| format!("{} ({})", violation.name, violation.about))
        .collect();
    each.join("; ")
}

fn flood(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    let (count, bytes) = (ask.number(&FLOOD_N)?, ask.number(&FLOOD_SIZE)?);
    within("those messages", count * bytes, limits::FLOOD_TOTAL_BYTES)?;
    Ok(Behaviour::Flood {
        count,
        size: size(ask, &FLOOD_SIZE)?,
        kind: ask.kind()?,
    })
}

fn deflate(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    let (count, bytes) = (ask.number(&DEFLATE_N)?, ask.number(&DEFLATE_SIZE)?);
    within("those messages", count * bytes, limits::DEFLATE_TOTAL_BYTES)?;
    Ok(Behaviour::Deflate {
        count,
        size: size(ask, &DEFLATE_SIZE)?,
        kind: ask.kind()?,
    })
}

fn rate(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    let (per_sec, bytes) = (ask.number(&PER_SEC)?, ask.number(&RATE_SIZE)?);
    within(
        "the messages of one second",
        per_sec * bytes,
        limits::RATE_BYTES_PER_SEC,
    )?;
    Ok(Behaviour::Rate {
        per_sec,
        size: size(ask, &RATE_SIZE)?,
        secs: ask.number(&SECS)?,
        kind: ask.kind()?,
    })
}

fn within(what: &'static str, bytes: u64, max: u64) -> Result<(), RouteError> {
    if bytes > max {
        Err(RouteError::TooMuch { what, bytes, max })
    } else {
        Ok(())
    }
}
