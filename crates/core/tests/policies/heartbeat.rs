//! Proving that the peer is alive, and what follows when it is not.

use crate::script::{Bench, check_lasting};

#[test]
fn a_beat_goes_out_when_its_time_has_come_and_any_message_answers_it() {
    check_lasting(
        "heartbeat=on&every=25&within=10&postpone=off",
        "connect       => [open 1], Connecting
         open          => open 1 after 0ms, Open
         +24s tick     => nothing
         wake          => [transmit 1 1 {\"type\":\"ping\",\"id\":1}]
         +3s recv hi   => received hi
         wake          => [transmit 1 2 {\"type\":\"ping\",\"id\":2}]
         +6s recv late => received late",
    );
}

#[test]
fn a_message_postpones_the_next_beat_if_it_may() {
    check_lasting(
        "heartbeat=on&every=25&within=10",
        "connect      => [open 1], Connecting
         open         => open 1 after 0ms, Open
         +20s recv hi => received hi
         +24s tick    => nothing
         +1s tick     => [transmit 1 1 {\"type\":\"ping\",\"id\":1}]",
    );
    check_lasting(
        "heartbeat=on&every=25&within=10&postpone=off",
        "connect      => [open 1], Connecting
         open         => open 1 after 0ms, Open
         +20s recv hi => received hi
         +5s tick     => [transmit 1 1 {\"type\":\"ping\",\"id\":1}]",
    );
}

#[test]
fn a_missed_reply_is_asked_for_again_and_a_dead_peer_is_not_waited_for() {
    check_lasting(
        "heartbeat=on&every=25&within=10&misses=1&reconnect=on",
        "connect => [open 1], Connecting
         open    => open 1 after 0ms, Open
         wake    => [transmit 1 1 {\"type\":\"ping\",\"id\":1}]
         wake    => “heartbeat missed: no reply to beat 1 within 10 s: asking again”, [transmit 1 2 {\"type\":\"ping\",\"id\":2}]
         wake    => “dead: no reply to 2 beats in a row: closed with 4000, without waiting for an answer”, note NotSent, note NotSent, closed Dead, “reconnecting: in 389 ms, attempt 1 of 10”, [close 1 4000 no reply to the heartbeat], [1 NotSent], [2 NotSent], [release 1], Waiting
         wake    => attempt 1, [open 2], Connecting",
    );
}

#[test]
fn without_a_reconnect_a_dead_peer_ends_it() {
    check_lasting(
        "heartbeat=on&every=5&within=1&misses=0",
        "connect     => [open 1], Connecting
         open        => open 1 after 0ms, Open
         wake        => [transmit 1 1 {\"type\":\"ping\",\"id\":1}]
         wake        => “dead: no reply to 1 beat in a row: closed with 4000, without waiting for an answer”, note NotSent, closed Dead, [close 1 4000 no reply to the heartbeat], [1 NotSent], [release 1], Idle
         +9999s tick => nothing",
    );
}

#[test]
fn a_reply_in_between_starts_the_misses_again() {
    check_lasting(
        "heartbeat=on&every=25&within=10&misses=1",
        "connect       => [open 1], Connecting
         open          => open 1 after 0ms, Open
         wake          => [transmit 1 1 {\"type\":\"ping\",\"id\":1}]
         wake          => “heartbeat missed: no reply to beat 1 within 10 s: asking again”, [transmit 1 2 {\"type\":\"ping\",\"id\":2}]
         +1s recv here => received here
         wake          => [transmit 1 3 {\"type\":\"ping\",\"id\":3}]
         wake          => “heartbeat missed: no reply to beat 3 within 10 s: asking again”, [transmit 1 4 {\"type\":\"ping\",\"id\":4}]",
    );
}

#[test]
fn a_reply_may_repeat_the_number_of_its_beat() {
    check_lasting(
        "heartbeat=on&every=5&within=2&beat=ping {{seq}}&beat-reply=text&beat-text=pong{{seq}}",
        "connect        => [open 1], Connecting
         open           => open 1 after 0ms, Open
         wake           => [transmit 1 1 ping 1]
         +1s recv pong0 => received pong0
         recv pong1     => received pong1 <Beat>
         wake           => [transmit 1 2 ping 2]
         recv pong1     => received pong1
         wake           => “heartbeat missed: no reply to beat 2 within 2 s: asking again”, [transmit 1 3 ping 3]",
    );
    check_lasting(
        "heartbeat=on&every=5&within=2&beat-reply=field&beat-path=$.id&beat-text={{seq}}",
        "connect                    => [open 1], Connecting
         open                       => open 1 after 0ms, Open
         wake                       => [transmit 1 1 {\"type\":\"ping\",\"id\":1}]
         recv {\"id\":2} {\"id\":1} => received {\"id\":2}, received {\"id\":1} <Beat>
         wake                       => [transmit 1 2 {\"type\":\"ping\",\"id\":2}]
         recv {\"id\":1} {\"id\":2} => received {\"id\":1}, received {\"id\":2} <Beat>",
    );
}

#[test]
fn a_field_of_the_reply_without_a_value_needs_to_be_there_and_no_more() {
    check_lasting(
        "heartbeat=on&every=5&within=2&beat=p&beat-reply=field&beat-path=$.pong",
        "connect                        => [open 1], Connecting
         open                           => open 1 after 0ms, Open
         wake                           => [transmit 1 1 p]
         recv {\"ping\":7} {\"pong\":7} => received {\"ping\":7}, received {\"pong\":7} <Beat>",
    );
}

#[test]
fn a_page_that_did_not_run_asks_again_and_declares_nobody_dead() {
    check_lasting(
        "heartbeat=on&every=25&within=10&misses=0&beat=p",
        "connect       => [open 1], Connecting
         open          => open 1 after 0ms, Open
         wake          => [transmit 1 1 p]
         +3600s tick   => [transmit 1 2 p]
         +12s tick     => “dead: no reply to 1 beat in a row: closed with 4000, without waiting for an answer”, note NotSent, note NotSent, closed Dead, [close 1 4000 no reply to the heartbeat], [1 NotSent], [2 NotSent], [release 1], Idle
         +1s recv here => nothing
         +3600s tick   => nothing",
    );
    let bench = Bench::lasting("heartbeat=on&misses=0").play("connect; open; wake; +3600s tick");
    let pulse = bench.session().report().and_then(|report| report.heartbeat);
    let pulse = pulse.expect("the heartbeat is on");
    assert_eq!((pulse.sent, pulse.missed), (2, 0));
}

#[test]
fn nothing_beats_before_the_open_and_after_the_end() {
    for script in [
        "connect",
        "connect; open; wake; closed 1000 clean",
        "connect; open; disconnect",
    ] {
        let bench = Bench::lasting("heartbeat=on&every=1&within=1").play(script);
        let pulse = bench.session().report().and_then(|report| report.heartbeat);
        let sent = bench.session().stats().sent.messages;
        let mut bench = bench.play("+5s tick");
        assert_eq!(bench.session().stats().sent.messages, sent, "{script}, {pulse:?}");
        assert_eq!(bench.play_one("+1s tick"), "nothing", "{script}");
    }
}
