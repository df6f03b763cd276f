//! Round trips of 64 B through `/echo`: as the socket has them, and as a person sees them.

use std::time::Duration;

use serde::Deserialize;

use crate::args::Scale;
use crate::finding::Finding;
use crate::goals::Line;
use crate::progress::say;
use crate::samples::Samples;
use crate::stage::{Page, Stage, scripts};
use crate::tab::Tab;
use crate::trouble::Result;

const PATIENCE: Duration = Duration::from_mins(2);
const WIRE: &str = include_str!("../js/wire.js");
const TRIPS: [u32; 2] = [100, 10];

/// Milliseconds to the answer, from the thread that has the socket and from the page's; and to the end of the frame that
/// shows it.
#[derive(Deserialize)]
struct Trip {
    socket: f64,
    page: f64,
    drawn: f64,
}

#[derive(Default)]
struct Trips {
    socket: Samples,
    page: Samples,
    drawn: Samples,
}

pub(crate) fn measure(stage: &Stage, scale: Scale, findings: &mut Vec<Finding>) -> Result<()> {
    let mut bare = Vec::new();
    let mut tabcat = Vec::new();
    for run in 1..=scale.runs {
        bare.push(trips(stage, Page::Count, scale)?);
        tabcat.push(trips(stage, Page::Tabcat, scale)?);
        let [bare, tabcat] =
            [&bare, &tabcat].map(|runs| runs.last().map_or(f64::NAN, |run: &Trips| run.socket.median()));
        say(&format!(
            "{run}/{}: p50 count {bare:.3} ms, tabcat {tabcat:.3} ms",
            scale.runs
        ));
    }
    let finding = |line, share: f64, of: fn(&Trips) -> &Samples| {
        let figures = |runs: &[Trips]| runs.iter().map(|run| of(run).at(share)).collect();
        Finding::against(line, "64 B", figures(&bare), figures(&tabcat))
    };
    findings.extend([
        finding(Line::EchoP50, 0.5, |run| &run.socket),
        finding(Line::EchoP99, 0.99, |run| &run.socket),
        finding(Line::PageEchoP50, 0.5, |run| &run.page),
        finding(Line::PageEchoP99, 0.99, |run| &run.page),
        finding(Line::SeenP50, 0.5, |run| &run.drawn),
        finding(Line::SeenP99, 0.99, |run| &run.drawn),
    ]);
    Ok(())
}

fn trips(stage: &Stage, page: Page, scale: Scale) -> Result<Trips> {
    let (more, ready): (&[&str], _) = match page {
        Page::Tabcat => (&[WIRE], "crossOriginIsolated && wire.ready && bench.idle()"),
        _ => (&[], "crossOriginIsolated && !!window.bench"),
    };
    let tab = Tab::empty(&stage.chromium, &scripts(page, more))?;
    tab.go_to_isolated(&stage.address(page), ready)?;
    let texts: Vec<String> = (0..scale.of(TRIPS[0], TRIPS[1]))
        .map(|number| format!("{number:08}{}", ".".repeat(56)))
        .collect();
    let url = stage.socket("/echo");
    let trips: Vec<Trip> = tab.ask(&format!("bench.echo({url:?}, {texts:?})"), PATIENCE)?;
    Ok(Trips {
        socket: trips.iter().map(|trip| trip.socket).collect(),
        page: trips.iter().map(|trip| trip.page).collect(),
        drawn: trips.iter().map(|trip| trip.drawn).collect(),
    })
}
