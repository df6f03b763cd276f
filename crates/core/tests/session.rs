//! The life of a connection, row by row of the state machine, as scripts over virtual time.

mod elsewhere;
mod script;
mod support;

use script::{Bench, check, play};
use support::plan;
use tabcat_core::Span;
use tabcat_core::close::CloseCode;
use tabcat_core::ending::Ending;
use tabcat_core::evidence::Page;
use tabcat_core::plan::{Plan, Timeouts};
use tabcat_core::session::{Phase, SendRefusal};
use tabcat_core::stats::{Traffic, Uptime};

#[test]
fn a_connection_opens_talks_and_is_disconnected() {
    check(
        "connect                  => [open 1], Connecting
         +200ms open chat         => open 1 after 200ms as chat, Open
         send#7 hi                => [transmit 1 7 hi]
         sent#7 hi                => sent hi, [7 Sent]
         +1ms recv hi ho          => received hi, received ho
         disconnect 4001 all done => [close 1 4001 all done], Closing
         +5ms closed 4001 clean   => closed 4001 clean Disconnected, [release 1], Idle",
    );
}

#[test]
fn a_large_message_is_told_and_counted_like_any_other() {
    check(
        "connect            => [open 1], Connecting
         open               => open 1 after 0ms, Open
         recv-large here    => received here
         send#1 there       => [transmit 1 1 there]
         sent-large#1 there => sent there, [1 Sent]",
    );
    let bench = play("connect; open; recv-large four; send#1 a; sent-large#1 a; +2s closed 1006");
    let stats = bench.session().stats();
    assert_eq!((stats.received.messages, stats.received.bytes), (1, 4));
    assert_eq!((stats.sent.messages, stats.sent.bytes), (1, 1));
}

#[test]
fn what_the_socket_had_not_taken_by_the_end_is_told_as_not_sent() {
    check(
        "connect             => [open 1], Connecting
         open                => open 1 after 0ms, Open
         send#1 hi           => [transmit 1 1 hi]
         send#2 ho           => [transmit 1 2 ho]
         sent#1 hi           => sent hi, [1 Sent]
         closed 1000 clean   => note NotSent, closed 1000 clean Remote, [2 NotSent], [release 1], Idle
         sent#2 ho           => nothing",
    );
}

#[test]
fn a_message_is_settled_once_whatever_the_socket_says() {
    check(
        "connect     => [open 1], Connecting
         open        => open 1 after 0ms, Open
         send#1 hi   => [transmit 1 1 hi]
         send#2 ho   => [transmit 1 2 ho]
         sent#2 ho   => sent ho, [2 Sent]
         sent#2 ho   => nothing
         not-sent#2  => nothing
         sent#9 none => nothing
         not-sent#1  => note NotSent, [1 NotSent]
         sent#1 hi   => nothing",
    );
}

