//! `/heartbeat`: answers so many messages, then is dead to its client, which has to notice by itself.

use crate::handshake::Arrival;
use crate::tcp::Disconnected;
use crate::wire::{Heard, Wire};
use crate::{frame, limits};

pub(super) async fn run(arrival: Arrival, stop_after: Option<u64>) -> Result<(), Disconnected> {
    let mut wire = Wire::accept(arrival).await?;
    let Some(count) = stop_after else {
        wire.echo_until_close().await?;
        return wire.agree().await;
    };
    let mut answered = 0;
    while answered < count {
        match wire.hear().await {
            Heard::Message(kind, payload) => {
                wire.write(&frame::message(frame::opcode(kind), &payload)).await?;
                answered += 1;
            }
            Heard::Ping(payload) => wire.write(&frame::message(frame::PONG, &payload)).await?,
            Heard::Close => return wire.agree().await,
            Heard::Disconnected => return Err(Disconnected),
        }
    }
    wire.hear_out(limits::HOLD).await;
    Ok(())
}
