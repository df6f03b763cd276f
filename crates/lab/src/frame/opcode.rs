//! The opcode: the four bits that name the kind of a frame.

/// An opcode: total over the sixteen there are (RFC 6455 5.2, 11.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Opcode {
    /// 0: continues a message.
    Continuation,
    /// 1: begins a message of UTF-8 text.
    Text,
    /// 2: begins a message of any bytes.
    Binary,
    /// 8.
    Close,
    /// 9.
    Ping,
    /// A.
    Pong,
    /// 3 to 7, reserved for data frames, or B to F, for control frames. Made by [`Opcode::from_u4`].
    Reserved(u8),
}

impl Opcode {
    /// The opcodes that a choice offers: the defined ones, then one of each reserved kind.
    pub const OFFERED: [Self; 8] = [
        Self::Text,
        Self::Binary,
        Self::Continuation,
        Self::Close,
        Self::Ping,
        Self::Pong,
        Self::Reserved(0x3),
        Self::Reserved(0xb),
    ];

    /// From the low four bits; the others are ignored.
    pub const fn from_u4(bits: u8) -> Self {
        match bits & 0x0f {
            0x0 => Self::Continuation,
            0x1 => Self::Text,
            0x2 => Self::Binary,
            0x8 => Self::Close,
            0x9 => Self::Ping,
            0xa => Self::Pong,
            reserved => Self::Reserved(reserved),
        }
    }

    /// The four bits.
    pub const fn as_u4(self) -> u8 {
        match self {
            Self::Continuation => 0x0,
            Self::Text => 0x1,
            Self::Binary => 0x2,
            Self::Close => 0x8,
            Self::Ping => 0x9,
            Self::Pong => 0xa,
            Self::Reserved(bits) => bits & 0x0f,
        }
    }

    /// The four bits as a hex digit, as a choice and an address have it.
    pub fn digit(self) -> String {
        format!("{:x}", self.as_u4())
    }

    /// Whether it is a control opcode, defined or reserved: the top bit of the four.
    pub const fn is_control(self) -> bool {
        self.as_u4() & 0x8 != 0
    }

    /// Whether the RFC gives it a meaning yet.
    pub const fn is_reserved(self) -> bool {
        matches!(self, Self::Reserved(_))
    }

    /// Its name in the RFC.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Continuation => "continuation",
            Self::Text => "text",
            Self::Binary => "binary",
            Self::Close => "close",
            Self::Ping => "ping",
            Self::Pong => "pong",
            Self::Reserved(_) if self.is_control() => "reserved control",
            Self::Reserved(_) => "reserved data",
        }
    }

    /// Its meaning, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Continuation => "The payload goes on with the message that an earlier frame began.",
            Self::Text => "The frame begins a message of text, which is UTF-8.",
            Self::Binary => "The frame begins a message of any bytes.",
            Self::Close => "The sender closes: it sends no more data, and waits for a close frame in answer.",
            Self::Ping => "The other side must answer with a pong that carries the same payload.",
            Self::Pong => "The frame answers a ping, or says unasked that the sender is alive.",
            Self::Reserved(_) if self.is_control() => {
                "Reserved for control frames that may be defined one day. No one may use it now."
            }
            Self::Reserved(_) => {
                "Reserved for data frames that may be defined one day. No one may use it now."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixteen_opcodes_come_back_as_themselves() {
        for bits in 0..16 {
            let opcode = Opcode::from_u4(bits);
            assert_eq!(opcode.as_u4(), bits);
            assert_eq!(opcode.is_control(), bits >= 8, "{bits}");
            assert_eq!(opcode.is_reserved(), matches!(bits, 3..=7 | 0xb..=0xf), "{bits}");
            assert!(!opcode.name().is_empty() && opcode.meaning().ends_with('.'));
        }
        assert_eq!(Opcode::from_u4(0xf1), Opcode::Text);
    }
}
