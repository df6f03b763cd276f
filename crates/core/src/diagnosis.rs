//! "Why did it close?": from what is known about one connection to a ranked list of what may lie behind its end.
//!
//! The WebSocket standard forbids a page to tell DNS, refusal, TLS and handshake failures apart, so a 1006 never gets
//! one cause here: it gets the likely ones for this case, each with the evidence that ranked it and what to check next.

mod dropped;
mod never_opened;
mod stopped;

use crate::close::{CloseCode, Tone};
use crate::evidence::Evidence;
use crate::format::{short_span, visible};

/// What to tell the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// What happened, in a paragraph.
    pub summary: String,
    /// How bad it is.
    pub tone: Tone,
    /// What may lie behind it, likeliest first. Empty where nothing went wrong.
    pub causes: Vec<Cause>,
    /// What it cannot have been, as a sentence.
    pub ruled_out: Option<String>,
}

/// Something that may lie behind the end of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// As a short label.
    pub title: &'static str,
    /// What ranked it where it is, in a few words; empty where nothing particular did.
    pub evidence: String,
    /// What to look at next.
    pub check: String,
}

/// Explains how a connection ended.
pub fn diagnose(evidence: &Evidence) -> Diagnosis {
    let code = CloseCode::from(evidence.code);
    if evidence.stopped {
        return stopped::diagnose();
    }
    if evidence.closed_by_page {
        return closed_by_page(evidence, code);
    }
    if !evidence.opened {
        return never_opened::diagnose(evidence);
    }
    match code {
        // Firefox passes on a 1006 or a 1015 that a server wrongly put on the wire, as a clean close.
        CloseCode::AbnormalClosure | CloseCode::TlsHandshake if evidence.was_clean => impossible_code(code),
        CloseCode::AbnormalClosure => dropped::diagnose(evidence),
        _ => server_code(evidence, code),
    }
}

/// The person ended it: nothing to explain, unless the other side did not play along.
fn closed_by_page(evidence: &Evidence, code: CloseCode) -> Diagnosis {
    let quiet = |summary: String| Diagnosis {
        summary,
        tone: Tone::Neutral,
        causes: Vec::new(),
        ruled_out: None,
    };
    if !evidence.opened {
        let waited = short_span(evidence.connecting_for);
        return quiet(format!(
            "You cancelled after {waited}, before the connection opened."
        ));
    }
    if evidence.was_clean {
        return quiet(match code {
            CloseCode::NoStatusReceived => {
                "You closed it, and the server answered without a code.".to_owned()
            }
            _ => format!(
                "You closed it, and the server answered with {} {}.",
                evidence.code,
                code.name()
            ),
        });
    }
    let summary = if evidence.close_timed_out {
        "You closed it, and the server did not answer the close frame in time."
    } else {
        "You closed it, and the connection ended before the server's close frame came."
    };
    let mut causes = Ranking::default();
    causes.add(
        60,
        "The server does not answer close frames",
        "no close frame came back",
        "Its handler may be busy or gone: check that it still reads from the connection.",
    );
    causes.add_network(if evidence.online { 40 } else { 90 }, evidence);
    Diagnosis {
        summary: summary.to_owned(),
        tone: Tone::Warn,
        causes: causes.ranked(),
        ruled_out: None,
    }
}

/// A close frame came, so the code's own causes apply.
fn server_code(evidence: &Evidence, code: CloseCode) -> Diagnosis {
    let sent = match code {
        CloseCode::NoStatusReceived => "The server closed the connection and gave no code.".to_owned(),
        _ => format!(
            "The server closed the connection with {} {}. {}",
            evidence.code,
            code.name(),
            code.meaning()
        ),
    };
    let reason = if evidence.reason.is_empty() {
        "It gave no reason.".to_owned()
    } else {
        format!("Its reason: “{}”", visible(&evidence.reason))
    };
    let causes = code
        .likely_causes()
        .iter()
        .map(|cause| Cause {
            title: cause.title,
            evidence: format!("close code {}", evidence.code),
            check: cause.check.to_owned(),
        })
        .collect();
    Diagnosis {
        summary: format!("{sent} {reason}"),
        tone: code.severity(),
        causes,
        ruled_out: Some(
            "Ruled out: the network and a crash. A close frame came, so the server chose to close."
                .to_owned(),
        ),
    }
}

fn impossible_code(code: CloseCode) -> Diagnosis {
    let number = code.as_u16();
    Diagnosis {
        summary: format!(
            "The server put {number} in a close frame. That number is for browsers to set and never to be sent \
             (RFC 6455 7.4.1), so here it says only that the server closed."
        ),
        tone: Tone::Danger,
        causes: vec![Cause {
            title: "The server passes on a code it received itself",
            evidence: "wasClean is true".to_owned(),
            check: format!(
                "Find where the server or a proxy sends its close code, and send 1011 in place of {number}."
            ),
        }],
        ruled_out: Some("Ruled out: a lost connection. Close frames went both ways.".to_owned()),
    }
}

/// Causes as they are found, each with a weight. Only the order of the weights matters.
#[derive(Default)]
struct Ranking(Vec<(u8, Cause)>);

impl Ranking {
    /// More than a handful of causes is no longer a ranking.
    const MOST: usize = 5;

    fn add(
        &mut self,
        weight: u8,
        title: &'static str,
        evidence: impl Into<String>,
        check: impl Into<String>,
    ) {
        let cause = Cause {
            title,
            evidence: evidence.into(),
            check: check.into(),
        };
        let place = self.0.partition_point(|(other, _)| *other >= weight);
        self.0.insert(place, (weight, cause));
    }

    fn add_network(&mut self, weight: u8, evidence: &Evidence) {
        self.add(
            weight,
            "The network dropped",
            if evidence.online {
                "the browser reports online"
            } else {
                "the browser reports offline"
            },
            "Check Wi-Fi, VPN and sleep on this machine.",
        );
    }

    /// Heaviest first; of equals, the one found first.
    fn ranked(self) -> Vec<Cause> {
        self.0
            .into_iter()
            .take(Self::MOST)
            .map(|(_, cause)| cause)
            .collect()
    }
}

#[cfg(test)]
mod tests;
