//! `cargo xtask bench`: builds or finds everything that the bench program (tests/bench) compares, and runs
//! the program. Environment variables tell it the paths.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::failure::{Failure, Result};
use crate::place::Place;
use crate::tally::{Tally, run_tests};
use crate::{dist, page, process, run};

/// Measures what the line asks for. False when a floor is broken, or a measurement failed.
pub(crate) fn bench(place: &Place, line: &[OsString]) -> Result<bool> {
    let program = build_program()?;
    // Reject a wrong line before anyone waits for a page.
    let mut plan = Command::new(&program);
    plan.args(line).arg("--plan");
    let only_help = line.iter().any(|word| word == "--help" || word == "-h");
    if !ends_well(&mut plan)? || only_help {
        return Ok(only_help);
    }
    ends_well(prepared(place, &program)?.args(line))
}

/// A small run of everything: counted as tests are, and no figure is judged.
pub(crate) fn smoke(place: &Place) -> Result<Tally> {
    let program = build_program()?;
    run_tests(prepared(place, &program)?.arg("--smoke"))
}

/// Built as the tests are, since it only waits for the browser.
fn build_program() -> Result<PathBuf> {
    let messages = process::read(process::cargo().args([
        "test",
        "--workspace",
        "--no-run",
        "--test=bench",
        "--message-format=json-render-diagnostics",
    ]))?;
    messages
        .lines()
        .filter_map(run::executable_in)
        .find(|binary| is_program(binary))
        .ok_or_else(|| Failure::said("cargo built the bench program and named no binary"))
}

/// Whether the file is `bench-0123456789abcdef`, not one of the binaries that cargo builds beside a test.
fn is_program(binary: &Path) -> bool {
    let stem = binary.file_stem().and_then(|stem| stem.to_str());
    let hash = stem.and_then(|stem| stem.strip_prefix("bench-"));
    hash.is_some_and(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn prepared(place: &Place, program: &Path) -> Result<Command> {
    let browser = Browser::ensure()?;
    let (dist, empty) = (place.page(), place.target.join("page-empty"));
    page::build(place, &dist, "/")?;
    page::build_empty(place, &empty)?;
    let wsbin = run::build_wsbin()?;
    let weights: Vec<Value> = dist::weigh(&dist)?
        .into_iter()
        .map(|row| json!({ "name": row.name, "bytes": row.bytes, "brotli": row.brotli }))
        .collect();
    // Sent as static hosts send them: how long a page takes over a narrow line depends on it.
    let [dist, empty] = [dist, empty].map(|site| dist::compressed_copy(&site));
    let mut command = Command::new(program);
    command.env("TABCAT_DIST", dist?).env("TABCAT_EMPTY_DIST", empty?);
    command
        .env("TABCAT_WSBIN", wsbin)
        .env("TABCAT_CHROMIUM", browser.chromium);
    command.env("TABCAT_WEIGHTS", Value::from(weights).to_string());
    Ok(command)
}

fn ends_well(command: &mut Command) -> Result<bool> {
    let status = command
        .status()
        .map_err(|error| process::not_started(command, &error))?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_told_from_what_is_built_beside_it() {
        let check = |binary, expect| assert_eq!(is_program(Path::new(binary)), expect, "{binary}");
        check("/t/debug/deps/bench-60ca266675da8bf0", true);
        check("/t/debug/bench-empty", false);
        check("/t/debug/tabcat", false);
    }
}
