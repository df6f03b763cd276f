//! What is known about the end of a connection, as lines: for the explanation on the page and for the clipboard.

use std::fmt::Write as _;

use crate::diagnosis::diagnose;
use crate::entry::Closed;
use crate::format;
use crate::secret::{Mask, Masked, mask_text, mask_url};
use crate::time::Span;

/// From here on, a span reads better as hours, minutes and seconds.
const MINUTE: Span = Span::from_secs(60);

impl Closed {
    /// What was observed, as terms and facts, for the screen. Nothing in it is a guess.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        self.facts_with(Mask::Dots)
    }

    fn facts_with(&self, mask: Mask) -> Vec<(&'static str, String)> {
        let evidence = &self.evidence;
        let mut facts = vec![("URL", format::visible(&mask_url(&self.url, mask).text))];
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
            format::visible(&mask_text(&evidence.reason, mask).text)
        };
        facts.push(("Reason", reason));
        if evidence.unsent_bytes > 0 {
            facts.push(("Never left the browser", format::size(evidence.unsent_bytes)));
        }
        facts
    }

    /// The whole explanation as plain text, to be pasted where others read it.
    pub fn report(&self) -> Masked {
        let diagnosis = diagnose(&self.evidence);
        let mut report = format!("{}\n{}\n", self.label(), diagnosis.summary);
        for (term, fact) in self.facts_with(Mask::Stars) {
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
        // A cause may quote the server, and may quote what it says.
        let text = mask_text(&report, Mask::Stars).text;
        let mut masked = mask_url(&self.url, Mask::Stars);
        masked.add_names(mask_text(&self.evidence.reason, Mask::Stars).names);
        Masked { text, ..masked }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnosis::Evidence;
    use crate::entry::{Closed, Ending};
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
        let report = closed.report().text;
        assert!(report.starts_with("closed 1011 Internal Error\n"), "{report}");
        assert!(report.contains("Connected for: 3.000 s\n"), "{report}");
        assert!(report.contains("wasClean: true\n"), "{report}");
        assert!(!report.contains('\u{202e}'), "{report}");
        assert!(report.contains("\n1. "), "{report}");
    }

    #[test]
    fn a_secret_is_neither_shown_nor_copied() {
        let closed = Closed {
            ending: Ending::Remote,
            url: "wss://me:hunter2@h/live?room=7&token=abc123".to_owned(),
            evidence: Evidence {
                code: 4001,
                reason: "bad key sk_live_AbCdEf".to_owned(),
                was_clean: true,
                opened: true,
                online: true,
                ..Evidence::default()
            },
        };
        let report = closed.report();
        assert!(
            report
                .text
                .contains("URL: wss://me:***@h/live?room=7&token=***\n"),
            "{}",
            report.text
        );
        assert!(report.text.contains("Reason: bad key ***\n"), "{}", report.text);
        assert_eq!(report.names, ["password", "token", "part of the path"]);
        let facts = closed.facts();
        assert_eq!(facts[0].1, "wss://me:•••@h/live?room=7&token=•••");
        assert!(facts.contains(&("Reason", "bad key •••".to_owned())));
        let all = format!("{facts:?}{}", report.text);
        for secret in ["hunter2", "abc123", "AbCdEf"] {
            assert!(!all.contains(secret), "{all}");
        }
    }
}
