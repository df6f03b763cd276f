//! The routes that echo: as they are, after a greeting, under a chosen subprotocol, or late.

use std::time::Duration;

use crate::handshake::Arrival;
use crate::socket::Socket;
use crate::tcp::{self, Disconnected};

/// `/echo`: every message back as it came, until the client closes.
pub(super) async fn run(arrival: Arrival) -> Result<(), Disconnected> {
    echo(Socket::accept(arrival).await?).await
}

/// `/greet`: speaks first, as public echo servers do.
pub(super) async fn greet(arrival: Arrival) -> Result<(), Disconnected> {
    let mut socket = Socket::accept(arrival).await?;
    socket.say("Request served by wsbin").await?;
    echo(socket).await
}

/// `/subprotocol/{name}`: chosen whether it was offered or not, which browsers do not agree about.
pub(super) async fn subprotocol(arrival: Arrival, name: &str) -> Result<(), Disconnected> {
    echo(Socket::accept_as(arrival, name).await?).await
}

/// `/delay/{ms}`: the 101, late.
pub(super) async fn delay(arrival: Arrival, by: Duration) -> Result<(), Disconnected> {
    tcp::hold(&arrival.stream, by).await;
    run(arrival).await
}

/// Echoes on a connection that is open, until the client closes.
pub(super) async fn echo(mut socket: Socket) -> Result<(), Disconnected> {
    socket.echo(|message| message).await?;
    socket.finish().await;
    Ok(())
}
