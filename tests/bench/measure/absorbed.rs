//! How many messages a second a page keeps up with when a server sends at its own pace: against a page that adds an
//! element for each, and against the recorded figure of one that does the same.

use std::time::Duration;

use serde::Deserialize;

use crate::args::Scale;
use crate::finding::Finding;
use crate::goals::Line;
use crate::progress::say;
use crate::samples::Samples;
use crate::stage::{Page, Stage};
use crate::trouble::Result;

const PATIENCE: Duration = Duration::from_mins(2);

/// Messages a second that the WebSocket page of Hoppscotch (self-hosted, 2026-06) absorbed at best, on 2026-11-20 in
/// Chromium 156 on two cores. It cannot be had here, so this is no figure of this run.
const HOPPSCOTCH: f64 = 196.0;

/// They differ by orders of magnitude: there is no need of many.
const MOST_RUNS: usize = 3;

#[derive(Deserialize)]
struct Offered {
    count: f64,
    ms: f64,
}

pub(crate) fn measure(stage: &Stage, scale: Scale, findings: &mut Vec<Finding>) -> Result<()> {
    let runs = scale.runs.min(MOST_RUNS);
    let secs = scale.of(5, 1);
    let mut flood = Samples::default();
    for (per_sec, case) in [(1_000, "offered 1,000/s"), (10_000, "offered 10,000/s")] {
        let (mut naive, mut tabcat) = <(Samples, Samples)>::default();
        for run in 1..=runs {
            naive.push(offered(stage, Page::Naive, per_sec, secs)?);
            tabcat.push(offered(stage, Page::Tabcat, per_sec, secs)?);
            let [theirs, ours] = [&naive, &tabcat].map(|figures| figures.values()[run - 1]);
            say(&format!(
                "{case} {run}/{runs}: naive {theirs:.0}/s, tabcat {ours:.0}/s"
            ));
        }
        findings.push(Finding::against(Line::Absorbed, case, naive, tabcat));
    }
    for _ in 0..runs {
        flood.push(flooded(stage, scale.of(100_000, 5_000))?);
    }
    let recorded = flood.values().iter().map(|_| HOPPSCOTCH).collect();
    findings.push(Finding::against(Line::Hoppscotch, "flood", recorded, flood));
    Ok(())
}

fn offered(stage: &Stage, page: Page, per_sec: u32, secs: u32) -> Result<f64> {
    let tab = stage.open(page)?;
    // The server goes on for longer than is looked at.
    let url = stage.socket(&format!("/rate?per_sec={per_sec}&size=64&secs={}", secs * 2));
    let Offered { count, ms } = tab.ask(&format!("bench.offered({url:?}, {secs})"), PATIENCE)?;
    Ok(count * 1000.0 / ms)
}

fn flooded(stage: &Stage, count: u32) -> Result<f64> {
    let tab = stage.open(Page::Tabcat)?;
    let url = stage.socket(&format!("/flood?n={count}&size=64"));
    let millis: f64 = tab.ask(&format!("bench.absorb({url:?}, {count})"), PATIENCE)?;
    Ok(f64::from(count) * 1000.0 / millis)
}
