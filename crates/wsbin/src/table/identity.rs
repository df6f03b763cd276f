//! The routes that ask who is there, before they echo.

use crate::ask::{Ask, RouteError};
use crate::behaviour::Behaviour;
use crate::limits;
use crate::login::{Auth, Refusal};
use crate::origin::is_origin;
use crate::param::{Number, Param};

use super::{Route, millis};

const WITHIN: Number = Number::in_query("within", "milliseconds", limits::AUTH_WITHIN_MS, 5000);

pub(super) const AUTH: Route = Route {
    name: "auth",
    usage: "/auth?mode=&token=&ticket=&within=&reject=",
    about: "Echoes for who logs in; a lesson, no security. mode=query: token=letmein in the URL. mode=first-message: \
            {\"type\":\"auth\",\"token\":\"letmein\"} before anything else, answered with {\"type\":\"ok\"}. mode=cookie: \
            the cookie of /login, which opens to no page of another origin (403). mode=ticket: a ticket of /ticket. \
            What is wrong or not there is closed with 4001, a first message that does not come in time with 4002; \
            without the cookie the handshake is answered 401.",
    params: &[
        Param::Other("mode", || "query, first-message, cookie or ticket".to_owned()),
        Param::Other("token", || "for mode=query, letmein is right".to_owned()),
        Param::Other("ticket", || {
            format!(
                "for mode=ticket, good once and for {} seconds",
                limits::TICKET.as_secs()
            )
        }),
        Param::Number(WITHIN),
        Param::Other("reject", || {
            "close or http (401 instead of 4001, for mode=query and mode=ticket), close unless given"
                .to_owned()
        }),
    ],
    example: "/auth?mode=query&token=letmein",
    read: auth,
};

pub(super) const ORIGIN: Route = Route {
    name: "origin",
    usage: "/origin?allow=",
    about: "Echoes for pages of these origins; answers the handshake with 403 to any other, and to a client that names none.",
    params: &[Param::Other("allow", || {
        format!(
            "at most {} origins with commas between them, this server's own unless given",
            limits::ORIGINS
        )
    })],
    example: "/origin?allow=https://a.example,http://127.0.0.1:8080",
    read: origin,
};

pub(super) const HANDSHAKE: Route = Route {
    name: "handshake",
    usage: "/handshake",
    about: "Sends the client its own request back as the first message, line by line, then echoes. Cookie and \
            Authorization keep only their names; a page of another origin is answered 403.",
    params: &[],
    example: "/handshake",
    read: |_| Ok(Behaviour::Handshake),
};

#[derive(Clone, Copy)]
enum Mode {
    Query,
    FirstMessage,
    Cookie,
    Ticket,
}

fn auth(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    // All of them, whatever the mode: what can't work is told before anyone wonders why.
    let within = millis(ask, &WITHIN)?;
    let refusals = [("close", Refusal::Close), ("http", Refusal::Http)];
    let refusal = ask.choice("reject", &refusals)?.unwrap_or(Refusal::Close);
    let modes = [
        ("query", Mode::Query),
        ("first-message", Mode::FirstMessage),
        ("cookie", Mode::Cookie),
        ("ticket", Mode::Ticket),
    ];
    let mode = ask.choice("mode", &modes)?.ok_or_else(|| RouteError::BadChoice {
        name: "mode",
        given: String::new(),
        choices: modes.iter().map(|(word, _)| *word).collect(),
    })?;
    let given = |name| ask.bytes(name).filter(|given| !given.is_empty());
    Ok(Behaviour::Auth(match mode {
        Mode::Query => Auth::Query {
            token: given("token"),
            refusal,
        },
        Mode::FirstMessage => Auth::FirstMessage { within },
        Mode::Cookie => Auth::Cookie,
        Mode::Ticket => Auth::Ticket {
            ticket: given("ticket"),
            refusal,
        },
    }))
}

fn origin(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    let Some(given) = ask.bytes("allow") else {
        return Ok(Behaviour::Origin { allow: None });
    };
    let given = String::from_utf8_lossy(&given);
    let allow: Vec<String> = given.split(',').map(|origin| origin.trim().to_owned()).collect();
    if allow.len() > limits::ORIGINS {
        return Err(RouteError::TooManyOrigins { given: allow.len() });
    }
    match allow.iter().find(|origin| !is_origin(origin)) {
        Some(given) => Err(RouteError::BadOrigin { given: given.clone() }),
        None => Ok(Behaviour::Origin { allow: Some(allow) }),
    }
}
