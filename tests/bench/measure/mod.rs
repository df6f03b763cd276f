//! What is measured, one thing a file. This file only picks one.

mod absorbed;
mod echo;
mod firefox;
mod frames;
mod ingest;
mod large;
mod lasting;
mod million;
mod soak;
mod weight;

use crate::args::Scale;
use crate::finding::Finding;
use crate::setting;
use crate::stage::Stage;
use crate::trouble::Result;

/// A measurement, by the name it has on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Ingest,
    Frames,
    Million,
    Echo,
    Absorbed,
    Lasting,
    Weight,
    Large,
    Firefox,
    Soak,
}

impl What {
    /// In the order of the table.
    pub(crate) const ALL: [Self; 10] = [
        Self::Ingest,
        Self::Frames,
        Self::Million,
        Self::Echo,
        Self::Absorbed,
        Self::Lasting,
        Self::Weight,
        Self::Large,
        Self::Firefox,
        Self::Soak,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Frames => "frames",
            Self::Million => "million",
            Self::Echo => "echo",
            Self::Absorbed => "absorbed",
            Self::Lasting => "lasting",
            Self::Weight => "weight",
            Self::Large => "large",
            Self::Firefox => "firefox",
            Self::Soak => "soak",
        }
    }

    /// What it is, for those who choose.
    pub(crate) fn about(self) -> &'static str {
        match self {
            Self::Ingest => "messages/s and processor time per message, text and binary, 16 B to 64 KiB",
            Self::Frames => "frames and long tasks while a flood is taken in and followed",
            Self::Million => "1,000,000 messages: memory, filters, jumps",
            Self::Echo => "round trips of 64 B",
            Self::Absorbed => "messages/s kept up with, against a page with an element for each",
            Self::Lasting => "the cost of a heartbeat and a reply by text, in a flood",
            Self::Weight => "bytes to download, time until the page answers",
            Self::Large => "one message of 64 MiB, and of 256 MiB deflated",
            Self::Firefox => "messages/s and frames in Firefox, where there is one",
            Self::Soak => "5 minutes at 10,000 messages/s, over the bound of what is kept",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.name() == name)
    }

    /// Whether it is part of a run that names nothing.
    pub(crate) fn is_usual(self) -> bool {
        self != Self::Soak
    }

    /// Whether this machine has what it takes.
    pub(crate) fn is_possible(self) -> bool {
        self != Self::Firefox || setting::firefox().is_some()
    }

    /// Adds to the findings as they come, so that a failure half way leaves those before it.
    pub(crate) fn measure(self, stage: &Stage, scale: Scale, findings: &mut Vec<Finding>) -> Result<()> {
        match self {
            Self::Ingest => ingest::measure(stage, scale, findings),
            Self::Frames => frames::measure(stage, scale, findings),
            Self::Million => million::measure(stage, scale, findings),
            Self::Echo => echo::measure(stage, scale, findings),
            Self::Absorbed => absorbed::measure(stage, scale, findings),
            Self::Lasting => lasting::measure(stage, scale, findings),
            Self::Weight => weight::measure(stage, scale, findings),
            Self::Large => large::measure(stage, scale, findings),
            Self::Firefox => firefox::measure(stage, scale, findings),
            Self::Soak => soak::measure(stage, scale, findings),
        }
    }
}
