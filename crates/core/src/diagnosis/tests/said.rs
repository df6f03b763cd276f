//! The texts around the causes, and the properties of every list of causes.

use proptest::prelude::*;

use super::*;

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
        local(),
        "Ruled out: a blocked port, mixed content, the network outside this machine, a bad certificate.",
    );
    let silent = diagnose(&Evidence {
        ending: Ending::NoCloseEvent,
        event: None,
        ..never_opened()
    });
    assert!(silent.summary.contains("no close event"), "{}", silent.summary);
}

#[test]
fn a_handshake_that_ran_out_of_time_is_not_said_to_have_had_no_answer() {
    let diagnosis = diagnose(&Evidence {
        ending: Ending::ConnectTimedOut {
            limit: Span::from_secs(20),
        },
        connecting_for: Span::from_secs(20),
        ..never_opened()
    });
    assert_eq!(
        diagnosis.summary,
        "The connection did not finish the handshake within 20.0 s, so it was given up. The browser does not say how far \
         it came."
    );
}

#[test]
fn a_dropped_connection_says_what_1006_is_and_what_its_events_rule_out() {
    let check = |evidence: Evidence, says: &str| {
        let diagnosis = diagnose(&evidence);
        assert!(diagnosis.summary.contains("The browser put 1006 in its place"));
        assert_eq!(diagnosis.ruled_out.as_deref(), Some(says));
    };
    let opened = "Ruled out: a bad URL, TLS and handshake errors. This connection did open.";
    check(
        dropped(),
        &format!("{opened} And a broken protocol: no error event came before the close."),
    );
    check(
        Evidence {
            errored: true,
            ..dropped()
        },
        opened,
    );
    check(
        Evidence {
            engine: Engine::Firefox,
            ..dropped()
        },
        opened,
    );
}

#[test]
fn an_idle_limit_comes_with_the_lines_that_raise_it() {
    let diagnosis = diagnose(&Evidence {
        silent_for: Some(Span::from_secs(60)),
        ..dropped()
    });
    let products: Vec<&str> = diagnosis.causes[0]
        .settings
        .iter()
        .map(|line| line.product)
        .collect();
    assert_eq!(products, ["nginx", "HAProxy", "AWS ALB"]);
    assert!(
        diagnosis.causes[1..]
            .iter()
            .all(|cause| cause.settings.is_empty())
    );
}

#[test]
fn equals_are_announced_by_their_number() {
    let rank = |count: usize| {
        let cause = diagnose(&dropped()).causes[0].clone();
        vec![cause; count]
    };
    let said: Vec<_> = (0..=5).map(|count| equals(&rank(count))).collect();
    assert_eq!(
        said,
        [
            None,
            None,
            Some("One of these two"),
            Some("One of these three"),
            Some("One of these four"),
            Some("One of these"),
        ]
    );
}

/// Evidence of any kind, likely or not.
fn any_evidence() -> impl Strategy<Value = Evidence> {
    let spans = prop::sample::select(vec![
        0, 2, 40, 999, 8_000, 30_000, 42_000, 60_000, 300_000, 3_600_000,
    ]);
    let codes = prop::sample::select(vec![
        0, 1000, 1001, 1003, 1005, 1006, 1007, 1008, 1009, 1011, 1014, 1015, 3000, 4000, 4403,
    ]);
    let reasons = prop::sample::select(vec!["", "too big", "idle", "going away", "ping", "rate", "what?"]);
    let engines = prop::sample::select(vec![Engine::Chromium, Engine::Firefox, Engine::Other]);
    let bits = any::<[bool; 16]>();
    let hosts = prop::sample::select(vec!["h", "10.0.0.1", "localhost", "0.0.0.0", "[::ffff:7f00:1]"]);
    (
        codes,
        reasons,
        engines,
        bits,
        hosts,
        prop::array::uniform4(spans),
        0..5_u32,
    )
        .prop_map(|(code, reason, engine, bits, hosts, spans, few)| {
            let [connecting, open, silent, ago] = spans.map(Span::from_millis);
            Evidence {
                ending: match few {
                    _ if bits[12] && bits[13] => Ending::Refused,
                    1 if bits[4] => Ending::Disconnected { asked: 4000 },
                    2 if bits[4] => Ending::Cancelled,
                    3 if bits[4] => Ending::Abandoned { asked: 1000 },
                    4 if bits[4] => Ending::NoCloseEvent,
                    _ => Ending::Remote,
                },
                event: (bits[4] || few != 4).then(|| CloseEvent {
                    was_clean: bits[0],
                    ..event(code, reason)
                }),
                engine,
                errored: bits[2] && bits[1],
                suspended: bits[3],
                secure: bits[6],
                page_secure: bits[7],
                loopback_target: bits[8] && bits[9],
                online: bits[10],
                network_changed: bits[11],
                connecting_for: connecting,
                open_for: bits[1].then_some(open),
                silent_for: bits[1].then_some(silent),
                messages_sent: u64::from(bits[14]),
                last_sent: bits[14].then_some(Last { ago, bytes: 5 }),
                answered: bits[15].then_some(Answered {
                    ago,
                    secure: bits[13],
                }),
                host: hosts.to_owned(),
                port: if bits[12] { 443 } else { 80 },
                subprotocols_offered: few as usize,
                consecutive_failures: few * 4,
                ..Evidence::default()
            }
        })
}

proptest! {
    #[test]
    fn every_list_is_in_ranks_names_nothing_twice_and_nothing_that_is_ruled_out(evidence in any_evidence()) {
        let diagnosis = diagnose(&evidence);
        let listed = titles(&evidence);
        let mut before = 1;
        for cause in &diagnosis.causes {
            prop_assert!(cause.rank == before || cause.rank == before + 1, "{listed:?}");
            before = cause.rank;
            prop_assert!(!cause.title.ends_with('.') && cause.check.ends_with('.'));
            prop_assert_eq!(listed.iter().filter(|title| **title == cause.title).count(), 1);
        }
        let has = |title: &str| listed.contains(&title);
        let unsent = evidence.code().into_iter().flat_map(CloseCode::likely_causes).any(|cause| {
            cause.needs_sent && has(cause.title)
        });
        prop_assert!(evidence.messages_sent > 0 || !unsent, "{listed:?}");
        if evidence.engine == Engine::Chromium && !evidence.errored {
            prop_assert!(!has("The server broke the protocol"), "{listed:?}");
        }
        if evidence.this_machine() {
            prop_assert!(!has("The network dropped") && !has("The host name does not resolve"), "{listed:?}");
        }
        if evidence.engine == Engine::Firefox {
            prop_assert!(!listed.iter().any(|title| title.starts_with("The server chose")), "{listed:?}");
        }
        if evidence.is_code(&[1006]) && !evidence.ending.is_by_page() {
            prop_assert!(!diagnosis.causes.is_empty());
        }
    }
}
