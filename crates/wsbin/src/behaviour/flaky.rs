//! `/flaky`: a server that is restarted again and again. Each end takes the run down for a while.

use std::time::{Duration, Instant};

use tokio::time::timeout;

use crate::handshake::Arrival;
use crate::reply::Reply;
use crate::runs::{FLAKY, Runs};
use crate::socket::Socket;
use crate::tcp::Disconnected;

pub(super) async fn run(
    mut arrival: Arrival,
    up: Duration,
    down: Duration,
    runs: &Runs,
) -> Result<(), Disconnected> {
    let run = arrival.run.get_or_insert_with(|| runs.of(FLAKY)).clone();
    if let Some(left) = run.refuses(Instant::now()) {
        refuse(arrival, left).await;
        return Ok(());
    }
    let mut socket = Socket::accept(arrival).await?;
    // At once is before the first message of a client that does not wait.
    if !up.is_zero()
        && let Ok(closed) = timeout(up, socket.echo(|message| message)).await
    {
        closed?;
        socket.finish().await;
        return Ok(());
    }
    // Before the client can know, or it might come back and be let in.
    run.down_until(Instant::now() + down);
    socket.drop_tcp().await;
    Ok(())
}

async fn refuse(arrival: Arrival, left: Duration) {
    let sentence = format!("this run is down for {} ms more", left.as_millis());
    let secs = left.as_millis().div_ceil(1000);
    Reply::sentence(503, &sentence)
        .with("Retry-After", secs.to_string())
        .send(arrival.stream)
        .await;
}
