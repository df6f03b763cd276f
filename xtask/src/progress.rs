//! Progress of long steps: a line at the start, a line with the duration at the end, and a heartbeat in
//! between where the output is a log that would otherwise stand still.

use std::io::IsTerminal as _;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

const HEARTBEAT: Duration = Duration::from_secs(20);

/// One running step. Dropped without `end`, it stays silent: a failure message follows.
pub(crate) struct Step {
    label: String,
    began: Instant,
    /// Dropping it stops the heartbeat.
    _alive: Sender<()>,
}

impl Step {
    pub(crate) fn begin(label: impl Into<String>) -> Self {
        let (label, began) = (label.into(), Instant::now());
        eprintln!("==> {label}");
        let (alive, stopped) = mpsc::channel();
        // On a terminal cargo and npm draw their own progress, which a line of ours would break.
        if !std::io::stderr().is_terminal() {
            let label = label.clone();
            thread::spawn(move || {
                while stopped.recv_timeout(HEARTBEAT) == Err(RecvTimeoutError::Timeout) {
                    eprintln!("    {label} ... {}", seconds(began.elapsed()));
                }
            });
        }
        Self {
            label,
            began,
            _alive: alive,
        }
    }

    pub(crate) fn end(self) {
        eprintln!("    {}: done in {}", self.label, seconds(self.began.elapsed()));
    }
}

/// `seconds(12.34 s) == "12.3 s"`, `seconds(75 s) == "1 min 15 s"`
pub(crate) fn seconds(span: Duration) -> String {
    let whole = span.as_secs();
    if whole < 60 {
        format!("{:.1} s", span.as_secs_f64())
    } else {
        format!("{} min {} s", whole / 60, whole % 60)
    }
}
