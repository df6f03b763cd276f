//! `cargo xtask test`: the steps, cheapest first. Each can be called alone; the last line is the count.

use std::fs;
use std::process::Command;
use std::time::Instant;

use serde_json::{Value, json};

use crate::browser::{self, Browser};
use crate::failure::{Doing as _, Failure, Result};
use crate::place::Place;
use crate::servers::Runtimes;
use crate::tally::{Run, Tally, run_named, run_tests};
use crate::{bench, budget, dist, page, process, progress, system, tools};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Fmt,
    Clippy,
    Tidy,
    Native,
    Servers,
    Web,
    Weight,
    E2e,
    Bench,
    Firefox,
}

impl Step {
    /// The steps of a `test` without a step's name.
    pub(crate) const USUAL: &[Self] = &[
        Self::Fmt,
        Self::Clippy,
        Self::Tidy,
        Self::Native,
        Self::Servers,
        Self::Web,
        Self::Weight,
        Self::E2e,
        Self::Bench,
    ];

    const ALL: [Self; 10] = [
        Self::Fmt,
        Self::Clippy,
        Self::Tidy,
        Self::Native,
        Self::Servers,
        Self::Web,
        Self::Weight,
        Self::E2e,
        Self::Bench,
        Self::Firefox,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Tidy => "tidy",
            Self::Native => "native",
            Self::Servers => "servers",
            Self::Web => "web",
            Self::Weight => "weight",
            Self::E2e => "e2e",
            Self::Bench => "bench",
            Self::Firefox => "firefox",
        }
    }

    pub(crate) fn named(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|step| step.name() == name)
            .ok_or_else(|| {
                let known = Self::ALL.map(Self::name).join(", ");
                Failure::said(format!("there is no test step {name}; the steps are {known}"))
            })
    }

    fn run(self, place: &Place) -> Result<Tally> {
        match self {
            Self::Fmt => fmt(),
            Self::Clippy => clippy(place),
            Self::Tidy => some(run_tests(&mut cargo_test(&["--test", "tidy"]))?),
            Self::Native => native(place),
            Self::Servers => servers(place),
            Self::Web => web(place),
            Self::Weight => weight(place),
            Self::E2e => e2e(place),
            Self::Bench => some(bench::smoke(place)?),
            Self::Firefox => firefox(place),
        }
    }
}

/// Runs every step, even after a failure: one run should report everything.
pub(crate) fn test(place: &Place, steps: &[Step]) -> bool {
    let mut all = Tally::default();
    let mut report = Vec::new();
    for step in steps {
        println!("==> {}", step.name());
        let began = Instant::now();
        let tally = step.run(place).unwrap_or_else(|failure| {
            println!("{failure}");
            Tally { passed: 0, failed: 1 }
        });
        let verdict = if tally.failed == 0 { "ok" } else { "FAILED" };
        let took = progress::seconds(began.elapsed());
        let Tally { passed, failed } = tally;
        let name = step.name();
        report.push(format!(
            "    {name:<8}{verdict:<8}{passed:>5} passed {failed:>4} failed  {took}\n"
        ));
        all += tally;
    }
    // Nothing may follow the last line: machines read it.
    print!(
        "\n{}{} passed, {} failed\n",
        report.concat(),
        all.passed,
        all.failed
    );
    all.failed == 0
}

fn fmt() -> Result<Tally> {
    system::ensure_component("rustfmt", "fmt")?;
    let mut command = process::cargo();
    command.args(["fmt", "--all", "--check"]);
    let mut tools = process::cargo();
    tools.args(["fmt", TOOLS, "--all", "--check"]);
    checks(&mut [command, tools])
}

/// The workspace of the programs that build the page, which has tests and lints too.
const TOOLS: &str = "--manifest-path=tools/Cargo.toml";

/// The arguments of clippy, one command each: the native build, then the same sources for the browser.
const LINTED: [&[&str]; 6] = [
    &["--workspace", "--all-targets"],
    // `--all-targets` leaves out a test that `cargo test` does not run by itself.
    &[
        "--workspace",
        "--test=e2e",
        "--test=bench",
        "--test=firefox",
        "--test=servers",
    ],
    &["--package=tabcat", "--target", system::WASM, "--lib", "--bins"],
    &[
        "--package=tabcat",
        "--target",
        system::WASM,
        "--features=whole",
        "--test=web",
    ],
    &["--package=tabcat-core", "--target", system::WASM, "--lib"],
    &["--package=tabcat-lab", "--target", system::WASM, "--lib"],
];

