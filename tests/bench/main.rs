//! How Tabcat compares: its page, bare pages that stand for the browser's own limits, and one that stands for the
//! testers people use, in turns in one run of one browser. Only the ratios mean anything from day to day.
//!
//! `cargo xtask bench` prepares everything and starts this; docs/benchmarks.md says how to read what comes out.

mod args;
mod chromium;
mod finding;
mod firefox;
mod goals;
mod measure;
mod program;
mod progress;
mod remote;
mod renderer;
mod report;
mod samples;
mod server;
mod setting;
mod stage;
mod tab;
mod trouble;
mod unit;

use std::process::ExitCode;
use std::time::Instant;

use args::Args;
use finding::Finding;
use measure::What;
use report::Setting;
use stage::Stage;
use trouble::{Result, Trouble};

const HELP: &str = "\
cargo xtask bench [WHAT...] [--runs N] [--secs N] [--json FILE] [--smoke]

  --runs N      how often each page takes its turn (5)
  --secs N      how long the soak takes (300)
  --json FILE   write every figure there
  --smoke       a small run of everything, which only shows that it can be measured

What there is to measure; unless named, all but soak:
";

fn main() -> ExitCode {
    let ended = args::parse(std::env::args_os().skip(1)).and_then(|args| perform(&args));
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            eprintln!("bench: {trouble}");
            ExitCode::FAILURE
        }
    }
}

/// True when every measurement could be made and none is below its floor.
fn perform(args: &Args) -> Result<bool> {
    if args.help {
        let lines = What::ALL.map(|what| format!("  {:<10}{}\n", what.name(), what.about()));
        print!("{HELP}{}", lines.concat());
        return Ok(true);
    }
    if args.plan {
        let names: Vec<_> = args.what.iter().map(|what| what.name()).collect();
        eprintln!("==> to be measured: {}", names.join(", "));
        return Ok(true);
    }
    let stage = Stage::set()?;
    let setting = Setting::look(stage.chromium.version()?, firefox::version(), args.scale.runs);
    let mut findings = Vec::new();
    let mut failed = Vec::new();
    for what in &args.what {
        let began = Instant::now();
        progress::begin(what.name());
        if let Err(trouble) = what.measure(&stage, args.scale, &mut findings) {
            progress::say(&format!("{}: {trouble}", what.name()));
            failed.push((what.name(), trouble));
        }
        progress::say(&format!(
            "{}: {:.1} s",
            what.name(),
            began.elapsed().as_secs_f64()
        ));
    }
    if let Some(file) = &args.json {
        report::write_json(file, &setting, &findings)?;
    }
    if args.scale.smoke {
        return Ok(smoke(&args.what, &findings, &failed));
    }
    print!(
        "{}\n{}\n{}\n",
        setting.words(),
        report::table(&findings),
        report::tally(&findings)
    );
    for (name, trouble) in &failed {
        println!("{name} was not measured to its end: {trouble}");
    }
    Ok(failed.is_empty()
        && !findings
            .iter()
            .any(|finding| report::is_broken(finding.verdict())))
}

/// Counted as tests are, in the words of Rust's own test harness: what was measured at all, and to sane figures.
fn smoke(asked: &[What], findings: &[Finding], failed: &[(&str, Trouble)]) -> bool {
    let insane: Vec<_> = findings.iter().filter(|finding| !finding.is_sane()).collect();
    for (name, trouble) in failed {
        println!("test bench::{name} ... FAILED\n{trouble}");
    }
    for finding in &insane {
        println!("test bench::sane ... FAILED\n{:?}", finding.cells());
    }
    let failures = failed.len() + insane.len();
    let passed = asked.len() - failed.len();
    let verdict = if failures == 0 { "ok" } else { "FAILED" };
    println!(
        "test result: {verdict}. {passed} passed; {failures} failed; 0 ignored; {} figures",
        findings.len()
    );
    failures == 0
}
