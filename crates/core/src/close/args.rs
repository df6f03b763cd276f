//! The close code and reason that a person types beside Disconnect, checked before the browser would throw.

use std::fmt;

/// The longest reason a close frame has room for, in UTF-8 bytes: a control frame carries 125, and the code takes two
/// (RFC 6455 5.5).
pub const MAX_REASON_BYTES: usize = 123;

/// Arguments for `close()`. Only [`validate_close`] makes them, so the browser accepts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseArgs {
    code: u16,
    reason: String,
}

impl CloseArgs {
    /// 1000, or 3000 to 4999.
    pub const fn code(&self) -> u16 {
        self.code
    }

    /// At most [`MAX_REASON_BYTES`]; may be empty.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl Default for CloseArgs {
    /// 1000 and no reason: what a plain Disconnect sends.
    fn default() -> Self {
        Self {
            code: 1000,
            reason: String::new(),
        }
    }
}

/// The field that a [`CloseArgsError`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseField {
    /// The number.
    Code,
    /// The text.
    Reason,
}

/// Why the browser would refuse these. Display says what to type instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloseArgsError {
    /// Not a whole number.
    NotANumber(String),
    /// A number that a page may not send.
    NotAllowed(String),
    /// Over [`MAX_REASON_BYTES`]; holds the reason's size in UTF-8 bytes.
    ReasonTooLong(usize),
}

impl CloseArgsError {
    /// The field to mark and focus.
    pub const fn field(&self) -> CloseField {
        match self {
            Self::NotANumber(_) | Self::NotAllowed(_) => CloseField::Code,
            Self::ReasonTooLong(_) => CloseField::Reason,
        }
    }
}

impl fmt::Display for CloseArgsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber(text) => {
                write!(
                    f,
                    "“{text}” is not a number: a page may close with 1000, or 3000 to 4999."
                )
            }
            Self::NotAllowed(code) => {
                write!(
                    f,
                    "A page may not close with {code}: use 1000, or a number from 3000 to 4999."
                )
            }
            Self::ReasonTooLong(bytes) => write!(
                f,
                "The reason is {bytes} bytes; a close frame has room for {MAX_REASON_BYTES}: shorten it by {}.",
                bytes.saturating_sub(MAX_REASON_BYTES)
            ),
        }
    }
}

impl std::error::Error for CloseArgsError {}

/// Checks what was typed beside Disconnect. An empty code is 1000.
pub fn validate_close(code: &str, reason: &str) -> Result<CloseArgs, CloseArgsError> {
    let code = parse_code(code.trim())?;
    if reason.len() > MAX_REASON_BYTES {
        return Err(CloseArgsError::ReasonTooLong(reason.len()));
    }
    Ok(CloseArgs {
        code,
        reason: reason.to_owned(),
    })
}

fn parse_code(text: &str) -> Result<u16, CloseArgsError> {
    if text.is_empty() {
        return Ok(1000);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CloseArgsError::NotANumber(text.to_owned()));
    }
    match text.parse() {
        Ok(code @ (1000 | 3000..=4999)) => Ok(code),
        // A number too large for u16 is just another number that is not allowed.
        _ => Err(CloseArgsError::NotAllowed(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_1000_or_from_3000_to_4999() {
        let accepts = |text: &str, code: u16| {
            assert_eq!(
                validate_close(text, "").map(|args| args.code()),
                Ok(code),
                "{text:?}"
            );
        };
        accepts("", 1000);
        accepts("  1000 ", 1000);
        accepts("3000", 3000);
        accepts("04999", 4999);

        let refuses = |text: &str, says: &str| {
            let error = validate_close(text, "").unwrap_err();
            assert_eq!(
                (error.field(), error.to_string().as_str()),
                (CloseField::Code, says)
            );
        };
        refuses(
            "1001",
            "A page may not close with 1001: use 1000, or a number from 3000 to 4999.",
        );
        refuses(
            "2999",
            "A page may not close with 2999: use 1000, or a number from 3000 to 4999.",
        );
        refuses(
            "5000",
            "A page may not close with 5000: use 1000, or a number from 3000 to 4999.",
        );
        refuses(
            "70000",
            "A page may not close with 70000: use 1000, or a number from 3000 to 4999.",
        );
        refuses(
            "bye",
            "“bye” is not a number: a page may close with 1000, or 3000 to 4999.",
        );
        refuses(
            "-1",
            "“-1” is not a number: a page may close with 1000, or 3000 to 4999.",
        );
    }

    #[test]
    fn a_reason_is_measured_in_utf8_bytes() {
        assert_eq!(
            validate_close("", &"é".repeat(61)).map(|args| args.reason().len()),
            Ok(122)
        );
        assert!(validate_close("", &"x".repeat(123)).is_ok());
        let error = validate_close("", &"é".repeat(62)).unwrap_err();
        assert_eq!(error.field(), CloseField::Reason);
        assert_eq!(
            error.to_string(),
            "The reason is 124 bytes; a close frame has room for 123: shorten it by 1."
        );
    }

    #[test]
    fn a_plain_disconnect_sends_1000_without_a_reason() {
        assert_eq!(validate_close("", ""), Ok(CloseArgs::default()));
    }
}
