//! `/flood`: messages as fast as the client takes them, then close 1000.
//!
//! Frames are encoded once into a block of many; before each write only the numbers in it change. One write moves
//! thousands of messages, so the server is never what limits the rate.

use std::io::Write as _;

use crate::handshake::Arrival;
use crate::param::Kind;
use crate::tcp::Disconnected;
use crate::wire::Wire;
use crate::{frame, limits};

use super::paced::filler;

/// Digits of the number that opens each message large enough to hold it.
const DIGITS: usize = 8;

pub(super) async fn run(arrival: Arrival, count: u64, size: usize, kind: Kind) -> Result<(), Disconnected> {
    let mut wire = Wire::accept(arrival).await?;
    let mut block = Block::new(size, kind);
    let mut sent = 0;
    // A client that closes meanwhile gets no more than the block it is being sent.
    while sent < count && !wire.heard_close() {
        let batch = block.number_from(sent + 1, count - sent);
        wire.write_listening(batch.bytes).await?;
        wire.answer_ping().await?;
        sent += batch.messages;
    }
    wire.agree().await
}

/// Many equal frames in a row.
struct Block {
    bytes: Vec<u8>,
    /// Bytes of one frame, and of its header alone.
    frame: usize,
    header: usize,
}

/// The part of a block that is to be sent.
struct Batch<'a> {
    bytes: &'a [u8],
    messages: u64,
}

impl Block {
    fn new(size: usize, kind: Kind) -> Self {
        let payload: Vec<u8> = filler(size).collect();
        let frame = frame::message(frame::opcode(kind), &payload);
        let messages = (limits::BLOCK_BYTES / frame.len()).max(1);
        Self {
            bytes: frame.repeat(messages),
            frame: frame.len(),
            header: frame.len() - size,
        }
    }

    /// Numbers the messages from `first`, and gives as many as fit but no more than `at_most`.
    fn number_from(&mut self, first: u64, at_most: u64) -> Batch<'_> {
        let messages = at_most.min((self.bytes.len() / self.frame) as u64);
        if self.frame - self.header >= DIGITS {
            for (frame, number) in self
                .bytes
                .chunks_exact_mut(self.frame)
                .zip(first..first + messages)
            {
                write!(&mut frame[self.header..], "{number:08}")
                    .expect("the payload has room for the digits");
            }
        }
        let length = usize::try_from(messages).expect("a block holds few messages") * self.frame;
        Batch {
            bytes: &self.bytes[..length],
            messages,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_numbered_across_blocks_and_stop_at_the_last() {
        let mut block = Block::new(10, Kind::Text);
        let all = block.number_from(1, u64::MAX).messages;
        assert_eq!(all, (limits::BLOCK_BYTES / 12) as u64);
        let batch = block.number_from(99_998, 2);
        assert_eq!(batch.bytes, b"\x81\x0a00099998ij\x81\x0a00099999ij");
        assert_eq!(batch.messages, 2);
    }

    #[test]
    fn a_message_too_small_for_its_number_has_none() {
        assert_eq!(
            Block::new(7, Kind::Text).number_from(1, 1).bytes,
            b"\x81\x07abcdefg"
        );
        assert_eq!(
            Block::new(0, Kind::Binary).number_from(1, 2).bytes,
            b"\x82\x00\x82\x00"
        );
    }

    #[test]
    fn a_message_larger_than_a_block_is_a_block() {
        let size = limits::BLOCK_BYTES + 1;
        assert_eq!(Block::new(size, Kind::Binary).number_from(1, 5).messages, 1);
    }
}
