//! What a flood comes to in Firefox: how many messages a second, and whether every frame is drawn meanwhile.

use std::time::Duration;

use crate::args::Scale;
use crate::finding::Finding;
use crate::firefox::{Firefox, Tab};
use crate::goals::Line;
use crate::measure::frames::Watched;
use crate::progress::say;
use crate::samples::{Samples, to_f64};
use crate::stage::{Page, Stage, scripts};
use crate::trouble::{Result, Trouble};

const PATIENCE: Duration = Duration::from_mins(2);

/// Size and kind of the messages, how many so that a run takes a second or more, and how many show that it works.
const CASES: [(&str, u32, &str, [u64; 2]); 3] = [
    ("text", 64, "text 64 B", [100_000, 2_000]),
    ("text", 1024, "text 1 KiB", [80_000, 1_000]),
    ("binary", 64, "binary 64 B", [100_000, 2_000]),
];

pub(crate) fn measure(stage: &Stage, scale: Scale, findings: &mut Vec<Finding>) -> Result<()> {
    let firefox = Firefox::start()?;
    for (kind, size, name, counts) in CASES {
        let (mut bare, mut tabcat, mut p50, mut p99) = <(Samples, Samples, Samples, Samples)>::default();
        let count = scale.of(counts[0], counts[1]);
        let absorb = |count: u64| {
            let url = stage.socket(&format!("/flood?n={count}&size={size}&kind={kind}"));
            format!("bench.absorb({url:?}, {count})")
        };
        let rate = |millis: f64| to_f64(count) * 1000.0 / millis;
        for run in 1..=scale.runs {
            let tab = open(stage, &firefox, Page::Count)?;
            tab.ask::<f64>(&absorb(count / 50), PATIENCE)?;
            bare.push(rate(tab.ask(&absorb(count), PATIENCE)?));
            drop(tab);

            let tab = open(stage, &firefox, Page::Tabcat)?;
            tab.ask::<f64>(&absorb(count / 50), PATIENCE)?;
            tab.ask::<()>("void (window.watched = probe.watch())", PATIENCE)?;
            tabcat.push(rate(tab.ask(&absorb(count), PATIENCE)?));
            let Watched { frames, .. } = tab.ask("watched()", PATIENCE)?;
            p50.push(frames.median());
            p99.push(frames.at(0.99));
            let kept: u64 = tab.ask("bench.kept()", PATIENCE)?;
            if kept < count {
                return Err(Trouble::page(format!(
                    "after {count} messages {kept} rows are kept"
                )));
            }
            let last = |rates: &Samples| rates.values().last().copied().unwrap_or_default();
            say(&format!(
                "{name} {run}/{}: count {:.0}/s, tabcat {:.0}/s",
                scale.runs,
                last(&bare),
                last(&tabcat)
            ));
        }
        findings.extend([
            Finding::against(Line::FirefoxIngest, name, bare, tabcat),
            Finding::alone(Line::FirefoxFrameP50, name, p50),
            Finding::alone(Line::FirefoxFrameP99, name, p99),
        ]);
    }
    Ok(())
}

fn open<'a>(stage: &Stage, firefox: &'a Firefox, page: Page) -> Result<Tab<'a>> {
    firefox.open(&stage.address(page), &scripts(page, &[]))
}
