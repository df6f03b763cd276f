//! `/auth`: echoes for who logs in, by one of the four ways a page has.

use std::time::{Duration, Instant};

use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::handshake::Arrival;
use crate::limits;
use crate::login::{Auth, LATE, Refusal, TOKEN, WRONG, has_cookie};
use crate::origin::is_own_or_none;
use crate::reply::Reply;
use crate::socket::Socket;
use crate::tcp::Disconnected;
use crate::tickets::Tickets;

use super::echo::echo;
use super::said::said;

pub(super) async fn run(arrival: Arrival, auth: Auth, tickets: &Tickets) -> Result<(), Disconnected> {
    match auth {
        Auth::Query { token, refusal } => match token.as_deref() {
            Some(token) if token == TOKEN.as_bytes() => welcome(arrival).await,
            Some(_) => refuse(arrival, refusal, "wrong token").await,
            None => refuse(arrival, refusal, "no token").await,
        },
        Auth::Ticket { ticket, refusal } => match ticket.as_deref() {
            Some(ticket) if tickets.take(ticket, Instant::now()) => welcome(arrival).await,
            Some(_) => {
                let reason = format!(
                    "this ticket was never given, was used, is older than {} s, or gave way to {} newer ones",
                    limits::TICKET.as_secs(),
                    limits::TICKETS
                );
                refuse(arrival, refusal, &reason).await
            }
            None => refuse(arrival, refusal, "no ticket").await,
        },
        Auth::Cookie => by_cookie(arrival).await,
        Auth::FirstMessage { within } => by_first_message(arrival, within).await,
    }
}

async fn welcome(arrival: Arrival) -> Result<(), Disconnected> {
    echo(Socket::accept(arrival).await?).await
}

async fn refuse(arrival: Arrival, refusal: Refusal, reason: &str) -> Result<(), Disconnected> {
    match refusal {
        Refusal::Http => Reply::sentence(401, reason).send(arrival.stream).await,
        Refusal::Close => {
            Socket::accept(arrival).await?.close_with(WRONG, reason).await;
        }
    }
    Ok(())
}

/// A cookie goes along whoever's page asks, so this way in needs a look at the origin too.
async fn by_cookie(arrival: Arrival) -> Result<(), Disconnected> {
    let (status, sentence) = if !is_own_or_none(&arrival.request) {
        (
            403,
            "/auth?mode=cookie is for pages of this server's own origin - open it from one",
        )
    } else if has_cookie(&arrival.request) {
        return welcome(arrival).await;
    } else {
        (
            401,
            "the handshake brings no cookie of /login - fetch /login first",
        )
    };
    Reply::sentence(status, sentence).send(arrival.stream).await;
    Ok(())
}

async fn by_first_message(arrival: Arrival, within: Duration) -> Result<(), Disconnected> {
    let mut socket = Socket::accept(arrival).await?;
    let reason = match timeout(within, socket.hear()).await {
        Err(_) => {
            socket.close_with(LATE, "no token in time").await;
            return Ok(());
        }
        Ok(None) => {
            socket.finish().await;
            return Ok(());
        }
        Ok(Some(message)) => match token(&message) {
            Some(token) if token == TOKEN => {
                socket.say(r#"{"type":"ok"}"#).await?;
                return echo(socket).await;
            }
            Some(_) => "wrong token",
            None => r#"the first message was not {"type":"auth","token":"..."}"#,
        },
    };
    socket.close_with(WRONG, reason).await;
    Ok(())
}

fn token(message: &Message) -> Option<String> {
    let auth = said(message, "auth")?;
    auth.get("token")?.as_str().map(str::to_owned)
}
