//! The Worker that owned the socket stopped: the end of the connection is unknown, so this says nothing about
//! the server.

use super::Diagnosis;
use super::row::{Likely, Ranking, Row, always};
use crate::close::Tone;
use crate::evidence::Evidence;

pub(super) static TABLE: &[Row] = &[Row {
    when: "the Worker stopped",
    holds: always,
    causes: &[&ENDED_BY_THE_BROWSER, &FAULT],
}];

static ENDED_BY_THE_BROWSER: Likely = Likely {
    title: "The browser ended the background socket",
    possible: always,
    why: |_| "it gave no sign of life, or an error".to_owned(),
    check: "Browsers do that when memory runs out: keep less (Options, “Keep at most”), close other tabs, then connect again.",
    settings: &[],
};

static FAULT: Likely = Likely {
    title: "A fault in Tabcat",
    possible: always,
    why: |_| "its words are in a line before the close".to_owned(),
    check: "Connect again: sockets are the page's own from now on. If it happens again, report it with those words.",
    settings: &[],
};

pub(super) fn diagnose(evidence: &Evidence) -> Diagnosis {
    Diagnosis {
        summary: "The background socket stopped, in this browser. Whether the server is still connected is not known."
            .to_owned(),
        tone: Tone::Danger,
        causes: Ranking::of(evidence, TABLE).into_causes(),
        ruled_out: None,
    }
}
