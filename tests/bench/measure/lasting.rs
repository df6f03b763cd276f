//! The cost of policies that look at every message: a heartbeat, and a reply that waits for a text which never comes.

use std::time::Duration;

use crate::args::Scale;
use crate::finding::Finding;
use crate::goals::Line;
use crate::progress::say;
use crate::samples::{Samples, to_f64};
use crate::stage::{Page, Stage};
use crate::trouble::Result;

/// How long one flood may take.
const PATIENCE: Duration = Duration::from_mins(2);

const PAGES: [Page; 2] = [Page::Tabcat, Page::Lasting];
const CASE: &str = "text 64 B";

#[derive(Default)]
struct Runs {
    rate: Samples,
    main: Samples,
}

pub(crate) fn measure(stage: &Stage, scale: Scale, findings: &mut Vec<Finding>) -> Result<()> {
    let mut runs = PAGES.map(|_| Runs::default());
    for run in 1..=scale.runs {
        for (page, runs) in PAGES.into_iter().zip(&mut runs) {
            flood(stage, page, scale, runs)?;
        }
        say(&format!("policies {run}/{}", scale.runs));
    }
    let [off, on] = runs;
    findings.push(Finding::against(Line::LastingRate, CASE, off.rate, on.rate));
    findings.push(Finding::against(Line::LastingMain, CASE, off.main, on.main));
    Ok(())
}

fn flood(stage: &Stage, page: Page, scale: Scale, runs: &mut Runs) -> Result<()> {
    let tab = stage.open(page)?;
    let count = scale.of(200_000, 2_000);
    let absorb = |count: u64| {
        let path = stage.socket(&format!("/flood?n={count}&size=64&kind=text"));
        format!("bench.absorb({path:?}, {count})")
    };
    // Not the first connection of the page, as in `ingest`; the part with the policies has come by then, too.
    tab.ask::<f64>(&absorb(count / 50), PATIENCE)?;
    let renderer = tab.renderer()?;
    let before = renderer.spent()?;
    let millis: f64 = tab.ask(&absorb(count), PATIENCE)?;
    let spent = renderer.spent()?.since(before);
    runs.rate.push(to_f64(count) * 1000.0 / millis);
    runs.main.push(spent.main.as_secs_f64() * 1e6 / to_f64(count));
    Ok(())
}
