//! Counts tests from the output of the test harness: the tests that ran, not those we meant to run.

use std::io::{BufRead as _, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use crate::failure::{Doing as _, Result};
use crate::process;

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
    }
}

/// Runs a `cargo test`, shows its output as it comes, and counts. An exit code that no counted failure explains
/// (it did not compile, a process crashed) is one failure.
pub(crate) fn run_tests(command: &mut Command) -> Result<Tally> {
    Ok(run_named(command)?.tally)
}

/// A run of tests, and the names of those that failed.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) tally: Tally,
    pub(crate) failed: Vec<String>,
}

/// The same, with the names of the tests that failed.
pub(crate) fn run_named(command: &mut Command) -> Result<Run> {
    eprintln!("    $ {}", process::shown(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| process::not_started(command, &error))?;
    let stdout = child.stdout.take().expect("it was piped the line above");
    let mut run = Run::default();
    // Bytes, not `lines()`: a test may print invalid UTF-8, which must not end the count.
    for line in BufReader::new(stdout).split(b'\n') {
        let line = line.doing("read the output of the tests")?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        run.tally += counted(&line).unwrap_or_default();
        run.failed.extend(failed(&line).map(str::to_owned));
    }
    let status = child.wait().doing("wait for the tests")?;
    if !status.success() && run.tally.failed == 0 {
        run.tally.failed = 1;
    }
    Ok(run)
}

/// `test closes::a_reason_is_shown ... FAILED`, as libtest prints it.
fn failed(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
    (!name.contains(' ')).then_some(name)
}

/// `test result: ok. 3 passed; 0 failed; ...`, as libtest and wasm-bindgen-test print it.
fn counted(line: &str) -> Option<Tally> {
    let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    let count = |what: &str| {
        let part = counts
            .split(';')
            .find_map(|part| part.trim().strip_suffix(what))?;
        part.trim().parse().ok()
    };
    Some(Tally {
        passed: count("passed")?,
        failed: count("failed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: Option<(u32, u32)>) {
        assert_eq!(
            counted(line),
            expect.map(|(passed, failed)| Tally { passed, failed }),
            "{line}"
        );
    }

    #[test]
    fn a_result_line_is_counted() {
        check(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s",
            Some((12, 0)),
        );
        check(
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 filtered out; finished in 0.01s",
            Some((1, 2)),
        );
    }

    #[test]
    fn any_other_line_is_not() {
        check("test a_reply_is_matched ... ok", None);
        check("running 3 tests", None);
        check("prints: test result: ok. 9 passed; 0 failed;", None);
        check("test result: unreadable", None);
    }

    #[test]
    fn a_test_that_failed_has_a_name() {
        assert_eq!(
            failed("test echo::it_comes_back ... FAILED"),
            Some("echo::it_comes_back")
        );
        assert_eq!(failed("test echo::it_comes_back ... ok"), None);
        assert_eq!(failed("test result: FAILED. 1 passed; 2 failed;"), None);
        assert_eq!(failed("test prints: it ... FAILED"), None);
    }

    #[test]
    #[cfg(unix)]
    fn a_run_knows_what_failed_in_it() {
        let script = "echo 'test a::b ... FAILED'; echo 'test a::c ... ok'; echo 'test result: FAILED. 1 passed; 1 failed; x'; exit 101";
        let run = run_named(Command::new("sh").args(["-c", script])).unwrap();
        assert_eq!(
            (run.tally, run.failed),
            (Tally { passed: 1, failed: 1 }, vec!["a::b".to_owned()])
        );
    }

    #[cfg(unix)]
    fn run_script(script: &str) -> Tally {
        run_tests(Command::new("sh").args(["-c", script])).unwrap()
    }

    #[test]
    #[cfg(unix)]
    fn every_result_line_of_a_run_adds_up() {
        let script = "echo 'test result: ok. 2 passed; 0 failed; x'; echo 'test result: FAILED. 1 passed; 1 failed; x'";
        assert_eq!(
            run_script(&format!("{script}; exit 101")),
            Tally { passed: 3, failed: 1 }
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_run_that_breaks_without_a_failed_test_is_one_failure() {
        let script = "echo 'test result: ok. 2 passed; 0 failed; x'; exit 101";
        assert_eq!(run_script(script), Tally { passed: 2, failed: 1 });
    }
}
