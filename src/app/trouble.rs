//! Why a part of the page failed to load, and what to do about it.

use std::fmt;

/// The error that `public/parts.js` reports, in a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The host gave no answer.
    Unreachable,
    /// The host answered with an error status.
    Status(u16),
    /// The file is not this page's, byte for byte.
    Altered,
    /// The host has a newer page, without the files of this one.
    Newer,
    /// The browser did not start it, for the given reason.
    NotStarted(String),
}

impl Trouble {
    /// `"unreachable"`, `"404"`, `"altered"`, `"newer"`; anything else is what the browser said.
    pub(super) fn read(word: &str) -> Self {
        match (word, word.parse()) {
            (_, Ok(status)) => Self::Status(status),
            ("unreachable", _) => Self::Unreachable,
            ("altered", _) => Self::Altered,
            ("newer", _) => Self::Newer,
            (said, _) => Self::NotStarted(said.to_owned()),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable => f.write_str(
                "This part of Tabcat did not arrive: the host of this page does not answer. Retry when it can be reached.",
            ),
            Self::Status(status) => write!(
                f,
                "This part of Tabcat did not arrive: the host of this page answered {status}. Retry, or tell whoever runs the host."
            ),
            Self::Altered => f.write_str(
                "This part of Tabcat arrived cut short or altered, and was not used. Retry; if it stays so, something between the host and this browser alters it.",
            ),
            Self::Newer => f.write_str("A newer Tabcat is there. Reload when you are done here."),
            Self::NotStarted(said) => {
                f.write_str("This part of Tabcat arrived, and this browser did not start it: ")?;
                f.write_str(said)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_loader_is_understood() {
        let check = |word, expect| assert_eq!(Trouble::read(word), expect, "{word}");
        check("unreachable", Trouble::Unreachable);
        check("404", Trouble::Status(404));
        check("altered", Trouble::Altered);
        check("newer", Trouble::Newer);
        check(
            "CompileError: expected magic word",
            Trouble::NotStarted("CompileError: expected magic word".to_owned()),
        );
    }

    #[test]
    fn a_newer_page_is_told_as_what_it_is() {
        assert_eq!(
            Trouble::Newer.to_string(),
            "A newer Tabcat is there. Reload when you are done here."
        );
        assert!(Trouble::Status(404).to_string().contains("answered 404"));
    }
}
