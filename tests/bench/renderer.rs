//! What the kernel says of a renderer process: time on a processor, and memory that is nobody else's.

use std::fs;
use std::time::Duration;

use crate::trouble::{Doing as _, Result, Trouble};

/// One renderer process, by its id.
#[derive(Debug)]
pub(crate) struct Renderer(u32);

/// Time spent on a processor since the process began.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spent {
    /// By the main thread, where scripts, layout and painting are.
    pub(crate) main: Duration,
    /// By all threads.
    pub(crate) whole: Duration,
}

impl Spent {
    /// What has been spent since then.
    pub(crate) fn since(self, before: Self) -> Self {
        // A thread that has ended takes its time along.
        Self {
            main: self.main.saturating_sub(before.main),
            whole: self.whole.saturating_sub(before.whole),
        }
    }
}

impl Renderer {
    pub(crate) fn new(pid: u32) -> Self {
        Self(pid)
    }

    /// In nanoseconds, as the scheduler counts them. Of threads that have ended nothing is known.
    pub(crate) fn spent(&self) -> Result<Spent> {
        let threads = format!("/proc/{}/task", self.0);
        let mut whole = Duration::ZERO;
        for thread in fs::read_dir(&threads).doing(format!("list {threads}"))? {
            let thread = thread.doing(format!("list {threads}"))?.path();
            // A thread may end between the list and the look.
            whole += fs::read_to_string(thread.join("schedstat"))
                .ok()
                .and_then(|told| on_processor(&told))
                .unwrap_or_default();
        }
        // On Linux a process's first thread has its id, and in Chromium it is the main one.
        let main = format!("{threads}/{}/schedstat", self.0);
        let told = fs::read_to_string(&main).doing(format!("read {main}"))?;
        let main = on_processor(&told)
            .ok_or_else(|| Trouble::page(format!("{main} says {told:?}, which is no schedstat")))?;
        Ok(Spent { main, whole })
    }

    /// Bytes of memory that only this process has, swapped out or not.
    pub(crate) fn private_bytes(&self) -> Result<u64> {
        let file = format!("/proc/{}/smaps_rollup", self.0);
        let told = fs::read_to_string(&file).doing(format!("read {file}"))?;
        Ok(private_kilobytes(&told) * 1024)
    }
}

/// `on_processor("1234 56 7") == Some(1234 ns)`: time on a processor, time waiting for one, number of turns.
fn on_processor(told: &str) -> Option<Duration> {
    let nanos = told.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanos))
}

fn private_kilobytes(told: &str) -> u64 {
    told.lines()
        .filter(|line| line.starts_with("Private_") || line.starts_with("Swap:"))
        .filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
        .sum()
}
