//! The fields of a frame by name, each with its value and its meaning.

use std::borrow::Cow;
use std::ops::Range;

use tabcat_core::CloseCode;
use tabcat_core::format::{count, hex};

use super::layout::{LENGTH_16, LENGTH_64, Layout};
use super::{Opcode, mask};

/// The most bytes of a payload that a [`Field::value`] shows.
const SHOWN_BYTES: usize = 64;

/// One part of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name of the field.
    pub kind: FieldKind,
    /// Its bytes in the input.
    pub bytes: Range<usize>,
    /// The bits of that byte it takes, where it is less than a byte; 0 is the leftmost, as the RFC draws them.
    pub bits: Option<Range<u8>>,
    /// Its value: a bit, a number, text, or bytes in hex, cut if they are many.
    pub value: String,
    /// The meaning of the value here, in a sentence.
    pub meaning: Cow<'static, str>,
}

/// The parts a frame can have, in the order of the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// The last frame of a message.
    Fin,
    /// The first reserved bit.
    Rsv1,
    /// The second.
    Rsv2,
    /// The third.
    Rsv3,
    /// The opcode.
    Opcode,
    /// MASK: whether there is a masking key.
    Mask,
    /// Seven bits: the length, or a mark for a longer form.
    Length7,
    /// The length in two bytes.
    Length16,
    /// The length in eight bytes.
    Length64,
    /// The masking key: four bytes.
    MaskingKey,
    /// The masked payload, as it is on the wire.
    MaskedPayload,
    /// The unmasked payload.
    Payload,
    /// The code: the first two bytes of a close frame's payload.
    CloseCode,
    /// The reason: the rest of a close frame's payload.
    Reason,
}

impl FieldKind {
    /// Its name in the RFC.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fin => "FIN",
            Self::Rsv1 => "RSV1",
            Self::Rsv2 => "RSV2",
            Self::Rsv3 => "RSV3",
            Self::Opcode => "opcode",
            Self::Mask => "MASK",
            Self::Length7 => "payload length",
            Self::Length16 => "extended payload length, 16 bits",
            Self::Length64 => "extended payload length, 64 bits",
            Self::MaskingKey => "masking key",
            Self::MaskedPayload => "masked payload",
            Self::Payload => "payload",
            Self::CloseCode => "close code",
            Self::Reason => "reason",
        }
    }
}

/// The parts of this frame that are there.
pub(super) fn fields(bytes: &[u8], frame: &Layout) -> Vec<Field> {
    let mut fields = Vec::with_capacity(12);
    first_byte(frame, &mut fields);
    second_byte(frame, &mut fields);
    extended_length(bytes, frame, &mut fields);
    let whole = |kind, bytes: &Range<usize>, value, meaning| Field {
        kind,
        bytes: bytes.clone(),
        bits: None,
        value,
        meaning,
    };
    if !frame.key.is_empty() {
        fields.push(whole(
            FieldKind::MaskingKey,
            &frame.key,
            hex(&bytes[frame.key.clone()], SHOWN_BYTES),
            mask::REASON.into(),
        ));
    }
    if frame.payload.is_empty() {
        return fields;
    }
    if frame.masked() {
        fields.push(whole(
            FieldKind::MaskedPayload,
            &frame.payload,
            hex(&bytes[frame.payload.clone()], SHOWN_BYTES),
            "The payload on the wire: byte i is XORed with byte i mod 4 of the key.".into(),
        ));
    }
    payload(bytes, frame, &mut fields);
    fields
}

fn first_byte(frame: &Layout, fields: &mut Vec<Field>) {
    let opcode = frame.opcode();
    let fin = match (frame.fin(), opcode.is_control()) {
        (true, false) => "This is the last frame of its message, or the only one.",
        (false, false) => "More frames of this message follow.",
        (true, true) => "A control frame is always whole.",
        (false, true) => "More frames follow, which a control frame must not say.",
    };
    let at = frame.start..frame.start + 1;
    let mut part = |kind, bits: Range<u8>, value: String, meaning: &'static str| {
        fields.push(Field {
            kind,
            bytes: at.clone(),
            bits: Some(bits),
            value,
            meaning: meaning.into(),
        });
    };
    part(FieldKind::Fin, 0..1, bit(frame.fin()), fin);
    let [rsv1, rsv2, rsv3] = frame.rsv();
    let first = if rsv1 {
        "An extension gives it a meaning: with permessage-deflate, a compressed message begins."
    } else {
        "Kept for extensions: permessage-deflate sets it on the first frame of a compressed message."
    };
    part(FieldKind::Rsv1, 1..2, bit(rsv1), first);
    let kept = "Kept for extensions; no registered one uses it.";
    part(FieldKind::Rsv2, 2..3, bit(rsv2), kept);
    part(FieldKind::Rsv3, 3..4, bit(rsv3), kept);
    let value = format!("{:X} {}", opcode.as_u4(), opcode.name());
    part(FieldKind::Opcode, 4..8, value, opcode.meaning());
}

