//! A text that is no template, and what to do about it.

use std::fmt;
use std::ops::Range;

use super::meant;
use crate::format::preview;
use crate::json::PathError;

/// A text that is no template. Display says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The wrong placeholder in the text, in bytes; the two braces if it does not end.
    pub range: Range<usize>,
    pub(super) fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is no placeholder of that name.
    Unknown {
        name: String,
        meant: Option<String>,
        answers: bool,
    },
    /// A placeholder does not end.
    Unclosed { start: String, answers: bool },
    /// The path of a `{{match:…}}` cannot be followed.
    Path(String, PathError),
    /// No numbers are between the two of a `{{random:…}}`.
    Range(String),
    /// It reads a received message, and there is none.
    NoMessage,
}

impl Fault {
    pub(super) fn unknown(name: &str, answers: bool) -> Self {
        Self::Unknown {
            name: shown(name),
            meant: meant::by(name, answers),
            answers,
        }
    }

    pub(super) fn unclosed(start: &str, answers: bool) -> Self {
        let start = shown(start);
        Self::Unclosed { start, answers }
    }

    pub(super) fn path(path: &str, error: PathError) -> Self {
        Self::Path(shown(path), error)
    }

    pub(super) fn range(name: &str) -> Self {
        Self::Range(shown(name))
    }
}

/// What was typed may be anything, and long.
fn shown(text: &str) -> String {
    preview(text, 30).text
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fault {
            Fault::Unknown {
                name,
                meant: Some(meant),
                ..
            } => {
                write!(
                    f,
                    "{{{{{name}}}}} is not defined. Did you mean {{{{{meant}}}}}? Write"
                )?;
            }
            Fault::Unknown { name, answers, .. } => {
                write!(f, "{{{{{name}}}}} is not defined. {}", known(*answers))?;
            }
            Fault::Unclosed { start, answers } => {
                let known = known(*answers);
                write!(f, "The placeholder {{{{{start} does not end in }}}}. {known}")?;
            }
            Fault::Path(path, error) => {
                return write!(
                    f,
                    "{{{{match:{path}}}}} has no path that can be followed. {error}"
                );
            }
            Fault::Range(name) => {
                return write!(
                    f,
                    "{{{{{name}}}}} has no numbers to draw from. Enter two whole numbers within 64 bits, the smaller \
                     one first: {{{{random:1:100}}}}."
                );
            }
            Fault::NoMessage => {
                return f.write_str(
                    "{{message}} and {{match:…}} read the message that a reply answers, and this answers none. Use \
                     {{seq}} or {{now}}.",
                );
            }
        }
        f.write_str(" {{{{ where the message has {{ itself.")
    }
}

fn known(answers: bool) -> &'static str {
    if answers {
        "There are {{seq}}, {{now}}, {{now:iso}}, {{uuid}}, {{random:1:100}}, {{message}} and {{match:$.id}}; write"
    } else {
        "There are {{seq}}, {{now}}, {{now:iso}}, {{uuid}} and {{random:1:100}}; write"
    }
}

impl std::error::Error for TemplateError {}
