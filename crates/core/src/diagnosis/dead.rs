//! The heartbeat was not answered, or the page cache took the socket: no close event tells anything.

use super::dropped::{BROWSER_ENDED, NETWORK};
use super::row::{Likely, Ranking, Row, always};
use super::{Cause, Diagnosis, Evidence};
use crate::close::Tone;
use crate::ending::Ending;

static UNANSWERED: &[Row] = &[Row {
    when: "a heartbeat was not answered",
    holds: always,
    causes: &[&NETWORK, &HANGS, &OTHER_REPLY],
}];

static CACHED: &[Row] = &[Row {
    when: "the page cache took the socket",
    holds: always,
    causes: &[&BROWSER_ENDED],
}];

static HANGS: Likely = Likely {
    title: "The server hangs",
    possible: always,
    why: |evidence| match evidence.messages_received {
        0 => "it never sent a message".to_owned(),
        _ => "it answered before".to_owned(),
    },
    check: "Its process is there and does nothing: look at its log, its load and its locks at this time.",
    settings: &[],
};

static OTHER_REPLY: Likely = Likely {
    title: "The server answers the heartbeat with something else",
    possible: |evidence| evidence.messages_received > 0,
    why: |_| "messages came".to_owned(),
    check: "Compare what came after the heartbeats with the reply that Options wait for.",
    settings: &[],
};

/// Explains an end that this page noticed by itself; `None` for other ends.
pub(super) fn diagnose(evidence: &Evidence) -> Option<Diagnosis> {
    let (summary, table) = match evidence.ending {
        Ending::Dead => (
            "Nothing answered the heartbeat. This page closed the connection with 4000, and did not wait for an answer to that.",
            UNANSWERED,
        ),
        Ending::Cached => (
            "The page was left, kept for the back button and brought back. The browser had closed its socket.",
            CACHED,
        ),
        _ => return None,
    };
    let causes: Vec<Cause> = Ranking::of(evidence, table).into_causes();
    Some(Diagnosis {
        summary: summary.to_owned(),
        tone: Tone::Danger,
        causes,
        ruled_out: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_this_page_noticed_by_itself_is_told_as_that() {
        let of = |ending, messages_received| {
            let evidence = Evidence {
                ending,
                messages_received,
                host: "example.com".to_owned(),
                open_for: Some(crate::Span::from_secs(60)),
                ..Evidence::default()
            };
            diagnose(&evidence).map(|diagnosis| {
                let titles = diagnosis.causes.iter().map(|cause| cause.title);
                titles.collect::<Vec<_>>()
            })
        };
        assert_eq!(of(Ending::Remote, 0), None);
        assert_eq!(of(Ending::Dead, 0), Some(vec![NETWORK.title, HANGS.title]));
        assert_eq!(
            of(Ending::Dead, 3),
            Some(vec![NETWORK.title, HANGS.title, OTHER_REPLY.title])
        );
        assert_eq!(of(Ending::Cached, 3), Some(vec![BROWSER_ENDED.title]));
    }
}