fn second_byte(frame: &Layout, fields: &mut Vec<Field>) {
    let Some(length) = frame.length_7() else {
        return;
    };
    let at = frame.start + 1..frame.start + 2;
    fields.push(Field {
        kind: FieldKind::Mask,
        bytes: at.clone(),
        bits: Some(0..1),
        value: bit(frame.masked()),
        meaning: if frame.masked() {
            "The payload is masked, and a key of 4 bytes stands before it: so does every frame of a client."
        } else {
            "The payload is not masked, and there is no key: so is every frame of a server."
        }
        .into(),
    });
    fields.push(Field {
        kind: FieldKind::Length7,
        bytes: at,
        bits: Some(1..8),
        value: length.to_string(),
        meaning: match length {
            LENGTH_16 => "Not a length but a mark: the length is in the next 2 bytes.",
            LENGTH_64 => "Not a length but a mark: the length is in the next 8 bytes.",
            _ => "The payload's length: up to 125 bytes, these 7 bits have room for it.",
        }
        .into(),
    });
}

fn extended_length(bytes: &[u8], frame: &Layout, fields: &mut Vec<Field>) {
    if frame.extended.is_empty() {
        return;
    }
    let kind = if frame.length_7() == Some(LENGTH_16) {
        FieldKind::Length16
    } else {
        FieldKind::Length64
    };
    let (value, meaning) = match (frame.length, kind) {
        (None, _) => (
            hex(&bytes[frame.extended.clone()], SHOWN_BYTES),
            "The beginning of the length.",
        ),
        (Some(length), _) if frame.is_longer_than_needed() => (
            count(length),
            "The payload's length, which a shorter form has room for.",
        ),
        (Some(length), FieldKind::Length16) => (
            count(length),
            "The payload's length: from 126 to 65,535 bytes, 16 bits have room for it.",
        ),
        (Some(length), _) => (
            count(length),
            "The payload's length: from 65,536 bytes on it takes 64 bits, of which the first is 0.",
        ),
    };
    fields.push(Field {
        kind,
        bytes: frame.extended.clone(),
        bits: None,
        value,
        meaning: meaning.into(),
    });
}

fn payload(bytes: &[u8], frame: &Layout, fields: &mut Vec<Field>) {
    let unmasked = frame.unmasked(bytes, SHOWN_BYTES + 1);
    let mut part = |kind, bytes: Range<usize>, value, meaning| {
        fields.push(Field {
            kind,
            bytes,
            bits: None,
            value,
            meaning,
        });
    };
    if frame.opcode() != Opcode::Close {
        let (value, meaning) = match std::str::from_utf8(&unmasked) {
            Ok(text) if frame.opcode() == Opcode::Text && unmasked.len() <= SHOWN_BYTES => {
                (text.to_owned(), "What the application sent, as text.")
            }
            _ => (hex(&unmasked, SHOWN_BYTES), "What the application sent."),
        };
        let meaning = match frame.opcode() {
            Opcode::Ping => "Bytes of the sender's choice, which the pong repeats.",
            Opcode::Pong => "The bytes of the ping that it answers.",
            Opcode::Continuation => "What the application sent, from where the frame before it stopped.",
            Opcode::Reserved(_) => "Nothing says what it means.",
            _ => meaning,
        };
        part(FieldKind::Payload, frame.payload.clone(), value, meaning.into());
        return;
    }
    let Some((code, _)) = unmasked.split_first_chunk::<2>() else {
        let half = "Half a close code.".into();
        part(
            FieldKind::CloseCode,
            frame.payload.clone(),
            hex(&unmasked, 1),
            half,
        );
        return;
    };
    let code = CloseCode::from(u16::from_be_bytes(*code));
    let reason_at = frame.payload.start + 2..frame.payload.end;
    part(
        FieldKind::CloseCode,
        frame.payload.start..reason_at.start,
        format!("{} {}", code.as_u16(), code.name()),
        code.meaning().into(),
    );
    if !reason_at.is_empty() {
        let reason = frame.unmasked(bytes, 2 + super::MAX_CONTROL_BYTES).split_off(2);
        part(
            FieldKind::Reason,
            reason_at,
            String::from_utf8_lossy(&reason).into_owned(),
            "Why, as UTF-8, for programs and logs: a client should not show it to people as it is.".into(),
        );
    }
}

fn bit(set: bool) -> String {
    if set { "1" } else { "0" }.to_owned()
}
