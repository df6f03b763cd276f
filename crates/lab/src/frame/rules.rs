//! The rules for frames: those for each frame, and those that depend on the frames before it.

use super::layout::{End, Layout, MAX_LENGTH};
use super::problem::{Fault, MAX_PROBLEMS, Problem};
use super::utf8::Utf8;
use super::{MAX_CONTROL_BYTES, Opcode};
use crate::Side;
use tabcat_core::CloseCode;

/// The state after the frames so far.
pub(super) struct Rules<'a> {
    bytes: &'a [u8],
    from: Side,
    message: Option<Message>,
    closed: bool,
    pub(super) problems: Vec<Problem>,
    pub(super) unlisted: usize,
}

/// A message whose last frame has not come.
struct Message {
    frame: usize,
    /// The decoder of a text message, while it can be checked and has no fault.
    text: Option<Utf8>,
}

impl<'a> Rules<'a> {
    pub(super) const fn new(bytes: &'a [u8], from: Side) -> Self {
        Self {
            bytes,
            from,
            message: None,
            closed: false,
            problems: Vec::new(),
            unlisted: 0,
        }
    }

    /// The first frame of the message that is unfinished after the last frame.
    pub(super) fn unfinished(&self) -> Option<usize> {
        self.message.as_ref().map(|message| message.frame)
    }

    pub(super) fn check(&mut self, index: usize, frame: &Layout) {
        self.first_byte(frame);
        let continues = self.place_in_message(index, frame);
        self.second_byte(frame);
        self.length(frame);
        if frame.opcode() == Opcode::Close {
            self.close_body(frame);
            self.closed = true;
        } else if continues {
            self.text(frame);
        }
        match frame.end {
            End::Whole | End::NoLength => {}
            End::Cut(part, missing) => self.wrong(self.bytes.len(), Fault::cut(part, missing)),
            End::Short { says, there } => {
                self.wrong(self.bytes.len(), Fault::PayloadShort { says, there });
            }
        }
    }

    fn first_byte(&mut self, frame: &Layout) {
        let opcode = frame.opcode();
        for (n, set) in (1..).zip(frame.rsv()) {
            if set {
                self.wrong(frame.start, Fault::Rsv(n));
            }
        }
        if opcode.is_reserved() {
            self.wrong(frame.start, Fault::ReservedOpcode(opcode));
        }
        if opcode.is_control() && !frame.fin() {
            self.wrong(frame.start, Fault::ControlFragmented(opcode));
        }
        if self.closed {
            self.wrong(frame.start, Fault::AfterClose(opcode));
        }
    }

    /// Whether the frame is one of [`Self::message`], which it may begin.
    fn place_in_message(&mut self, index: usize, frame: &Layout) -> bool {
        let opcode = frame.opcode();
        match (opcode, &self.message) {
            (Opcode::Continuation, Some(_)) => true,
            (Opcode::Continuation, None) => {
                self.wrong(frame.start, Fault::ContinuationOfNothing);
                false
            }
            (Opcode::Text | Opcode::Binary, Some(_)) => {
                self.wrong(frame.start, Fault::Interleaved(opcode));
                false
            }
            (Opcode::Text | Opcode::Binary, None) => {
                // A reserved bit means that an extension changed the payload: compressed text is not UTF-8.
                let plain_text = opcode == Opcode::Text && frame.rsv() == [false; 3];
                self.message = Some(Message {
                    frame: index,
                    text: plain_text.then(Utf8::default),
                });
                true
            }
            _ => false,
        }
    }

    fn second_byte(&mut self, frame: &Layout) {
        if frame.length_7().is_none() {
            return;
        }
        let at = frame.start + 1;
        match (self.from, frame.masked()) {
            (Side::Client, false) => self.wrong(at, Fault::Unmasked),
            (Side::Server, true) => self.wrong(at, Fault::Masked),
            _ => {}
        }
    }

    fn length(&mut self, frame: &Layout) {
        let Some(length) = frame.length else { return };
        if frame.opcode().is_control() && length > MAX_CONTROL_BYTES as u64 {
            self.wrong(frame.start + 1, Fault::ControlTooLong(frame.opcode(), length));
        }
        if frame.is_longer_than_needed() {
            let bits = if frame.extended.len() == 2 { 16 } else { 64 };
            self.wrong(frame.start + 1, Fault::LongForm { bits, length });
        }
        if length > MAX_LENGTH {
            self.wrong(frame.extended.start, Fault::TopBit);
        }
    }

    fn close_body(&mut self, frame: &Layout) {
        let body = frame.unmasked(self.bytes, usize::MAX);
        let start = frame.payload.start;
        let Some((code, reason)) = body.split_first_chunk::<2>() else {
            if frame.is_whole() && body.len() == 1 {
                self.wrong(start, Fault::HalfCode);
            }
            return;
        };
        let number = u16::from_be_bytes(*code);
        if !CloseCode::from(number).on_the_wire() {
            self.wrong(start, Fault::CodeNotOnTheWire(number));
        }
        let mut text = Utf8::default();
        let wrong = match text.take(reason, start + code.len()) {
            Ok(()) if frame.is_whole() => text.unfinished(),
            Ok(()) => None,
            Err(wrong) => Some(wrong),
        };
        if let Some(wrong) = wrong {
            self.wrong(wrong.at, Fault::ReasonNotUtf8(wrong.byte));
        }
    }

    fn text(&mut self, frame: &Layout) {
        let last = frame.fin();
        let Some(message) = &mut self.message else { return };
        let mut found = None;
        if let Some(text) = &mut message.text {
            let payload = frame.unmasked(self.bytes, usize::MAX);
            found = match text.take(&payload, frame.payload.start) {
                Err(wrong) => Some((wrong.at, Fault::TextNotUtf8(wrong.byte))),
                Ok(()) if last && frame.is_whole() => {
                    text.unfinished().map(|cut| (cut.at, Fault::TextCut(cut.byte)))
                }
                Ok(()) => None,
            };
        }
        if found.is_some() {
            message.text = None;
        }
        if last {
            self.message = None;
        }
        if let Some((at, fault)) = found {
            self.wrong(at, fault);
        }
    }

    fn wrong(&mut self, byte: usize, fault: Fault) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem { byte, fault });
        } else {
            self.unlisted += 1;
        }
    }
}
