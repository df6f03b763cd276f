//! Errors of a query, in sentences.

use std::fmt;

use crate::json::PathError;

/// An error in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterError {
    /// The regex cannot be parsed, or is not supported; with the reason.
    Regex(String),
    /// This is not a size.
    Size(String),
    /// The least size is above the largest.
    Sizes,
    /// The JSON field is not `path=value`.
    Field,
    /// The JSON field's path is not a path.
    FieldPath(PathError),
}

impl FilterError {
    /// From an error of the regex engine, in fewer words if it is wordy.
    pub(super) fn from_engine(error: &regex_lite::Error) -> Self {
        let words = error.to_string();
        let reason = match words.as_str() {
            "found open group without closing ')'" | "expected closing ')', but got end of pattern" => {
                "unterminated group"
            }
            "found closing ')' without matching '('" => {
                r"a ) has no ( before it (\) finds the character itself)"
            }
            "look-around is not supported" => "look-ahead and look-behind are not supported",
            "Unicode character classes are not supported" => {
                r"\p classes are not supported: list the characters between [ and ]"
            }
            "unrecognized escape sequence" => r"unknown escape (\\ finds a backslash)",
            "uncounted repetition operator must be applied to a sub-expression" => {
                r"nothing to repeat (\*, \+ and \? find the characters themselves)"
            }
            "counted repetition operator must be applied to a sub-expression" => {
                r"nothing to repeat (\{ finds the character itself)"
            }
            "found counted repetition with a min bigger than its max" => {
                "a repetition has a least count above its largest"
            }
            "compiled regex exceeded size limit" => "too large once its repetitions are counted out",
            unclosed
                if unclosed.contains("no closing bracket") || unclosed.contains("unclosed character") =>
            {
                "unterminated character class"
            }
            other => other,
        };
        Self::Regex(reason.to_owned())
    }
}

impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Filter is not valid: ")?;
        match self {
            Self::Regex(reason) => write!(f, "{reason}."),
            Self::Size(typed) => write!(f, "\"{typed}\" is not a size, such as 100 or 1.5 KB."),
            Self::Sizes => f.write_str("the least size is above the largest."),
            Self::Field => f.write_str("a JSON field reads path=value, such as $.type=tick."),
            Self::FieldPath(error) => write!(f, "the JSON field's path cannot be followed. {error}"),
        }
    }
}

impl std::error::Error for FilterError {}