#[test]
fn a_socket_whose_owner_stopped_says_nothing_of_the_server_and_nothing_of_what_it_was_given() {
    check(
        "connect     => [open 1], Connecting
         open        => open 1 after 0ms, Open
         send#1 hi   => [transmit 1 1 hi]
         stopped out => note Stopped(\"out\"), note SendUnknown, closed Stopped, [1 Unknown], [release 1], Idle
         sent#1 hi   => nothing
         connect     => [open 2], Connecting",
    );
    let bench = play("connect; open; stopped out");
    assert_eq!(bench.closed().code(), None, "no code came, so none is shown");
}

#[test]
fn a_page_that_was_opened_offline_knows_it() {
    let offline = Page {
        offline: true,
        ..Page::default()
    };
    let bench = Bench::with(plan("ws://h/", ""), offline).play("connect; closed 1006");
    assert!(!bench.evidence().online);
    assert!(play("connect; closed 1006").evidence().online);
}

#[test]
fn messages_that_cannot_be_read_are_counted_and_the_connection_goes_on() {
    check(
        "connect => [open 1], Connecting
         open    => open 1 after 0ms, Open
         lost 12 => note Lost { messages: 12, why: \"no sense\" }
         recv hi => received hi",
    );
    let stats = play("connect; open; lost 12; lost 1; recv hi").session().stats();
    assert_eq!((stats.lost, stats.received.messages), (13, 1));
}

#[test]
fn a_server_may_end_it_at_any_time() {
    check(
        "connect                    => [open 1], Connecting
         open                       => open 1 after 0ms, Open
         +1s closed 1011 clean oops => closed 1011 clean Remote, [release 1], Idle
         connect                    => [open 2], Connecting
         open                       => open 2 after 0ms, Open
         error                      => error
         closed 1006                => closed 1006 Remote, [release 2], Idle",
    );
}

#[test]
fn an_attempt_that_fails_has_its_error_and_its_close() {
    check(
        "connect          => [open 1], Connecting
         +40ms error final => error, Closing
         closed 1006      => closed 1006 Remote, [release 1], Idle
         connect          => [open 2], Connecting
         +40ms closed 1006 => closed 1006 Remote, [release 2], Idle",
    );
}

#[test]
fn cancel_ends_an_attempt_and_an_open_that_comes_late_is_ignored() {
    check(
        "connect       => [open 1], Connecting
         +3s disconnect => [close 1], Closing
         open          => nothing
         error final   => nothing
         closed 1006   => closed 1006 Cancelled, [release 1], Idle",
    );
}

#[test]
fn an_attempt_is_given_up_at_the_connect_timeout_and_not_before() {
    check(
        "connect           => [open 1], Connecting
         +19999999us tick  => nothing
         +1us tick         => [close 1], Closing
         error final       => nothing
         closed 1006       => closed 1006 ConnectTimedOut, [release 1], Idle",
    );
    let timeouts = Timeouts {
        connect: Span::from_secs(3),
        ..Timeouts::default()
    };
    let bench = Bench::with(
        Plan {
            timeouts,
            ..plan("ws://h/", "")
        },
        Page::default(),
    )
    .play("connect; +2999ms tick");
    assert!(matches!(bench.session().phase(), Phase::Connecting(_)));
    let bench = bench.play("+1ms tick; closed 1006");
    let limit = Span::from_secs(3);
    assert_eq!(bench.closed().ending, Ending::ConnectTimedOut { limit });
}

#[test]
fn a_reply_after_the_deadline_does_not_revive_the_connection() {
    check(
        "connect      => [open 1], Connecting
         +20s tick    => [close 1], Closing
         open         => nothing
         send#1 hi    => refused Closing
         closed 1006  => closed 1006 ConnectTimedOut, [release 1], Idle
         open         => nothing
         recv hi      => nothing",
    );
}

#[test]
fn a_close_that_is_not_answered_is_given_up_at_the_close_timeout() {
    check(
        "connect          => [open 1], Connecting
         open             => open 1 after 0ms, Open
         +1s disconnect   => [close 1 1000], Closing
         +9999999us tick  => nothing
         +1us tick        => closed Abandoned, [release 1], Idle
         closed 1000 clean => nothing",
    );
    let timeouts = Timeouts {
        close: Span::from_secs(2),
        ..Timeouts::default()
    };
    let bench = Bench::with(
        Plan {
            timeouts,
            ..plan("ws://h/", "")
        },
        Page::default(),
    )
    .play("connect; open; disconnect; +2s tick");
    assert_eq!(bench.closed().ending, Ending::Abandoned { asked: 1000 });
}

#[test]
fn a_person_may_stop_waiting_for_a_close() {
    check(
        "connect    => [open 1], Connecting
         open       => open 1 after 0ms, Open
         abandon    => nothing
         disconnect => [close 1 1000], Closing
         +2s abandon => closed Abandoned, [release 1], Idle
         abandon    => nothing",
    );
    check(
        "connect    => [open 1], Connecting
         abandon    => nothing
         disconnect => [close 1], Closing
         abandon    => closed Cancelled, [release 1], Idle",
    );
}

#[test]
fn an_error_without_a_close_event_is_the_end_after_a_second() {
    check(
        "connect        => [open 1], Connecting
         +4ms error final => error, Closing
         +999999us tick => nothing
         +1us tick      => closed NoCloseEvent, [release 1], Idle
         closed 1006    => nothing",
    );
    let evidence = play("connect; error final; +1s tick").evidence().clone();
    assert_eq!((evidence.ending, evidence.event), (Ending::NoCloseEvent, None));
}

#[test]
fn a_socket_that_the_browser_refuses_to_create_ends_at_once() {
    check(
        r#"connect             => [open 1], Connecting
           refused not allowed => note Refused("not allowed"), closed Refused, [release 1], Idle"#,
    );
    let bench = play("connect; refused no");
    assert_eq!(bench.closed().label(), "closed without a code");
    assert!(bench.closed().is_unexpected());
}

#[test]
fn what_an_older_socket_says_is_ignored() {
    check(
        "connect              => [open 1], Connecting
         disconnect           => [close 1], Closing
         abandon              => closed Cancelled, [release 1], Idle
         connect              => [open 2], Connecting
         #1 open              => nothing
         #1 recv late         => nothing
         #1 error final       => nothing
         #1 closed 1006       => nothing
         #3 open              => nothing
         open                 => open 1 after 0ms, Open
         #1 recv late         => nothing
         #1 sent#1 late       => nothing
         #1 not-sent#1        => nothing
         #1 refused late      => nothing
         recv hi              => received hi",
    );
}

#[test]
fn what_arrives_while_closing_is_kept() {
    let script = "connect; open; send#1 a; disconnect; recv one two; sent#1 a; closed 1000 clean";
    check(
        "connect           => [open 1], Connecting
         open              => open 1 after 0ms, Open
         send#1 a          => [transmit 1 1 a]
         disconnect        => [close 1 1000], Closing
         recv one two      => received one, received two
         sent#1 a          => sent a, [1 Sent]
         closed 1000 clean => closed 1000 clean Disconnected, [release 1], Idle",
    );
    let stats = play(script).session().stats();
    assert_eq!((stats.received.messages, stats.sent.messages), (2, 1));
}

#[test]
fn a_message_in_the_packet_of_the_handshake_is_kept() {
    check(
        "connect           => [open 1], Connecting
         recv early        => received early
         open              => open 1 after 0ms, Open
         recv next         => received next
         closed 1000 clean => closed 1000 clean Remote, [release 1], Idle",
    );
}

#[test]
fn a_message_is_sent_only_when_open_and_refused_with_a_reason_otherwise() {
    let check = |script: &str, expect: Result<(), SendRefusal>| {
        assert_eq!(play(script).session().phase().may_send(), expect, "{script}");
    };
    check("tick", Err(SendRefusal::Idle));
    check("connect", Err(SendRefusal::Connecting));
    check("connect; open", Ok(()));
    check("connect; open; disconnect", Err(SendRefusal::Closing));
    check("connect; error final", Err(SendRefusal::Closing));
    check("connect; open; closed 1000 clean", Err(SendRefusal::Idle));
    script::check(
        "send#1 hi  => refused Idle
         connect    => [open 1], Connecting
         send#1 hi  => refused Connecting
         open       => open 1 after 0ms, Open
         send#1 hi  => [transmit 1 1 hi]
         disconnect => [close 1 1000], Closing
         send#2 hi  => refused Closing",
    );
}

#[test]
fn a_message_that_the_socket_did_not_take_is_noted_and_not_counted() {
    check(
        "connect    => [open 1], Connecting
         open       => open 1 after 0ms, Open
         send#1 hi  => [transmit 1 1 hi]
         not-sent#1 => note NotSent, [1 NotSent]",
    );
    assert_eq!(
        play("connect; open; send#1 hi; not-sent#1")
            .session()
            .stats()
            .sent,
        Traffic::default()
    );
}

#[test]
fn a_press_that_makes_no_sense_in_this_phase_does_nothing() {
    check(
        "disconnect        => nothing
         tick              => nothing
         connect           => [open 1], Connecting
         connect           => nothing
         open              => open 1 after 0ms, Open
         open              => nothing
         connect           => nothing
         +9999s tick       => nothing
         disconnect        => [close 1 1000], Closing
         disconnect 4000   => nothing
         connect           => nothing
         open              => nothing
         closed 1000 clean => closed 1000 clean Disconnected, [release 1], Idle",
    );
}

#[test]
fn the_network_coming_and_going_is_a_note_and_no_more() {
    check(
        "offline           => note Offline
         connect           => [open 1], Connecting
         offline           => nothing
         online            => note Online
         open              => open 1 after 0ms, Open
         offline           => note Offline
         recv hi           => received hi
         closed 1006       => closed 1006 Remote, [release 1], Idle",
    );
    assert!(!play("connect; open; offline; closed 1006").evidence().online);
    assert!(play("offline; connect; online; closed 1006").evidence().online);
}

#[test]
fn failures_in_a_row_are_counted_until_one_opens() {
    let check = |script: &str, failures: u32| {
        assert_eq!(play(script).evidence().consecutive_failures, failures, "{script}");
    };
    let fail = "connect; closed 1006; ";
    check("connect; closed 1006", 1);
    check(&format!("{fail}{fail}connect; closed 1006"), 3);
    check(&format!("{fail}connect; error final; +1s tick"), 2);
    check(&format!("{fail}connect; refused no"), 2);
    check(&format!("{fail}connect; +20s tick; closed 1006"), 2);
    // A person who cancels has not seen it fail.
    check(&format!("{fail}connect; disconnect; closed 1006"), 1);
    check(&format!("{fail}connect; open; closed 1006"), 0);
    check(
        &format!("{fail}connect; open; closed 1006; {fail}connect; closed 1006"),
        2,
    );
    // To whatever host: the browser holds back all of them.
    check(&format!("{fail}{fail}connect ws://b/; closed 1006"), 3);
    check(&format!("{fail}{fail}connect ws://b/; open; closed 1006"), 0);
}

#[test]
fn up_time_runs_from_the_open_to_the_end_and_is_kept_until_the_next_attempt() {
    let bench = play("connect; +200ms open");
    let since = bench.now;
    assert_eq!(bench.session().stats().uptime, Uptime::Up { since });
    let bench = bench.play("+3s recv hi; disconnect; +1s closed 1000 clean; +60s tick");
    assert_eq!(
        bench.session().stats().uptime,
        Uptime::Was {
            since,
            lasted: Span::from_secs(4)
        }
    );
    let bench = bench.play("connect");
    assert_eq!(bench.session().stats().uptime, Uptime::Never);
    assert_eq!(bench.session().stats().received, Traffic::default());
    assert_eq!(
        bench.session().last_close(),
        None,
        "the last end is over once the next attempt starts"
    );
}

#[test]
fn a_wakeup_is_due_only_while_something_is_awaited() {
    let check = |script: &str, due_in: Option<Span>| {
        let bench = play(script);
        assert_eq!(
            bench.session().next_wakeup(),
            due_in.map(|span| bench.now + span),
            "{script}"
        );
    };
    check("tick", None);
    check("connect", Some(Span::from_secs(20)));
    check("connect; +5s tick", Some(Span::from_secs(15)));
    check("connect; open", None);
    check("connect; disconnect", Some(Span::from_secs(10)));
    check("connect; open; disconnect; +1s recv hi", Some(Span::from_secs(9)));
    check("connect; error final", Some(Span::from_secs(1)));
    check("connect; closed 1006", None);
}

#[test]
fn the_evidence_of_an_end_is_what_was_observed() {
    let bench = Bench::with(
        plan("ws://127.0.0.1:6000/", "a,b"),
        Page {
            secure: true,
            ..Page::default()
        },
    )
    .play("connect; +200ms open a; +1s recv x; send#1 y; sent#1 y; +2s recv z; +30s closed 1006 unsent 99");
    let evidence = bench.evidence();
    assert_eq!(
        (evidence.code(), evidence.was_clean(), evidence.reason()),
        (Some(CloseCode::AbnormalClosure), false, "")
    );
    assert_eq!(evidence.connecting_for, Span::from_millis(200));
    assert_eq!(evidence.open_for, Some(Span::from_secs(33)));
    assert_eq!(evidence.silent_for, Some(Span::from_secs(30)));
    assert_eq!((evidence.messages_received, evidence.unsent_bytes()), (2, 99));
    assert_eq!(
        (evidence.blocked_port, evidence.subprotocols_offered),
        (Some(6000), 2)
    );
    assert!(evidence.opened() && evidence.page_secure && evidence.loopback_target && evidence.online);
    assert!(!evidence.secure && !evidence.ending.is_by_page());

    let evidence = play("connect; open; +7s closed 4001 clean token expired")
        .evidence()
        .clone();
    assert_eq!(
        (
            evidence.code().map(CloseCode::as_u16),
            evidence.reason(),
            evidence.was_clean()
        ),
        (Some(4001), "token expired", true)
    );
    assert_eq!(
        evidence.silent_for,
        Some(Span::from_secs(7)),
        "silent since the open when nothing came"
    );

    let evidence = play("connect; +3s disconnect; closed 1006").evidence().clone();
    assert!(evidence.ending.is_by_page() && !evidence.opened());
    assert_eq!(
        (evidence.connecting_for, evidence.open_for),
        (Span::from_secs(3), None)
    );

    let evidence = play("connect; +20s tick; +5s closed 1006").evidence().clone();
    assert_eq!(
        evidence.connecting_for,
        Span::from_secs(20),
        "the wait for the close is not part of it"
    );

    let evidence = play("connect; open; disconnect; +10s tick").evidence().clone();
    assert_eq!(evidence.ending, Ending::Abandoned { asked: 1000 });
}
