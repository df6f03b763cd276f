//! How many messages a second a page takes in, and what that costs. The clock runs from connecting until the page has
//! counted the last message; where that page is Tabcat, it has kept, indexed and drawn them by then.

use std::time::Duration;

use crate::args::Scale;
use crate::finding::Finding;
use crate::goals::Line;
use crate::progress::say;
use crate::samples::{Samples, to_f64};
use crate::stage::{Page, Stage};
use crate::trouble::{Result, Trouble};

/// How long one flood may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// One size and kind of message.
struct Case {
    kind: &'static str,
    size: u32,
    name: &'static str,
    /// How many, so that a run takes a second or more, or as many as the bound of 256 MiB keeps; and how many show that it
    /// works.
    count: [u64; 2],
    line: Line,
}

const CASES: [Case; 8] = [
    case("text", 16, "text 16 B", [100_000, 2_000], Line::Ingest),
    case("text", 64, "text 64 B", [100_000, 2_000], Line::Ingest),
    case("text", 1024, "text 1 KiB", [80_000, 1_000], Line::Ingest),
    case("text", 65_536, "text 64 KiB", [3_600, 100], Line::IngestLargeText),
    case("binary", 16, "binary 16 B", [100_000, 2_000], Line::Ingest),
    case("binary", 64, "binary 64 B", [100_000, 2_000], Line::Ingest),
    case("binary", 1024, "binary 1 KiB", [80_000, 1_000], Line::Ingest),
    case(
        "binary",
        65_536,
        "binary 64 KiB",
        [3_600, 100],
        Line::IngestLargeBinary,
    ),
];

const fn case(kind: &'static str, size: u32, name: &'static str, count: [u64; 2], line: Line) -> Case {
    Case {
        kind,
        size,
        name,
        count,
        line,
    }
}

/// The case whose processor time is reported too: the one the goal is about.
const TIMED: &str = "text 64 B";

/// Those that a smoke run looks at.
const SMOKE: [&str; 2] = [TIMED, "binary 64 KiB"];

const PAGES: [Page; 3] = [Page::Count, Page::Tabcat, Page::Store];

/// What one flood came to.
#[derive(Default)]
struct Runs {
    rate: Samples,
    main: Samples,
    whole: Samples,
}

pub(crate) fn measure(stage: &Stage, scale: Scale, findings: &mut Vec<Finding>) -> Result<()> {
    let shown = |case: &&Case| !scale.smoke || SMOKE.contains(&case.name);
    for case in CASES.iter().filter(shown) {
        let mut runs = PAGES.map(|_| Runs::default());
        for run in 1..=scale.runs {
            for (page, runs) in PAGES.into_iter().zip(&mut runs) {
                flood(stage, page, case, scale, runs)?;
            }
            let rates = PAGES.iter().zip(&runs).map(|(page, runs)| {
                let rate = runs.rate.values().last().copied().unwrap_or_default();
                format!("{} {rate:.0}/s", page.name())
            });
            say(&format!(
                "{} {run}/{}: {}",
                case.name,
                scale.runs,
                rates.collect::<Vec<_>>().join(", ")
            ));
        }
        let [count, tabcat, store] = runs;
        if case.name == TIMED {
            findings.push(Finding::against(
                Line::MainThread,
                case.name,
                count.main,
                tabcat.main,
            ));
            findings.push(Finding::against(
                Line::WholeRenderer,
                case.name,
                count.whole,
                tabcat.whole,
            ));
        }
        findings.push(Finding::against(
            case.line,
            case.name,
            count.rate,
            tabcat.rate.clone(),
        ));
        findings.push(Finding::against(
            Line::IngestStore,
            case.name,
            store.rate,
            tabcat.rate,
        ));
    }
    Ok(())
}

fn flood(stage: &Stage, page: Page, case: &Case, scale: Scale, runs: &mut Runs) -> Result<()> {
    let tab = stage.open(page)?;
    let path = |count: u64| stage.socket(&format!("/flood?n={count}&size={}&kind={}", case.size, case.kind));
    let count = scale.of(case.count[0], case.count[1]);
    let absorb = |count: u64| format!("bench.absorb({:?}, {count})", path(count));
    // Not the first connection of the page: code has been compiled by then, on either side.
    tab.ask::<f64>(&absorb(count / 50), PATIENCE)?;
    let renderer = tab.renderer()?;
    let before = renderer.spent()?;
    let millis: f64 = tab.ask(&absorb(count), PATIENCE)?;
    let spent = renderer.spent()?.since(before);
    if page == Page::Tabcat {
        let rows: Vec<u64> = tab.ask("bench.rows().map((row) => row.index)", PATIENCE)?;
        let kept: u64 = tab.ask("bench.kept()", PATIENCE)?;
        if rows.last() != Some(&kept) || kept < count {
            return Err(Trouble::page(format!(
                "after {count} messages {kept} rows are kept, and those in view are {rows:?}"
            )));
        }
    }
    let each = |spent: Duration| spent.as_secs_f64() * 1e6 / to_f64(count);
    runs.rate.push(to_f64(count) * 1000.0 / millis);
    runs.main.push(each(spent.main));
    runs.whole.push(each(spent.whole));
    Ok(())
}
