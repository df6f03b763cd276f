//! Messages that wait for a connection that takes them.

use tabcat_core::policies::Tray;
use tabcat_core::session::SendId;

use crate::script::{Bench, check_lasting};

const BOTH: &str = "reconnect=on&attempts=1&outbox=on";

#[test]
fn what_is_sent_before_the_open_and_between_two_connections_goes_out_in_order() {
    check_lasting(
        BOTH,
        "connect      => [open 1], Connecting
         send#1 a     => nothing
         +2s send#2 b => nothing
         +1s open     => open 1 after 3000ms, [transmit 1 1 a], [transmit 1 2 b], Open
         sent#1 a     => sent a <Queued(3000000us)>, [1 Sent]
         sent#2 b     => sent b <Queued(1000000us)>, [2 Sent]
         send#3 c     => [transmit 1 3 c]
         closed 1006  => note NotSent, closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 1”, [3 NotSent], [release 1], Waiting
         send#4 d     => nothing
         wake         => attempt 1, [open 2], Connecting
         open         => open 2 after 0ms, [transmit 2 4 d], Open
         sent#4 d     => sent d <Queued(389829us)>, [4 Sent]",
    );
}

#[test]
fn what_was_handed_over_and_not_confirmed_is_never_sent_again() {
    check_lasting(
        BOTH,
        "connect     => [open 1], Connecting
         open        => open 1 after 0ms, Open
         send#1 a    => [transmit 1 1 a]
         closed 1006 => note NotSent, closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 1”, [1 NotSent], [release 1], Waiting
         wake        => attempt 1, [open 2], Connecting
         open        => open 2 after 0ms, Open
         sent#1 a    => nothing",
    );
}

#[test]
fn an_outbox_that_is_full_takes_no_more() {
    check_lasting(
        "outbox=on&outbox-messages=2",
        "connect  => [open 1], Connecting
         send#1 a => nothing
         send#2 b => nothing
         send#3 c => refused OutboxFull
         cancel#1 => [1 Cancelled]
         send#4 d => nothing
         open     => open 1 after 0ms, [transmit 1 2 b], [transmit 1 4 d], Open",
    );
    let bench = Bench::lasting("outbox=on&outbox-size=0.001");
    let mut bench = bench.play(&format!(
        "connect; send#1 {}; send#2 {}",
        "a".repeat(1_000),
        "b".repeat(48)
    ));
    let tray = bench.session().report().and_then(|report| report.outbox);
    let tray = tray.expect("the outbox is on");
    assert_eq!((tray.messages, tray.bytes, tray.most_bytes), (2, 1_048, 1_048));
    assert!(bench.play_one("send#3 c").contains("refused OutboxFull"));
}

#[test]
fn a_message_is_taken_out_once_and_only_while_it_waits() {
    check_lasting(
        "outbox=on",
        "connect  => [open 1], Connecting
         send#1 a => nothing
         send#2 b => nothing
         cancel#2 => [2 Cancelled]
         cancel#2 => nothing
         cancel#9 => nothing
         open     => open 1 after 0ms, [transmit 1 1 a], Open
         cancel#1 => nothing
         sent#1 a => sent a <Queued(0us)>, [1 Sent]",
    );
    let bench = Bench::lasting("outbox=on").play("connect; send#1 a; send#2 b; cancel#2");
    assert_eq!(bench.session().stats().cancelled, 1);
    let queued = bench.session().queued(0, 9);
    assert_eq!(queued.iter().map(|item| item.id).collect::<Vec<_>>(), [SendId(1)]);
}

#[test]
fn it_holds_messages_while_the_browser_has_not_sent_those_before() {
    check_lasting(
        "outbox=on&high-water=0.001",
        "connect       => [open 1], Connecting
         send#1 a      => nothing
         buffered 1048 => nothing
         open          => open 1 after 0ms, Open
         +50ms tick    => nothing
         send#2 b      => nothing
         buffered 1047 => [transmit 1 1 a]
         buffered 0    => [transmit 1 2 b]
         sent#1 a      => sent a <Queued(50000us)>, [1 Sent]
         sent#2 b      => sent b <Queued(0us)>, [2 Sent]
         buffered 9999 => nothing
         send#3 c      => [transmit 1 3 c]",
    );
    let held = Bench::lasting("outbox=on&high-water=0.001&reconnect=on")
        .play("connect; send#1 a; buffered 1048; open");
    let is_holding = |bench: &Bench| bench.session().report().is_some_and(|report| report.is_holding);
    assert!(is_holding(&held));
    assert!(
        !is_holding(&held.play("closed 1006")),
        "there is nothing buffered any more"
    );
}

#[test]
fn each_message_is_told_as_not_sent_when_all_is_over() {
    check_lasting(
        BOTH,
        "connect     => [open 1], Connecting
         closed 1006 => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 1”, [release 1], Waiting
         send#1 a    => nothing
         send#2 b    => nothing
         disconnect  => “not sent: 2 messages of the outbox: Alt+↑ in the message field brings back what was written”, [1 NotSent], [2 NotSent], Idle
         connect     => [open 2], Connecting
         send#3 c    => nothing
         closed 1006 => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 1”, [release 2], Waiting
         wake        => attempt 1, [open 3], Connecting
         closed 1006 => closed 1006 Remote, “gave up: after 1 attempt. Connect tries again”, “not sent: 1 message of the outbox: Alt+↑ in the message field brings back what was written”, [release 3], [3 NotSent], Idle",
    );
    check_lasting(
        "outbox=on&high-water=0.001",
        "connect           => [open 1], Connecting
         send#1 a          => nothing
         buffered 5000     => nothing
         open              => open 1 after 0ms, Open
         disconnect        => [close 1 1000], Closing
         send#2 b          => refused Closing
         closed 1000 clean => closed 1000 clean Disconnected, “not sent: 1 message of the outbox: Alt+↑ in the message field brings back what was written”, [release 1], [1 NotSent], Idle",
    );
    let bench = Bench::lasting(BOTH).play("connect; closed 1006; send#1 a; disconnect");
    assert_eq!(bench.session().stats().not_sent, 1);
    assert_eq!(
        bench.session().report().and_then(|report| report.outbox),
        None::<Tray>
    );
}

#[test]
fn the_page_is_told_where_a_message_goes_that_is_sent_now() {
    for (script, queues) in [
        ("connect", true),
        ("connect; open", false),
        ("connect; send#1 a; open", false),
        ("connect; open; closed 1006", true),
        ("connect; open; disconnect", false),
        ("connect; open; error final", false),
        ("connect; wake", false),
        ("connect; disconnect", false),
    ] {
        let mut bench = Bench::lasting(BOTH).play(script);
        assert_eq!(bench.session().queues(), queues, "{script}");
        let outcome = bench.play_one("send#9 x");
        assert_eq!(outcome == "nothing", queues, "{script}: {outcome}");
    }
}
