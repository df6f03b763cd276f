//! A message of the transcript, to be sent again: edited, or as it is.

use super::{Format, Written, has_braces, hex};
use crate::entry::Message;
use crate::format;
use crate::payload::{Encoding, OwnedPayload};
use crate::session::SendRefusal;

/// The longest text that a field takes without a hitch.
const MOST_TEXT: usize = 1 << 20;

/// The most bytes that it takes as hex: three characters each.
const MOST_BYTES: usize = 256 << 10;

/// The message as a person would have written it: text as text, sent as it stands; bytes as hex. Fails with a
/// sentence.
pub fn edited(message: &Message<'_>) -> Result<Written, String> {
    if message.file.is_some() {
        return Err("The bytes of a file are not kept. Resend (Shift+E) asks for the file again.".to_owned());
    }
    let size = message.len();
    let (most, format) = match message.encoding {
        Encoding::Text => (MOST_TEXT, Format::Text),
        Encoding::Binary => (MOST_BYTES, Format::Hex),
    };
    if size > most {
        let size = format::size(size as u64);
        return Err([
            &size,
            " is too much for the field. Resend (Shift+E) sends it as it is.",
        ]
        .concat());
    }
    let bytes = message.stretch(0..size);
    let text = match message.encoding {
        Encoding::Text => String::from_utf8_lossy(&bytes).into_owned(),
        Encoding::Binary => hex::write(&bytes),
    };
    Ok(Written {
        as_written: format == Format::Text && has_braces(&text),
        text,
        format,
    })
}

/// The message as it is; `None` for a file, whose bytes are not kept.
pub fn resent(message: &Message<'_>) -> Option<OwnedPayload> {
    if message.file.is_some() {
        return None;
    }
    Some(match (message.large, message.encoding) {
        (Some(large), _) => OwnedPayload::Large(large.clone()),
        (None, Encoding::Text) => OwnedPayload::Text(String::from_utf8_lossy(message.bytes).into_owned()),
        (None, Encoding::Binary) => OwnedPayload::Binary(message.bytes.to_vec()),
    })
}

/// Why a message of the transcript, or a file, can't be sent now.
pub fn not_resent(refusal: SendRefusal) -> &'static str {
    match refusal {
        SendRefusal::Idle => "Connect first, then send it.",
        SendRefusal::Connecting => "Still connecting. Send it once the connection is open.",
        SendRefusal::Closing => "The connection is closing. Connect again, then send it.",
        SendRefusal::Waiting => "Waiting to connect again. Send it then; Options has an outbox.",
        SendRefusal::OutboxFull => "The outbox has no room for it. Cancel some, or hold more in Options.",
        SendRefusal::FileWaits => refusal.sentence(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Direction;
    use crate::payload::{File, larges};

    fn edit(message: &Message<'_>) -> Result<(String, Format, bool), String> {
        let written = edited(message)?;
        Ok((written.text, written.format, written.as_written))
    }

    #[test]
    fn what_is_edited_is_sent_unchanged_if_nothing_is_changed() {
        let text = |bytes| edit(&Message::received(Encoding::Text, bytes));
        assert_eq!(text(b"a\r\n"), Ok(("a\r\n".to_owned(), Format::Text, false)));
        assert_eq!(text(b"{{seq}}"), Ok(("{{seq}}".to_owned(), Format::Text, true)));
        let binary = edit(&Message::received(Encoding::Binary, &[0, 255]));
        assert_eq!(binary, Ok(("00 ff".to_owned(), Format::Hex, false)));
    }

    #[test]
    fn what_the_field_can_not_take_is_resent_as_it_is() {
        let large = larges::text(&"x".repeat(MOST_TEXT + 1));
        let message = Message {
            large: Some(&large),
            ..Message::received(Encoding::Text, &[])
        };
        let sentence = "1.0 MB is too much for the field. Resend (Shift+E) sends it as it is.";
        assert_eq!(edit(&message), Err(sentence.to_owned()));
        assert_eq!(resent(&message), Some(OwnedPayload::Large(large.clone())));
        let bytes = vec![0; MOST_BYTES + 1];
        assert!(edit(&Message::received(Encoding::Binary, &bytes)).is_err());
        let small = Message::received(Encoding::Binary, &[7]);
        assert_eq!(resent(&small), Some(OwnedPayload::Binary(vec![7])));
    }

    #[test]
    fn the_bytes_of_a_file_are_asked_for_again() {
        let file = File {
            name: "a".to_owned(),
            media_type: String::new(),
            bytes: 3,
            encoding: Encoding::Binary,
        };
        let message = Message {
            direction: Direction::Sent,
            file: Some(&file),
            ..Message::received(Encoding::Binary, &[])
        };
        assert!(edit(&message).is_err_and(|sentence| sentence.contains("asks for the file again")));
        assert_eq!(resent(&message), None);
    }
}
