//! A close frame from a code and a reason (RFC 6455 5.5.1): at most 125 bytes, two of them for the code.
//!
//! A *page* may pass less to `close()`; [`tabcat_core::close`] has those rules.

use std::fmt;

use tabcat_core::CloseCode;
use tabcat_core::close::{CloseField, MAX_REASON_BYTES};
use tabcat_core::format::{count, visible};

use crate::frame::{Frame, Opcode};
use crate::number;

/// The reason why a close frame is invalid. Display says what to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseError {
    /// A code that is never sent.
    CodeNotOnTheWire(u16),
    /// A reason without a code.
    ReasonWithoutCode,
    /// More than 123 bytes of UTF-8.
    ReasonTooLong {
        /// The number of bytes.
        bytes: usize,
        /// The byte at which to cut, so that no character is split.
        cut_at: usize,
        /// The first character that has to go.
        before: char,
    },
}

impl CloseError {
    /// The field to mark.
    pub const fn field(self) -> CloseField {
        match self {
            Self::CodeNotOnTheWire(_) => CloseField::Code,
            Self::ReasonWithoutCode | Self::ReasonTooLong { .. } => CloseField::Reason,
        }
    }
}

impl fmt::Display for CloseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::CodeNotOnTheWire(code) => write!(
                f,
                "No close frame may carry {code} ({}): a frame may have 1000 to 1003, 1007 to 1014, or a number from 3000 to 4999 (RFC 6455 7.4).",
                CloseCode::from(code).name()
            ),
            Self::ReasonWithoutCode => f.write_str(
                "A reason stands after a code: enter a code, such as 1000, or leave the reason out.",
            ),
            Self::ReasonTooLong {
                bytes,
                cut_at,
                before,
            } => write!(
                f,
                "The reason is {} bytes of UTF-8, {} more than the {MAX_REASON_BYTES} that a close frame has room for: \
                 cut it after byte {cut_at}, before “{}”.",
                count(bytes as u64),
                count((bytes - MAX_REASON_BYTES) as u64),
                visible(before.encode_utf8(&mut [0; 4]))
            ),
        }
    }
}

impl std::error::Error for CloseError {}

/// Reads a code as it is typed, with or without a comma; an empty text is no code.
pub fn read_code(text: &str) -> Result<Option<u16>, &'static str> {
    match text.trim() {
        "" => Ok(None),
        code => number::read(code)
            .ok()
            .and_then(|code| u16::try_from(code).ok())
            .map(Some)
            .ok_or("Enter a number from 0 to 65535: a code has two bytes."),
    }
}

/// The close frame with this code and reason; with no code it is empty, and the other side reports 1005.
///
/// ```
/// # use tabcat_lab::{close, frame::encode};
/// let frame = close::frame(Some(1000), "bye", None).unwrap();
/// assert_eq!(encode(&frame), b"\x88\x05\x03\xe8bye");
/// ```
pub fn frame(code: Option<u16>, reason: &str, mask: Option<[u8; 4]>) -> Result<Frame, CloseError> {
    let Some(code) = code else {
        return if reason.is_empty() {
            Ok(Frame::whole(Opcode::Close, [], mask))
        } else {
            Err(CloseError::ReasonWithoutCode)
        };
    };
    if !CloseCode::from(code).on_the_wire() {
        return Err(CloseError::CodeNotOnTheWire(code));
    }
    let cut_at = reason.floor_char_boundary(MAX_REASON_BYTES);
    if let Some(before) = reason[cut_at..].chars().next() {
        return Err(CloseError::ReasonTooLong {
            bytes: reason.len(),
            cut_at,
            before,
        });
    }
    let mut payload = code.to_be_bytes().to_vec();
    payload.extend(reason.bytes());
    Ok(Frame::whole(Opcode::Close, payload, mask))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Side;
    use crate::frame::{anatomy, encode};

    #[test]
    fn a_code_and_a_reason_become_a_frame_without_a_problem() {
        let check = |code: Option<u16>, reason: &str, expect: &[u8]| {
            let bytes = encode(&frame(code, reason, None).unwrap());
            assert_eq!(bytes, expect);
            assert_eq!(anatomy(bytes, Side::Server).problems(), []);
        };
        check(None, "", b"\x88\x00");
        check(Some(1000), "", b"\x88\x02\x03\xe8");
        check(Some(4001), "später", b"\x88\x09\x0f\xa1sp\xc3\xa4ter");
        let full = frame(Some(1000), &"x".repeat(123), Some([1; 4])).unwrap();
        assert_eq!(full.payload.len(), 125);
        assert_eq!(anatomy(encode(&full), Side::Client).problems(), []);
    }

    #[test]
    fn a_reason_that_is_too_long_is_cut_before_a_character() {
        let check = |reason: &str, cut_at: usize, says: &str| {
            let error = frame(Some(1000), reason, None).unwrap_err();
            assert_eq!(
                (error.field(), error.to_string().as_str()),
                (CloseField::Reason, says)
            );
            assert!(frame(Some(1000), &reason[..cut_at], None).is_ok());
        };
        check(
            &"x".repeat(124),
            123,
            "The reason is 124 bytes of UTF-8, 1 more than the 123 that a close frame has room for: cut it after byte 123, before “x”.",
        );
        // The 62nd é is bytes 123 and 124.
        check(
            &"é".repeat(62),
            122,
            "The reason is 124 bytes of UTF-8, 1 more than the 123 that a close frame has room for: cut it after byte 122, before “é”.",
        );
        check(
            &"𝄞".repeat(40),
            120,
            "The reason is 160 bytes of UTF-8, 37 more than the 123 that a close frame has room for: cut it after byte 120, before “𝄞”.",
        );
        check(
            &format!("{}{}", "x".repeat(123), "\u{200b}".repeat(700)),
            123,
            "The reason is 2,223 bytes of UTF-8, 2,100 more than the 123 that a close frame has room for: cut it after byte 123, before “⟨U+200B⟩”.",
        );
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        assert_eq!(read_code(" "), Ok(None));
        assert_eq!(read_code(" 4001 "), Ok(Some(4001)));
        assert_eq!(read_code("4,001"), Ok(Some(4001)));
        for none in ["65536", "-1", "1,5", "abc", "99999999999999999999"] {
            assert!(read_code(none).is_err(), "{none}");
        }
    }

    #[test]
    fn a_code_that_is_never_sent_is_refused() {
        for code in [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535] {
            assert_eq!(
                frame(Some(code), "", None),
                Err(CloseError::CodeNotOnTheWire(code))
            );
        }
        assert_eq!(
            frame(Some(1006), "", None).unwrap_err().to_string(),
            "No close frame may carry 1006 (Abnormal Closure): a frame may have 1000 to 1003, 1007 to 1014, or a number from 3000 to 4999 (RFC 6455 7.4)."
        );
        for code in [1000, 1001, 1011, 1014, 3000, 4999] {
            assert!(frame(Some(code), "", None).is_ok(), "{code}");
        }
    }

    #[test]
    fn a_reason_needs_a_code() {
        let error = frame(None, "bye", None).unwrap_err();
        assert_eq!(
            (error, error.field()),
            (CloseError::ReasonWithoutCode, CloseField::Reason)
        );
    }
}
