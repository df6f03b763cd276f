//! The faults of bytes that should be frames, each as a sentence with its position.

use std::fmt;

use tabcat_core::CloseCode;
use tabcat_core::format::count;

use super::Opcode;
use super::layout::Part;

/// The most problems that are kept one by one; the others are counted. Bytes that are not frames have one
/// every other byte.
pub const MAX_PROBLEMS: usize = 1_000;

/// A fault and its position. Display is a sentence that counts bytes from 1: "Byte 1: RSV1 is set, …".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// The byte it is about, counted from 0; the input's length if bytes are missing.
    pub byte: usize,
    /// The fault.
    pub fault: Fault,
}

impl Problem {
    /// The byte to look at, counted from 0; the last one if bytes are missing.
    pub fn shown_at(&self) -> usize {
        self.byte - usize::from(self.fault.is_cut())
    }
}

/// A broken rule of RFC 6455, or missing bytes. Display is a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// RSV1, RSV2 or RSV3 is set: 1 to 3.
    Rsv(u8),
    /// A reserved opcode.
    ReservedOpcode(Opcode),
    /// A close, ping or pong without FIN.
    ControlFragmented(Opcode),
    /// A close, ping or pong whose length is more than 125.
    ControlTooLong(Opcode, u64),
    /// A continuation without a message to continue.
    ContinuationOfNothing,
    /// A text or binary frame before the last frame of the message before it.
    Interleaved(Opcode),
    /// A frame after a close frame.
    AfterClose(Opcode),
    /// A server masked.
    Masked,
    /// A client did not mask.
    Unmasked,
    /// A length that fits a shorter form.
    LongForm {
        /// 16 or 64.
        bits: u8,
        /// Its value.
        length: u64,
    },
    /// A 64 bit length with its top bit set.
    TopBit,
    /// A close frame with one byte, which is half a code.
    HalfCode,
    /// A code that no close frame may carry.
    CodeNotOnTheWire(u16),
    /// This byte of a reason is not valid UTF-8.
    ReasonNotUtf8(u8),
    /// This byte of a text is not valid UTF-8.
    TextNotUtf8(u8),
    /// The text ends inside the character that this byte begins.
    TextCut(u8),
    /// The input ends inside the two bytes that every frame begins with.
    HeadCut,
    /// The input ends inside a 16 or 64 bit length; so many bytes are missing.
    LengthCut(usize),
    /// The input ends inside the masking key; so many bytes are missing.
    KeyCut(usize),
    /// The input ends before the payload does.
    PayloadShort {
        /// The value of the length.
        says: u64,
        /// The number of bytes present.
        there: usize,
    },
}

impl Fault {
    pub(super) const fn cut(part: Part, missing: usize) -> Self {
        match part {
            Part::Head => Self::HeadCut,
            Part::Length => Self::LengthCut(missing),
            Part::Key => Self::KeyCut(missing),
        }
    }

    /// The section of RFC 6455 that has the rule.
    pub const fn section(self) -> &'static str {
        match self {
            Self::ControlFragmented(_) | Self::ControlTooLong(..) => "5.5",
            Self::ContinuationOfNothing | Self::Interleaved(_) => "5.4",
            Self::AfterClose(_) | Self::HalfCode => "5.5.1",
            Self::Masked | Self::Unmasked => "5.1",
            Self::CodeNotOnTheWire(_) => "7.4",
            Self::ReasonNotUtf8(_) | Self::TextNotUtf8(_) | Self::TextCut(_) => "8.1",
            Self::Rsv(_)
            | Self::ReservedOpcode(_)
            | Self::LongForm { .. }
            | Self::TopBit
            | Self::HeadCut
            | Self::LengthCut(_)
            | Self::KeyCut(_)
            | Self::PayloadShort { .. } => "5.2",
        }
    }

    const fn is_cut(self) -> bool {
        matches!(
            self,
            Self::HeadCut | Self::LengthCut(_) | Self::KeyCut(_) | Self::PayloadShort { .. }
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.fault.is_cut() {
            write!(f, "After byte {}: {}", count(self.byte as u64), self.fault)
        } else {
            write!(f, "Byte {}: {}", count(self.byte as u64 + 1), self.fault)
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Rsv(n) => write!(f, "RSV{n} is set, but no extension was agreed."),
            Self::ReservedOpcode(opcode) => write!(
                f,
                "opcode {:X} is reserved for {} frames that may be defined one day.",
                opcode.as_u4(),
                if opcode.is_control() { "control" } else { "data" }
            ),
            Self::ControlFragmented(opcode) => write!(
                f,
                "FIN is not set, but a control frame ({}) is never fragmented.",
                opcode.name()
            ),
            Self::ControlTooLong(opcode, length) => write!(
                f,
                "the length is {}, but a control frame ({}) has at most 125 bytes.",
                count(length),
                opcode.name()
            ),
            Self::ContinuationOfNothing => {
                f.write_str("a continuation, but no message was begun that it could go on with.")
            }
            Self::Interleaved(opcode) => write!(
                f,
                "a new {} message, but the one before it has not ended: its last frame has FIN.",
                opcode.name()
            ),
            Self::AfterClose(opcode) if opcode.is_control() => write!(
                f,
                "a {} frame after a close frame, which is the last that the other side reads.",
                opcode.name()
            ),
            Self::AfterClose(_) => f.write_str("data after a close frame, which must be the last."),
            Self::Masked => f.write_str("MASK is set, but a server never masks."),
            Self::Unmasked => f.write_str("MASK is not set, but a client masks every frame."),
            Self::LongForm { bits, length } => write!(
                f,
                "the length {} is written in {bits} bits, but the shortest form is a must: {}.",
                count(length),
                if length <= 125 {
                    "the 7 bits have room for it"
                } else {
                    "16 bits have room for it"
                }
            ),
            Self::TopBit => f.write_str("the top bit of a 64 bit length is set; it must be 0."),
            Self::HalfCode => {
                f.write_str("the close frame has 1 byte, but a close code has 2: none, or 2 and a reason.")
            }
            Self::CodeNotOnTheWire(code) => write!(
                f,
                "the close code {code} ({}) may not be sent.",
                CloseCode::from(code).name()
            ),
            Self::ReasonNotUtf8(byte) => write!(
                f,
                "the reason is not UTF-8 from here on: {byte:02x} begins no whole character."
            ),
            Self::TextNotUtf8(byte) => write!(
                f,
                "the text is not UTF-8 from here on: {byte:02x} begins no whole character."
            ),
            Self::TextCut(byte) => write!(f, "the text ends inside the character that {byte:02x} begins."),
            Self::HeadCut => f.write_str("the input ends, but a frame has at least 2 bytes."),
            Self::LengthCut(missing) => write!(
                f,
                "the input ends inside the length: {} missing.",
                bytes_are(missing)
            ),
            Self::KeyCut(missing) => write!(
                f,
                "the input ends inside the masking key: {} missing.",
                bytes_are(missing)
            ),
            Self::PayloadShort { says, there } => write!(
                f,
                "the input ends inside the payload: the length says {} {}, {} there.",
                count(says),
                if says == 1 { "byte" } else { "bytes" },
                if there == 1 {
                    "1 is".to_owned()
                } else {
                    format!("{} are", count(there as u64))
                }
            ),
        }
    }
}

fn bytes_are(n: usize) -> String {
    if n == 1 {
        "1 byte is".to_owned()
    } else {
        format!("{n} bytes are")
    }
}
