//! `/idle`: ends a connection on which nothing happens, as a load balancer does: without a word to either side.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::handshake::Arrival;
use crate::socket::Socket;
use crate::tcp::Disconnected;

pub(super) async fn run(arrival: Arrival, after: Duration) -> Result<(), Disconnected> {
    let mut socket = Socket::accept(arrival).await?;
    let mut sent_at = Instant::now();
    loop {
        // A balancer knows of bytes alone: any frame counts, and the beginning of one.
        let until = sent_at.max(socket.read_at()) + after;
        match timeout_at(until, socket.hear()).await {
            Ok(Some(message)) => {
                socket.say(message).await?;
                sent_at = Instant::now();
            }
            Ok(None) => {
                socket.finish().await;
                return Ok(());
            }
            Err(_) if socket.read_at() + after > Instant::now() => {}
            Err(_) => {
                socket.drop_tcp().await;
                return Ok(());
            }
        }
    }
}
