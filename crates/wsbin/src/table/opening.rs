//! The routes whose 101 is not as every other route's.

use crate::ask::{Ask, RouteError};
use crate::behaviour::Behaviour;
use crate::flaw::Flaw;
use crate::limits;
use crate::param::Param;

use super::Route;

pub(super) const SUBPROTOCOL: Route = Route {
    name: "subprotocol",
    usage: "/subprotocol/{name}",
    about: "Answers with this subprotocol whether it was offered or not, then echoes. Every other route chooses the \
            first one offered.",
    params: &[Param::Other("name", || {
        format!("a token of at most {} bytes", limits::SUBPROTOCOL_BYTES)
    })],
    example: "/subprotocol/chat.v2",
    read: subprotocol,
};

pub(super) const WRONG_ANSWER: Route = Route {
    name: "wrong-answer",
    usage: "/wrong-answer/{what}",
    about: "Answers 101 with one thing wrong, so that a client that checks fails the handshake; echoes for one that \
            does not.",
    params: &[Param::Other("what", || {
        let each = Flaw::ALL.map(|flaw| format!("{} ({})", flaw.name(), flaw.about()));
        each.join("; ")
    })],
    example: "/wrong-answer/accept",
    read: wrong_answer,
};

fn subprotocol(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    let name = ask.segment().unwrap_or_default();
    // RFC 9110 5.6.2: a token. Anything else could end the header line.
    let token = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
    if !token || name.is_empty() || name.len() > limits::SUBPROTOCOL_BYTES {
        return Err(RouteError::BadSubprotocol { given: name });
    }
    Ok(Behaviour::Subprotocol { name })
}

fn wrong_answer(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    let name = ask.segment().unwrap_or_default();
    match Flaw::ALL.into_iter().find(|flaw| flaw.name() == name) {
        Some(what) => Ok(Behaviour::WrongAnswer { what }),
        None => Err(RouteError::NoSuchFlaw { given: name }),
    }
}