fn clippy(place: &Place) -> Result<Tally> {
    system::ensure_component("clippy", "clippy")?;
    system::ensure_wasm_target()?;
    let mut commands = LINTED.map(|_| process::cargo());
    for (command, picked) in commands.iter_mut().zip(LINTED) {
        command.arg("clippy").args(picked).args(["--", "-D", "warnings"]);
    }
    let mut commands = Vec::from(commands);
    commands.push(process::cargo());
    let tools = commands.last_mut().expect("it was pushed the line above");
    tools.args(["clippy", TOOLS, "--package=page", "--all-targets", "--locked"]);
    tools
        .arg("--target-dir")
        .arg(place.tools())
        .args(["--", "-D", "warnings"]);
    checks(&mut commands)
}

/// Commands that contain no tests: all are run, and together count as one check.
fn checks(commands: &mut [Command]) -> Result<Tally> {
    let mut ok = true;
    for command in commands {
        eprintln!("    $ {}", process::shown(command));
        ok &= command
            .status()
            .map_err(|error| process::not_started(command, &error))?
            .success();
    }
    Ok(Tally {
        passed: u32::from(ok),
        failed: u32::from(!ok),
    })
}

/// Everything that needs no browser: libraries, binaries, integration tests, examples in the docs.
fn native(place: &Place) -> Result<Tally> {
    let metadata = process::read(process::cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&metadata)
        .map_err(|error| Failure::said(format!("`cargo metadata` printed no JSON: {error}")))?;
    let mut units = cargo_test(&["--lib", "--bins"]);
    // The one test of the app that needs neither a browser nor anything else.
    units.args(["--test", "guide"]);
    for name in integration_tests(&metadata) {
        units.args(["--test", &name]);
    }
    let mut tally = run_tests(&mut units)?;
    tally += run_tests(&mut cargo_test(&["--doc"]))?;
    let mut tools = process::cargo();
    tools.args(["test", TOOLS, "--package=page", "--locked", "--target-dir"]);
    tally += run_tests(tools.arg(place.tools()))?;
    some(tally)
}

/// The integration tests of the crates below the app; the app's own are separate steps.
fn integration_tests(metadata: &Value) -> Vec<String> {
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    array(&metadata["packages"])
        .iter()
        .filter(|package| package["name"] != "tabcat")
        .flat_map(|package| array(&package["targets"]))
        .filter(|target| target["kind"] == json!(["test"]))
        .filter_map(|target| target["name"].as_str().map(str::to_owned))
        .collect()
}

/// The Guide's servers: starts each and talks to it.
fn servers(place: &Place) -> Result<Tally> {
    let Runtimes { node, ws, python } = Runtimes::ensure(place)?;
    let mut command = cargo_test(&["--test", "servers"]);
    command
        .env("TABCAT_NODE", node)
        .env("TABCAT_WS", ws)
        .env("TABCAT_PYTHON", python);
    some(run_tests(&mut command)?)
}

