//! The routes about connections that end without a word, and how that is noticed.

use crate::ask::{Ask, RouteError};
use crate::behaviour::Behaviour;
use crate::limits;
use crate::param::{Number, Param};
use crate::runs;

use super::{Route, millis};

const UP: Number = Number::in_query("up", "milliseconds", (0, limits::FLAKY_UP_MS), 5000);
const DOWN: Number = Number::in_query("down", "milliseconds", (0, limits::FLAKY_DOWN_MS), 2000);
const STOP_AFTER: Number = Number::optional("stop_after", "answers", (0, limits::HEARTBEATS));
// Those of Engine.IO, and of an AWS load balancer.
const EVERY: Number = Number::in_query("every", "milliseconds", limits::PINGER_EVERY_MS, 25_000);
const WITHIN: Number = Number::in_query("within", "milliseconds", limits::PINGER_WITHIN_MS, 20_000);
const AFTER: Number = Number::in_query("after", "milliseconds", limits::IDLE_AFTER_MS, 60_000);

pub(super) const FLAKY: Route = Route {
    name: "flaky",
    usage: "/flaky?up=&down=&run=",
    about: "Echoes for so long, then ends the TCP connection (FIN) without a close frame, as a server does that is \
            restarted again and again: from then on the handshakes of the same run are answered 503, until it is up \
            again. A client that closes first leaves it up.",
    params: &[
        Param::Number(UP),
        Param::Number(DOWN),
        Param::Other("run", || {
            format!("who is down together, {} unless given", runs::FLAKY)
        }),
    ],
    example: "/flaky?up=3000&down=2000&run=soak",
    read: flaky,
};

pub(super) const HEARTBEAT: Route = Route {
    name: "heartbeat",
    usage: "/heartbeat?stop_after=",
    about: "Echoes so many messages, then is dead: it keeps the connection open and answers nothing, no ping and no close \
            either. What comes is still read, and counted under its run.",
    params: &[
        Param::Optional(STOP_AFTER, "no end"),
        Param::Other("held", super::hold),
    ],
    example: "/heartbeat?stop_after=5",
    read: |ask| {
        Ok(Behaviour::Heartbeat {
            stop_after: ask.optional(&STOP_AFTER)?,
        })
    },
};

pub(super) const PINGER: Route = Route {
    name: "pinger",
    usage: "/pinger?every=&within=",
    about: "Keeps the heartbeat of Engine.IO, in messages: opens with 0{\"sid\":...}, says 2 again and again, and ends the \
            TCP connection (FIN) without a close frame where 3 is not the answer in time. The next 2 comes so long after \
            the 3. Texts that begin with 4 are echoed; other messages are read and mean nothing.",
    params: &[Param::Number(EVERY), Param::Number(WITHIN)],
    example: "/pinger?every=2000&within=1000",
    read: |ask| {
        Ok(Behaviour::Pinger {
            every: millis(ask, &EVERY)?,
            within: millis(ask, &WITHIN)?,
        })
    },
};

pub(super) const IDLE: Route = Route {
    name: "idle",
    usage: "/idle?after=",
    about: "Echoes, and ends the TCP connection (FIN) without a close frame once nothing was received or sent for so long, \
            as a load balancer does. Any byte counts, so pings and pongs do, too.",
    params: &[Param::Number(AFTER)],
    example: "/idle?after=5000",
    read: |ask| {
        Ok(Behaviour::Idle {
            after: millis(ask, &AFTER)?,
        })
    },
};

fn flaky(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    Ok(Behaviour::Flaky {
        up: millis(ask, &UP)?,
        down: millis(ask, &DOWN)?,
    })
}
