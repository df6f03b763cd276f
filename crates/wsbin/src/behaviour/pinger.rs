//! `/pinger`: a heartbeat of messages, as Engine.IO 4 has it. A page sees these, and has to answer them itself.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Message;

use crate::handshake::Arrival;
use crate::socket::Socket;
use crate::tcp::Disconnected;

pub(super) async fn run(arrival: Arrival, every: Duration, within: Duration) -> Result<(), Disconnected> {
    let mut socket = Socket::accept(arrival).await?;
    socket.say(open(every, within)).await?;
    // As in Engine.IO, the next ping is due so long after the answer to the last one.
    let mut is_owed = false;
    let mut until = Instant::now() + every;
    loop {
        tokio::select! {
            () = sleep_until(until) => {
                if is_owed {
                    socket.drop_tcp().await;
                    return Ok(());
                }
                socket.say("2").await?;
                is_owed = true;
                until = Instant::now() + within;
            }
            heard = socket.hear() => match heard {
                Some(Message::Text(text)) if text == "3" && is_owed => {
                    is_owed = false;
                    until = Instant::now() + every;
                }
                Some(Message::Text(text)) if text.starts_with('4') => socket.say(Message::Text(text)).await?,
                Some(_) => {}
                None => {
                    socket.finish().await;
                    return Ok(());
                }
            },
        }
    }
}

/// The packet that begins a session. Its id means nothing here.
fn open(every: Duration, within: Duration) -> Message {
    let sid = RandomState::new().hash_one(0);
    let (every, within) = (every.as_millis(), within.as_millis());
    Message::text(format!(
        r#"0{{"sid":"{sid:016x}","upgrades":[],"pingInterval":{every},"pingTimeout":{within},"maxPayload":1000000}}"#
    ))
}
