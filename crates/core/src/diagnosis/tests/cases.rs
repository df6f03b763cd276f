//! A case for each row of the tables: the first rank, and the causes not listed.

mod never_opened;
mod opened;

use super::*;
use crate::diagnosis::{closed, dropped as drops, never_opened as never};

struct Case {
    /// As the row says it.
    row: &'static str,
    evidence: fn() -> Evidence,
    /// The whole first rank.
    first: &'static [&'static str],
    /// Causes that the evidence rules out.
    absent: &'static [&'static str],
}

const POLICY: &str = "A policy of this page forbids the URL";
const BLOCKED: &str = "The browser blocks this port";
const OFFLINE: &str = "This machine is offline";
const MIXED: &str = "The browser blocks ws:// on an https page";
const CERTIFICATE: &str = "The certificate is not trusted";
const NOT_TLS: &str = "The port does not speak TLS";
const BAD_TLS: &str = "The certificate is not trusted, or the port is not TLS";
const WANTS_TLS: &str = "The port expects TLS";
const NO_ANSWER: &str = "Nothing answered";
const HALF: &str = "The server answered, and stopped half way";
const HELD_BACK: &str = "Part of the wait was the browser's own";
const BROKE_OFF: &str = "The server took the connection and ended or broke it at once";
const REJECTED: &str = "The server rejected the handshake, or answered it wrongly";
const CHOSE_NONE: &str = "The server chose none of the subprotocols";
const UNASKED: &str = "The server chose a subprotocol that was not offered";
const JUST_ENDED: &str = "The server has just ended";
const ENDED_SINCE: &str = "The server has ended since";
const NOT_THERE: &str = "The server is not there";
const NO_NAME: &str = "The host name does not resolve";
const REFUSED: &str = "Nothing listens there, or a firewall refuses";
const LOCAL_NETWORK: &str = "The browser keeps pages off the local network";
const BROWSER_ENDED: &str = "The browser stopped this page and ended the connection";
const BROKE: &str = "The server broke the protocol";
const RESET: &str = "The connection was reset";
const NETWORK: &str = "The network dropped";
const PING: &str = "The server gave up waiting for an answer to its ping";
const GAVE_UP: &str = "The server gave up right after the handshake";
const IDLE: &str = "An idle limit ended it";
const STUCK: &str = "The connection was stuck before it ended";
const LIFE: &str = "A limit on how long a connection may live";
const PROCESS_ENDED: &str = "The server process ended";
const CODE_LOST: &str = "The server sent a code that never arrived";
const STRICTER: &str = "The browser reads the URL or the subprotocols more strictly";

const fn case(
    row: &'static str,
    evidence: fn() -> Evidence,
    first: &'static [&'static str],
    absent: &'static [&'static str],
) -> Case {
    Case {
        row,
        evidence,
        first,
        absent,
    }
}

fn answered(evidence: Evidence, secs: u64, secure: bool) -> Evidence {
    Evidence {
        answered: Some(Answered {
            ago: Span::from_secs(secs),
            secure,
        }),
        ..evidence
    }
}

fn offering(evidence: Evidence) -> Evidence {
    Evidence {
        subprotocols_offered: 2,
        ..evidence
    }
}

fn elsewhere(secure: bool, port: u16) -> Evidence {
    Evidence {
        secure,
        port,
        page_secure: false,
        ..never_opened()
    }
}

fn in_firefox(evidence: Evidence) -> Evidence {
    Evidence {
        engine: Engine::Firefox,
        ..evidence
    }
}

fn slow(evidence: Evidence) -> Evidence {
    Evidence {
        ending: Ending::ConnectTimedOut {
            limit: Span::from_secs(20),
        },
        connecting_for: Span::from_secs(20),
        ..evidence
    }
}

fn silent(secs: u64) -> Evidence {
    Evidence {
        silent_for: Some(Span::from_secs(secs)),
        ..dropped()
    }
}

