//! A frame as RFC 6455 5.2 lays it out: to bytes here, and from bytes in [`anatomy()`].

mod anatomy;
mod cell;
mod example;
mod field;
mod layout;
pub mod mask;
mod opcode;
mod problem;
mod rules;
mod typed;
mod utf8;

pub use anatomy::{Anatomy, anatomy};
pub use cell::{Cell, Zone, cells};
pub use example::{EXAMPLES, Example};
pub use field::{Field, FieldKind};
pub use opcode::Opcode;
pub use problem::{Fault, MAX_PROBLEMS, Problem};
pub use typed::{MAX_FRAMES, Typed};

/// The longest payload of a control frame (RFC 6455 5.5), and of any frame whose length fits its second byte.
pub const MAX_CONTROL_BYTES: usize = 125;

/// One frame, right or wrong: the choices of a person who wants to see its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// FIN: whether it is the last frame of its message.
    pub fin: bool,
    /// RSV1, RSV2 and RSV3.
    pub rsv: [bool; 3],
    /// The opcode.
    pub opcode: Opcode,
    /// The masking key, from a client.
    pub mask: Option<[u8; 4]>,
    /// The payload before masking.
    pub payload: Vec<u8>,
}

impl Frame {
    /// A message, or a control frame, in one frame.
    pub fn whole(opcode: Opcode, payload: impl Into<Vec<u8>>, mask: Option<[u8; 4]>) -> Self {
        Self {
            fin: true,
            rsv: [false; 3],
            opcode,
            mask,
            payload: payload.into(),
        }
    }
}

/// The frame's bytes, with the length in its shortest form.
///
/// ```
/// # use tabcat_lab::frame::{Frame, Opcode, encode};
/// assert_eq!(encode(&Frame::whole(Opcode::Text, "Hello", None)), b"\x81\x05Hello");
/// ```
pub fn encode(frame: &Frame) -> Vec<u8> {
    let length = frame.payload.len();
    let mut bytes = Vec::with_capacity(length + 14);
    let flags = [frame.fin, frame.rsv[0], frame.rsv[1], frame.rsv[2]];
    let flags = flags.iter().fold(0, |bits, &flag| (bits << 1) | u8::from(flag));
    bytes.push((flags << 4) | frame.opcode.as_u4());
    let masked = if frame.mask.is_some() { 0x80 } else { 0 };
    if length <= MAX_CONTROL_BYTES {
        bytes.push(masked | u8::try_from(length).expect("it is at most 125"));
    } else if let Ok(length) = u16::try_from(length) {
        bytes.push(masked | layout::LENGTH_16);
        bytes.extend(length.to_be_bytes());
    } else {
        bytes.push(masked | layout::LENGTH_64);
        bytes.extend((length as u64).to_be_bytes());
    }
    let payload_at = bytes.len() + frame.mask.map_or(0, |key| key.len());
    bytes.extend(frame.mask.iter().flatten());
    bytes.extend(&frame.payload);
    if let Some(key) = frame.mask {
        mask::apply(&mut bytes[payload_at..], key);
    }
    bytes
}

/// A payload cut into so many frames of nearly equal length, the longer ones first; `masks` is called once a
/// frame. No frame is empty, so a short payload makes fewer. A control frame is cut too; [`anatomy()`]
/// reports it.
pub fn fragments(
    opcode: Opcode,
    payload: &[u8],
    parts: usize,
    mut masks: impl FnMut() -> Option<[u8; 4]>,
) -> Vec<Frame> {
    let parts = parts.clamp(1, payload.len().max(1));
    let (each, longer) = (payload.len() / parts, payload.len() % parts);
    let mut rest = payload;
    (0..parts)
        .map(|part| {
            let (piece, after) = rest.split_at(each + usize::from(part < longer));
            rest = after;
            Frame {
                fin: part + 1 == parts,
                rsv: [false; 3],
                opcode: if part == 0 { opcode } else { Opcode::Continuation },
                mask: masks(),
                payload: piece.to_vec(),
            }
        })
        .collect()
}

/// The bytes of [`fragments`], one frame after the other.
pub fn encode_fragments(
    opcode: Opcode,
    payload: &[u8],
    parts: usize,
    masks: impl FnMut() -> Option<[u8; 4]>,
) -> Vec<u8> {
    let frames = fragments(opcode, payload, parts, masks);
    frames.iter().flat_map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_takes_its_shortest_form() {
        let check = |length: usize, head: &[u8]| {
            let bytes = encode(&Frame::whole(Opcode::Binary, vec![7; length], None));
            assert_eq!(&bytes[..head.len()], head, "{length}");
            assert_eq!(bytes.len(), head.len() + length);
        };
        check(0, &[0x82, 0]);
        check(125, &[0x82, 125]);
        check(126, &[0x82, 126, 0, 126]);
        check(65_535, &[0x82, 126, 0xff, 0xff]);
        check(65_536, &[0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]);
    }

    #[test]
    fn every_flag_is_the_bit_the_rfc_draws() {
        let check = |fin: bool, rsv: [bool; 3], first: u8| {
            let frame = Frame {
                fin,
                rsv,
                ..Frame::whole(Opcode::Text, "", None)
            };
            assert_eq!(encode(&frame), [first, 0]);
        };
        check(false, [false; 3], 0x01);
        check(true, [false; 3], 0x81);
        check(false, [true, false, false], 0x41);
        check(false, [false, true, false], 0x21);
        check(false, [false, false, true], 0x11);
    }

    #[test]
    fn fragments_are_as_equal_as_they_get_and_each_has_its_own_mask() {
        let mut next = 0_u8;
        let frames = fragments(Opcode::Text, b"Hello", 3, || {
            next += 1;
            Some([next; 4])
        });
        let seen: Vec<_> = frames
            .iter()
            .map(|frame| (frame.fin, frame.opcode, frame.mask, &frame.payload[..]))
            .collect();
        assert_eq!(
            seen,
            [
                (false, Opcode::Text, Some([1; 4]), &b"He"[..]),
                (false, Opcode::Continuation, Some([2; 4]), &b"ll"[..]),
                (true, Opcode::Continuation, Some([3; 4]), &b"o"[..]),
            ]
        );
    }

    #[test]
    fn a_payload_makes_no_more_frames_than_it_has_bytes_and_at_least_one() {
        let check = |payload: &[u8], parts: usize, expect: usize| {
            let frames = fragments(Opcode::Binary, payload, parts, || None);
            assert_eq!(frames.len(), expect);
            assert_eq!(
                frames.iter().filter(|frame| frame.fin).count(),
                1,
                "{payload:?} {parts}"
            );
        };
        check(b"", 0, 1);
        check(b"", 5, 1);
        check(b"abc", 0, 1);
        check(b"abc", 3, 3);
        check(b"abc", usize::MAX, 3);
    }
}
