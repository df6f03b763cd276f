//! One table of cases for each way that a connection can end; this file has their shared helpers.

mod cases;
mod closed;
mod said;

use super::*;
use crate::evidence::{Answered, Engine, Last};
use crate::session::CloseEvent;
use crate::time::Span;

/// A connection that failed 40 ms after Connect was pressed: wss from an https page in Chromium, nothing else known.
fn never_opened() -> Evidence {
    Evidence {
        event: Some(event(1006, "")),
        connecting_for: Span::from_millis(40),
        host: "example.com".to_owned(),
        port: 443,
        secure: true,
        page_secure: true,
        engine: Engine::Chromium,
        online: true,
        consecutive_failures: 1,
        ..Evidence::default()
    }
}

/// The same to wsbin, from a page that came from elsewhere.
fn local() -> Evidence {
    Evidence {
        host: "127.0.0.1".to_owned(),
        port: 9160,
        loopback_target: true,
        secure: false,
        page_secure: false,
        ..never_opened()
    }
}

/// A connection that opened, was up for a little under 13 minutes, and was gone after some seconds of silence.
fn dropped() -> Evidence {
    Evidence {
        open_for: Some(Span::from_secs(751)),
        silent_for: Some(Span::from_secs(8)),
        messages_received: 48,
        consecutive_failures: 0,
        ..never_opened()
    }
}

/// The same, with this in a close frame, and nothing ever sent.
fn closed(code: u16, reason: &str) -> Evidence {
    Evidence {
        event: Some(CloseEvent {
            was_clean: true,
            ..event(code, reason)
        }),
        ..dropped()
    }
}

fn event(code: u16, reason: &str) -> CloseEvent {
    CloseEvent {
        code,
        reason: reason.to_owned(),
        ..CloseEvent::default()
    }
}

/// A message of so many bytes that was sent so many milliseconds before the end.
fn sent(evidence: Evidence, bytes: u64, millis: u64) -> Evidence {
    Evidence {
        messages_sent: 1,
        last_sent: Some(Last {
            ago: Span::from_millis(millis),
            bytes,
        }),
        ..evidence
    }
}

fn titles(evidence: &Evidence) -> Vec<&'static str> {
    diagnose(evidence)
        .causes
        .iter()
        .map(|cause| cause.title)
        .collect()
}

/// The titles of the first rank.
fn first(evidence: &Evidence) -> Vec<&'static str> {
    let diagnosis = diagnose(evidence);
    let rank = diagnosis.ranks().next().unwrap_or_default();
    rank.iter().map(|cause| cause.title).collect()
}

/// The evidence of the first cause.
fn why(evidence: &Evidence) -> String {
    diagnose(evidence).causes[0].evidence.clone()
}
