//! What is wanted of each line of the table: the goal, and the floor below which the run fails.

use std::fmt;

/// A line of the table. What each means is in docs/benchmarks.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    Ingest,
    IngestLargeText,
    IngestLargeBinary,
    IngestStore,
    MainThread,
    WholeRenderer,
    FrameP50,
    FrameP99,
    LongTasks,
    LongestTask,
    MillionRate,
    MillionTab,
    Memory,
    WasmMemory,
    FilterWork,
    OtherFilterWork,
    FilterWall,
    FilterFrames,
    JumpP50,
    Jump,
    EchoP50,
    EchoP99,
    SeenP50,
    SeenP99,
    Absorbed,
    Hoppscotch,
    Weight,
    WholeWeight,
    Interactive,
    LargeTask,
    LargeMemory,
    SoakLost,
    SoakMiscounted,
    SoakGrowth,
    SoakMemory,
    SoakTasks,
    SoakFrames,
    SoakClicks,
}

/// How a line's figures become the one that is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judged {
    /// The median of ours over the baseline's, run by run.
    Ratio,
    /// The median of ours.
    Median,
    /// The largest of ours.
    Worst,
}

/// What a figure is of. Its name is what stands behind it in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    PerSecond,
    Micros,
    Millis,
    Bytes,
    Kilobytes,
    Megabytes,
    Frames,
    Count,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Wanted {
    /// Nothing: the figure is for reading.
    Nothing,
    AtLeast(f64, Option<f64>),
    AtMost(f64, Option<f64>),
}

/// One line's place in the table.
#[derive(Debug)]
pub(crate) struct Goal {
    line: Line,
    /// What is measured.
    pub(crate) what: &'static str,
    /// What it is compared with, if with anything.
    pub(crate) baseline: &'static str,
    pub(crate) unit: Unit,
    pub(crate) judged: Judged,
    pub(crate) wanted: Wanted,
}

