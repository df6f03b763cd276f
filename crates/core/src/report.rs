//! What is known about the end of a connection, as lines: for the explanation on the page and for the clipboard.

use std::fmt::Write as _;

use crate::diagnosis::diagnose;
use crate::entry::Closed;
use crate::format;
use crate::time::Span;

/// From here on, a span reads better as hours, minutes and seconds.
const MINUTE: Span = Span::from_secs(60);

impl Closed {
    /// What was observed, as terms and facts. Nothing in it is a guess.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let evidence = &self.evidence;
        let mut facts = vec![("URL", format::visible(&self.url))];
        match evidence.open_for {
            Some(open_for) if open_for < MINUTE => {
                facts.push(("Connected for", format::short_span(open_for)));
            }
            Some(open_for) => facts.push(("Connected for", format::duration(open_for))),
            None => facts.push(("Tried for", format::short_span(evidence.connecting_for))),
        }
        if let Some(silent_for) = evidence.silent_for {
            facts.push(("Silent before the close", format::short_span(silent_for)));
        }
        if self.code().is_some() {
            facts.push(("wasClean", evidence.was_clean.to_string()));
        }
        let reason = if evidence.reason.is_empty() {
            "none".to_owned()
        } else {
            format::visible(&evidence.reason)
        };
        facts.push(("Reason", reason));
        if evidence.unsent_bytes > 0 {
            facts.push(("Never left the browser", format::size(evidence.unsent_bytes)));
        }
        facts
    }

    /// The whole explanation as plain text.
    pub fn report(&self) -> String {
        let diagnosis = diagnose(&self.evidence);
        let mut report = format!("{}\n{}\n", self.label(), diagnosis.summary);
        for (term, fact) in self.facts() {
            writeln!(report, "{term}: {fact}").expect("writing to a String does not fail");
        }
        for (cause, rank) in diagnosis.causes.iter().zip(1..) {
            let why = if cause.evidence.is_empty() {
                String::new()
            } else {
                format!(" ({})", cause.evidence)
            };
            writeln!(report, "{rank}. {}{why}: {}", cause.title, cause.check)
                .expect("writing to a String does not fail");
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::{Closed, Ending};
    use crate::evidence::Evidence;
    use crate::time::Span;

    #[test]
    fn a_report_says_what_was_seen_and_what_may_lie_behind_it() {
        let closed = Closed {
            ending: Ending::Remote,
            url: "ws://localhost/".to_owned(),
            evidence: Evidence {
                code: 1011,
                reason: "out of\u{202e} memory".to_owned(),
                was_clean: true,
                opened: true,
                open_for: Some(Span::from_secs(3)),
                online: true,
                ..Evidence::default()
            },
        };
        let report = closed.report();
        assert!(report.starts_with("closed 1011 Internal Error\n"), "{report}");
        assert!(report.contains("Connected for: 3.000 s\n"), "{report}");
        assert!(report.contains("wasClean: true\n"), "{report}");
        assert!(!report.contains('\u{202e}'), "{report}");
        assert!(report.contains("\n1. "), "{report}");
    }
}
