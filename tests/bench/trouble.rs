//! How a measurement fails: one sentence, which says what to look at.

use std::fmt;
use std::io;

pub(crate) type Result<T> = std::result::Result<T, Trouble>;

/// Why something could not be measured.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The command line.
    Asked(String),
    /// A variable that `cargo xtask bench` sets.
    Setting(&'static str),
    /// A file or a process, with what was being done.
    Io { doing: String, source: io::Error },
    /// The connection to the browser.
    Browser { doing: String, how: String },
    /// Asked to measure in it where there is none.
    NoFirefox,
    /// What the page threw, or what it showed that it should not have.
    Page(String),
}

impl Trouble {
    pub(crate) fn page(sentence: impl Into<String>) -> Self {
        Self::Page(sentence.into())
    }

    pub(crate) fn browser(doing: impl Into<String>, how: impl fmt::Display) -> Self {
        Self::Browser {
            doing: doing.into(),
            how: how.to_string(),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asked(sentence) => write!(f, "{sentence}; `cargo xtask bench --help` says what there is"),
            Self::Setting(name) => write!(
                f,
                "{name} is not set: `cargo xtask bench` builds the pages, finds the browser, and says where they are"
            ),
            Self::Io { doing, source } => write!(f, "could not {doing}: {source}"),
            Self::Browser { doing, how } => write!(f, "the browser did not {doing}: {how}"),
            Self::NoFirefox => f.write_str(
                "there is no Firefox: install it (apt-get install firefox-esr), or set FIREFOX to its program",
            ),
            Self::Page(sentence) => f.write_str(sentence),
        }
    }
}

/// Says what was being done when an I/O error came: `fs::read(file).doing("read it")?`.
pub(crate) trait Doing<T> {
    fn doing(self, what: impl Into<String>) -> Result<T>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, what: impl Into<String>) -> Result<T> {
        self.map_err(|source| Trouble::Io {
            doing: what.into(),
            source,
        })
    }
}
