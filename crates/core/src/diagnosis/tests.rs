//! One table of cases for each way that a connection can end; here those that never opened.

mod opened;

use super::*;
use crate::time::Span;

/// A connection that failed 40 ms after Connect was pressed: wss from an https page, nothing else known.
fn never_opened() -> Evidence {
    Evidence {
        code: 1006,
        connecting_for: Span::from_millis(40),
        secure: true,
        page_secure: true,
        online: true,
        consecutive_failures: 1,
        ..Evidence::default()
    }
}

/// A connection that opened, was up for a little under 13 minutes, and was gone after some seconds of silence.
fn dropped() -> Evidence {
    Evidence {
        opened: true,
        open_for: Some(Span::from_secs(751)),
        silent_for: Some(Span::from_secs(8)),
        messages_received: 48,
        consecutive_failures: 0,
        ..never_opened()
    }
}

fn titles(evidence: &Evidence) -> Vec<&'static str> {
    diagnose(evidence)
        .causes
        .iter()
        .map(|cause| cause.title)
        .collect()
}

/// What is said of a connection whose likeliest cause is `first`, since `says`.
fn likeliest(evidence: &Evidence, first: &str, says: &str) -> Diagnosis {
    let diagnosis = diagnose(evidence);
    let cause = &diagnosis.causes[0];
    assert_eq!((cause.title, cause.evidence.as_str()), (first, says));
    assert!(diagnosis.causes.len() >= 2, "{first}: a 1006 never has one cause");
    diagnosis
}

#[test]
fn the_likeliest_cause_of_a_connection_that_never_opened_fits_the_case() {
    let check = |evidence: Evidence, first: &str, says: &str| {
        let diagnosis = likeliest(&evidence, first, says);
        assert_eq!(diagnosis.tone, Tone::Danger);
    };
    let base = never_opened;
    let local = || Evidence {
        loopback_target: true,
        secure: false,
        page_secure: false,
        ..base()
    };
    check(
        base(),
        "The server rejected the handshake",
        "browsers hide the HTTP status",
    );
    check(local(), "The server is not there", "failed after 40 ms");
    check(
        Evidence {
            blocked_port: Some(6000),
            online: false,
            ..local()
        },
        "The browser blocks this port",
        "port 6000 is on the browsers' list",
    );
    check(
        Evidence {
            online: false,
            ..base()
        },
        "This machine is offline",
        "the browser reports offline",
    );
    check(
        Evidence {
            secure: false,
            ..base()
        },
        "The browser blocks ws:// on an https page",
        "the page is https, the URL is ws://",
    );
    check(
        Evidence { code: 1015, ..base() },
        "The certificate is not trusted",
        "code 1015, which Firefox sets when TLS fails",
    );
    check(
        Evidence {
            connecting_for: Span::from_millis(21_040),
            ..base()
        },
        "A firewall drops the packets",
        "no answer for 21.0 s",
    );
    check(
        Evidence {
            connect_timed_out: Some(Span::from_secs(20)),
            connecting_for: Span::from_secs(20),
            consecutive_failures: 3,
            ..local()
        },
        "The server accepts connections but does not answer",
        "no answer for 20.0 s",
    );
}

#[test]
fn a_failure_without_a_close_event_points_at_the_pages_own_policy() {
    let silent = |evidence: Evidence| Evidence {
        no_close_event: true,
        ..evidence
    };
    let policy = "A policy of this page forbids the URL";
    for evidence in [
        never_opened(),
        Evidence {
            online: false,
            blocked_port: Some(6000),
            secure: false,
            ..never_opened()
        },
    ] {
        assert!(!titles(&evidence).contains(&policy));
        assert_eq!(titles(&silent(evidence))[0], policy);
    }
    let diagnosis = diagnose(&silent(never_opened()));
    assert!(
        diagnosis.summary.contains("no close event"),
        "{}",
        diagnosis.summary
    );
    assert!(
        !titles(&silent(dropped())).contains(&policy),
        "a policy cannot forbid what did open"
    );
}

