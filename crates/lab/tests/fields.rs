//! How frames are laid out: the RFC's own, whole and cut, and every field by its name and place.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use tabcat_lab::Side::{self, Client, Server};
use tabcat_lab::frame::{EXAMPLES, Example, Field, FieldKind, Opcode, anatomy, encode};
use tabcat_lab::hex;

fn example(name: &str) -> &'static Example {
    EXAMPLES.iter().find(|example| example.name == name).unwrap()
}

/// The fields of a frame as `name bytes.bits = value`.
fn fields(text: &str, from: Side, frame: usize) -> Vec<String> {
    let anatomy = anatomy(hex::read(text).unwrap(), from);
    let line = |field: Field| {
        assert!(field.meaning.ends_with('.'), "{field:?}");
        let bits = field.bits.map_or(String::new(), |bits| format!(" bits {bits:?}"));
        format!("{} {:?}{bits} = {}", field.kind.name(), field.bytes, field.value)
    };
    anatomy.fields(frame).into_iter().map(line).collect()
}

#[test]
fn the_examples_of_the_rfc_are_right_and_encode_to_themselves() {
    for example in EXAMPLES {
        let anatomy = anatomy(example.bytes(), example.from);
        assert_eq!(anatomy.problems(), [], "{}", example.name);
        assert_eq!(anatomy.unfinished(), None, "{}", example.name);
        let frames: Vec<_> = (0..anatomy.count())
            .map(|at| anatomy.frame(at).unwrap())
            .collect();
        let opcodes: Vec<Opcode> = frames.iter().map(|frame| frame.opcode).collect();
        assert_eq!(opcodes, example.opcodes, "{}", example.name);
        let again: Vec<u8> = frames.iter().flat_map(encode).collect();
        assert_eq!(again, example.bytes(), "{}", example.name);
        assert_eq!(hex::read(&example.hex()), Ok(example.bytes()), "{}", example.name);
    }
}

#[test]
fn the_examples_are_the_bytes_that_the_rfc_prints() {
    let check = |name: &str, head: &str, length: usize| {
        let example = example(name);
        assert!(example.hex().starts_with(head), "{name}");
        assert_eq!(example.bytes().len(), length, "{name}");
    };
    check("Text", "81 05 48 65 6c 6c 6f", 7);
    check("Masked text", "81 85 37 fa 21 3d 7f 9f 4d 51 58", 11);
    check("Fragmented text", "01 03 48 65 6c 80 02 6c 6f", 9);
    check("Ping", "89 05 48 65 6c 6c 6f", 7);
    check("Pong", "8a 85 37 fa 21 3d 7f 9f 4d 51 58", 11);
    check("256 bytes", "82 7e 01 00 00", 260);
    check("64 KiB", "82 7f 00 00 00 00 00 01 00 00 00", 65_546);
}

#[test]
fn every_bit_of_a_frame_is_named_once() {
    for example in EXAMPLES {
        let bytes = example.bytes();
        let anatomy = anatomy(bytes.clone(), example.from);
        let mut named = vec![0_u8; bytes.len()];
        for frame in 0..anatomy.count() {
            for field in anatomy.fields(frame) {
                // The same bytes as the masked payload, seen unmasked.
                if field.kind == FieldKind::MaskedPayload {
                    continue;
                }
                let bits = field
                    .bits
                    .map_or(0xff, |bits| bits.fold(0, |mask, bit| mask | (0x80 >> bit)));
                for byte in &mut named[field.bytes] {
                    assert_eq!(*byte & bits, 0, "{}", example.name);
                    *byte |= bits;
                }
            }
        }
        assert!(named.iter().all(|&bits| bits == 0xff), "{}", example.name);
    }
}

#[test]
fn the_masked_hello_is_named_field_by_field() {
    assert_eq!(
        fields("818537fa213d7f9f4d5158", Client, 0),
        [
            "FIN 0..1 bits 0..1 = 1",
            "RSV1 0..1 bits 1..2 = 0",
            "RSV2 0..1 bits 2..3 = 0",
            "RSV3 0..1 bits 3..4 = 0",
            "opcode 0..1 bits 4..8 = 1 text",
            "MASK 1..2 bits 0..1 = 1",
            "payload length 1..2 bits 1..8 = 5",
            "masking key 2..6 = 37 fa 21 3d",
            "masked payload 6..11 = 7f 9f 4d 51 58",
            "payload 6..11 = Hello",
        ]
    );
}

#[test]
fn lengths_keys_codes_and_reasons_have_their_places_in_the_second_frame_too() {
    let tail = |text: &str, from: Side, expect: &[&str]| {
        let lines = fields(text, from, 1);
        assert_eq!(lines[6..], *expect, "{text}");
    };
    tail(
        "8105 48656c6c6f 8806 03e8 62796521",
        Server,
        &[
            "payload length 8..9 bits 1..8 = 6",
            "close code 9..11 = 1000 Normal Closure",
            "reason 11..15 = bye!",
        ],
    );
    tail(
        "8900 8801 03",
        Server,
        &["payload length 3..4 bits 1..8 = 1", "close code 4..5 = 03"],
    );
    tail(
        "8a00 827e 0003 010203",
        Server,
        &[
            "payload length 3..4 bits 1..8 = 126",
            "extended payload length, 16 bits 4..6 = 3",
            "payload 6..9 = 01 02 03",
        ],
    );
    tail(
        "8900 82ff 0000010000000000 01020304 0506",
        Client,
        &[
            "payload length 3..4 bits 1..8 = 127",
            "extended payload length, 64 bits 4..12 = 1,099,511,627,776",
            "masking key 12..16 = 01 02 03 04",
            "masked payload 16..18 = 05 06",
            "payload 16..18 = 04 04",
        ],
    );
}

#[test]
fn an_example_cut_at_any_byte_says_so_at_its_end() {
    for example in EXAMPLES {
        let bytes = example.bytes();
        let anatomy_of_all = anatomy(bytes.clone(), example.from);
        let ends: Vec<usize> = (0..anatomy_of_all.count())
            .map(|frame| anatomy_of_all.range(frame).unwrap().end)
            .collect();
        let cuts = (1..bytes.len().min(300)).chain(bytes.len().saturating_sub(3)..bytes.len());
        for cut in cuts.filter(|cut| !ends.contains(cut)) {
            let anatomy = anatomy(&bytes[..cut], example.from);
            let [problem] = anatomy.problems() else {
                panic!("{} cut at {cut}: {:?}", example.name, anatomy.problems());
            };
            assert_eq!(problem.byte, cut, "{}", example.name);
            let last = anatomy.count() - 1;
            assert_eq!(anatomy.frame(last), None);
            assert_eq!(anatomy.range(last).unwrap().end, cut);
        }
    }
}

#[test]
fn a_byte_knows_its_frame() {
    let anatomy = anatomy(*b"\x01\x03Hel\x80\x02lo", Server);
    let frames: Vec<_> = (0..=9).map(|byte| anatomy.frame_at(byte)).collect();
    let expect = [0, 0, 0, 0, 0, 1, 1, 1, 1].map(Some);
    assert_eq!(frames[..9], expect);
    assert_eq!(frames[9], None);
    assert_eq!(
        (anatomy.range(2), anatomy.fields(2), anatomy.frame(2)),
        (None, vec![], None)
    );
}
