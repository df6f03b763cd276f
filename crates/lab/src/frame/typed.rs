//! Frames as a person types them: a payload and the choices beside it.

use super::{Opcode, encode_fragments};
use crate::{Side, hex};
use tabcat_core::dice::Dice;

/// The most frames that a payload is cut into.
pub const MAX_FRAMES: usize = 8;

/// The error for an invalid masking key.
const NO_KEY: &str = "Enter 4 bytes in hex, such as 37 fa 21 3d: a masking key has 32 bits.";

/// The texts of the fields.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// The payload, which goes as UTF-8.
    pub payload: &'a str,
    /// The opcode as a hex digit; an invalid one means text.
    pub opcode: &'a str,
    /// The [`Side::label`] of the sender; an invalid one means a client.
    pub from: &'a str,
    /// A client's masking key for the first frame, in hex. It seeds the keys of the others.
    pub mask: &'a str,
    /// The number of frames, up to [`MAX_FRAMES`]; an invalid one means one.
    pub split: &'a str,
}

impl Typed<'_> {
    /// The frames in order, or the error in the masking key.
    pub fn bytes(&self) -> Result<Vec<u8>, &'static str> {
        let opcode = u8::from_str_radix(self.opcode, 16).map_or(Opcode::Text, Opcode::from_u4);
        let split = self.split.parse().unwrap_or(1).min(MAX_FRAMES);
        let payload = self.payload.as_bytes();
        if Side::of(self.from) == Some(Side::Server) {
            return Ok(encode_fragments(opcode, payload, split, || None));
        }
        let first: [u8; 4] = hex::read(self.mask)
            .ok()
            .and_then(|key| key.try_into().ok())
            .ok_or(NO_KEY)?;
        let mut next = Some(first);
        let mut dice = Dice::of(u32::from_be_bytes(first).into());
        let mask = || next.take().or_else(|| Some(dice.key()));
        Ok(encode_fragments(opcode, payload, split, mask))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::anatomy;

    const TYPED: Typed<'static> = Typed {
        payload: "Hello",
        opcode: "1",
        from: "client",
        mask: "37fa213d",
        split: "1",
    };

    #[test]
    fn what_is_typed_makes_the_examples_of_the_rfc() {
        let masked = b"\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58";
        assert_eq!(TYPED.bytes().unwrap(), masked);
        let server = Typed {
            from: "server",
            split: "2",
            ..TYPED
        };
        assert_eq!(server.bytes().unwrap(), b"\x01\x03Hel\x80\x02lo");
    }

    #[test]
    fn each_fragment_has_a_key_of_its_own_and_the_same_one_each_time() {
        let typed = Typed { split: "3", ..TYPED };
        let bytes = typed.bytes().unwrap();
        assert_eq!(typed.bytes().unwrap(), bytes);
        let anatomy = anatomy(bytes, Side::Client);
        assert!(anatomy.problems().is_empty());
        let keys: Vec<_> = (0..3)
            .map(|at| anatomy.frame(at).unwrap().mask.unwrap())
            .collect();
        assert_eq!(keys[0], [0x37, 0xfa, 0x21, 0x3d]);
        assert!(keys[0] != keys[1] && keys[1] != keys[2], "{keys:?}");
    }

    #[test]
    fn nonsense_is_taken_for_what_is_usual_but_a_key_is_asked_for() {
        let typed = Typed {
            opcode: "x",
            from: "",
            split: "-1",
            ..TYPED
        };
        assert_eq!(typed.bytes(), TYPED.bytes());
        let most = Typed {
            split: "1000",
            ..TYPED
        }
        .bytes()
        .unwrap();
        assert_eq!(anatomy(most, Side::Client).count(), 5, "no frame is empty");
        for mask in ["", "37", "37fa213d00", "xyz"] {
            assert_eq!(Typed { mask, ..TYPED }.bytes(), Err(NO_KEY));
        }
    }
}
