//! Why a text is not JSON, and where: the first character that no JSON text could have there.

use std::fmt;

/// The first thing wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonError {
    /// The line, from 1; lines end with a line feed.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// The same place in bytes from the start of the text; the text's length if it ends too soon.
    pub byte: usize,
    /// The error: `expected a comma or }`.
    pub message: &'static str,
    /// Whether the text ends there.
    pub at_end: bool,
}

/// An error without its line: cheaper than [`JsonError`] where most texts fail and no error is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The offset in bytes.
    pub(crate) byte: usize,
    /// The error.
    pub(crate) message: &'static str,
}

impl JsonError {
    /// The fault with its line and column in `text`. Linear in the text before it.
    pub(crate) fn locate(text: &str, fault: Fault) -> Self {
        let before = &text[..fault.byte];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            byte: fault.byte,
            message: fault.message,
            at_end: fault.byte == text.len(),
        }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)?;
        f.write_str(if self.at_end { ", but the text ends" } else { "" })
    }
}

impl std::error::Error for JsonError {}

#[cfg(test)]
mod tests {
    use crate::json::Document;

    #[test]
    fn an_error_says_where_and_what_was_expected() {
        let check = |text: &str, expect: &str| {
            let error = Document::parse(text).expect_err(text);
            assert_eq!(error.to_string(), expect, "{text:?}");
        };
        check("", "line 1, column 1: expected a value, but the text ends");
        check("\u{feff}{}", "line 1, column 1: expected a value");
        check("nope", "line 1, column 2: expected null");
        check("tru", "line 1, column 4: expected true, but the text ends");
        check("{} {}", "line 1, column 4: expected nothing after the value");
        check("{a:1}", "line 1, column 2: expected a key in double quotes or }");
        check("{\"a\":1,}", "line 1, column 8: expected a key in double quotes");
        check("{\"a\" 1}", "line 1, column 6: expected a colon");
        check(
            "{\"a\":1,\n \"é🐈\": \"two\" \"three\"}",
            "line 2, column 14: expected a comma or }",
        );
        check("[1 2]", "line 1, column 4: expected a comma or ]");
        check("[1,]", "line 1, column 4: expected a value");
        check("[}", "line 1, column 2: expected a value or ]");
        check("01", "line 1, column 2: expected no digit after a leading 0");
        check("[-]", "line 1, column 3: expected a digit");
        check("1.e3", "line 1, column 3: expected a digit");
        check("1e+", "line 1, column 4: expected a digit, but the text ends");
        check(
            "\"abc",
            "line 1, column 5: expected a closing quote, but the text ends",
        );
        check(
            "\"a\nb\"",
            r"line 1, column 3: expected an escape such as \n or \u0000 for a control character",
        );
        check(
            r#""\x""#,
            r#"line 1, column 3: expected one of " \ / b f n r t u after a backslash"#,
        );
        check(
            r#""\u12g4""#,
            r"line 1, column 6: expected four hex digits after \u",
        );
    }
}
