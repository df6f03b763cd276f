//! The routes about close frames: any code on the wire, no code, another code in answer, no answer.

use std::time::Duration;

use crate::handshake::Arrival;
use crate::tcp::Disconnected;
use crate::wire::Wire;
use crate::{frame, limits};

use super::cut::echo_for;

/// `/close/{code}`: opens, and closes at once or after a while of echoing.
pub(super) async fn run(
    arrival: Arrival,
    code: u16,
    reason: &[u8],
    after: Duration,
) -> Result<(), Disconnected> {
    let mut wire = Wire::accept(arrival).await?;
    // At once is before the first message of a client that does not wait.
    if !after.is_zero() {
        let Some(echoed) = echo_for(wire, after).await? else {
            return Ok(());
        };
        wire = echoed;
    }
    wire.close(&frame::close(code, reason)).await
}

/// `/close-empty`: the same without a code.
pub(super) async fn empty(arrival: Arrival) -> Result<(), Disconnected> {
    Wire::accept(arrival).await?.close(&frame::empty_close()).await
}

/// `/answer-close/{code}`: echoes, and answers the client's close with its own idea of the code.
pub(super) async fn answer(arrival: Arrival, code: u16) -> Result<(), Disconnected> {
    let mut wire = Wire::accept(arrival).await?;
    wire.echo_until_close().await?;
    wire.close(&if code == 0 {
        frame::empty_close()
    } else {
        frame::close(code, b"")
    })
    .await
}

/// `/stubborn`: echoes, and leaves the client's close unanswered.
pub(super) async fn stubborn(arrival: Arrival) -> Result<(), Disconnected> {
    let mut wire = Wire::accept(arrival).await?;
    wire.echo_until_close().await?;
    wire.ignore(limits::HOLD).await;
    Ok(())
}
