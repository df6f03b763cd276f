//! Connections that last in a page that is hidden, frozen, cached, and under a clock that jumps.

use tabcat_core::evidence::Page;

use crate::script::{Bench, check_lasting, check_on};
use crate::support::plan;

const ON: &str = "reconnect=on";

#[test]
fn a_tab_that_was_hidden_for_ten_seconds_says_so_where_a_connection_runs() {
    check_lasting(
        ON,
        "hidden          => nothing
         +99s visible    => nothing
         connect         => [open 1], Connecting
         hidden          => nothing
         +9999ms visible => nothing
         hidden          => nothing
         +10s visible    => “tab hidden: 00:00:10; still connecting”
         open            => open 1 after 19999ms, Open
         hidden          => nothing
         +5s hidden      => nothing
         +3595s visible  => “tab hidden: 01:00:00; the connection is open, as far as the browser says”
         closed 1006     => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 10”, [release 1], Waiting
         hidden          => nothing
         +10s visible    => “tab hidden: 00:00:10; waiting to connect again”",
    );
}

#[test]
fn the_back_forward_cache_ends_a_connection_and_it_comes_back() {
    check_lasting(
        ON,
        "connect     => [open 1], Connecting
         open        => open 1 after 0ms, Open
         suspended   => nothing
         +60s cached => closed Cached, “reconnecting: in 389 ms, attempt 1 of 10”, [release 1], Waiting
         cached      => nothing
         wake        => attempt 1, [open 2], Connecting",
    );
}

#[test]
fn a_clock_that_jumps_is_noted_and_ends_nothing() {
    check_lasting(
        "reconnect=on&heartbeat=on&beat=p&misses=0",
        "connect                   => [open 1], Connecting
         open                      => open 1 after 0ms, Open
         wake                      => [transmit 1 1 p]
         +3600s jumped ahead 3600s => “clock: ahead by 01:00:00, or the machine slept; the connection is open, as far as the browser says”
         tick                      => [transmit 1 2 p]
         recv hi                   => received hi
         jumped back 3600s         => “clock: back by 01:00:00: the times here go on as before; the connection is open, as far as the browser says”
         closed 1006               => note NotSent, note NotSent, closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 10”, [1 NotSent], [2 NotSent], [release 1], Waiting
         jumped ahead 3600s        => “clock: ahead by 01:00:00, or the machine slept; waiting to connect again”
         disconnect                => Idle
         jumped back 3600s         => nothing",
    );
}

#[test]
fn an_hour_that_passes_at_once_ends_each_wait_once() {
    check_lasting(
        "reconnect=on&attempts=3",
        "connect     => [open 1], Connecting
         +3600s tick => [close 1], Closing
         +3600s tick => closed ConnectTimedOut, “reconnecting: in 389 ms, attempt 1 of 3”, [release 1], Waiting
         +3600s tick => attempt 1, [open 2], Connecting
         tick        => nothing
         open        => open 1 after 0ms, Open
         disconnect  => [close 2 1000], Closing
         +3600s tick => closed Abandoned, [release 2], Idle",
    );
}

#[test]
fn the_network_that_comes_and_goes_is_noted_and_keeps_what_is_open() {
    check_on(
        Bench::with(plan("ws://h/", ""), Page::default()).and_lasting(ON),
        "connect => [open 1], Connecting
         open    => open 1 after 0ms, Open
         offline => note Offline
         offline => nothing
         recv hi => received hi
         online  => note Online",
    );
}