/// All of them, in the order of the table.
pub(crate) static GOALS: &[Goal] = &[
    Goal {
        line: Line::Ingest,
        what: "messages/s, kept, indexed, drawn",
        baseline: "count",
        unit: Unit::PerSecond,
        judged: Judged::Ratio,
        wanted: Wanted::AtLeast(1.0, Some(0.95)),
    },
    Goal {
        line: Line::IngestLargeText,
        what: "messages/s, large text",
        baseline: "count",
        unit: Unit::PerSecond,
        judged: Judged::Ratio,
        wanted: Wanted::AtLeast(0.9, Some(0.75)),
    },
    Goal {
        line: Line::IngestLargeBinary,
        what: "messages/s, large binary",
        baseline: "count",
        unit: Unit::PerSecond,
        judged: Judged::Ratio,
        wanted: Wanted::AtLeast(0.97, Some(0.9)),
    },
    Goal {
        line: Line::IngestStore,
        what: "messages/s against keeping in an array",
        baseline: "store",
        unit: Unit::PerSecond,
        judged: Judged::Ratio,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::MainThread,
        what: "main-thread time per message",
        baseline: "count",
        unit: Unit::Micros,
        judged: Judged::Ratio,
        wanted: Wanted::AtMost(0.05, Some(1.15)),
    },
    Goal {
        line: Line::WholeRenderer,
        what: "whole renderer's time per message",
        baseline: "count",
        unit: Unit::Micros,
        judged: Judged::Ratio,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::FrameP50,
        what: "frame p50 while absorbing and following",
        baseline: "",
        unit: Unit::Millis,
        judged: Judged::Median,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::FrameP99,
        what: "frame p99 while absorbing and following",
        baseline: "",
        unit: Unit::Millis,
        judged: Judged::Median,
        wanted: Wanted::AtMost(20.0, Some(34.0)),
    },
    Goal {
        line: Line::LongTasks,
        what: "long tasks (over 50 ms) meanwhile",
        baseline: "",
        unit: Unit::Count,
        judged: Judged::Worst,
        wanted: Wanted::AtMost(0.0, None),
    },
    Goal {
        line: Line::LongestTask,
        what: "longest task meanwhile",
        baseline: "",
        unit: Unit::Millis,
        judged: Judged::Worst,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::MillionRate,
        what: "a million received, kept, followed",
        baseline: "",
        unit: Unit::PerSecond,
        judged: Judged::Median,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::MillionTab,
        what: "private memory of the tab at the end",
        baseline: "",
        unit: Unit::Megabytes,
        judged: Judged::Median,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::Memory,
        what: "memory per kept 64 B message",
        baseline: "store",
        unit: Unit::Bytes,
        judged: Judged::Median,
        wanted: Wanted::AtMost(88.0, Some(112.0)),
    },
    Goal {
        line: Line::WasmMemory,
        what: "wasm memory per kept message",
        baseline: "",
        unit: Unit::Bytes,
        judged: Judged::Median,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::FilterWork,
        what: "text filter, main-thread time",
        baseline: "",
        unit: Unit::Millis,
        judged: Judged::Median,
        wanted: Wanted::AtMost(100.0, Some(400.0)),
    },
    Goal {
        line: Line::OtherFilterWork,
        what: "other filters, main-thread time",
        baseline: "",
        unit: Unit::Millis,
        judged: Judged::Median,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::FilterWall,
        what: "filter, until all is looked through",
        baseline: "",
        unit: Unit::Millis,
        judged: Judged::Median,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::FilterFrames,
        what: "frames lost (gaps over 34 ms) meanwhile",
        baseline: "",
        unit: Unit::Count,
        judged: Judged::Worst,
        wanted: Wanted::AtMost(0.0, None),
    },
    Goal {
        line: Line::JumpP50,
        what: "jump to a row of a million, p50",
        baseline: "",
        unit: Unit::Frames,
        judged: Judged::Median,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::Jump,
        what: "jump to a row of a million, slowest",
        baseline: "",
        unit: Unit::Frames,
        judged: Judged::Worst,
        wanted: Wanted::AtMost(1.0, Some(2.0)),
    },
    Goal {
        line: Line::EchoP50,
        what: "echo round trip p50, the socket's",
        baseline: "count",
        unit: Unit::Millis,
        judged: Judged::Ratio,
        wanted: Wanted::AtMost(1.05, Some(1.25)),
    },
    Goal {
        line: Line::EchoP99,
        what: "echo round trip p99, the socket's",
        baseline: "count",
        unit: Unit::Millis,
        judged: Judged::Ratio,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::SeenP50,
        what: "echo until drawn p50",
        baseline: "count",
        unit: Unit::Millis,
        judged: Judged::Ratio,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::SeenP99,
        what: "echo until drawn p99",
        baseline: "count",
        unit: Unit::Millis,
        judged: Judged::Ratio,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::Absorbed,
        what: "messages/s absorbed",
        baseline: "naive",
        unit: Unit::PerSecond,
        judged: Judged::Ratio,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::Hoppscotch,
        what: "messages/s absorbed",
        baseline: "Hoppscotch (recorded, not in this run)",
        unit: Unit::PerSecond,
        judged: Judged::Ratio,
        wanted: Wanted::AtLeast(100.0, Some(50.0)),
    },
    Goal {
        line: Line::Weight,
        what: "page weight, brotli 11",
        baseline: "",
        unit: Unit::Kilobytes,
        judged: Judged::Median,
        wanted: Wanted::AtMost(180.0, Some(260.0)),
    },
    Goal {
        line: Line::WholeWeight,
        what: "page weight, brotli 11",
        baseline: "",
        unit: Unit::Kilobytes,
        judged: Judged::Median,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::Interactive,
        what: "time to interactive",
        baseline: "empty Leptos page",
        unit: Unit::Millis,
        judged: Judged::Ratio,
        wanted: Wanted::AtMost(1.5, None),
    },
    Goal {
        line: Line::LargeTask,
        what: "longest task with one large message",
        baseline: "",
        unit: Unit::Millis,
        judged: Judged::Worst,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::LargeMemory,
        what: "private memory of the tab then",
        baseline: "",
        unit: Unit::Megabytes,
        judged: Judged::Median,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::SoakLost,
        what: "messages sent and not received",
        baseline: "",
        unit: Unit::Count,
        judged: Judged::Worst,
        wanted: Wanted::AtMost(0.0, Some(0.0)),
    },
    Goal {
        line: Line::SoakMiscounted,
        what: "received against kept + evicted, difference",
        baseline: "",
        unit: Unit::Count,
        judged: Judged::Worst,
        wanted: Wanted::AtMost(0.0, Some(0.0)),
    },
    Goal {
        line: Line::SoakGrowth,
        what: "memory growth once the bound is reached",
        baseline: "",
        unit: Unit::Megabytes,
        judged: Judged::Worst,
        wanted: Wanted::AtMost(8.0, None),
    },
    Goal {
        line: Line::SoakMemory,
        what: "private memory of the tab",
        baseline: "",
        unit: Unit::Megabytes,
        judged: Judged::Median,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::SoakTasks,
        what: "long tasks (over 50 ms) meanwhile",
        baseline: "",
        unit: Unit::Count,
        judged: Judged::Worst,
        wanted: Wanted::AtMost(0.0, None),
    },
    Goal {
        line: Line::SoakFrames,
        what: "frame p99 meanwhile",
        baseline: "",
        unit: Unit::Millis,
        judged: Judged::Median,
        wanted: Wanted::Nothing,
    },
    Goal {
        line: Line::SoakClicks,
        what: "frames until a click has its effect",
        baseline: "",
        unit: Unit::Frames,
        judged: Judged::Worst,
        wanted: Wanted::AtMost(2.0, None),
    },
];

