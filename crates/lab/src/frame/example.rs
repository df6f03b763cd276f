//! The examples of RFC 6455 5.7.

use super::Opcode;
use crate::{Side, hex};

/// An example input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its title in a list.
    pub name: &'static str,
    /// Who sends it.
    pub from: Side,
    /// Its point, in a sentence.
    pub shows: &'static str,
    /// The frames' opcodes.
    pub opcodes: &'static [Opcode],
    head: &'static [u8],
    /// The number of zeros that follow: the RFC prints only the header and the length.
    zeros: usize,
}

impl Example {
    /// The frames.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.head.to_vec();
        bytes.resize(self.head.len() + self.zeros, 0);
        bytes
    }

    /// The same, as a person would paste them.
    pub fn hex(&self) -> String {
        hex::write(&self.bytes())
    }
}

/// In the RFC's order.
pub const EXAMPLES: [Example; 7] = [
    example(
        "Text",
        Side::Server,
        "The smallest header: 2 bytes, then “Hello”.",
        &[Opcode::Text],
        b"\x81\x05Hello",
    ),
    example(
        "Masked text",
        Side::Client,
        "The same from a client: 4 bytes of key, and a payload that is XORed with it.",
        &[Opcode::Text],
        b"\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58",
    ),
    example(
        "Fragmented text",
        Side::Server,
        "“Hel” without FIN, then “lo” as a continuation with FIN: one message.",
        &[Opcode::Text, Opcode::Continuation],
        b"\x01\x03Hel\x80\x02lo",
    ),
    example(
        "Ping",
        Side::Server,
        "A ping, whose payload is for the pong to repeat.",
        &[Opcode::Ping],
        b"\x89\x05Hello",
    ),
    example(
        "Pong",
        Side::Client,
        "The client's answer: the same payload, masked.",
        &[Opcode::Pong],
        b"\x8a\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58",
    ),
    Example {
        zeros: 256,
        ..example(
            "256 bytes",
            Side::Server,
            "126 in the 7 bits marks a length in the next 2 bytes.",
            &[Opcode::Binary],
            b"\x82\x7e\x01\x00",
        )
    },
    Example {
        zeros: 65_536,
        ..example(
            "64 KiB",
            Side::Server,
            "127 in the 7 bits marks a length in the next 8 bytes.",
            &[Opcode::Binary],
            b"\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00",
        )
    },
];

const fn example(
    name: &'static str,
    from: Side,
    shows: &'static str,
    opcodes: &'static [Opcode],
    head: &'static [u8],
) -> Example {
    Example {
        name,
        from,
        shows,
        opcodes,
        head,
        zeros: 0,
    }
}
