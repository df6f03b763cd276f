//! `/ping`: protocol pings at a steady pace, and echo. A page sees none of them; its browser answers.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::handshake::Arrival;
use crate::socket::Socket;
use crate::tcp::Disconnected;

pub(super) async fn run(arrival: Arrival, every: Duration) -> Result<(), Disconnected> {
    let mut socket = Socket::accept(arrival).await?;
    let mut ticks = interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => socket.say(Message::Ping(Bytes::from_static(b"wsbin"))).await?,
            heard = socket.hear() => match heard {
                Some(message) => socket.say(message).await?,
                None => break,
            },
        }
    }
    socket.finish().await;
    Ok(())
}
