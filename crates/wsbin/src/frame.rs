//! Frames as bytes, for the routes that write what a well-behaved library would refuse to send.
//!
//! A server's frames carry no mask (RFC 6455 5.1), so a frame is its header and then the payload as it is.

use std::time::Duration;

use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Control, Data, OpCode};

use crate::param::Kind;

pub(crate) const PONG: OpCode = OpCode::Control(Control::Pong);

/// The opcode of a message of that kind.
pub(crate) fn opcode(kind: Kind) -> OpCode {
    match kind {
        Kind::Text => OpCode::Data(Data::Text),
        Kind::Binary => OpCode::Data(Data::Binary),
    }
}

/// The header of a whole message whose payload has `size` bytes.
pub(crate) fn header(opcode: OpCode, size: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(10);
    FrameHeader {
        opcode,
        ..FrameHeader::default()
    }
    .format(size as u64, &mut bytes)
    .expect("writing to a Vec cannot fail");
    bytes
}

/// A whole message in one frame.
pub(crate) fn message(opcode: OpCode, payload: &[u8]) -> Vec<u8> {
    let mut bytes = header(opcode, payload.len());
    bytes.extend_from_slice(payload);
    bytes
}

/// A frame of a deflated message (RFC 7692 6): the first has the kind and the mark, the last the end.
pub(crate) fn deflated(kind: Kind, is_first: bool, is_final: bool, payload: &[u8]) -> Vec<u8> {
    let opcode = if is_first {
        opcode(kind)
    } else {
        OpCode::Data(Data::Continue)
    };
    let mut bytes = Vec::with_capacity(10 + payload.len());
    FrameHeader {
        is_final,
        rsv1: is_first,
        opcode,
        ..FrameHeader::default()
    }
    .format(payload.len() as u64, &mut bytes)
    .expect("writing to a Vec cannot fail");
    bytes.extend_from_slice(payload);
    bytes
}

/// A close frame with any code and any reason, lawful or not.
pub(crate) fn close(code: u16, reason: &[u8]) -> Vec<u8> {
    let payload: Vec<u8> = code.to_be_bytes().iter().chain(reason).copied().collect();
    message(OpCode::Control(Control::Close), &payload)
}

/// Why a client that says nothing is left.
pub(crate) fn idle_reason(idle: Duration) -> String {
    format!("the client said nothing for {} s", idle.as_secs_f64())
}

/// A close frame that says nothing.
pub(crate) fn empty_close() -> Vec<u8> {
    message(OpCode::Control(Control::Close), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_those_of_the_standard() {
        // The first example of RFC 6455 5.7.
        assert_eq!(
            message(opcode(Kind::Text), b"Hello"),
            [0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]
        );
        assert_eq!(header(opcode(Kind::Binary), 256), [0x82, 0x7e, 0x01, 0x00]);
        assert_eq!(
            header(opcode(Kind::Binary), 65_536),
            [0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0]
        );
        assert_eq!(close(1006, b"no"), [0x88, 0x04, 0x03, 0xee, b'n', b'o']);
        assert_eq!(empty_close(), [0x88, 0x00]);
        assert_eq!(message(PONG, b"x"), [0x8a, 0x01, b'x']);
        // The first example of RFC 7692 7.2.3.1, whole and then in two.
        assert_eq!(deflated(Kind::Text, true, true, &[0xf2, 0x48])[..2], [0xc1, 0x02]);
        assert_eq!(deflated(Kind::Text, true, false, &[0xf2])[..2], [0x41, 0x01]);
        assert_eq!(deflated(Kind::Text, false, true, &[0x48])[..2], [0x80, 0x01]);
    }

    #[test]
    fn a_reason_too_long_for_a_control_frame_is_written_all_the_same() {
        assert_eq!(close(1000, &[b'r'; 124])[..4], [0x88, 0x7e, 0x00, 0x7e]);
    }
}
