//! "Why did it close?": turns the evidence about one connection into a ranked list of possible causes.
//!
//! The WebSocket standard forbids a page to tell DNS, refusal, TLS and handshake failures apart, so a 1006
//! never gets one cause here: it gets the likely ones for this case, each with its evidence and the next
//! check. Causes that can't be told apart have the same rank. The ranking is data: a table of rows for each
//! kind of end.

mod applications;
mod closed;
mod dead;
mod dropped;
mod idle;
mod never_opened;
mod row;
mod stopped;
mod words;

use crate::close::{CloseCode, Tone};
use crate::ending::Ending;
use crate::evidence::Evidence;
use crate::format::short_span;
use row::{Likely, Ranking, Row, always};

pub use row::Setting;

/// The explanation for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// What happened, in a paragraph.
    pub summary: String,
    /// How bad it is.
    pub tone: Tone,
    /// Possible causes, likeliest first, those of one rank together. Empty if nothing went wrong.
    pub causes: Vec<Cause>,
    /// Causes ruled out, as a sentence.
    pub ruled_out: Option<String>,
}

/// A possible cause of the end of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Its place, from 1. Causes of one rank can't be told apart.
    pub rank: usize,
    /// A short label.
    pub title: &'static str,
    /// The evidence for its rank, in a few words; may be empty.
    pub evidence: String,
    /// What to check next.
    pub check: String,
    /// Lines of configuration that change it.
    pub settings: &'static [Setting],
}

impl Diagnosis {
    /// The causes, rank by rank.
    pub fn ranks(&self) -> impl Iterator<Item = &[Cause]> {
        self.causes.chunk_by(|one, other| one.rank == other.rank)
    }
}

/// The heading above causes of one rank; `None` for a single cause.
pub fn equals(rank: &[Cause]) -> Option<&'static str> {
    match rank.len() {
        0 | 1 => None,
        2 => Some("One of these two"),
        3 => Some("One of these three"),
        4 => Some("One of these four"),
        _ => Some("One of these"),
    }
}

/// How many seconds between two heartbeats would have kept a connection that an idle limit has likely ended.
pub fn heartbeat_against(diagnosis: &Diagnosis, evidence: &Evidence) -> Option<u64> {
    let first = diagnosis.ranks().next()?;
    let is_idle = first.iter().any(|cause| cause.title == idle::IDLE_LIMIT.title);
    // Three quarters of the silence that was too long.
    let silent = evidence.silent_for.or(evidence.open_for)?;
    is_idle.then(|| (silent.as_secs() * 3 / 4).max(1))
}

/// Explains how a connection ended.
pub fn diagnose(evidence: &Evidence) -> Diagnosis {
    if evidence.ending == Ending::Stopped {
        return stopped::diagnose(evidence);
    }
    if evidence.ending.is_by_page() {
        return closed_by_page(evidence);
    }
    if let Some(diagnosis) = dead::diagnose(evidence) {
        return diagnosis;
    }
    if !evidence.opened() {
        return never_opened::diagnose(evidence);
    }
    match evidence.code() {
        Some(code) if closed::is_impossible(evidence, code) => closed::impossible_code(code),
        None | Some(CloseCode::AbnormalClosure) => dropped::diagnose(evidence),
        Some(code) => closed::diagnose(evidence, code),
    }
}

/// Ends that the person asked for, but the other side did not confirm.
static UNANSWERED: &[Row] = &[
    Row {
        when: "the close was not answered, and an error event came",
        holds: |evidence| evidence.errored,
        causes: &[&dropped::BROKE_PROTOCOL],
    },
    Row {
        when: "the close was not answered, and the browser is offline",
        holds: |evidence| !evidence.online,
        causes: &[&dropped::NETWORK],
    },
    Row {
        when: "the close was not answered",
        holds: always,
        causes: &[&NO_CLOSE_FRAME, &dropped::NETWORK],
    },
];

static NO_CLOSE_FRAME: Likely = Likely {
    title: "The server does not answer close frames",
    possible: always,
    why: |_| "no close frame came back".to_owned(),
    check: "Its handler may be busy or gone: check that it still reads from the connection.",
    settings: &[],
};

/// The person ended it: nothing to explain, unless the other side did not answer, or had closed by itself.
fn closed_by_page(evidence: &Evidence) -> Diagnosis {
    let quiet = |summary: String| Diagnosis {
        summary,
        tone: Tone::Neutral,
        causes: Vec::new(),
        ruled_out: None,
    };
    if !evidence.opened() {
        let waited = short_span(evidence.connecting_for);
        return quiet(format!(
            "You cancelled after {waited}, before the connection opened."
        ));
    }
    let who = match evidence.ending {
        Ending::Unanswered { .. } => "An on-open message was not answered, so this page closed it",
        _ => "You closed it",
    };
    let sent = match evidence.ending.asked() {
        Some(asked) => format!("{who} with {asked} {}", CloseCode::from(asked).name()),
        None => who.to_owned(),
    };
    if let Some(code) = evidence.code().filter(|_| evidence.contradicts()) {
        if closed::is_impossible(evidence, code) {
            return closed::impossible_code(code);
        }
        return Diagnosis {
            summary: format!(
                "{sent}. The close event has {} {}, which is the other side's own: it answered with another code, or had \
                 closed before it read yours. {} {}",
                code.as_u16(),
                code.name(),
                code.meaning(),
                closed::reason(evidence)
            ),
            tone: code.severity(),
            causes: closed::causes(evidence, code),
            ruled_out: Some(closed::ruled_out()),
        };
    }
    if let Some(code) = evidence.code().filter(|_| evidence.was_clean()) {
        return quiet(match code {
            CloseCode::NoStatusReceived => {
                format!("{sent}, and the close event has 1005: the close frame that came had no code.")
            }
            _ => format!(
                "{sent}, and the close event has {} {}.",
                code.as_u16(),
                code.name()
            ),
        });
    }
    let summary = if matches!(evidence.ending, Ending::Abandoned { .. }) {
        format!("{sent}, and no close frame came in time.")
    } else {
        format!("{sent}, and the connection ended before a close frame came.")
    };
    Diagnosis {
        summary,
        tone: Tone::Warn,
        causes: Ranking::of(evidence, UNANSWERED).into_causes(),
        ruled_out: None,
    }
}

#[cfg(test)]
mod tests;