fn here(evidence: Evidence) -> Evidence {
    Evidence {
        host: "127.0.0.1".to_owned(),
        ..evidence
    }
}

fn errored(evidence: Evidence) -> Evidence {
    Evidence {
        errored: true,
        ..evidence
    }
}

fn at_once(evidence: Evidence) -> Evidence {
    Evidence {
        open_for: Some(Span::from_millis(2)),
        silent_for: Some(Span::from_millis(2)),
        messages_received: 0,
        ..evidence
    }
}

#[test]
fn each_row_has_its_causes_where_they_belong_and_none_that_is_ruled_out() {
    let cases: Vec<&Case> = [never_opened::CASES, opened::DROPPED, opened::CLOSED]
        .into_iter()
        .flatten()
        .collect();
    let rows: Vec<&Row> = [
        never::TABLE,
        never::REFUSED_BY_BROWSER,
        drops::TABLE,
        closed::TABLE,
        UNANSWERED,
    ]
    .into_iter()
    .flatten()
    .collect();
    for case in &cases {
        let evidence = (case.evidence)();
        let of = |row: &&&Row| row.when == case.row;
        let row = rows.iter().find(of).expect(case.row);
        assert!((row.holds)(&evidence), "{} does not hold", case.row);
        assert_eq!(first(&evidence), case.first, "{}: {:#?}", case.row, evidence);
        let listed = titles(&evidence);
        for cause in row.causes.iter().filter(|cause| (cause.possible)(&evidence)) {
            assert!(
                listed.contains(&cause.title),
                "{}: {} is missing",
                case.row,
                cause.title
            );
        }
        for absent in case.absent {
            assert!(!listed.contains(absent), "{}: {absent} is listed", case.row);
        }
    }
    for row in rows {
        assert!(
            cases.iter().any(|case| case.row == row.when),
            "{} has no case",
            row.when
        );
    }
}

#[test]
fn a_lower_rank_has_what_the_first_leaves_open() {
    let check = |evidence: Evidence, expect: &[&str]| {
        assert_eq!(titles(&evidence)[..expect.len()], *expect, "{evidence:#?}");
    };
    check(answered(local(), 3, false), &[REJECTED, JUST_ENDED]);
    check(
        elsewhere(true, 443),
        &[NO_NAME, REFUSED, REJECTED, BAD_TLS, UNASKED],
    );
    check(silent(60), &[IDLE, NETWORK, PROCESS_ENDED, CODE_LOST]);
    check(
        Evidence {
            silent_for: Some(Span::from_secs(300)),
            open_for: Some(Span::from_secs(300)),
            ..here(dropped())
        },
        &[IDLE, LIFE, PROCESS_ENDED],
    );
    check(errored(dropped()), &[BROKE, PROCESS_ENDED]);
    check(
        Evidence {
            page_secure: true,
            ..local()
        },
        &[NOT_THERE, REJECTED, WANTS_TLS, LOCAL_NETWORK],
    );
    check(
        Evidence {
            ending: Ending::Refused,
            event: None,
            ..local()
        },
        &[POLICY, STRICTER],
    );
    check(
        in_firefox(Evidence {
            event: Some(event(1015, "")),
            ..never_opened()
        }),
        &[CERTIFICATE, NOT_TLS],
    );
}

#[test]
fn a_limit_is_met_within_a_second_and_a_half() {
    let check = |millis: u64, expect: &[&str]| {
        let evidence = here(Evidence {
            silent_for: Some(Span::from_millis(millis)),
            ..dropped()
        });
        assert_eq!(first(&evidence), expect, "{millis} ms");
    };
    check(28_400, &[PROCESS_ENDED, CODE_LOST]);
    for known in [30, 50, 55, 60, 100, 120, 300, 350, 600] {
        for off in [0, 1_400, 2_600] {
            check(known * 1_000 - 1_400 + off, &[IDLE]);
        }
    }
}
