//! The command line: what is measured, how often, and where the figures go.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use crate::measure::What;
use crate::trouble::{Result, Trouble};

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Args {
    /// What to measure, in this order.
    pub(crate) what: Vec<What>,
    /// How much of it.
    pub(crate) scale: Scale,
    /// Where every figure is written.
    pub(crate) json: Option<PathBuf>,
    /// Only say what would be done.
    pub(crate) plan: bool,
    /// Only say how to ask.
    pub(crate) help: bool,
}

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    /// Only enough to see that everything can be measured.
    pub(crate) smoke: bool,
    /// How often each page takes its turn.
    pub(crate) runs: usize,
    /// Seconds of the soak.
    pub(crate) secs: u64,
}

impl Scale {
    /// The first where figures are wanted, the second where a sign of life will do.
    pub(crate) fn of<T>(self, full: T, smoke: T) -> T {
        if self.smoke { smoke } else { full }
    }
}

pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Args> {
    parse_words(lexopt::Parser::from_args(args)).map_err(|error| Trouble::Asked(error.to_string()))
}

fn parse_words(mut words: lexopt::Parser) -> std::result::Result<Args, lexopt::Error> {
    let mut args = Args {
        what: Vec::new(),
        scale: Scale {
            smoke: false,
            runs: 5,
            secs: 300,
        },
        json: None,
        plan: false,
        help: false,
    };
    while let Some(word) = words.next()? {
        match word {
            Short('h') | Long("help") => args.help = true,
            Long("plan") => args.plan = true,
            Long("smoke") => {
                args.scale.smoke = true;
                args.scale.runs = 1;
            }
            Long("runs") => args.scale.runs = words.value()?.parse_with(from_one)?,
            Long("secs") => args.scale.secs = words.value()?.parse_with(from_one)?,
            Long("json") => args.json = Some(words.value()?.into()),
            Value(name) => {
                let name = name.string()?;
                let what = What::named(&name).ok_or_else(|| {
                    let known: Vec<_> = What::ALL.iter().map(|what| what.name()).collect();
                    format!("there is nothing called {name}; there is {}", known.join(", "))
                })?;
                args.what.push(what);
            }
            other => return Err(other.unexpected()),
        }
    }
    if args.what.is_empty() {
        let smoke = args.scale.smoke;
        args.what = What::ALL
            .into_iter()
            .filter(|what| smoke || what.is_usual())
            .filter(|what| what.is_possible())
            .collect();
    }
    Ok(args)
}

fn from_one<T: std::str::FromStr + PartialOrd + From<u8>>(given: &str) -> std::result::Result<T, String> {
    given
        .parse()
        .ok()
        .filter(|number| *number >= T::from(1))
        .ok_or_else(|| format!("{given} is not a whole number from 1 up"))
}
