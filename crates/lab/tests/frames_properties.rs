//! Frames that anyone could make, and bytes that nobody should: what is encoded is read back, and nothing panics.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use proptest::prelude::*;
use tabcat_lab::Side;
use tabcat_lab::frame::{Anatomy, FieldKind, Frame, Opcode, anatomy, encode, encode_fragments};
use tabcat_lab::hex;

fn side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Client), Just(Side::Server)]
}

/// A frame that keeps every rule, from this side: a whole message, a ping, a pong or a close.
fn frame(from: Side) -> impl Strategy<Value = Frame> {
    let payload = prop_oneof![
        ".{0,40}".prop_map(|text| (Opcode::Text, text.into_bytes())),
        prop::collection::vec(any::<u8>(), 0..300).prop_map(|bytes| (Opcode::Binary, bytes)),
        (65_530_usize..65_540, any::<u8>()).prop_map(|(length, byte)| (Opcode::Binary, vec![byte; length])),
        prop::collection::vec(any::<u8>(), 0..=125).prop_map(|bytes| (Opcode::Ping, bytes)),
        prop::collection::vec(any::<u8>(), 0..=125).prop_map(|bytes| (Opcode::Pong, bytes)),
    ];
    (payload, any::<[u8; 4]>()).prop_map(move |((opcode, payload), key)| {
        Frame::whole(opcode, payload, (from == Side::Client).then_some(key))
    })
}

fn frames() -> impl Strategy<Value = (Side, Vec<Frame>)> {
    side().prop_flat_map(|from| (Just(from), prop::collection::vec(frame(from), 0..6)))
}

/// Whatever the bytes are, the frames lie one after the other, the fields inside their frame, and the problems in the input.
fn holds_together(bytes: &[u8], anatomy: &Anatomy) {
    let mut end = 0;
    for frame in 0..anatomy.count() {
        let range = anatomy.range(frame).unwrap();
        assert_eq!(range.start, end);
        assert!(range.end > range.start);
        end = range.end;
        for field in anatomy.fields(frame) {
            assert!(!field.bytes.is_empty());
            assert!(
                range.start <= field.bytes.start && field.bytes.end <= range.end,
                "{field:?}"
            );
        }
        let whole = anatomy.frame(frame).is_some();
        assert!(whole || frame + 1 == anatomy.count());
    }
    assert_eq!(end, bytes.len());
    for problem in anatomy.problems() {
        assert!(problem.byte <= bytes.len(), "{problem}");
        let missing = problem.to_string().starts_with("After");
        assert_eq!(problem.byte == bytes.len(), missing, "{problem}");
    }
    assert!(anatomy.problems().is_sorted_by_key(|problem| problem.byte));
}

proptest! {
    #[test]
    fn what_is_encoded_is_read_back_without_a_problem((from, frames) in frames()) {
        let bytes: Vec<u8> = frames.iter().flat_map(encode).collect();
        let anatomy = anatomy(bytes.clone(), from);
        prop_assert_eq!(anatomy.problems(), []);
        prop_assert_eq!(anatomy.unfinished(), None);
        let read: Vec<Frame> = (0..anatomy.count()).map(|at| anatomy.frame(at).unwrap()).collect();
        prop_assert_eq!(read, frames);
        holds_together(&bytes, &anatomy);
    }

    #[test]
    fn whatever_its_flags_and_opcode_are_a_frame_is_read_as_it_was_made(
        fin: bool,
        rsv: [bool; 3],
        opcode in 0_u8..16,
        mask: Option<[u8; 4]>,
        payload in prop::collection::vec(any::<u8>(), 0..200),
        from in side(),
    ) {
        let frame = Frame { fin, rsv, opcode: Opcode::from_u4(opcode), mask, payload };
        let bytes = encode(&frame);
        let anatomy = anatomy(bytes.clone(), from);
        prop_assert_eq!(anatomy.frame(0), Some(frame));
        holds_together(&bytes, &anatomy);
    }

    #[test]
    fn a_text_in_any_number_of_fragments_is_the_same_text(text in "\\PC{0,30}", parts in 0_usize..40, key: [u8; 4]) {
        let bytes = encode_fragments(Opcode::Text, text.as_bytes(), parts, || Some(key));
        let anatomy = anatomy(bytes, Side::Client);
        prop_assert_eq!(anatomy.problems(), []);
        let joined: Vec<u8> = (0..anatomy.count()).flat_map(|at| anatomy.frame(at).unwrap().payload).collect();
        prop_assert_eq!(joined, text.as_bytes());
    }

    #[test]
    fn any_bytes_are_taken_apart_and_every_problem_has_its_byte(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        from in side(),
    ) {
        holds_together(&bytes, &anatomy(bytes.clone(), from));
    }

    #[test]
    fn right_frames_gone_wrong_are_taken_apart_too(
        (from, frames) in frames(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut: prop::sample::Index,
    ) {
        let mut bytes: Vec<u8> = frames.iter().flat_map(encode).collect();
        for (at, byte) in changes {
            // No frame at all has no byte to change.
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
        }
        bytes.truncate(cut.index(bytes.len() + 1));
        holds_together(&bytes, &anatomy(bytes.clone(), from));
    }

    #[test]
    fn the_payload_shown_is_the_payload_sent(text in "\\PC{1,16}", key: [u8; 4]) {
        let bytes = encode(&Frame::whole(Opcode::Text, text.clone(), Some(key)));
        let fields = anatomy(bytes, Side::Client).fields(0);
        let shown = fields.iter().find(|field| field.kind == FieldKind::Payload).unwrap();
        prop_assert_eq!(&shown.value, &text);
    }

    #[test]
    fn bytes_written_as_hex_are_read_back(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(hex::read(&hex::write(&bytes)), Ok(bytes));
    }

    #[test]
    fn any_text_is_hex_or_has_a_character_that_is_not(text in "[0-9a-fxX\\\\,: g]{0,40}") {
        if let Err(error) = hex::read(&text) {
            prop_assert!(error.at < text.chars().count());
        }
    }
}