fn web(place: &Place) -> Result<Tally> {
    let browser = Browser::ensure()?;
    system::ensure_wasm_target()?;
    let runner = tools::web(place)?.ensure(place)?.join("wasm-bindgen-test-runner");
    let webdriver = place.target.join("webdriver.json");
    fs::create_dir_all(&place.target).doing(format!("create {}", place.target.display()))?;
    fs::write(&webdriver, capabilities(&browser).to_string())
        .doing(format!("write {}", webdriver.display()))?;
    let mut command = process::cargo();
    command.args([
        "test",
        "--package=tabcat",
        "--target",
        system::WASM,
        "--features=whole",
        "--test=web",
    ]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    command.env("CHROMEDRIVER", &browser.chromedriver);
    command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", webdriver);
    // For the whole suite; the runner's default of 20 s is short when the machine also compiles.
    command
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    some(run_tests(&mut command)?)
}

/// The capabilities that the runner requests from chromedriver. It adds `headless` and `no-sandbox` itself.
fn capabilities(browser: &Browser) -> Value {
    json!({ "goog:chromeOptions": {
        "binary": browser.chromium,
        // Disable updates, first-run pages and background requests.
        "args": [
            "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
            "disable-component-update", "disable-sync",
        ],
    } })
}

/// The page's budgets: one check.
fn weight(place: &Place) -> Result<Tally> {
    let page = place.page();
    page::build(place, &page, "/")?;
    let (table, verdict) = budget::judge(&dist::weigh(&page)?);
    print!("{table}");
    verdict?;
    Ok(Tally { passed: 1, failed: 0 })
}

fn e2e(place: &Place) -> Result<Tally> {
    let browser = Browser::ensure()?;
    let axe = tools::axe().ensure(place)?.join("axe-core/axe.min.js");
    let dist = place.page();
    page::build(place, &dist, "/")?;
    let journeys = |arguments: &[&str]| {
        let mut command = cargo_test(&["--test", "e2e", "--"]);
        command.args(arguments);
        command.env("TABCAT_DIST", &dist).env("TABCAT_AXE", &axe);
        command
            .env("TABCAT_CHROMIUM", &browser.chromium)
            .env("TABCAT_CHROMEDRIVER", &browser.chromedriver);
        run_named(&mut command)
    };
    // Two browsers at a time: a laptop's worth, and none waits for a core it does not get.
    let Run { mut tally, failed } = journeys(&["--test-threads=2"])?;
    if (1..=SECOND_TRIES).contains(&failed.len()) && tally.failed as usize == failed.len() {
        println!("a second try, one after the other, of {}", failed.join(", "));
        let names: Vec<&str> = failed.iter().map(String::as_str).collect();
        let again = journeys(&[&["--test-threads=1", "--exact"], &names[..]].concat())?;
        tally.failed = 0;
        tally += again.tally;
        println!(
            "{} of {} passed at the second try only",
            again.tally.passed,
            failed.len()
        );
    }
    some(tally)
}

/// How many journeys may fail once. A browser shares the machine with another one and with whatever else runs there, and a
/// person's patience is a time: a journey that fails by that passes alone. More than these are no accident.
const SECOND_TRIES: usize = 5;

/// The page in another browser.
fn firefox(place: &Place) -> Result<Tally> {
    let firefox = browser::ensure_firefox()?;
    let dist = place.page();
    page::build(place, &dist, "/")?;
    // One after the other: a second Firefox may answer on the line of the first.
    let mut command = cargo_test(&["--test", "firefox", "--", "--test-threads=1"]);
    some(run_tests(
        command.env("TABCAT_DIST", dist).env("FIREFOX", firefox),
    )?)
}

/// One connection left open for so long, in a real browser. False if its account does not add up.
pub(crate) fn soak(place: &Place, minutes: f64) -> Result<bool> {
    let browser = Browser::ensure()?;
    let dist = place.page();
    page::build(place, &dist, "/")?;
    let mut command = cargo_test(&["--test", "e2e", "--", "--ignored", "--nocapture", "soak::"]);
    command
        .env("TABCAT_SOAK_MINUTES", minutes.to_string())
        .env("TABCAT_DIST", dist)
        .env("TABCAT_CHROMIUM", browser.chromium)
        .env("TABCAT_CHROMEDRIVER", browser.chromedriver);
    Ok(some(run_tests(&mut command)?)?.failed == 0)
}

/// Always `--workspace`, whatever is picked of it: features are then the same in every step, and nothing is
/// compiled twice.
fn cargo_test(pick: &[&str]) -> Command {
    let mut command = process::cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]).args(pick);
    command
}

/// A step that found no test did not test.
fn some(tally: Tally) -> Result<Tally> {
    if tally == Tally::default() {
        Err(Failure::said("no test ran in this step"))
    } else {
        Ok(tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_found_by_its_name() {
        for step in Step::ALL {
            assert_eq!(Step::named(step.name()).unwrap(), step);
        }
        assert!(
            Step::named("unit")
                .unwrap_err()
                .to_string()
                .contains("fmt, clippy, tidy, native, servers, web, weight, e2e, bench, firefox")
        );
    }

    #[test]
    fn the_tests_of_the_app_are_not_run_with_those_of_the_crates() {
        let metadata = json!({ "packages": [
            { "name": "tabcat", "targets": [{ "kind": ["test"], "name": "e2e" }] },
            { "name": "wsbin", "targets": [{ "kind": ["lib"], "name": "wsbin" }, { "kind": ["test"], "name": "echo" }] },
        ] });
        assert_eq!(integration_tests(&metadata), ["echo"]);
    }

    #[test]
    fn a_step_without_tests_is_not_passed() {
        assert!(some(Tally::default()).is_err());
        assert!(some(Tally { passed: 1, failed: 0 }).is_ok());
    }
}
