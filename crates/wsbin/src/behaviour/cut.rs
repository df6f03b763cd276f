//! `/drop` and `/reset`: the connection ends without a close frame. Until then they echo, because closing over bytes
//! that nobody read would turn a FIN into an RST.

use std::time::Duration;

use tokio::time::timeout;

use crate::handshake::Arrival;
use crate::tcp::Disconnected;
use crate::wire::Wire;

pub(super) async fn fin(arrival: Arrival, after: Duration) -> Result<(), Disconnected> {
    if let Some(wire) = echo_for(Wire::accept(arrival).await?, after).await? {
        wire.end().await;
    }
    Ok(())
}

pub(super) async fn rst(arrival: Arrival, after: Duration) -> Result<(), Disconnected> {
    if let Some(wire) = echo_for(Wire::accept(arrival).await?, after).await? {
        // With no time to linger, dropping the stream discards what is unsent and resets.
        wire.into_stream().set_zero_linger()?;
    }
    Ok(())
}

/// The connection after so long; `None` where the client closed before, and was answered.
pub(super) async fn echo_for(mut wire: Wire, after: Duration) -> Result<Option<Wire>, Disconnected> {
    let Ok(closed) = timeout(after, wire.echo_until_close()).await else {
        return Ok(Some(wire));
    };
    closed?;
    wire.agree().await?;
    Ok(None)
}
