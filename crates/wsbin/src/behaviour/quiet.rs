//! The routes that say nothing: not even the 101, or nothing after it.

use crate::handshake::Arrival;
use crate::limits;
use crate::tcp::{self, Gone};

/// `/stall`: the request was read, and that is all.
pub(super) async fn stall(mut arrival: Arrival) -> Result<(), Gone> {
    tcp::discard(&mut arrival.stream, limits::HOLD).await;
    Ok(())
}

/// `/silent`: opens, and reads nothing more.
pub(super) async fn silent(arrival: Arrival) -> Result<(), Gone> {
    let opened = arrival.accept().await?;
    tcp::hold(&opened.stream, limits::HOLD).await;
    Ok(())
}
