//! `/rate` and `/seq`: a known number of messages at a steady rate, echo meanwhile, then close 1000.

use std::time::Duration;

use tokio::time::{Instant, Interval, MissedTickBehavior, interval};
use tokio_tungstenite::tungstenite::{Bytes, Message, Utf8Bytes};

use crate::handshake::Arrival;
use crate::param::Kind;
use crate::socket::Socket;
use crate::tcp::Disconnected;

/// Faster rates send several messages at each beat: timers are good to about a millisecond.
const SHORTEST_BEAT: Duration = Duration::from_millis(10);

pub(super) async fn rate(
    arrival: Arrival,
    per_sec: u64,
    size: usize,
    secs: u64,
    kind: Kind,
) -> Result<(), Disconnected> {
    let payload: Bytes = filler(size).collect::<Vec<u8>>().into();
    let message = match kind {
        Kind::Text => Message::Text(Utf8Bytes::try_from(payload).expect("the filler is ASCII")),
        Kind::Binary => Message::Binary(payload),
    };
    run(arrival, per_sec, per_sec * secs, |_| message.clone()).await
}

pub(super) async fn seq(arrival: Arrival, count: u64, per_sec: u64) -> Result<(), Disconnected> {
    run(arrival, per_sec, count, |number| {
        Message::text(format!(r#"{{"seq":{number},"of":{count}}}"#))
    })
    .await
}

/// The payload of a message about nothing: the alphabet over and over, so that a cut or a shift shows.
pub(super) fn filler(size: usize) -> impl Iterator<Item = u8> {
    (b'a'..=b'z').cycle().take(size)
}

/// When to look at what is due.
pub(super) fn beats(per_sec: u64) -> Interval {
    let beat = Duration::from_secs_f64(1.0 / to_f64(per_sec)).max(SHORTEST_BEAT);
    let mut beats = interval(beat);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beats
}

async fn run(
    arrival: Arrival,
    per_sec: u64,
    count: u64,
    message: impl Fn(u64) -> Message,
) -> Result<(), Disconnected> {
    let mut socket = Socket::accept(arrival).await?;
    let mut beats = beats(per_sec);
    let started = Instant::now();
    let mut sent = 0;
    while sent < count {
        tokio::select! {
            _ = beats.tick() => {
                let due = due(started.elapsed(), per_sec).min(count);
                while sent < due {
                    sent += 1;
                    socket.queue(message(sent)).await?;
                }
                socket.flush().await?;
            },
            heard = socket.hear() => {
                let Some(message) = heard else {
                    socket.finish().await;
                    return Ok(());
                };
                socket.say(message).await?;
            },
        }
    }
    socket.close().await;
    Ok(())
}

/// How many messages should have left by now: the first at once, the rest evenly.
pub(super) fn due(elapsed: Duration, per_sec: u64) -> u64 {
    let micros = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
    1 + micros.saturating_mul(per_sec) / 1_000_000
}

/// Rates are bounded far below 2^32.
fn to_f64(per_sec: u64) -> f64 {
    f64::from(u32::try_from(per_sec).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_follows_the_clock_and_not_the_beats() {
        assert_eq!(due(Duration::ZERO, 10), 1);
        assert_eq!(due(Duration::from_millis(99), 10), 1);
        assert_eq!(due(Duration::from_millis(100), 10), 2);
        assert_eq!(due(Duration::from_hours(1), 100_000), 360_000_001);
    }
}
