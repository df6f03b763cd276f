//! The command line, as Trunk writes it.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use lexopt::prelude::*;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    Version,
    Build(Build),
}

/// What is made of what.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Build {
    /// The module as cargo linked it.
    pub(crate) input: PathBuf,
    /// The folder to write to.
    pub(crate) out: PathBuf,
    /// What the files are called, before `.js` and `_bg.wasm`.
    pub(crate) name: String,
    pub(crate) keep_debug: bool,
    pub(crate) demangle: bool,
}

impl Line {
    pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let mut build = Build {
            demangle: true,
            ..Build::default()
        };
        let mut words = lexopt::Parser::from_args(words);
        while let Some(word) = words.next()? {
            match word {
                Long("version") | Short('V') => return Ok(Self::Version),
                Long("target") => {
                    let target = words.value()?.string()?;
                    if target != "web" {
                        bail!("the page is built for --target=web, and not for {target}");
                    }
                }
                Long("out-dir") => build.out = words.value()?.into(),
                Long("out-name") => build.name = words.value()?.string()?,
                Long("keep-debug") => build.keep_debug = true,
                Long("no-demangle") => build.demangle = false,
                // As it is here anyway, or as the module says itself.
                Long("no-typescript" | "reference-types" | "weak-refs") => {}
                Value(input) => build.input = input.into(),
                other => {
                    return Err(other.unexpected()).context("Trunk passes what this program does not know");
                }
            }
        }
        for (is_missing, what) in [
            (build.input.as_os_str().is_empty(), "the module to read"),
            (build.out.as_os_str().is_empty(), "--out-dir"),
            (build.name.is_empty(), "--out-name"),
        ] {
            if is_missing {
                bail!("{what} is missing: Trunk calls this program, in `cargo xtask run`");
            }
        }
        Ok(Self::Build(build))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Line> {
        Line::parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn the_line_that_trunk_writes_is_understood() {
        let line = "--target=web --out-dir=/t/out --out-name=tabcat /t/tabcat.wasm --no-typescript";
        let build = Build {
            input: "/t/tabcat.wasm".into(),
            out: "/t/out".into(),
            name: "tabcat".into(),
            keep_debug: false,
            demangle: true,
        };
        assert_eq!(parsed(line).unwrap(), Line::Build(build));
        assert_eq!(parsed("--version").unwrap(), Line::Version);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let check = |line, expect: &str| {
            let said = format!("{:#}", parsed(line).unwrap_err());
            assert!(said.contains(expect), "{line}: {said}");
        };
        check("--target=nodejs a.wasm", "nodejs");
        check("--split-linked-modules a.wasm", "split-linked-modules");
        check("--out-dir=/t --out-name=a", "the module to read is missing");
        check("a.wasm --out-name=a", "--out-dir is missing");
    }
}
