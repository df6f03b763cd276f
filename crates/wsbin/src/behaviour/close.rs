//! The routes about close frames: any code on the wire, no code, another code in answer, no answer.

use crate::handshake::Arrival;
use crate::tcp::Gone;
use crate::wire::Wire;
use crate::{frame, limits};

/// `/close/{code}`: opens and closes.
pub(super) async fn run(arrival: Arrival, code: u16, reason: &[u8]) -> Result<(), Gone> {
    Wire::accept(arrival)
        .await?
        .close(&frame::close(code, reason))
        .await
}

/// `/close-empty`: the same without a code.
pub(super) async fn empty(arrival: Arrival) -> Result<(), Gone> {
    Wire::accept(arrival).await?.close(&frame::empty_close()).await
}

/// `/answer-close/{code}`: echoes, and answers the client's close with its own idea of the code.
pub(super) async fn answer(arrival: Arrival, code: u16) -> Result<(), Gone> {
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
pub(super) async fn stubborn(arrival: Arrival) -> Result<(), Gone> {
    let mut wire = Wire::accept(arrival).await?;
    wire.echo_until_close().await?;
    wire.ignore(limits::HOLD).await;
    Ok(())
}
