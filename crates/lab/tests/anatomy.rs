//! What is called wrong in bytes: one case for each fault, and input that ends anywhere.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use tabcat_lab::Side::{self, Client, Server};
use tabcat_lab::frame::anatomy;
use tabcat_lab::hex;

fn problems(text: &str, from: Side) -> Vec<String> {
    let bytes = hex::read(text).unwrap();
    let anatomy = anatomy(bytes, from);
    anatomy.problems().iter().map(ToString::to_string).collect()
}

fn says(text: &str, from: Side, expect: &[&str]) {
    assert_eq!(problems(text, from), expect, "{text}");
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
    // The last that fits 16 bits.
    let problem = &problems("82 7f 000000000000ffff", Server)[0];
    assert!(
        problem.starts_with("Byte 2: the length 65,535 is written in 64 bits"),
        "{problem}"
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
    // Once is enough, and the place in the input counts, not when it was noticed.
    says(
        "01 01 ff 80 01 ff",
        Server,
        &["Byte 3: the text is not UTF-8 from here on: ff begins no whole character."],
    );
    says(
        "01 01 e2 c9 00 80 01 28",
        Server,
        &[
            "Byte 3: the text is not UTF-8 from here on: e2 begins no whole character.",
            "Byte 4: RSV1 is set, but no extension was agreed.",
        ],
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
fn what_is_cut_short_is_not_called_wrong_for_what_may_still_come() {
    // Half a code, a reason and a text in a character.
    for (text, says_so) in [
        (
            "88 02 03",
            "After byte 3: the input ends inside the payload: the length says 2 bytes, 1 is there.",
        ),
        (
            "88 05 03e8 e282",
            "After byte 6: the input ends inside the payload: the length says 5 bytes, 4 are there.",
        ),
        (
            "81 03 e282",
            "After byte 4: the input ends inside the payload: the length says 3 bytes, 2 are there.",
        ),
    ] {
        says(text, Server, &[says_so]);
    }
}

#[test]
fn a_message_goes_on_where_no_frame_with_fin_ends_it_not_where_that_frame_is_cut() {
    let check = |text: &str, expect: Option<usize>| {
        let bytes = hex::read(text).unwrap();
        assert_eq!(anatomy(bytes, Server).unfinished(), expect, "{text}");
    };
    for cut in ["81", "8105", "8105486c", "817e", "01024865 8005486c"] {
        check(cut, None);
    }
    for open in ["01", "0105", "0105486c", "017e"] {
        check(open, Some(0));
    }
    check("01024865 00", Some(0));
}

#[test]
fn the_byte_to_look_at_is_one_that_is_there() {
    let check = |text: &str, expect: usize| {
        let anatomy = anatomy(hex::read(text).unwrap(), Server);
        assert_eq!(anatomy.problems()[0].shown_at(), expect, "{text}");
    };
    check("8105486c", 3);
    check("81", 0);
    check("c1024865", 0);
    check("8181 00000000 00", 1);
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
