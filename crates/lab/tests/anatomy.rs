//! What is said about bytes: the RFC's own frames, one table entry for each fault, and input that ends anywhere.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use tabcat_lab::Side::{self, Client, Server};
use tabcat_lab::frame::{EXAMPLES, Example, FieldKind, Opcode, anatomy, encode};
use tabcat_lab::hex;

fn problems(text: &str, from: Side) -> Vec<String> {
    let bytes = hex::read(text).unwrap();
    let anatomy = anatomy(bytes, from);
    anatomy.problems().iter().map(ToString::to_string).collect()
}

fn says(text: &str, from: Side, expect: &[&str]) {
    assert_eq!(problems(text, from), expect, "{text}");
}

fn example(name: &str) -> &'static Example {
    EXAMPLES.iter().find(|example| example.name == name).unwrap()
}

/// The fields of a frame as `name bytes.bits = value`.
fn fields(text: &str, from: Side, frame: usize) -> Vec<String> {
    let anatomy = anatomy(hex::read(text).unwrap(), from);
    let line = |field: tabcat_lab::frame::Field| {
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
fn reserved_bits_and_opcodes_are_named() {
    says(
        "c1 02 6869",
        Server,
        &["Byte 1: RSV1 is set, but no extension was agreed."],
    );
    says(
        "a1 02 6869",
        Server,
        &["Byte 1: RSV2 is set, but no extension was agreed."],
    );
    says(
        "8900 91 02 6869",
        Server,
        &["Byte 3: RSV3 is set, but no extension was agreed."],
    );
    says(
        "83 00",
        Server,
        &["Byte 1: opcode 3 is reserved for data frames that may be defined one day."],
    );
    says(
        "8b 00",
        Server,
        &["Byte 1: opcode B is reserved for control frames that may be defined one day."],
    );
}

#[test]
fn a_client_masks_and_a_server_does_not() {
    says(
        "8105 48656c6c6f",
        Client,
        &["Byte 2: MASK is not set, but a client masks every frame."],
    );
    says(
        "8180 01020304",
        Server,
        &["Byte 2: MASK is set, but a server never masks."],
    );
    says("8105 48656c6c6f", Server, &[]);
    says("8180 01020304", Client, &[]);
}

#[test]
fn a_length_takes_its_shortest_form_and_its_top_bit_is_0() {
    says(
        "82 7e 0002 6869",
        Server,
        &[
            "Byte 2: the length 2 is written in 16 bits, but the shortest form is a must: the 7 bits have room for it.",
        ],
    );
    says(
        "82 7f 000000000000007d",
        Server,
        &[
            "Byte 2: the length 125 is written in 64 bits, but the shortest form is a must: the 7 bits have room for it.",
            "After byte 10: the input ends inside the payload: the length says 125 bytes, 0 are there.",
        ],
    );
    says(
        "82 7f 0000000000000080 00",
        Server,
        &[
            "Byte 2: the length 128 is written in 64 bits, but the shortest form is a must: 16 bits have room for it.",
            "After byte 11: the input ends inside the payload: the length says 128 bytes, 1 is there.",
        ],
    );
    says(
        "82 7f 8000000000000000 6869",
        Server,
        &["Byte 3: the top bit of a 64 bit length is set; it must be 0."],
    );
    says(
        "82 ff ffffffffffffffff",
        Client,
        &[
            "Byte 3: the top bit of a 64 bit length is set; it must be 0.",
            "After byte 10: the input ends inside the masking key: 4 bytes are missing.",
        ],
    );
}

#[test]
fn a_length_that_lies_is_set_beside_what_is_there() {
    says(
        "82 7f 0000010000000000 010203",
        Server,
        &[
            "After byte 13: the input ends inside the payload: the length says 1,099,511,627,776 bytes, 3 are there.",
        ],
    );
    says(
        "82 7f 7fffffffffffffff",
        Server,
        &[
            "After byte 10: the input ends inside the payload: the length says 9,223,372,036,854,775,807 bytes, 0 are there.",
        ],
    );
    says(
        "81 01",
        Server,
        &["After byte 2: the input ends inside the payload: the length says 1 byte, 0 are there."],
    );
}

#[test]
fn control_frames_are_whole_and_short() {
    says(
        "09 00",
        Server,
        &["Byte 1: FIN is not set, but a control frame (ping) is never fragmented."],
    );
    let ping = format!("89 7e 007e {}", "00".repeat(126));
    says(
        &ping,
        Server,
        &["Byte 2: the length is 126, but a control frame (ping) has at most 125 bytes."],
    );
    let close = format!("88 7e 007e 03e8 {}", "72".repeat(124));
    says(
        &close,
        Server,
        &["Byte 2: the length is 126, but a control frame (close) has at most 125 bytes."],
    );
}

#[test]
fn fragments_go_on_with_the_one_message_there_is() {
    says(
        "80 02 6869",
        Server,
        &["Byte 1: a continuation, but no message was begun that it could go on with."],
    );
    says(
        "01 02 6869 81 02 6869 80 00",
        Server,
        &["Byte 5: a new text message, but the one before it has not ended: its last frame has FIN."],
    );
    // A control frame may stand between fragments.
    says("01 02 6869 89 00 80 00", Server, &[]);
    let open = anatomy(*b"\x89\x00\x01\x02hi", Server);
    assert_eq!((open.problems().len(), open.unfinished()), (0, Some(1)));
}

#[test]
fn text_is_utf8_over_its_fragments_and_the_byte_is_named() {
    says(
        "81 04 6162 c328",
        Server,
        &["Byte 5: the text is not UTF-8 from here on: c3 begins no whole character."],
    );
    says(
        "81 03 62 e282",
        Server,
        &["Byte 4: the text ends inside the character that e2 begins."],
    );
    // The euro sign, cut twice, with a ping between; then cut and gone wrong.
    says("01 01 e2 89 00 00 01 82 80 01 ac", Server, &[]);
    says(
        "01 01 e2 00 01 82 80 01 28",
        Server,
        &["Byte 3: the text is not UTF-8 from here on: e2 begins no whole character."],
    );
    // Masked: it is the unmasked text that counts.
    says(
        "81 82 01010101 c2 29",
        Client,
        &["Byte 7: the text is not UTF-8 from here on: c3 begins no whole character."],
    );
    // Any bytes are binary, and what an extension may have compressed can't be judged.
    says("82 02 c328", Server, &[]);
    says(
        "c1 02 c328",
        Server,
        &["Byte 1: RSV1 is set, but no extension was agreed."],
    );
}

#[test]
fn a_close_frame_has_a_whole_code_that_may_be_sent_and_a_reason_in_utf8() {
    says("88 00", Server, &[]);
    says("88 02 03e8", Server, &[]);
    says(
        "88 01 03",
        Server,
        &["Byte 3: the close frame has 1 byte, but a close code has 2: none, or 2 and a reason."],
    );
    says(
        "88 02 03ee",
        Server,
        &["Byte 3: the close code 1006 (Abnormal Closure) may not be sent."],
    );
    says(
        "88 02 0000",
        Server,
        &["Byte 3: the close code 0 (Not Used) may not be sent."],
    );
    says(
        "88 05 03e8 6f c328",
        Server,
        &["Byte 6: the reason is not UTF-8 from here on: c3 begins no whole character."],
    );
    // A reason that ends inside a character.
    says(
        "88 04 03e8 e282",
        Server,
        &["Byte 5: the reason is not UTF-8 from here on: e2 begins no whole character."],
    );
}

#[test]
fn nothing_follows_a_close_frame() {
    says(
        "88 02 03e8 81 02 6869",
        Server,
        &["Byte 5: data after a close frame, which must be the last."],
    );
    says(
        "88 02 03e8 88 02 03e9",
        Server,
        &["Byte 5: a close frame after a close frame, which is the last that the other side reads."],
    );
}

#[test]
fn input_may_end_in_every_part() {
    says(
        "81",
        Server,
        &["After byte 1: the input ends, but a frame has at least 2 bytes."],
    );
    says(
        "81 7e 01",
        Server,
        &["After byte 3: the input ends inside the length: 1 byte is missing."],
    );
    says(
        "81 7f 01",
        Server,
        &["After byte 3: the input ends inside the length: 7 bytes are missing."],
    );
    says(
        "81 85 37",
        Client,
        &["After byte 3: the input ends inside the masking key: 3 bytes are missing."],
    );
    says("", Server, &[]);
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
fn a_mebibyte_of_anything_is_read_and_its_problems_are_counted() {
    let zeros = anatomy(vec![0; hex::MAX_BYTES], Client);
    assert_eq!(zeros.count(), hex::MAX_BYTES / 2);
    // Each is a continuation of nothing without a mask.
    assert_eq!(zeros.problems().len() + zeros.unlisted(), hex::MAX_BYTES);
    assert_eq!(zeros.frame_at(hex::MAX_BYTES - 1), Some(hex::MAX_BYTES / 2 - 1));
    assert_eq!(zeros.fields(hex::MAX_BYTES / 2 - 1).len(), 7);

    let one = format!("81 7f 00000000000ffff6 {}", "61".repeat(hex::MAX_BYTES - 10));
    let one = anatomy(hex::read(&one).unwrap(), Server);
    assert_eq!((one.problems().len(), one.count()), (0, 1));
    // What it shows of the payload stays short.
    let payload = one.fields(0).pop().unwrap();
    assert!(payload.value.len() < 300 && payload.value.ends_with('…'));
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
