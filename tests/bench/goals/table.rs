//! The table: every line that is measured and what is wanted of it.

use super::Goal;
use super::Judged::{self, Median, Ratio, Worst};
use super::Wanted::{self, AtLeast, AtMost, Nothing};
use crate::unit::Unit::{self, Bytes, Count, Frames, Kilobytes, Megabytes, Micros, Millis, PerSecond};

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
    PageEchoP50,
    PageEchoP99,
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

/// All of them, in the order of the table: what is measured, what it is compared with, how it is judged, and the goal
/// with its floor.
#[rustfmt::skip]
pub(super) static GOALS: &[Goal] = &[
    goal(Line::Ingest, "messages/s, kept, indexed, drawn", "count", PerSecond, Ratio, AtLeast(1.0, Some(0.95))),
    goal(Line::IngestLargeText, "messages/s, large text", "count", PerSecond, Ratio, AtLeast(0.9, Some(0.75))),
    goal(Line::IngestLargeBinary, "messages/s, large binary", "count", PerSecond, Ratio, AtLeast(0.97, Some(0.9))),
    goal(Line::IngestStore, "messages/s against keeping in an array", "store", PerSecond, Ratio, Nothing),
    goal(Line::MainThread, "main-thread time per message", "count", Micros, Ratio, AtMost(0.05, Some(1.15))),
    goal(Line::WholeRenderer, "whole renderer's time per message", "count", Micros, Ratio, Nothing),
    goal(Line::FrameP50, "frame p50 while absorbing and following", "", Millis, Median, Nothing),
    goal(Line::FrameP99, "frame p99 while absorbing and following", "", Millis, Median, AtMost(20.0, Some(34.0))),
    goal(Line::LongTasks, "long tasks (over 50 ms) meanwhile", "", Count, Worst, AtMost(0.0, None)),
    goal(Line::LongestTask, "longest task meanwhile", "", Millis, Worst, Nothing),
    goal(Line::MillionRate, "a million received, kept, followed", "", PerSecond, Median, Nothing),
    goal(Line::MillionTab, "private memory of the tab at the end", "", Megabytes, Median, Nothing),
    goal(Line::Memory, "memory per kept 64 B message", "store", Bytes, Median, AtMost(88.0, Some(112.0))),
    goal(Line::WasmMemory, "wasm memory per kept message", "", Bytes, Median, Nothing),
    goal(Line::FilterWork, "text filter, main-thread time", "", Millis, Median, AtMost(100.0, Some(400.0))),
    goal(Line::OtherFilterWork, "other filters, main-thread time", "", Millis, Median, Nothing),
    goal(Line::FilterWall, "filter, until all is looked through", "", Millis, Median, Nothing),
    goal(Line::FilterFrames, "frames lost (gaps over 34 ms) meanwhile", "", Count, Worst, AtMost(0.0, None)),
    goal(Line::JumpP50, "jump to a row of a million, p50", "", Frames, Median, Nothing),
    goal(Line::Jump, "jump to a row of a million, slowest", "", Frames, Worst, AtMost(1.0, Some(2.0))),
    goal(Line::EchoP50, "echo round trip p50, the socket's", "count", Millis, Ratio, AtMost(1.05, Some(1.25))),
    goal(Line::EchoP99, "echo round trip p99, the socket's", "count", Millis, Ratio, Nothing),
    goal(Line::PageEchoP50, "echo round trip p50, the page's", "count", Millis, Ratio, Nothing),
    goal(Line::PageEchoP99, "echo round trip p99, the page's", "count", Millis, Ratio, Nothing),
    goal(Line::SeenP50, "echo until drawn p50", "count", Millis, Ratio, Nothing),
    goal(Line::SeenP99, "echo until drawn p99", "count", Millis, Ratio, Nothing),
    goal(Line::Absorbed, "messages/s absorbed", "naive", PerSecond, Ratio, Nothing),
    goal(Line::Hoppscotch, "messages/s absorbed", "Hoppscotch (recorded, not in this run)", PerSecond, Ratio, AtLeast(100.0, Some(50.0))),
    goal(Line::Weight, "page weight, brotli 11", "", Kilobytes, Median, AtMost(180.0, Some(260.0))),
    goal(Line::WholeWeight, "page weight, brotli 11", "", Kilobytes, Median, Nothing),
    goal(Line::Interactive, "time to interactive", "empty Leptos page", Millis, Ratio, AtMost(1.5, None)),
    goal(Line::LargeTask, "longest task with one large message", "", Millis, Worst, Nothing),
    goal(Line::LargeMemory, "private memory of the tab then", "", Megabytes, Median, Nothing),
    goal(Line::SoakLost, "messages sent and not received", "", Count, Worst, AtMost(0.0, Some(0.0))),
    goal(Line::SoakMiscounted, "received against kept + evicted, difference", "", Count, Worst, AtMost(0.0, Some(0.0))),
    goal(Line::SoakGrowth, "memory growth once the bound is reached", "", Megabytes, Worst, AtMost(8.0, None)),
    goal(Line::SoakMemory, "private memory of the tab", "", Megabytes, Median, Nothing),
    goal(Line::SoakTasks, "long tasks (over 50 ms) meanwhile", "", Count, Worst, AtMost(0.0, None)),
    goal(Line::SoakFrames, "frame p99 meanwhile", "", Millis, Median, Nothing),
    goal(Line::SoakClicks, "frames until a click has its effect", "", Frames, Worst, AtMost(2.0, None)),
];

const fn goal(
    line: Line,
    what: &'static str,
    baseline: &'static str,
    unit: Unit,
    judged: Judged,
    wanted: Wanted,
) -> Goal {
    Goal {
        line,
        what,
        baseline,
        unit,
        judged,
        wanted,
    }
}
