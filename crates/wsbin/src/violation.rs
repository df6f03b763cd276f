//! Ways to break the protocol, one entry each: its name in a URL, the rule, and the bytes that break it.
//!
//! The router reads this table and the index page prints it. A client that keeps to RFC 6455 fails the connection at each.

/// One way to break the protocol.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    /// The segment of the path.
    pub(crate) name: &'static str,
    /// What is sent, in a few words.
    pub(crate) about: &'static str,
    /// The frames, to the byte.
    pub(crate) bytes: &'static [u8],
    /// Whether it takes permessage-deflate to be agreed on.
    pub(crate) deflated: bool,
}

const fn plain(name: &'static str, about: &'static str, bytes: &'static [u8]) -> Violation {
    Violation {
        name,
        about,
        bytes,
        deflated: false,
    }
}

const fn deflated(name: &'static str, about: &'static str, bytes: &'static [u8]) -> Violation {
    Violation {
        name,
        about,
        bytes,
        deflated: true,
    }
}

/// A control frame whose header needs the longer form: 126 bytes, one more than a control frame may have.
const fn oversized<const N: usize>(first: u8, body: [u8; 2]) -> [u8; N] {
    let mut frame = [b'r'; N];
    frame[0] = first;
    frame[1] = 126;
    frame[2] = 0;
    frame[3] = 126;
    frame[4] = body[0];
    frame[5] = body[1];
    frame
}

const PING_126: [u8; 130] = oversized(0x89, *b"rr");
const PONG_126: [u8; 130] = oversized(0x8a, *b"rr");
const CLOSE_REASON_124: [u8; 130] = oversized(0x88, 1000_u16.to_be_bytes());

/// The violations, in the order in which the index page names them.
pub(crate) static VIOLATIONS: &[Violation] = &[
    // RFC 6455 8.1: text is UTF-8.
    plain(
        "utf8",
        "text with the bytes c3 28, which are not UTF-8",
        b"\x81\x02\xc3\x28",
    ),
    plain(
        "utf8-surrogate",
        "text with a surrogate, ed a0 80",
        b"\x81\x03\xed\xa0\x80",
    ),
    plain(
        "utf8-overlong",
        "text with a slash in two bytes, c0 af",
        b"\x81\x02\xc0\xaf",
    ),
    plain(
        "utf8-high",
        "text with a code point over U+10FFFF, f4 90 80 80",
        b"\x81\x04\xf4\x90\x80\x80",
    ),
    plain(
        "utf8-cut",
        "text that ends inside a character",
        b"\x81\x02\xe2\x82",
    ),
    // 5.2: reserved bits and opcodes.
    plain(
        "rsv1",
        "a frame with RSV1, and no extension that gives it a meaning",
        b"\xc1\x02hi",
    ),
    plain("rsv2", "a frame with RSV2", b"\xa1\x02hi"),
    plain("rsv3", "a frame with RSV3", b"\x91\x02hi"),
    plain("opcode-3", "the reserved data opcode 3", b"\x83\x02hi"),
    plain("opcode-b", "the reserved control opcode B", b"\x8b\x00"),
    // 5.1: what a server sends has no mask.
    plain("masked", "a masked frame", b"\x81\x82\x00\x00\x00\x00hi"),
    // 5.2: lengths.
    plain(
        "length-16",
        "a length under 126 in 16 bits",
        b"\x81\x7e\x00\x02hi",
    ),
    plain(
        "length-64",
        "a length under 65,536 in 64 bits",
        b"\x81\x7f\x00\x00\x00\x00\x00\x00\x00\x02hi",
    ),
    plain(
        "length-huge",
        "a length of 2^63",
        b"\x82\x7f\x80\x00\x00\x00\x00\x00\x00\x00hi",
    ),
    // 5.4: fragmentation.
    plain("continuation", "a continuation of nothing", b"\x80\x02hi"),
    plain(
        "nested",
        "a new message before the one before it ended",
        b"\x01\x02hi\x81\x02hi",
    ),
    // 5.5: control frames.
    plain("ping-126", "a ping of 126 bytes", &PING_126),
    plain("pong-126", "a pong of 126 bytes", &PONG_126),
    plain("ping-fragment", "a ping in two frames", b"\x09\x02hi\x80\x02hi"),
    plain(
        "close-fragment",
        "a close in two frames",
        b"\x08\x02\x03\xe8\x80\x02hi",
    ),
    // 5.5.1 and 7.4: close frames.
    plain("close-1-byte", "a close with half a code", b"\x88\x01\x03"),
    plain("close-1005", "a close with 1005", b"\x88\x02\x03\xed"),
    plain("close-1006", "a close with 1006", b"\x88\x02\x03\xee"),
    plain("close-1015", "a close with 1015", b"\x88\x02\x03\xf7"),
    plain(
        "close-reason-124",
        "a close with a reason of 124 bytes",
        &CLOSE_REASON_124,
    ),
    plain(
        "close-reason-utf8",
        "a close with a reason that is not UTF-8",
        b"\x88\x04\x03\xe8\xc3\x28",
    ),
    // 5.5.1: a close frame is the last.
    plain(
        "data-after-close",
        "a message after a close",
        b"\x88\x02\x03\xe8\x81\x02hi",
    ),
    plain(
        "close-after-close",
        "a close after a close",
        b"\x88\x02\x03\xe8\x88\x02\x03\xe9",
    ),
    // RFC 7692: permessage-deflate. The first block type is reserved (RFC 1951 3.2.3).
    deflated(
        "deflate",
        "a compressed message that does not inflate",
        b"\xc1\x02\xff\xff",
    ),
    deflated(
        "deflate-utf8",
        "a compressed text that is not UTF-8",
        b"\xc1\x08\x00\x02\x00\xfd\xff\xc3\x28\x00",
    ),
    deflated(
        "deflate-rsv1",
        "RSV1 on the second frame of a compressed message",
        b"\x41\x01\xf2\xc0\x06\x48\xcd\xc9\xc9\x07\x00",
    ),
    deflated("deflate-control", "RSV1 on a ping", b"\xc9\x02hi"),
];

/// The violation of that name.
pub(crate) fn find(name: &str) -> Option<&'static Violation> {
    VIOLATIONS.iter().find(|violation| violation.name == name)
}

/// All the names, as a sentence lists them.
pub(crate) fn names() -> String {
    let names: Vec<&str> = VIOLATIONS.iter().map(|violation| violation.name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_one_violation_and_could_stand_in_a_path() {
        for violation in VIOLATIONS {
            assert_eq!(find(violation.name), Some(violation), "{}", violation.name);
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            assert!(violation.name.bytes().all(plain), "{}", violation.name);
        }
    }

    #[test]
    fn the_bytes_of_an_oversized_close_are_a_code_and_124_bytes_of_reason() {
        assert_eq!(CLOSE_REASON_124[..6], [0x88, 126, 0, 126, 0x03, 0xe8]);
        assert_eq!(CLOSE_REASON_124[6..].len(), 124);
    }
}