#[test]
fn a_socket_that_the_browser_refused_to_create_is_not_blamed_on_the_server() {
    let check = |evidence: Evidence, first: &str| {
        let diagnosis = diagnose(&Evidence {
            refused: true,
            ..evidence
        });
        assert_eq!(diagnosis.causes[0].title, first);
        assert!(diagnosis.causes.len() >= 2, "{first}: a refusal is a guess too");
        assert!(
            diagnosis
                .summary
                .starts_with("The browser refused to create the socket")
        );
        assert!(
            diagnosis
                .causes
                .iter()
                .all(|cause| !cause.title.contains("server"))
        );
    };
    let mixed = "The browser blocks ws:// on an https page";
    check(
        Evidence {
            secure: false,
            online: false,
            ..never_opened()
        },
        mixed,
    );
    check(
        Evidence {
            secure: false,
            loopback_target: true,
            ..never_opened()
        },
        mixed,
    );
    check(never_opened(), "A policy of this page forbids the URL");
    check(
        Evidence {
            secure: false,
            page_secure: false,
            ..never_opened()
        },
        "A policy of this page forbids the URL",
    );
}

#[test]
fn a_circumstance_brings_its_cause_up() {
    let check = |evidence: Evidence, expected: bool, title: &str| {
        assert_eq!(
            titles(&evidence).contains(&title),
            expected,
            "{title}: {evidence:?}"
        );
    };
    let base = never_opened;
    let ignored = "The server chose none of the subprotocols";
    check(base(), false, ignored);
    check(
        Evidence {
            subprotocols_offered: 2,
            ..base()
        },
        true,
        ignored,
    );

    let waits = "Part of the wait was the browser's own";
    let slow = || Evidence {
        connecting_for: Span::from_secs(4),
        ..base()
    };
    check(
        Evidence {
            consecutive_failures: 3,
            ..slow()
        },
        true,
        waits,
    );
    check(
        Evidence {
            consecutive_failures: 2,
            ..slow()
        },
        false,
        waits,
    );
    check(
        Evidence {
            consecutive_failures: 3,
            ..base()
        },
        false,
        waits,
    );

    let local = "The browser keeps pages off the local network";
    check(
        Evidence {
            loopback_target: true,
            ..base()
        },
        true,
        local,
    );
    check(
        Evidence {
            loopback_target: true,
            page_secure: false,
            ..base()
        },
        false,
        local,
    );

    let certificate = "The certificate is not trusted, or the port is not TLS";
    check(base(), true, certificate);
    check(
        Evidence {
            secure: false,
            page_secure: false,
            ..base()
        },
        false,
        certificate,
    );

    let unsent = "The connection was stuck before it ended";
    check(dropped(), false, unsent);
    check(
        Evidence {
            unsent_bytes: 1_500,
            ..dropped()
        },
        true,
        unsent,
    );

    let broke = "The server broke the protocol";
    check(dropped(), false, broke);
    check(
        Evidence {
            silent_for: Some(Span::from_millis(3)),
            ..dropped()
        },
        true,
        broke,
    );
}

#[test]
fn a_connection_that_never_opened_says_what_is_hidden_and_what_is_ruled_out() {
    let diagnosis = diagnose(&never_opened());
    assert!(diagnosis.summary.starts_with(
        "The connection never opened. The browser hides the reason: check the URL, the certificate, and whether the \
         server accepts this Origin."
    ));
    let check =
        |evidence: Evidence, says: &str| assert_eq!(diagnose(&evidence).ruled_out.as_deref(), Some(says));
    check(never_opened(), "Ruled out: a blocked port, mixed content.");
    check(
        Evidence {
            loopback_target: true,
            secure: false,
            ..never_opened()
        },
        "Ruled out: a blocked port, mixed content, the network outside this machine, a bad certificate.",
    );
    let timed_out = Evidence {
        connect_timed_out: Some(Span::from_secs(20)),
        ..never_opened()
    };
    assert!(
        diagnose(&timed_out)
            .summary
            .starts_with("The connection did not open within 20.0 s")
    );
}
