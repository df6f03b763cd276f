//! A message that is sent again and again.

use tabcat_core::repeat::{Ended, Repeated};
use tabcat_core::session::SendRefusal;

use crate::script::{Bench, check_lasting, play};

fn check(script: &str) {
    check_lasting("", script);
}

fn repeated(bench: &Bench) -> Repeated {
    bench.session().repeated().expect("a repeat was started")
}

#[test]
fn the_first_goes_at_once_and_each_further_one_in_time() {
    check(
        "connect               => [open 1], Connecting
         open                  => open 1 after 0ms, Open
         repeat 1000 3 m{{seq}} => [transmit 1 1 m1]
         sent#1 m1             => sent m1 <Repeat>, [1 Sent]
         +999ms tick           => nothing
         wake                  => [transmit 1 2 m2]
         sent#2 m2             => sent m2 <Repeat>, [2 Sent]
         +20ms send#901 x      => [transmit 1 901 x]
         wake                  => [transmit 1 3 m3]
         +20s tick             => nothing",
    );
    let bench = play("connect; open; repeat 1000 3 m; wake; wake; sent#1 m; not-sent#2");
    let stats = bench.session().stats();
    assert_eq!((stats.by_itself, stats.not_sent), (1, 0));
    assert_eq!(
        repeated(&bench),
        Repeated {
            sent: 2,
            of: Some(3),
            not_sent: 1,
            ended: Some(Ended::Done),
            ..Repeated::default()
        }
    );
    assert_eq!(bench.workbench.next_wakeup(), None);
    assert!(!bench.workbench.needs_steady_clock());
}

#[test]
fn it_goes_on_until_it_is_stopped_or_another_takes_its_place() {
    check(
        "connect          => [open 1], Connecting
         open             => open 1 after 0ms, Open
         repeat 500 - a   => [transmit 1 1 a]
         wake             => [transmit 1 2 a]
         +100ms repeat 500 - b => [transmit 1 3 b]
         not-sent#1       => note NotSent, [1 NotSent]
         +400ms tick      => nothing
         wake             => [transmit 1 4 b]
         stop-repeat      => nothing
         +20s tick        => nothing",
    );
    let bench =
        play("connect; open; repeat 500 - a; wake; repeat 500 - b; not-sent#1; stop-repeat; stop-repeat");
    let repeated = repeated(&bench);
    assert_eq!((repeated.sent, repeated.not_sent, repeated.of), (1, 0, None));
    assert_eq!(repeated.ended, Some(Ended::Stopped));
    let bench = bench.play("connect");
    assert!(bench.session().repeated().is_some(), "it is connected already");
    let bench = bench.play("closed 1006; connect");
    assert_eq!(bench.session().repeated(), None);
}

#[test]
fn it_ends_with_the_connection_and_says_how_that_ended() {
    check(
        "connect        => [open 1], Connecting
         open           => open 1 after 0ms, Open
         repeat 500 - a => [transmit 1 1 a]
         closed 1006    => note NotSent, closed 1006 Remote, [1 NotSent], [release 1], Idle
         +9s tick       => nothing",
    );
    let bench = play("connect; open; repeat 500 - a; sent#1 a; wake; closed 1006");
    let ended = repeated(&bench);
    assert_eq!((ended.sent, ended.not_sent), (1, 1));
    assert_eq!(
        ended.ended,
        Some(Ended::Closed("closed 1006 Abnormal Closure".to_owned()))
    );
    assert!(!bench.workbench.needs_steady_clock());
    // Policies without an outbox keep nothing for the next connection.
    let bench = Bench::lasting("reconnect=on").play("connect; open; repeat 500 - a; closed 1006");
    assert!(repeated(&bench).ended.is_some());
    // Nor does an outbox that has no next connection.
    let bench = Bench::lasting("outbox=on").play("connect; open; repeat 500 - a; closed 1006");
    assert!(repeated(&bench).ended.is_some());
}

#[test]
fn with_an_outbox_it_waits_for_the_next_connection() {
    check_lasting(
        "reconnect=on&outbox=on",
        "connect        => [open 1], Connecting
         repeat 60000 4 m{{seq}} => nothing
         +3s send#901 x => nothing
         open           => open 1 after 3000ms, [transmit 1 901 x], [transmit 1 1 m1], Open
         sent#901 x     => sent x <Queued(0us)>, [901 Sent]
         sent#1 m1      => sent m1 <Repeat>, [1 Sent]
         wake           => [transmit 1 2 m2]
         sent#2 m2      => sent m2 <Repeat>, [2 Sent]
         +59990ms closed 1006 => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 10”, [release 1], Waiting
         wake           => attempt 1, [open 2], Connecting
         open           => open 2 after 0ms, [transmit 2 3 m3], Open
         +59s closed 1006 => note NotSent, closed 1006 Remote, “reconnecting: in 100 ms, attempt 1 of 10”, [3 NotSent], [release 2], Waiting
         disconnect     => Idle",
    );
    let bench = Bench::lasting("reconnect=on&outbox=on").play("connect; repeat 500 - a");
    assert!(repeated(&bench).is_waiting && bench.workbench.needs_steady_clock());
    let bench = bench.play("open; wake; closed 1006");
    assert!(repeated(&bench).is_waiting);
    assert_eq!(bench.session().may_repeat(), Ok(()));
    let bench = bench.play("disconnect");
    assert_eq!(repeated(&bench).ended, Some(Ended::Stopped));
}

