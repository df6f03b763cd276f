//! The table for people and the JSON for everything else.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::finding::Finding;
use crate::goals::Verdict;
use crate::trouble::{Doing as _, Result};

const HEADINGS: [&str; 8] = [
    "what", "case", "baseline", "Tabcat", "judged", "goal", "floor", "verdict",
];

/// The machine and the browsers, as they are before the run: what the figures are of.
#[derive(Debug)]
pub(crate) struct Setting([(&'static str, String); 6]);

impl Setting {
    pub(crate) fn look(browser: String, firefox: Option<String>, runs: usize) -> Self {
        Self([
            ("browser", browser),
            ("Firefox", firefox.unwrap_or_else(|| "none".to_owned())),
            ("processor", processor()),
            ("cores", cores()),
            ("load average before", load_average()),
            ("runs", runs.to_string()),
        ])
    }

    pub(crate) fn words(&self) -> String {
        let facts: Vec<_> = self
            .0
            .iter()
            .map(|(name, fact)| format!("{name}: {fact}"))
            .collect();
        format!("{}\n", facts.join(", "))
    }
}

/// The table, its columns as wide as they need to be.
pub(crate) fn table(findings: &[Finding]) -> String {
    let rows: Vec<[String; 8]> = [HEADINGS.map(str::to_owned)]
        .into_iter()
        .chain(findings.iter().map(Finding::cells))
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..8).map(|column| width(column).unwrap_or(0)).collect();
    let line = |row: &[String; 8]| {
        let cells = row.iter().zip(&widths);
        let cells: Vec<String> = cells.map(|(cell, width)| format!("{cell:width$}")).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

/// How many lines came out how.
pub(crate) fn tally(findings: &[Finding]) -> String {
    let count = |wanted: fn(Verdict) -> bool| findings.iter().filter(|f| wanted(f.verdict())).count();
    format!(
        "{} at the goal, {} at the floor, {} missed, {} of them below a floor",
        count(|verdict| verdict == Verdict::Goal),
        count(|verdict| verdict == Verdict::Floor),
        count(|verdict| matches!(verdict, Verdict::Missed { .. })),
        count(is_broken),
    )
}

/// Whether a figure is below its floor.
pub(crate) fn is_broken(verdict: Verdict) -> bool {
    verdict == Verdict::Missed { broken: true }
}

/// Writes every figure.
pub(crate) fn write_json(file: &Path, setting: &Setting, findings: &[Finding]) -> Result<()> {
    let facts = setting
        .0
        .iter()
        .map(|(name, fact)| ((*name).to_owned(), Value::from(fact.as_str())));
    let findings: Vec<Value> = findings.iter().map(Finding::json).collect();
    let written = json!({ "setting": Value::Object(facts.collect()), "findings": findings });
    fs::write(file, format!("{written:#}\n")).doing(format!("write {}", file.display()))
}

fn processor() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = told
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or_else(|| "unknown".to_owned(), |(_, name)| name.to_owned())
}

fn cores() -> String {
    std::thread::available_parallelism().map_or_else(|_| "unknown".to_owned(), |cores| cores.to_string())
}

fn load_average() -> String {
    let told = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    told.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}
