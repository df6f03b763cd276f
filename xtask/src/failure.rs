//! How a command fails: one sentence for the person, which says what to type next where we know it.

use std::fmt;

pub(crate) type Result<T> = std::result::Result<T, Failure>;

#[derive(Debug)]
pub(crate) enum Failure {
    /// The machine lacks something; `remedy` is the command to type.
    Missing { what: String, remedy: String },
    /// A command of ours or of a tool failed; its own output has already been shown.
    Command { shown: String, how: String },
    /// A file operation failed; with a description of the operation.
    Io { doing: String, source: std::io::Error },
    /// Anything else, as a whole sentence.
    Said(String),
}

impl Failure {
    pub(crate) fn missing(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Missing {
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    pub(crate) fn said(sentence: impl Into<String>) -> Self {
        Self::Said(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { what, remedy } => write!(f, "{what} is missing. To get it:\n    {remedy}"),
            Self::Command { shown, how } => write!(f, "`{shown}` {how}; its output above says why"),
            Self::Io { doing, source } => write!(f, "could not {doing}: {source}"),
            Self::Said(sentence) => f.write_str(sentence),
        }
    }
}

/// Adds the description of the operation to an I/O error: `fs::rename(a, b).doing("move ...")?`.
pub(crate) trait Doing<T> {
    fn doing(self, what: impl Into<String>) -> Result<T>;
}

impl<T> Doing<T> for std::io::Result<T> {
    fn doing(self, what: impl Into<String>) -> Result<T> {
        self.map_err(|source| Failure::Io {
            doing: what.into(),
            source,
        })
    }
}
