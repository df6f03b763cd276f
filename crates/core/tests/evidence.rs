//! What a session remembers for the day that somebody asks why a connection ended.

mod elsewhere;
mod script;
mod support;

use script::{Bench, check, play};
use support::plan;
use tabcat_core::evidence::{Answered, Evidence, Last, Page};
use tabcat_core::{Span, Timestamp};

/// A script's last end, at a URL, in a page that came from `host` a second before.
fn ended(url: &str, host: &str, secure: bool, script: &str) -> Evidence {
    let page = Page {
        secure,
        host: host.to_owned(),
        loaded: Timestamp::from_micros(999_000_000),
        ..Page::default()
    };
    let bench = Bench::with(plan(url, ""), page).play(script);
    bench.evidence().clone()
}

#[test]
fn an_error_event_counts_where_it_came_after_the_open() {
    let check =
        |script: &str, errored: bool| assert_eq!(play(script).evidence().errored, errored, "{script}");
    check("connect; open; error; closed 1006", true);
    check("connect; open; error final; closed 1006", true);
    check("connect; open; disconnect; error; closed 1006", true);
    check("connect; open; closed 1006", false);
    check("connect; error; closed 1006", false);
    check(
        "connect; open; error; closed 1006; connect; open; closed 1006",
        false,
    );
}

#[test]
fn a_page_that_was_stopped_is_remembered_until_its_sockets_have_had_time_to_end() {
    let check =
        |script: &str, suspended: bool| assert_eq!(play(script).evidence().suspended, suspended, "{script}");
    check("connect; open; suspended; +60s resumed; +1s closed 1006", true);
    check("connect; open; suspended; +60s closed 1006", true);
    check(
        "connect; open; suspended; +60s resumed; resumed; +10s closed 1006",
        true,
    );
    check("connect; open; suspended; +60s resumed; +11s closed 1006", false);
    check("connect; open; closed 1006; suspended; +5s closed 1006", false);
    check("suspended; +5s resumed; +1s connect; open; closed 1006", false);
    // Every page is shown when it opens.
    check("resumed; connect; open; resumed; closed 1006", false);
}

#[test]
fn a_page_that_stood_still_for_a_second_says_so_to_the_connections_that_run() {
    check(
        "suspended       => nothing
         +9s resumed     => nothing
         connect         => [open 1], Connecting
         open            => open 1 after 0ms, Open
         suspended       => nothing
         +999ms resumed  => nothing
         suspended       => nothing
         +1s resumed     => “frozen: by the browser, 00:00:01; the connection is open, as far as the browser says”
         closed 1006     => closed 1006 Remote, [release 1], Idle
         suspended       => nothing
         +9s resumed     => nothing",
    );
}

#[test]
fn the_last_messages_are_known_by_their_size_and_time() {
    let last = |ago: u64, bytes: u64| {
        Some(Last {
            ago: Span::from_millis(ago),
            bytes,
        })
    };
    let check = |script: &str, sent: Option<Last>, before: Option<u64>, received: Option<Last>| {
        let bench = play(script);
        let evidence = bench.evidence();
        assert_eq!(
            (
                evidence.last_sent,
                evidence.largest_before,
                evidence.last_received
            ),
            (sent, before, received),
            "{script}"
        );
    };
    check("connect; open; closed 1009 clean", None, None, None);
    check(
        "connect; open; sent four; +14ms closed 1009 clean",
        last(14, 4),
        None,
        None,
    );
    check(
        "connect; open; sent four; sent eightttt; sent two; recv x; +14ms sent-large many!; +1ms closed 1009 clean",
        last(1, 5),
        Some(8),
        last(15, 1),
    );
    check(
        "connect; open; sent four; closed 1006; connect; open; recv-large large; +2s closed 1006",
        None,
        None,
        last(2000, 5),
    );
    let counted = play("connect; open; sent a; sent b; recv c; closed 1006")
        .evidence()
        .clone();
    assert_eq!((counted.messages_sent, counted.messages_received), (2, 1));
}

#[test]
fn what_was_asked_for_is_kept_beside_what_came() {
    let bench = play("connect; open; disconnect 4001 bye; closed 4000 clean kicked");
    let evidence = bench.evidence();
    assert_eq!(evidence.ending.asked(), Some(4001));
    assert!(evidence.contradicts());
    for (script, differs) in [
        ("connect; open; disconnect 4001 bye; closed 4001 clean", false),
        ("connect; open; disconnect 4001; closed 1005 clean", false),
        ("connect; open; disconnect 4001; closed 1006", false),
        ("connect; open; closed 4000 clean", false),
        ("connect; open; disconnect; closed 1001 clean", true),
    ] {
        assert_eq!(play(script).evidence().contradicts(), differs, "{script}");
    }
}

