//! What a visitor downloads, and how long until the page answers: beside a page with nothing in it but Leptos.

use serde::Deserialize;

use crate::args::Scale;
use crate::finding::Finding;
use crate::goals::Line;
use crate::progress::say;
use crate::remote::PATIENCE;
use crate::samples::{Samples, to_f64};
use crate::setting;
use crate::stage::{Page, Stage};
use crate::tab::Tab;
use crate::trouble::{Result, Trouble};

const INTERACTIVE: &str = include_str!("../js/interactive.js");

/// A file of the page, as `cargo xtask bench` has weighed it.
#[derive(Deserialize)]
struct Row {
    name: String,
    bytes: u64,
    brotli: Option<u64>,
}

pub(crate) fn measure(stage: &Stage, scale: Scale, findings: &mut Vec<Finding>) -> Result<()> {
    let weights = setting::weights()?;
    let rows: Vec<Row> =
        serde_json::from_str(&weights).map_err(|error| Trouble::page(format!("{weights}: {error}")))?;
    let sum = |wanted: fn(&str) -> bool| -> f64 {
        let rows = rows.iter().filter(|row| wanted(&row.name));
        let bytes: u64 = rows.map(|row| row.brotli.unwrap_or(row.bytes)).sum();
        to_f64(bytes) / 1000.0
    };
    let (mut empty, mut tabcat) = <(Samples, Samples)>::default();
    for run in 1..=scale.runs {
        empty.push(interactive(stage, &stage.empty_address())?);
        tabcat.push(interactive(stage, &stage.address(Page::Tabcat))?);
        let [theirs, ours] = [&empty, &tabcat].map(|figures| figures.values()[run - 1]);
        say(&format!(
            "interactive {run}/{}: empty {theirs:.0} ms, tabcat {ours:.0} ms",
            scale.runs
        ));
    }
    findings.extend([
        Finding::alone(Line::Weight, "wasm + js + css", sum(is_code)),
        Finding::alone(Line::WholeWeight, "every file", sum(|_| true)),
        Finding::against(Line::Interactive, "nothing cached", empty, tabcat),
    ]);
    Ok(())
}

fn is_code(name: &str) -> bool {
    [".wasm", ".js", ".css"].iter().any(|end| name.ends_with(end))
}

fn interactive(stage: &Stage, address: &str) -> Result<f64> {
    let tab = Tab::cold(&stage.chromium, &[INTERACTIVE])?;
    tab.go_to(address)?;
    tab.ask("interactive", PATIENCE)
}
