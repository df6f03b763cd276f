//! A message as a file: its name and media type.

use super::Head;
use crate::entry::Message;
use crate::format;
use crate::payload::Encoding;
use crate::time::{Span, Timestamp};

/// How many bytes of white space are skipped at either end.
const ENDS: usize = 256;

/// A name that sorts by time and says what is inside: `tabcat-2026-11-20T140213.817-received.json`, in local time.
/// (No colons: Windows takes none.)
pub fn file_name(head: &Head, message: &Message<'_>, utc_offset_minutes: i32) -> String {
    let shift = Span::from_secs(u64::from(utc_offset_minutes.unsigned_abs()) * 60);
    let local = if utc_offset_minutes < 0 {
        Timestamp::from_micros(head.at.as_micros() - shift.as_micros().cast_signed())
    } else {
        head.at + shift
    };
    let written = format::date_time_utc(local);
    let stamp = written
        .trim_end_matches(" UTC")
        .replace(':', "")
        .replace(' ', "T");
    let direction = head.title().to_ascii_lowercase();
    format!("tabcat-{stamp}-{direction}.{}", extension(message))
}

/// The media type that its ending stands for.
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "json")) => "application/json",
        Some((_, "txt")) => "text/plain;charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Guessed from the first and the last character: a name is not worth reading 64 MB.
fn extension(message: &Message<'_>) -> &'static str {
    let end = message.len();
    let (head, tail) = (
        message.stretch(0..ENDS),
        message.stretch(end.saturating_sub(ENDS)..end),
    );
    match (
        message.encoding,
        head.trim_ascii().first(),
        tail.trim_ascii().last(),
    ) {
        (Encoding::Binary, ..) => "bin",
        (Encoding::Text, Some(b'{'), Some(b'}')) | (Encoding::Text, Some(b'['), Some(b']')) => "json",
        (Encoding::Text, ..) => "txt",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Direction;

    #[test]
    fn a_file_is_named_for_its_time_direction_and_kind() {
        let check = |encoding: Encoding, bytes: &[u8], offset: i32, expect: &str| {
            let head = Head {
                direction: Direction::Received,
                encoding,
                size: bytes.len() as u64,
                at: Timestamp::from_micros(1_795_183_333_817_250),
            };
            let message = Message::received(encoding, bytes);
            assert_eq!(file_name(&head, &message, offset), expect);
        };
        check(
            Encoding::Text,
            b" {\"a\":1}\n",
            0,
            "tabcat-2026-11-20T140213.817-received.json",
        );
        check(
            Encoding::Text,
            b"[1]",
            60,
            "tabcat-2026-11-20T150213.817-received.json",
        );
        check(
            Encoding::Text,
            b"{ no",
            -900,
            "tabcat-2026-11-19T230213.817-received.txt",
        );
        check(
            Encoding::Text,
            b"",
            0,
            "tabcat-2026-11-20T140213.817-received.txt",
        );
        check(
            Encoding::Binary,
            b"{}",
            0,
            "tabcat-2026-11-20T140213.817-received.bin",
        );
    }

    #[test]
    fn the_media_type_goes_with_the_name() {
        assert_eq!(media_type("a.json"), "application/json");
        assert_eq!(media_type("a.b.txt"), "text/plain;charset=utf-8");
        assert_eq!(media_type("a.bin"), "application/octet-stream");
    }
}
