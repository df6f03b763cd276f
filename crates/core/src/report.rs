//! The evidence about the end of a connection, as lines: for the explanation on the page and for the
//! clipboard.

use std::fmt::{Arguments, Write as _};

use crate::diagnosis::{Cause, diagnose, equals};
use crate::ending::{Closed, Ending};
use crate::format;
use crate::secret::{Mask, Masked, mask_text, mask_url};
use crate::time::Span;

/// Spans from here on are shown as hours, minutes and seconds.
const MINUTE: Span = Span::from_secs(60);

impl Closed {
    /// The observations, as terms and facts, for the screen. None of them is a guess.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        self.facts_with(Mask::Dots)
    }

    fn facts_with(&self, mask: Mask) -> Vec<(&'static str, String)> {
        let mut facts = vec![("URL", format::visible(&mask_url(&self.url, mask).text))];
        match self.open_for {
            Some(open_for) if open_for < MINUTE => {
                facts.push(("Connected for", format::short_span(open_for)));
            }
            Some(open_for) => facts.push(("Connected for", format::duration(open_for))),
            None => facts.push(("Tried for", format::short_span(self.connecting_for))),
        }
        if let Some(silent_for) = self.silent_for {
            facts.push(("Silent before the close", format::short_span(silent_for)));
        }
        if self.code().is_some() {
            facts.push(("wasClean", self.was_clean().to_string()));
        }
        let reason = if self.reason().is_empty() {
            "none".to_owned()
        } else {
            format::visible(&mask_text(self.reason(), mask).text)
        };
        facts.push(("Reason", reason));
        if let Some(asked) = self.ending.asked() {
            let who = match self.ending {
                Ending::Unanswered { .. } => "Sent by this page",
                _ => "Sent by Disconnect",
            };
            facts.push((who, asked.to_string()));
        }
        for (term, last) in [
            ("Last sent", self.last_sent),
            ("Last received", self.last_received),
        ] {
            if let Some(last) = last {
                let (size, ago) = (format::size(last.bytes), format::short_span(last.ago));
                facts.push((term, format!("{size}, {ago} before")));
            }
        }
        if self.errored {
            facts.push(("Error event", "before the close".to_owned()));
        }
        if self.suspended {
            facts.push(("This page", "was stopped by the browser".to_owned()));
        }
        if self.unsent_bytes() > 0 {
            facts.push(("Never left the browser", format::size(self.unsent_bytes())));
        }
        facts
    }

    /// The whole explanation as plain text, to paste where others read it.
    pub fn report(&self) -> Masked {
        let diagnosis = diagnose(self);
        let mut report = format!("{}\n{}\n", self.label(), diagnosis.summary);
        for (term, fact) in self.facts_with(Mask::Stars) {
            line(&mut report, format_args!("{term}: {fact}"));
        }
        for (causes, rank) in diagnosis.ranks().zip(1..) {
            let (mut indent, mut mark) = ("   ", format!("{rank}. "));
            if let Some(equals) = equals(causes) {
                line(&mut report, format_args!("{mark}{equals}:"));
                (indent, mark) = ("     ", "   - ".to_owned());
            }
            for cause in causes {
                write_cause(&mut report, &mark, cause, indent);
            }
        }
        if let Some(ruled_out) = diagnosis.ruled_out {
            line(&mut report, format_args!("{ruled_out}"));
        }
        // A cause may quote the server's words.
        let text = mask_text(&report, Mask::Stars).text;
        let mut masked = mask_url(&self.url, Mask::Stars);
        masked.add_names(mask_text(self.reason(), Mask::Stars).names);
        Masked { text, ..masked }
    }
}

/// `title (why): check`, and a line for each setting.
fn write_cause(report: &mut String, mark: &str, cause: &Cause, indent: &str) {
    let why = if cause.evidence.is_empty() {
        String::new()
    } else {
        format!(" ({})", cause.evidence)
    };
    line(
        report,
        format_args!("{mark}{}{why}: {}", cause.title, cause.check),
    );
    for setting in cause.settings {
        line(
            report,
            format_args!("{indent}{}: {}", setting.product, setting.line),
        );
    }
}

fn line(report: &mut String, text: Arguments<'_>) {
    writeln!(report, "{text}").expect("writing to a String does not fail");
}

#[cfg(test)]
mod tests {
    use crate::ending::Closed;
    use crate::evidence::{Evidence, Last};
    use crate::session::CloseEvent;
    use crate::time::Span;

    fn said(code: u16, reason: &str, was_clean: bool) -> CloseEvent {
        CloseEvent {
            code,
            reason: reason.to_owned(),
            was_clean,
            unsent_bytes: 0,
        }
    }

    #[test]
    fn a_report_says_what_was_seen_and_what_may_lie_behind_it() {
        let closed = Closed::new(Evidence {
            url: "ws://localhost/".to_owned(),
            event: Some(said(1011, "out of\u{202e} memory", true)),
            open_for: Some(Span::from_secs(3)),
            online: true,
            ..Evidence::default()
        });
        let report = closed.report().text;
        assert!(report.starts_with("closed 1011 Internal Error\n"), "{report}");
        assert!(report.contains("Connected for: 3.000 s\n"), "{report}");
        assert!(report.contains("wasClean: true\n"), "{report}");
        assert!(!report.contains('\u{202e}'), "{report}");
        assert!(
            report.contains("\n1. What the server's own reason says ("),
            "{report}"
        );
        assert!(report.contains("\n2. An exception"), "{report}");
    }

    #[test]
    fn causes_that_cannot_be_told_apart_share_a_number_and_settings_stand_below_theirs() {
        let closed = |silent: u64| {
            Closed::new(Evidence {
                url: "ws://example.com/".to_owned(),
                event: Some(said(1006, "", false)),
                open_for: Some(Span::from_secs(700)),
                silent_for: Some(Span::from_secs(silent)),
                last_sent: Some(Last {
                    ago: Span::from_secs(silent),
                    bytes: 90_000,
                }),
                messages_received: 3,
                messages_sent: 1,
                online: true,
                ..Evidence::default()
            })
        };
        let equal = closed(42).report().text;
        for part in [
            "Last sent: 90.0 KB, 42.0 s before\n",
            "\n1. One of these two:\n   - An idle limit ended it (42.0 s silent): ",
            "\n     nginx: proxy_read_timeout 3600s;\n     HAProxy: timeout tunnel 1h\n     AWS ALB: aws elbv2 ",
            "\n   - The network dropped (the browser reports online): ",
            "\n2. One of these two:\n   - The server process ended",
            "\nRuled out: a bad URL",
        ] {
            assert!(equal.contains(part), "no {part:?} in\n{equal}");
        }
        let first = closed(60).report().text;
        let part = "\n1. An idle limit ended it (60.0 s silent; 60 s is the limit of nginx and AWS ALB): ";
        assert!(first.contains(part), "{first}");
        assert!(
            first.contains("\n   nginx: proxy_read_timeout 3600s;\n"),
            "{first}"
        );
    }

    #[test]
    fn a_secret_is_neither_shown_nor_copied() {
        let closed = Closed::new(Evidence {
            url: "wss://me:hunter2@h/live?room=7&token=abc123".to_owned(),
            event: Some(said(4001, "bad key sk_live_AbCdEf", true)),
            online: true,
            ..Evidence::default()
        });
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
