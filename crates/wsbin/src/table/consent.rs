//! The routes that send only as much as the client says it has taken.

use crate::ask::{Ask, RouteError};
use crate::behaviour::Behaviour;
use crate::limits;
use crate::param::{Number, Param};

use super::{Route, millis, size, within};

const WINDOW: Number = Number::in_query("window", "messages", (1, limits::CREDIT_WINDOW), 10);
const CREDIT_N: Number = Number::in_query("n", "messages", (1, limits::CREDIT_MESSAGES), 100);
const CREDIT_SIZE: Number = Number::in_query("size", "bytes of data", (0, limits::CREDIT_MESSAGE_BYTES), 0);
const PER_SEC: Number = Number::in_query("per_sec", "states", (1, limits::LATEST_PER_SEC), 50);
const SECS: Number = Number::in_query("secs", "seconds", (1, limits::LATEST_SECS), 60);
const WITHIN: Number = Number::in_query("within", "milliseconds", limits::LATEST_WITHIN_MS, 1000);

pub(super) const CREDIT: Route = Route {
    name: "credit",
    usage: "/credit?window=&n=&size=",
    about: "Sends the JSON messages {\"seq\":1,\"of\":n} and so on, with \"data\" where they have a size, and stops while \
            window of them are not acknowledged; closes with 1000 when all are. {\"type\":\"ack\",\"seq\":5} acknowledges \
            the first five; what was not sent yet can't be (1008). Other messages are read and mean nothing.",
    params: &[
        Param::Number(WINDOW),
        Param::Number(CREDIT_N),
        Param::Number(CREDIT_SIZE),
        Param::Other("n x size", || {
            format!("{} bytes at most", limits::CREDIT_TOTAL_BYTES)
        }),
    ],
    example: "/credit?window=10&n=1000",
    read: credit,
};

pub(super) const LATEST: Route = Route {
    name: "latest",
    usage: "/latest?per_sec=&secs=&within=",
    about: "Has a new state so many times a second and sends the newest, {\"seq\":9,\"of\":3000,\"dropped\":4}; then no \
            other until the client says {\"type\":\"ack\",\"seq\":9} or its time for that is over. What comes up \
            meanwhile is dropped and counted in the next. The last state is always sent; then it closes with 1000. \
            What was not sent yet can't be acknowledged (1008). Other messages are read and mean nothing.",
    params: &[Param::Number(PER_SEC), Param::Number(SECS), Param::Number(WITHIN)],
    example: "/latest?per_sec=50&within=2000",
    read: |ask| {
        Ok(Behaviour::Latest {
            per_sec: ask.number(&PER_SEC)?,
            secs: ask.number(&SECS)?,
            within: millis(ask, &WITHIN)?,
        })
    },
};

fn credit(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    let (count, bytes) = (ask.number(&CREDIT_N)?, ask.number(&CREDIT_SIZE)?);
    within("those messages", count * bytes, limits::CREDIT_TOTAL_BYTES)?;
    Ok(Behaviour::Credit {
        window: ask.number(&WINDOW)?,
        count,
        size: size(ask, &CREDIT_SIZE)?,
    })
}
