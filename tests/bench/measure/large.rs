//! One message of many megabytes: the tab lives, its size is right, and nothing of it is formatted whole.

use std::time::Duration;

use serde::Deserialize;

use crate::args::Scale;
use crate::finding::Finding;
use crate::goals::Line;
use crate::progress::say;
use crate::samples::to_f64;
use crate::stage::{Page, Stage};
use crate::trouble::{Result, Trouble};

const PATIENCE: Duration = Duration::from_mins(3);

/// A route with `{}` for the size, the size, and one that shows that it works.
const CASES: [(&str, &str, [u64; 2]); 4] = [
    ("64 MiB text", "/big/{}?kind=text", [64 << 20, 2 << 20]),
    ("64 MiB binary", "/big/{}?kind=binary", [64 << 20, 2 << 20]),
    (
        "256 MiB text, deflated",
        "/deflate?size={}&kind=text",
        [256 << 20, 8 << 20],
    ),
    (
        "256 MiB binary, deflated",
        "/deflate?size={}&kind=binary",
        [256 << 20, 8 << 20],
    ),
];

#[derive(Deserialize)]
struct Taken {
    bytes: u64,
    row: bool,
    longest: f64,
}

pub(crate) fn measure(stage: &Stage, scale: Scale, findings: &mut Vec<Finding>) -> Result<()> {
    for (case, path, sizes) in CASES {
        let size = scale.of(sizes[0], sizes[1]);
        let tab = stage.open(Page::Tabcat)?;
        let renderer = tab.renderer()?;
        let url = stage.socket(&path.replace("{}", &size.to_string()));
        let taken: Taken = tab.ask(&format!("bench.large({url:?})"), PATIENCE)?;
        if taken.bytes != size {
            return Err(Trouble::page(format!(
                "{case}: the page counts {} bytes, not {size}",
                taken.bytes
            )));
        }
        findings.push(Finding::alone(
            Line::LargeTask,
            format!("{case}, received"),
            taken.longest,
        ));
        if taken.row {
            let shown: f64 = tab.ask("bench.detail()", PATIENCE)?;
            findings.push(Finding::alone(Line::LargeTask, format!("{case}, opened"), shown));
        } else {
            say(&format!(
                "{case}: counted, and evicted at once: it is as large as all that is kept"
            ));
        }
        // Alive: it answers a click.
        tab.ask::<u64>("bench.click()", PATIENCE)?;
        tab.collect_garbage()?;
        let memory = to_f64(renderer.private_bytes()?) / 1e6;
        say(&format!(
            "{case}: longest task {:.0} ms, {memory:.0} MB",
            taken.longest
        ));
        findings.push(Finding::alone(Line::LargeMemory, case, memory));
    }
    Ok(())
}