/// Where a figure came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Goal,
    Floor,
    /// Under the floor, where there is one.
    Missed {
        broken: bool,
    },
    NotJudged,
}

impl Goal {
    pub(crate) fn of(line: Line) -> &'static Self {
        GOALS
            .iter()
            .find(|goal| goal.line == line)
            .expect("each line is in the table")
    }
}

impl Wanted {
    pub(crate) fn verdict(self, figure: f64) -> Verdict {
        let judge = |reached: fn(f64, f64) -> bool, goal: f64, floor: Option<f64>| {
            if reached(figure, goal) {
                Verdict::Goal
            } else if floor.is_some_and(|floor| reached(figure, floor)) {
                Verdict::Floor
            } else {
                Verdict::Missed {
                    broken: floor.is_some(),
                }
            }
        };
        match self {
            Self::Nothing => Verdict::NotJudged,
            Self::AtLeast(goal, floor) => judge(|figure, bound| figure >= bound, goal, floor),
            Self::AtMost(goal, floor) => judge(|figure, bound| figure <= bound, goal, floor),
        }
    }

    /// The goal and the floor, as they stand in the table.
    pub(crate) fn words(self) -> [String; 2] {
        let words = |sign: &str, bound: Option<f64>| {
            bound.map_or_else(|| "-".to_owned(), |bound| format!("{sign} {bound}"))
        };
        match self {
            Self::Nothing => ["-".to_owned(), "-".to_owned()],
            Self::AtLeast(goal, floor) => [words(">=", Some(goal)), words(">=", floor)],
            Self::AtMost(goal, floor) => [words("<=", Some(goal)), words("<=", floor)],
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Goal => "goal",
            Self::Floor => "floor",
            Self::Missed { broken: true } => "FLOOR BROKEN",
            Self::Missed { broken: false } => "missed",
            Self::NotJudged => "-",
        })
    }
}

impl Unit {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PerSecond => "/s",
            Self::Micros => "us",
            Self::Millis => "ms",
            Self::Bytes => "B",
            Self::Kilobytes => "KB",
            Self::Megabytes => "MB",
            Self::Frames => "frames",
            Self::Count => "",
        }
    }

    /// `Unit::Micros.written(1.25) == "1.25 us"`
    pub(crate) fn written(self, figure: f64) -> String {
        let decimals = match figure.abs() {
            size if size >= 100.0 || figure.fract() == 0.0 => 0,
            size if size >= 10.0 => 1,
            _ => 2,
        };
        format!("{figure:.decimals$} {}", self.name())
            .trim_end()
            .to_owned()
    }
}
