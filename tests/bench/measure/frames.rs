//! Whether the page draws every frame while it takes in a flood and follows its tail.

use std::time::Duration;

use serde::Deserialize;

use crate::args::Scale;
use crate::finding::Finding;
use crate::goals::Line;
use crate::progress::say;
use crate::samples::{Samples, to_f64};
use crate::stage::{Page, Stage};
use crate::trouble::Result;

const PATIENCE: Duration = Duration::from_mins(2);
const CASE: &str = "flood, text 64 B";

/// Milliseconds between frames, and of every task over 50 ms.
#[derive(Deserialize)]
pub(super) struct Watched {
    pub(super) frames: Samples,
    pub(super) tasks: Samples,
}

pub(crate) fn measure(stage: &Stage, scale: Scale, findings: &mut Vec<Finding>) -> Result<()> {
    let (mut p50, mut p99, mut long, mut longest) = <(Samples, Samples, Samples, Samples)>::default();
    let count: u64 = scale.of(100_000, 5_000);
    for run in 1..=scale.runs {
        let tab = stage.open(Page::Tabcat)?;
        let absorb = |count: u64| {
            let url = stage.socket(&format!("/flood?n={count}&size=64"));
            format!("bench.absorb({url:?}, {count})")
        };
        tab.ask::<f64>(&absorb(count / 50), PATIENCE)?;
        let watched = format!(
            "(async () => {{ const stop = probe.watch(); await {}; return stop(); }})()",
            absorb(count)
        );
        let Watched { frames, tasks } = tab.ask(&watched, PATIENCE)?;
        say(&format!(
            "{run}/{}: frame p50 {:.1} ms, p99 {:.1} ms, {} long tasks",
            scale.runs,
            frames.median(),
            frames.at(0.99),
            tasks.values().len(),
        ));
        p50.push(frames.median());
        p99.push(frames.at(0.99));
        long.push(to_f64(tasks.values().len() as u64));
        longest.push(tasks.at(1.0).max(0.0));
    }
    findings.extend([
        Finding::alone(Line::FrameP50, CASE, p50),
        Finding::alone(Line::FrameP99, CASE, p99),
        Finding::alone(Line::LongTasks, CASE, long),
        Finding::alone(Line::LongestTask, CASE, longest),
    ]);
    Ok(())
}
