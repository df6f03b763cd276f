//! What a visitor downloads, and how long until the page answers: beside a page with nothing in it but Leptos.

use serde::Deserialize;
use serde_json::json;

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
const FIRST_PRESS: &str = include_str!("../js/first_press.js");

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
    findings.extend([
        Finding::alone(Line::Weight, "until the tester answers", sum(is_first)),
        Finding::alone(Line::WholeWeight, "every file", sum(|_| true)),
    ]);
    for (line, limit) in [
        (Line::Interactive, None),
        (Line::SlowInteractive, Some(SLOW)),
        (Line::NarrowInteractive, Some(NARROW)),
    ] {
        let (mut empty, mut tabcat) = <(Samples, Samples)>::default();
        for run in 1..=scale.runs {
            empty.push(interactive(stage, &stage.empty_address(), limit)?);
            tabcat.push(interactive(stage, &stage.address(Page::Tabcat), limit)?);
            let [theirs, ours] = [&empty, &tabcat].map(|figures| figures.values()[run - 1]);
            let of = limit.map_or("", |(_, of, _)| of);
            say(&format!(
                "interactive {run}/{} {of}: empty {theirs:.0} ms, tabcat {ours:.0} ms",
                scale.runs
            ));
        }
        findings.push(Finding::against(line, "nothing cached", empty, tabcat));
    }
    let mut pressed = Samples::default();
    for run in 1..=scale.runs {
        pressed.push(first_press(stage)?);
        say(&format!(
            "first press {run}/{}: {:.0} ms",
            scale.runs,
            pressed.values()[run - 1]
        ));
    }
    findings.push(Finding::alone(
        Line::FirstPress,
        "the filter, from the focus to its count",
        pressed,
    ));
    Ok(())
}

/// What `cargo xtask dist` counts as the first load: every file but those that come later.
fn is_first(name: &str) -> bool {
    name.strip_suffix(".wasm")
        .is_none_or(|stem| stem.ends_with("_bg"))
        && !name.ends_with("/trap.js")
}

/// A limit on a tab: the command, what it is for, its parameters.
type Limit = (&'static str, &'static str, &'static str);

const SLOW: Limit = ("Emulation.setCPUThrottlingRate", "slow", r#"{ "rate": 4 }"#);

/// 200,000 bytes a second each way.
const NARROW: Limit = (
    "Network.emulateNetworkConditions",
    "narrow",
    r#"{ "offline": false, "latency": 150, "downloadThroughput": 200000, "uploadThroughput": 200000 }"#,
);

fn interactive(stage: &Stage, address: &str, limit: Option<Limit>) -> Result<f64> {
    let tab = Tab::cold(&stage.chromium, &[INTERACTIVE])?;
    if let Some((command, _, parameters)) = limit {
        let parameters = serde_json::from_str(parameters).expect("it is written above");
        if command.starts_with("Network.") {
            // This domain slows a flood down; here there is none.
            tab.call("Network.enable", &json!({}))?;
        }
        tab.call(command, &parameters)?;
    }
    tab.go_to(address)?;
    tab.ask("interactive", PATIENCE)
}

/// From the focus in the filter of a page that was told to fetch nothing by itself, until it says how many match.
fn first_press(stage: &Stage) -> Result<f64> {
    let tab = Tab::cold(&stage.chromium, &[INTERACTIVE])?;
    tab.call(
        "Emulation.setDataSaverOverride",
        &json!({ "dataSaverEnabled": true }),
    )?;
    tab.go_to(&stage.address(Page::Tabcat))?;
    tab.ask::<f64>("interactive", PATIENCE)?;
    tab.ask(FIRST_PRESS, PATIENCE)
}
