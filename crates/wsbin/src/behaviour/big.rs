//! `/big`: one message in one frame, written in pieces so that its size costs the server no memory; then echo.

use crate::handshake::Arrival;
use crate::param::Kind;
use crate::tcp::Disconnected;
use crate::wire::Wire;
use crate::{frame, limits};

use super::paced::filler;

/// The alphabet's length divides it, so that the letters run on from piece to piece.
const PIECE: usize = limits::BLOCK_BYTES / 26 * 26;

pub(super) async fn run(arrival: Arrival, size: usize, kind: Kind) -> Result<(), Disconnected> {
    let mut wire = Wire::accept(arrival).await?;
    wire.write(&frame::header(frame::opcode(kind), size)).await?;
    let piece: Vec<u8> = filler(PIECE.min(size)).collect();
    let mut left = size;
    // All of it, even if the client closes meanwhile: a close frame cannot go inside another frame.
    while left > 0 {
        let now = left.min(PIECE);
        wire.write_listening(&piece[..now]).await?;
        left -= now;
    }
    wire.echo_until_close().await?;
    wire.agree().await
}
