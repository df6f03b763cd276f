//! The ends of connections that had opened, and those that the person asked for.

use super::*;

#[test]
fn the_likeliest_cause_of_a_dropped_connection_fits_the_case() {
    let check = |evidence: Evidence, first: &str, says: &str| {
        let diagnosis = likeliest(&evidence, first, says);
        assert!(diagnosis.summary.contains("without a close frame"));
        assert!(diagnosis.ruled_out.is_some_and(|text| text.contains("did open")));
    };
    let silent = |millis| Evidence {
        silent_for: Some(Span::from_millis(millis)),
        ..dropped()
    };
    check(dropped(), "The server process ended", "no close frame");
    check(silent(60_003), "Idle timeout at a proxy", "60.0 s silent");
    check(silent(45_000), "Idle timeout at a proxy", "45.0 s silent");
    check(silent(29_000), "The server process ended", "no close frame");
    check(
        Evidence {
            online: false,
            ..silent(60_003)
        },
        "The network dropped",
        "the browser reports offline",
    );
    check(
        Evidence {
            open_for: Some(Span::from_millis(2)),
            silent_for: Some(Span::from_millis(2)),
            messages_received: 0,
            ..dropped()
        },
        "The server gave up right after the handshake",
        "open for 2 ms",
    );
    check(
        Evidence {
            open_for: Some(Span::from_secs(3_600)),
            ..dropped()
        },
        "A limit on how long a connection may live",
        "open for 01:00:00",
    );
    check(
        Evidence {
            unsent_bytes: 4_200_000,
            ..dropped()
        },
        "The connection was stuck before it ended",
        "4.2 MB never left the browser",
    );
}

#[test]
fn a_usual_idle_limit_outranks_an_unusual_silence() {
    let unsent = |secs| Evidence {
        silent_for: Some(Span::from_secs(secs)),
        online: false,
        ..dropped()
    };
    assert_eq!(
        titles(&unsent(60))[..2],
        ["The network dropped", "Idle timeout at a proxy"]
    );
    let at_once = |secs| Evidence {
        open_for: Some(Span::from_millis(1)),
        messages_received: 0,
        silent_for: Some(Span::from_secs(secs)),
        ..dropped()
    };
    assert_eq!(titles(&at_once(60))[0], "Idle timeout at a proxy");
    assert_eq!(
        titles(&at_once(42))[0],
        "The server gave up right after the handshake"
    );
}

#[test]
fn a_close_frame_is_explained_by_its_code_and_reason() {
    let check = |code: u16, reason: &str, tone: Tone, summary: &str| {
        let evidence = Evidence {
            code,
            reason: reason.to_owned(),
            was_clean: true,
            ..dropped()
        };
        let diagnosis = diagnose(&evidence);
        assert_eq!((diagnosis.tone, diagnosis.summary.as_str()), (tone, summary));
        let causes = CloseCode::from(code).likely_causes();
        assert!(
            diagnosis
                .causes
                .iter()
                .map(|cause| cause.title)
                .eq(causes.iter().map(|cause| cause.title))
        );
    };
    check(
        1000,
        "",
        Tone::Neutral,
        "The server closed the connection with 1000 Normal Closure. The connection did what it was opened for and \
         ended as agreed. It gave no reason.",
    );
    check(
        1005,
        "",
        Tone::Neutral,
        "The server closed the connection and gave no code. It gave no reason.",
    );
    check(
        1011,
        "<b>db</b>\u{202e} down",
        Tone::Danger,
        "The server closed the connection with 1011 Internal Error. The server met a condition that it did not \
         expect. Its reason: “<b>db</b>⟨U+202E⟩ down”",
    );
    check(
        4401,
        "token expired",
        Tone::Warn,
        "The server closed the connection with 4401 Private Use. The application's own, by agreement between client \
         and server. Its reason: “token expired”",
    );
}

#[test]
fn a_1006_that_came_in_a_close_frame_is_not_called_a_lost_connection() {
    for code in [1006, 1015] {
        let diagnosis = diagnose(&Evidence {
            code,
            was_clean: true,
            ..dropped()
        });
        assert!(
            diagnosis
                .summary
                .starts_with(&format!("The server put {code} in a close frame."))
        );
        assert!(
            diagnosis
                .ruled_out
                .is_some_and(|text| text.contains("lost connection"))
        );
    }
}

#[test]
fn a_close_that_the_person_asked_for_needs_no_explaining() {
    let check = |evidence: Evidence, tone: Tone, summary: &str| {
        let diagnosis = diagnose(&Evidence {
            closed_by_page: true,
            ..evidence
        });
        assert_eq!((diagnosis.tone, diagnosis.summary.as_str()), (tone, summary));
        assert_eq!(diagnosis.causes.is_empty(), tone == Tone::Neutral);
    };
    check(
        never_opened(),
        Tone::Neutral,
        "You cancelled after 40 ms, before the connection opened.",
    );
    check(
        Evidence {
            code: 1000,
            was_clean: true,
            ..dropped()
        },
        Tone::Neutral,
        "You closed it, and the server answered with 1000 Normal Closure.",
    );
    check(
        Evidence {
            code: 1005,
            was_clean: true,
            ..dropped()
        },
        Tone::Neutral,
        "You closed it, and the server answered without a code.",
    );
    check(
        Evidence {
            close_timed_out: true,
            ..dropped()
        },
        Tone::Warn,
        "You closed it, and the server did not answer the close frame in time.",
    );
    check(
        dropped(),
        Tone::Warn,
        "You closed it, and the connection ended before the server's close frame came.",
    );
}