#[test]
fn the_network_counts_for_a_minute_and_for_this_connection_only() {
    let check = |script: &str, changed: bool| {
        assert_eq!(play(script).evidence().network_changed, changed, "{script}");
    };
    check("connect; open; offline; +1s online; +58s closed 1006", true);
    check("connect; open; offline; +1s online; +61s closed 1006", false);
    check("offline; online; +1s connect; open; closed 1006", false);
    check("connect; open; closed 1006", false);
}

#[test]
fn a_host_is_known_to_have_answered_the_page_or_a_connection_before() {
    let answered = |secs, secure| {
        Some(Answered {
            ago: Span::from_secs(secs),
            secure,
        })
    };
    let check =
        |url: &str, host: &str, secure: bool, script: &str, expect: Option<Answered>, served: bool| {
            let evidence = ended(url, host, secure, script);
            assert_eq!(
                (evidence.answered, evidence.page_from_there),
                (expect, served),
                "{url} from {host}: {script}"
            );
        };
    let fail = "connect; closed 1006";
    check(
        "ws://127.0.0.1:9160/x",
        "127.0.0.1:9160",
        false,
        fail,
        answered(1, false),
        true,
    );
    check(
        "wss://127.0.0.1:9160/x",
        "127.0.0.1:9160",
        false,
        fail,
        answered(1, false),
        true,
    );
    check(
        "ws://127.0.0.1:9161/x",
        "127.0.0.1:9160",
        false,
        fail,
        None,
        false,
    );
    check("wss://h/", "h", true, fail, answered(1, true), true);
    check("wss://h:444/", "h", true, fail, None, false);
    check("ws://h/", "", false, fail, None, false);
    // A connection is an answer as well; a later one counts.
    let again = "connect; open; recv hi; +7s closed 1006; +3s connect; closed 1006";
    check("ws://h/", "", false, again, answered(10, false), false);
    let clean = "connect; open; +7s closed 1000 clean; +3s connect; closed 1006";
    check("ws://h/", "", false, clean, answered(3, false), false);
    check("ws://h/", "h", false, clean, answered(3, false), true);
    check("ws://h/", "", false, "connect; open; closed 1006", None, false);
}

#[test]
fn a_ping_of_the_applications_own_is_known_while_nothing_answered_it() {
    let check = |url: &str, script: &str, expect: Option<u64>| {
        let evidence = ended(url, "", false, script);
        assert_eq!(
            evidence.unanswered_ping,
            expect.map(Span::from_secs),
            "{url}: {script}"
        );
    };
    let engine_io = "ws://h/socket.io/?EIO=4&transport=websocket";
    check(engine_io, "connect; open; recv 2; +20s closed 1006", Some(20));
    check(engine_io, "connect; open; recv 2; sent 3; +20s closed 1006", None);
    check(
        engine_io,
        "connect; open; recv 2; sent 3; +25s recv 2; +21s closed 1006",
        Some(21),
    );
    check(
        engine_io,
        "connect; open; recv 2; sent 42[\"x\"]; +20s closed 1006",
        Some(20),
    );
    check("ws://h/", "connect; open; recv 2; +20s closed 1006", None);
    check(
        "ws://h/",
        "connect; open; recv {\"type\":\"ping\"}; +30s closed 1006",
        Some(30),
    );
    check(
        "ws://h/",
        "connect; open; recv {\"type\":\"ping\"}; sent {\"type\":\"pong\"}; +30s closed 1006",
        None,
    );
    let before = "connect; open; recv ping; closed 1006; connect; +1s open; +30s closed 1006";
    check("ws://h/", before, None);
    // What a text says besides may be anything.
    check("ws://h/", "connect; open; recv pinged; +30s closed 1006", None);
    check(
        "ws://h/",
        "connect; open; recv {\"type\":\"ping\",\"message\":7}; +30s closed 1006",
        None,
    );
    check(
        "ws://h/",
        "connect; open; recv-large ping; +30s closed 1006",
        None,
    );
}

#[test]
fn the_address_is_kept_as_far_as_it_tells_causes_apart() {
    let evidence = ended("ws://0.0.0.0:8443/", "", false, "connect; closed 1006");
    assert_eq!((evidence.host.as_str(), evidence.port), ("0.0.0.0", 8443));
    assert!(evidence.this_machine() && !evidence.loopback_target);
    let evidence = play("connect; open chat; closed 1006").evidence().clone();
    assert!(evidence.this_machine() && evidence.loopback_target);
    assert_eq!(evidence.subprotocol, "chat");
}
