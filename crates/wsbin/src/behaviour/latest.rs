//! `/latest`: a state that changes faster than the client may want, of which only the newest is sent.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Message;

use crate::handshake::Arrival;
use crate::socket::Socket;
use crate::tcp::Disconnected;

use super::paced::{beats, due};
use super::said::{acknowledged, too_early};

pub(super) async fn run(
    arrival: Arrival,
    per_sec: u64,
    secs: u64,
    within: Duration,
) -> Result<(), Disconnected> {
    let mut socket = Socket::accept(arrival).await?;
    let count = per_sec * secs;
    let mut beats = beats(per_sec);
    let started = Instant::now();
    let mut sent = 0;
    // Until when the last one sent may be acknowledged; `None` once it was, or was not.
    let mut waits: Option<Instant> = None;
    while sent < count || waits.is_some() {
        let newest = due(started.elapsed(), per_sec).min(count);
        if waits.is_none() && newest > sent {
            socket.say(state(newest, count, newest - sent - 1)).await?;
            sent = newest;
            waits = Some(Instant::now() + within);
        }
        tokio::select! {
            _ = beats.tick(), if sent < count => {}
            () = sleep_until(waits.unwrap_or(started)), if waits.is_some() => waits = None,
            heard = socket.hear() => {
                let Some(message) = heard else {
                    socket.finish().await;
                    return Ok(());
                };
                match acknowledged(&message) {
                    Some(seq) if seq > sent => {
                        socket.close_with(1008, &too_early(seq)).await;
                        return Ok(());
                    }
                    Some(seq) if seq == sent => waits = None,
                    _ => {}
                }
            }
        }
    }
    socket.close().await;
    Ok(())
}

fn state(seq: u64, of: u64, dropped: u64) -> Message {
    Message::text(format!(r#"{{"seq":{seq},"of":{of},"dropped":{dropped}}}"#))
}
