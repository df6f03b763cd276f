//! Minutes at 10,000 messages a second, over the bound of what is kept: memory stays flat, the counters stay exact, and
//! the page answers.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::args::Scale;
use crate::finding::Finding;
use crate::goals::Line;
use crate::progress::say;
use crate::samples::{Samples, to_f64};
use crate::stage::{Page, Stage};
use crate::trouble::Result;

use super::frames::Watched;

const PATIENCE: Duration = Duration::from_mins(2);
const PER_SEC: u64 = 10_000;
/// At this size the bound of 256 MiB is reached after a minute and a half.
const SIZE: u64 = 256;
const CASE: &str = "10,000/s x 256 B";

pub(crate) fn measure(stage: &Stage, scale: Scale, findings: &mut Vec<Finding>) -> Result<()> {
    let secs = scale.of(scale.secs, 2);
    let step = Duration::from_secs(scale.of(10, 1));
    let tab = stage.open(Page::Tabcat)?;
    let renderer = tab.renderer()?;
    // A connection has rows of its own in the transcript, from the second on perhaps others than the first: how many,
    // two short ones tell.
    let short = |count: u64| {
        let url = stage.socket(&format!("/flood?n={count}&size=64"));
        tab.ask::<f64>(&format!("bench.absorb({url:?}, {count})"), PATIENCE)?;
        tab.ask::<u64>("bench.kept()", PATIENCE)
    };
    let first = short(1)?;
    let before = short(2)?;
    let own = before - first - 2;
    let url = stage.socket(&format!("/rate?per_sec={PER_SEC}&size={SIZE}&secs={secs}"));
    tab.ask::<()>(&format!("bench.soak({url:?})"), PATIENCE)?;
    let began = Instant::now();
    let (mut memory, mut bounded, mut clicks) = <(Samples, Samples, Samples)>::default();
    // The last look is before the end.
    while began.elapsed() + step < Duration::from_secs(secs) {
        sleep(step);
        clicks.push(tab.ask("bench.click()", PATIENCE)?);
        let megabytes = to_f64(renderer.private_bytes()?) / 1e6;
        let evicted: u64 = tab.ask("bench.evicted()", PATIENCE)?;
        memory.push(megabytes);
        if evicted > 0 {
            bounded.push(megabytes);
        }
        say(&format!(
            "{:.0} s: {megabytes:.0} MB, {evicted} evicted",
            began.elapsed().as_secs_f64()
        ));
    }
    let idle = "bench.seen(bench.find('.main-button'), bench.idle).then(() => {})";
    tab.ask::<()>(idle, Duration::from_secs(secs) + PATIENCE)?;
    let Watched { frames, tasks } = tab.ask("bench.soaked()", PATIENCE)?;
    let sent = PER_SEC * secs;
    let [received, kept, evicted] = ["bench.received()", "bench.kept()", "bench.evicted()"]
        .map(|counter| tab.ask::<u64>(counter, PATIENCE));
    let (received, kept, evicted) = (received?, kept?, evicted?);
    let accounted = (kept + evicted).saturating_sub(before + own);
    say(&format!(
        "received {received}, kept {kept}, evicted {evicted}, sent {sent}"
    ));
    findings.extend([
        Finding::alone(Line::SoakLost, CASE, to_f64(received.abs_diff(sent))),
        Finding::alone(Line::SoakMiscounted, CASE, to_f64(accounted.abs_diff(received))),
        Finding::alone(Line::SoakMemory, CASE, memory),
        Finding::alone(Line::SoakTasks, CASE, to_f64(tasks.values().len() as u64)),
        Finding::alone(Line::SoakFrames, CASE, frames.at(0.99)),
        Finding::alone(Line::SoakClicks, CASE, clicks),
    ]);
    if bounded.is_empty() {
        say("the bound was not reached: whether memory stays flat then is not judged");
    } else {
        findings.push(Finding::alone(Line::SoakGrowth, CASE, growth(&bounded)));
    }
    Ok(())
}

/// Megabytes from the first third of the figures to the last, by their medians: garbage comes and goes.
fn growth(figures: &Samples) -> f64 {
    let figures = figures.values();
    let third = figures.len().div_ceil(3);
    let median = |part: &[f64]| part.iter().copied().collect::<Samples>().median();
    (median(&figures[figures.len() - third..]) - median(&figures[..third])).max(0.0)
}
