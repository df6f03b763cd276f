//! `/deflate`: messages far larger than what crosses the wire (permessage-deflate, RFC 7692), then close 1000.
//!
//! A message is deflated piece by piece as it is sent, each piece a frame of its own: its whole is nowhere.

use flate2::{Compress, Compression, FlushCompress};

use crate::frame;
use crate::handshake::Arrival;
use crate::limits;
use crate::param::Kind;
use crate::reply::Reply;
use crate::tcp::Disconnected;
use crate::wire::Wire;

use super::paced::filler;

/// The alphabet's length divides it, so that the letters run on from piece to piece.
const PIECE: usize = limits::BLOCK_BYTES / 26 * 26;

/// What ends a flushed stretch of a stream, and is left out of a message (RFC 7692 7.2.1).
const TAIL: [u8; 4] = [0x00, 0x00, 0xff, 0xff];

pub(super) async fn run(arrival: Arrival, count: u64, size: usize, kind: Kind) -> Result<(), Disconnected> {
    if !arrival.offers_deflate() {
        let sentence = "/deflate sends compressed messages - offer Sec-WebSocket-Extensions: permessage-deflate, as \
                        browsers do, with no server_max_window_bits";
        Reply::sentence(400, sentence).send(arrival.stream).await;
        return Ok(());
    }
    let mut wire = Wire::accept_deflated(arrival).await?;
    let piece: Vec<u8> = filler(PIECE.min(size)).collect();
    for _ in 0..count {
        let mut compress = Compress::new(Compression::fast(), false);
        let mut left = size;
        let mut is_first = true;
        loop {
            let now = left.min(PIECE);
            left -= now;
            let part = deflate(&mut compress, &piece[..now], left == 0);
            wire.write(&frame::deflated(kind, is_first, left == 0, &part))
                .await?;
            is_first = false;
            if left == 0 {
                break;
            }
        }
    }
    wire.agree().await
}

/// The next stretch of a message, which may be empty while the compressor waits for more.
fn deflate(compress: &mut Compress, piece: &[u8], is_last: bool) -> Vec<u8> {
    let flush = if is_last {
        FlushCompress::Sync
    } else {
        FlushCompress::None
    };
    let mut out = Vec::with_capacity(4096);
    let mut rest = piece;
    loop {
        let before = compress.total_in();
        compress
            .compress_vec(rest, &mut out, flush)
            .expect("there are no bytes that cannot be deflated");
        let taken = usize::try_from(compress.total_in() - before).expect("no more than was given");
        rest = &rest[taken..];
        // Room that is left over means that nothing waits for room.
        if rest.is_empty() && out.len() < out.capacity() {
            break;
        }
        out.reserve(4096);
    }
    if is_last && out.ends_with(&TAIL) {
        out.truncate(out.len() - TAIL.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_those_of_the_standard() {
        let check = |piece: &[u8], expect: &[u8]| {
            let mut compress = Compress::new(Compression::fast(), false);
            assert_eq!(deflate(&mut compress, piece, true), expect, "{piece:?}");
        };
        // RFC 7692 7.2.3.1 and 7.2.3.6.
        check(b"Hello", &[0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]);
        check(b"", &[0x00]);
    }
}
