//! The opcodes of frames, including the reserved ones (RFC 6455 5.2).

use super::Row;

/// An opcode, or a reserved range of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opcode {
    /// The first of the four bits' values.
    pub first: u8,
    /// The last; the same for a single one.
    pub last: u8,
    /// Its name.
    pub name: &'static str,
    /// Whether it is of a control frame: at most 125 bytes, never in fragments.
    pub control: bool,
    /// Its purpose.
    pub about: &'static str,
    /// The effects that a page sees.
    pub in_a_page: &'static str,
    /// An example frame, for the lab: hex without blanks.
    pub example: &'static str,
}

impl Opcode {
    /// In hex: `9`, `3–7`.
    pub fn label(&self) -> String {
        if self.first == self.last {
            format!("{:X}", self.first)
        } else {
            format!("{:X}–{:X}", self.first, self.last)
        }
    }

    /// Its name in addresses: `ping`, `reserved-data`.
    pub fn slug(&self) -> String {
        self.name.to_lowercase().replace(' ', "-")
    }

    /// `Data` or `Control`.
    pub const fn kind(&self) -> &'static str {
        if self.control { "Control" } else { "Data" }
    }
}

/// All sixteen.
pub static OPCODES: [Opcode; 8] = [
    Opcode {
        first: 0,
        last: 0,
        name: "Continuation",
        control: false,
        about: "Another piece of the message that a frame of opcode 1 or 2 began. The last piece has FIN set.",
        in_a_page: "Nothing: a message comes whole, in one `message` event.",
        example: "010348656c80026c6f",
    },
    Opcode {
        first: 1,
        last: 1,
        name: "Text",
        control: false,
        about: "UTF-8. A piece may end inside a character; the whole may not.",
        in_a_page: "A `message` event whose `data` is a string.",
        example: "810548656c6c6f",
    },
    Opcode {
        first: 2,
        last: 2,
        name: "Binary",
        control: false,
        about: "Any bytes.",
        in_a_page: "A `message` event whose `data` is a `Blob` or an `ArrayBuffer`, as `binaryType` says.",
        example: "8204deadbeef",
    },
    Opcode {
        first: 3,
        last: 7,
        name: "Reserved data",
        control: false,
        about: "Reserved for future data frames, not for use of one's own. Who receives one fails the connection.",
        in_a_page: "`error`, then `close` with 1006.",
        example: "8300",
    },
    Opcode {
        first: 8,
        last: 8,
        name: "Close",
        control: true,
        about: "Ends the connection: nothing, or two bytes of code and a reason of at most 123 bytes of UTF-8.",
        in_a_page: "A `close` event with `code` and `reason`.",
        example: "880203e8",
    },
    Opcode {
        first: 9,
        last: 9,
        name: "Ping",
        control: true,
        about: "Asks for a pong with the same bytes.",
        in_a_page: "Nothing: the browser answers by itself, and no page can send one.",
        example: "890548656c6c6f",
    },
    Opcode {
        first: 0xa,
        last: 0xa,
        name: "Pong",
        control: true,
        about: "Answers the latest ping. It may come unasked.",
        in_a_page: "Nothing.",
        example: "8a0548656c6c6f",
    },
    Opcode {
        first: 0xb,
        last: 0xf,
        name: "Reserved control",
        control: true,
        about: "Reserved for future control frames. Who receives one fails the connection.",
        in_a_page: "`error`, then `close` with 1006.",
        example: "8b00",
    },
];

pub(super) fn rows() -> Vec<Row> {
    let row = |opcode: &Opcode| Row {
        name: opcode.slug(),
        heading: format!("Opcode {} {}", opcode.label(), opcode.name),
        text: [opcode.about, " ", opcode.in_a_page].concat(),
    };
    OPCODES.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_sixteen_are_there_in_order_and_the_top_bit_means_control() {
        let mut next = 0;
        for opcode in &OPCODES {
            assert_eq!(opcode.first, next);
            assert!((opcode.first..=opcode.last).all(|value| (value >= 8) == opcode.control));
            next = opcode.last + 1;
            let first = u8::from_str_radix(&opcode.example[..2], 16).expect("hex") & 15;
            // A continuation is shown with its first frame.
            let shows = (opcode.first..=opcode.last).contains(&first) || opcode.first == 0;
            assert!(shows, "{}", opcode.name);
        }
        assert_eq!(next, 16);
    }
}
