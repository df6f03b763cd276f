//! The routes that say nothing: not even the 101, or nothing after it.

use crate::handshake::Arrival;
use crate::limits;
use crate::tcp::{self, Disconnected};

/// `/stall`: the request was read, and that is all.
pub(super) async fn stall(mut arrival: Arrival) -> Result<(), Disconnected> {
    tcp::discard(&mut arrival.stream, limits::HOLD).await;
    Ok(())
}

/// `/silent`: opens, and reads nothing more.
pub(super) async fn silent(arrival: Arrival) -> Result<(), Disconnected> {
    let opened = arrival.accept().await?;
    tcp::hold(&opened.stream, limits::HOLD).await;
    Ok(())
}