#[test]
fn a_pause_is_not_late_and_moves_the_schedule() {
    let bench = Bench::lasting("reconnect=on&outbox=on")
        .play("connect; open; repeat 5000 - a; +1s closed 1006; wake; +20s open");
    let now = bench.now;
    let repeated = repeated(&bench);
    assert_eq!((repeated.sent, repeated.late), (1, 0));
    assert_eq!(repeated.not_sent, 1);
    assert_eq!(repeated.next, Some(now + tabcat_core::Span::from_secs(5)));
}

#[test]
fn on_open_messages_and_the_outbox_go_first() {
    check_lasting(
        r#"on-open=[{"send":"auth","reply":{"kind":"text","text":"ok"}}]"#,
        "connect        => [open 1], Connecting
         repeat 500 - a => nothing
         open           => open 1 after 0ms, [transmit 1 1 auth], Open
         +2s tick       => nothing
         recv ok        => received ok <OnOpen>, [transmit 1 2 a]
         wake           => [transmit 1 3 a]",
    );
}

#[test]
fn it_sends_nothing_while_closing_and_ends_with_disconnect() {
    check(
        "connect            => [open 1], Connecting
         open               => open 1 after 0ms, Open
         repeat 10 - a      => [transmit 1 1 a]
         sent#1 a           => sent a <Repeat>, [1 Sent]
         disconnect         => [close 1 1000], Closing
         +1s tick           => nothing
         repeat 10 - b      => nothing
         +1s tick           => nothing
         closed 1000 clean  => closed 1000 clean Disconnected, [release 1], Idle
         repeat 10 - c      => nothing",
    );
    let bench = play("connect; open; repeat 10 - a; disconnect");
    assert_eq!(repeated(&bench).ended, Some(Ended::Stopped));
    // The browser says that the socket is gone, and tells the code later.
    let mut bench = play("connect; open; repeat 10 - a; error final");
    assert_eq!(bench.play_one("+100ms tick"), "nothing");
    assert!(repeated(&bench).is_waiting);
    bench.play_one("closed 1006");
    assert!(matches!(repeated(&bench).ended, Some(Ended::Closed(_))));
}

#[test]
fn who_may_not_start_one_is_told_why() {
    for (script, refusal) in [
        ("tick", SendRefusal::Idle),
        ("connect; open; disconnect", SendRefusal::Closing),
        ("connect; open; closed 1006", SendRefusal::Idle),
    ] {
        let bench = play(script);
        assert_eq!(bench.session().may_repeat(), Err(refusal), "{script}");
        assert_eq!(bench.play("repeat 10 - a").session().repeated(), None, "{script}");
    }
    let bench = Bench::lasting("reconnect=on").play("connect; closed 1006");
    assert_eq!(bench.session().may_repeat(), Err(SendRefusal::Waiting));
    assert_eq!(play("connect").session().may_repeat(), Ok(()));
}

#[test]
fn it_waits_for_the_browser_to_send_what_it_has() {
    check(
        "connect        => [open 1], Connecting
         open           => open 1 after 0ms, Open
         repeat 100 - a => [transmit 1 1 a]
         sent#1 a       => sent a <Repeat>, [1 Sent]
         buffered 1048  => nothing
         wake           => nothing
         wake           => nothing
         +40ms tick     => nothing
         buffered 1047  => [transmit 1 2 a]
         +10ms tick     => nothing
         sent#2 a       => sent a <Repeat>, [2 Sent], [transmit 1 3 a]",
    );
    let held = play("connect; open; repeat 100 - a; buffered 1048; wake; wake; +210ms tick");
    assert_eq!((repeated(&held).sent, repeated(&held).held_back), (1, 1));
    let going_on = held.play("buffered 1");
    let repeated = repeated(&going_on);
    assert_eq!((repeated.sent, repeated.held_back, repeated.late), (4, 3, 0));
}

#[test]
fn a_message_that_cannot_be_made_ends_it() {
    let bench = play("connect; open; repeat 10 - a; +100ms tick; +100ms tick");
    let repeated = repeated(&bench);
    assert_eq!(repeated.sent, 9);
    assert_eq!(repeated.ended, Some(Ended::Failed("nine are enough".to_owned())));
}

#[test]
fn what_a_sleep_made_late_is_caught_up_on_but_no_more_than_a_second() {
    let late = |script: &str| {
        let repeated = repeated(&play(script));
        (repeated.sent, repeated.late)
    };
    let start = "connect; open; repeat 200 - a; ";
    assert_eq!(late(&format!("{start} +250ms tick")), (2, 0));
    assert_eq!(late(&format!("{start} +251ms tick")), (2, 1));
    assert_eq!(late(&format!("{start} +1000ms tick")), (6, 4));
    // Of an hour, six were due in the last second; the last of them is in time.
    assert_eq!(late(&format!("{start} +3600s tick")), (7, 5));
    // Each at least its interval after the one before, but for those that catch up.
    assert_eq!(
        late(&format!("{start} +3600s tick; +200ms tick; +199ms tick")),
        (8, 5)
    );
    let start = "connect; open; repeat 10000 - a; ";
    assert_eq!(late(&format!("{start} +3600s tick; +9999ms tick")), (2, 1));
    assert_eq!(late(&format!("{start} +3600s tick; +10000ms tick")), (3, 1));
}

#[test]
fn closing_the_tab_ends_it() {
    let mut bench = play("connect; open; repeat 10 - a");
    let id = bench.workbench.connections()[0].id();
    bench.workbench.close(bench.now, id);
    assert!(!bench.workbench.needs_steady_clock());
    let closed = bench.workbench.closed().expect("it can be brought back");
    assert_eq!(
        closed.session().repeated().and_then(|repeated| repeated.ended),
        Some(Ended::Stopped)
    );
    bench.workbench.forget_closed();
    assert_eq!(bench.workbench.next_wakeup(), None);
}
