//! When a connection comes back by itself, and when it does not.

use tabcat_core::Span;
use tabcat_core::evidence::Page;
use tabcat_core::policies::codes;
use tabcat_core::session::Phase;

use crate::script::{Bench, check, check_lasting, check_on};
use crate::support::plan;

const TWO: &str = "reconnect=on&attempts=2";

/// The wait for the next attempt, if there is one.
fn wait(bench: &Bench) -> Option<Span> {
    match bench.session().phase() {
        Phase::Waiting(waiting) => waiting.until.map(|until| until - bench.now),
        _ => None,
    }
}

#[test]
fn a_lost_connection_comes_back_by_itself_and_its_sessions_are_counted() {
    check_lasting(
        TWO,
        "connect     => [open 1], Connecting
         open        => open 1 after 0ms, Open
         closed 1006 => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 2”, [release 1], Waiting
         wake        => attempt 1, [open 2], Connecting
         +50ms open  => open 2 after 50ms, Open
         recv hi     => received hi
         closed 1006 => closed 1006 Remote, “reconnecting: in 100 ms, attempt 2 of 2”, [release 2], Waiting
         wake        => attempt 2, [open 3], Connecting
         open        => open 3 after 0ms, Open",
    );
}

#[test]
fn without_the_policy_it_does_not() {
    check(
        "connect     => [open 1], Connecting
         open        => open 1 after 0ms, Open
         closed 1006 => closed 1006 Remote, [release 1], Idle",
    );
}

#[test]
fn a_server_that_accepts_and_drops_everyone_is_given_up() {
    check_lasting(
        TWO,
        "connect          => [open 1], Connecting
         open             => open 1 after 0ms, Open
         +29s closed 1006 => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 2”, [release 1], Waiting
         wake             => attempt 1, [open 2], Connecting
         open             => open 2 after 0ms, Open
         +29s closed 1006 => closed 1006 Remote, “reconnecting: in 100 ms, attempt 2 of 2”, [release 2], Waiting
         wake             => attempt 2, [open 3], Connecting
         open             => open 3 after 0ms, Open
         +29s closed 1006 => closed 1006 Remote, “gave up: after 2 attempts. Connect tries again”, [release 3], Idle
         +9999s tick      => nothing",
    );
}

#[test]
fn half_a_minute_open_starts_the_count_again() {
    check_lasting(
        TWO,
        "connect          => [open 1], Connecting
         closed 1006      => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 2”, [release 1], Waiting
         wake             => attempt 1, [open 2], Connecting
         closed 1006      => closed 1006 Remote, “reconnecting: in 100 ms, attempt 2 of 2”, [release 2], Waiting
         wake             => attempt 2, [open 3], Connecting
         open             => open 1 after 0ms, Open
         +30s closed 1006 => closed 1006 Remote, “reconnecting: in 900 ms, attempt 1 of 2”, [release 3], Waiting
         wake             => attempt 1, [open 4], Connecting
         closed 1006      => closed 1006 Remote, “reconnecting: in 1.165 s, attempt 2 of 2”, [release 4], Waiting",
    );
}

#[test]
fn connect_is_there_again_after_giving_up_and_counts_from_one() {
    check_lasting(
        "reconnect=on&attempts=1",
        "connect     => [open 1], Connecting
         closed 1006 => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 1”, [release 1], Waiting
         wake        => attempt 1, [open 2], Connecting
         closed 1006 => closed 1006 Remote, “gave up: after 1 attempt. Connect tries again”, [release 2], Idle
         connect     => [open 3], Connecting
         closed 1006 => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 1”, [release 3], Waiting",
    );
    let bench = Bench::lasting("reconnect=on&attempts=1").play("connect; closed 1006; wake; closed 1006");
    assert_eq!(bench.session().gave_up(), Some(1));
    let bench = bench.play("connect");
    assert_eq!(bench.session().gave_up(), None);
}

#[test]
fn each_wait_is_at_most_twice_as_long_as_the_one_before_and_all_are_spread() {
    let longest = [1, 2, 4, 8, 16, 30, 30, 30, 30, 30];
    let (mut below_half, mut above_half) = (0, 0);
    let mut bench = Bench::lasting("reconnect=on&attempts=unlimited").play("connect; open");
    for _ in 0..40 {
        bench = bench.play("+30s closed 1006");
        for secs in longest {
            let wait = wait(&bench).expect("it waits for the next attempt");
            let most = Span::from_secs(secs);
            assert!(
                (Span::from_millis(100)..=most).contains(&wait),
                "{wait:?} of {secs} s"
            );
            if wait.as_micros() * 2 < most.as_micros() {
                below_half += 1;
            } else {
                above_half += 1;
            }
            bench = bench.play("wake; closed 1006");
        }
        bench = bench.play("wake; open");
    }
    assert!(
        below_half > 140 && above_half > 140,
        "{below_half} and {above_half}"
    );
}

#[test]
fn a_server_that_goes_away_or_is_busy_has_five_seconds() {
    for code in [1001, 1012, 1013] {
        let mut bench = Bench::lasting("reconnect=on&attempts=unlimited").play("connect");
        for _ in 0..30 {
            bench.play_one("open");
            bench.play_one(&format!("closed {code} clean"));
            let wait = wait(&bench).expect("it waits for the next attempt");
            assert!(wait >= Span::from_secs(5), "{wait:?} after {code}");
            bench.play_one("wake");
        }
    }
}

#[test]
fn the_table_decides_after_a_clean_close() {
    for code in 1000..5000 {
        let retries = codes::row(code).is_some_and(|row| row.retries);
        let bench = Bench::lasting(TWO).play(&format!("connect; open; closed {code} clean"));
        assert_eq!(wait(&bench).is_some(), retries, "{code}");
        let bench =
            Bench::lasting("reconnect=on&after=every").play(&format!("connect; open; closed {code} clean"));
        assert!(wait(&bench).is_some(), "{code}, after every close");
        let bench = Bench::lasting(TWO).play(&format!("connect; open; closed {code}"));
        assert!(wait(&bench).is_some(), "{code}, not clean");
    }
}

#[test]
fn a_person_may_differ_from_the_table() {
    check_lasting(
        "reconnect=on&codes=1000 -1012",
        "connect                   => [open 1], Connecting
         open                      => open 1 after 0ms, Open
         closed 1000 clean done    => closed 1000 clean Remote, “reconnecting: in 389 ms, attempt 1 of 10”, [release 1], Waiting
         wake                      => attempt 1, [open 2], Connecting
         open                      => open 2 after 0ms, Open
         closed 1012 clean restart => closed 1012 clean Remote, “no reconnect: after 1012: see Which closes in Options”, [release 2], Idle",
    );
    check_lasting(
        "reconnect=on&after=every&codes=-4000 -1006",
        "connect           => [open 1], Connecting
         open              => open 1 after 0ms, Open
         closed 4000 clean => closed 4000 clean Remote, “no reconnect: after 4000: see Which closes in Options”, [release 1], Idle
         connect           => [open 2], Connecting
         closed 1006       => closed 1006 Remote, “no reconnect: after 1006: see Which closes in Options”, [release 2], Idle",
    );
}

#[test]
fn what_the_browser_refused_it_would_refuse_again() {
    check_lasting(
        "reconnect=on&after=every",
        "connect                       => [open 1], Connecting
         refused no                    => note Refused(\"no\"), closed Refused, “no reconnect: the browser would refuse the next attempt, too”, [release 1], Idle
         connect                       => [open 2], Connecting
         error final                   => error, Closing
         wake                          => closed NoCloseEvent, “no reconnect: the browser would refuse the next attempt, too”, [release 2], Idle
         connect ws://127.0.0.1:6000/x => [open 3], Connecting
         closed 1006                   => closed 1006 Remote, “no reconnect: the browser would refuse the next attempt, too”, [release 3], Idle",
    );
    let secure = Page {
        secure: true,
        ..Page::default()
    };
    check_on(
        Bench::with(plan("ws://h/", ""), secure.clone()).and_lasting(TWO),
        "connect     => [open 1], Connecting
         closed 1006 => closed 1006 Remote, “no reconnect: the browser would refuse the next attempt, too”, [release 1], Idle",
    );
    let allowed = Bench::with(plan("wss://h/", ""), secure)
        .and_lasting(TWO)
        .play("connect; closed 1006");
    assert!(wait(&allowed).is_some());
}

#[test]
fn an_attempt_that_takes_too_long_is_followed_by_another() {
    check_lasting(
        TWO,
        "connect     => [open 1], Connecting
         wake        => [close 1], Closing
         error final => nothing
         closed 1006 => closed 1006 ConnectTimedOut, “reconnecting: in 389 ms, attempt 1 of 2”, [release 1], Waiting
         wake        => attempt 1, [open 2], Connecting
         wake        => [close 2], Closing
         wake        => closed ConnectTimedOut, “reconnecting: in 100 ms, attempt 2 of 2”, [release 2], Waiting",
    );
}

#[test]
fn a_worker_that_stopped_is_followed_by_an_attempt() {
    check_lasting(
        TWO,
        "connect     => [open 1], Connecting
         open        => open 1 after 0ms, Open
         stopped out => note Stopped(\"out\"), closed Stopped, “reconnecting: in 389 ms, attempt 1 of 2”, [release 1], Waiting
         wake        => attempt 1, [open 2], Connecting",
    );
}

fn away() -> Bench {
    Bench::with(plan("ws://h/", ""), Page::default()).and_lasting(TWO)
}

#[test]
fn a_machine_that_is_offline_waits_until_it_is_online() {
    check_on(
        away(),
        "connect      => [open 1], Connecting
         open         => open 1 after 0ms, Open
         offline      => note Offline
         closed 1006  => closed 1006 Remote, “reconnecting: once the machine is online, attempt 1 of 2”, [release 1], Waiting
         +86400s tick => nothing
         online       => note Online, attempt 1, [open 2], Connecting
         offline      => note Offline
         closed 1006  => closed 1006 Remote, “reconnecting: once the machine is online, attempt 2 of 2”, [release 2], Waiting
         online       => note Online
         wake         => attempt 2, [open 3], Connecting",
    );
    let bench = away().play("connect; offline; closed 1006");
    assert_eq!(bench.workbench.next_wakeup(), None);
    let bench = away().play("offline; connect; closed 1006");
    assert_eq!(bench.workbench.next_wakeup(), None, "it was offline before, too");
}

#[test]
fn this_machine_needs_no_network_to_reach_itself() {
    check_lasting(
        TWO,
        "connect     => [open 1], Connecting
         offline     => note Offline
         closed 1006 => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 2”, [release 1], Waiting
         wake        => attempt 1, [open 2], Connecting",
    );
}

#[test]
fn a_person_who_does_not_want_to_wait_need_not() {
    check_on(
        away(),
        "connect           => [open 1], Connecting
         open              => open 1 after 0ms, Open
         hurry             => nothing
         closed 1012 clean => closed 1012 clean Remote, “reconnecting: in 5 s, attempt 1 of 2”, [release 1], Waiting
         +1ms hurry        => attempt 1, [open 2], Connecting
         hurry             => nothing
         offline           => note Offline
         closed 1006       => closed 1006 Remote, “reconnecting: once the machine is online, attempt 2 of 2”, [release 2], Waiting
         hurry             => attempt 2, [open 3], Connecting",
    );
}

#[test]
fn stop_ends_the_wait_for_good() {
    check_lasting(
        TWO,
        "connect     => [open 1], Connecting
         open        => open 1 after 0ms, Open
         closed 1006 => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 2”, [release 1], Waiting
         disconnect  => Idle
         +9999s tick => nothing
         hurry       => nothing
         offline     => note Offline
         online      => note Online",
    );
    let bench = Bench::lasting(TWO).play("connect; closed 1006; disconnect");
    assert_eq!(bench.workbench.next_wakeup(), None);
}

#[test]
fn nothing_follows_a_disconnect_however_the_connection_ends() {
    for how in [
        "closed 1006",
        "closed 1012 clean",
        "closed 1000 clean",
        "wake",
        "abandon",
        "cached",
        "stopped out",
        "error final; closed 1006",
    ] {
        for before in [
            "connect; disconnect",
            "connect; open; disconnect",
            "connect; wake; disconnect",
            "connect; open; error final; disconnect",
            "connect; error final; disconnect",
        ] {
            let bench = Bench::lasting("reconnect=on&after=every").play(&format!("{before}; {how}"));
            assert!(bench.session().is_idle(), "{before}; {how}");
            assert_eq!(bench.workbench.next_wakeup(), None, "{before}; {how}");
        }
    }
}

#[test]
fn unlimited_attempts_go_on_for_days() {
    let mut bench = Bench::lasting("reconnect=on&attempts=unlimited").play("connect");
    let start = bench.now;
    let mut attempts: u64 = 0;
    while bench.now - start < Span::from_secs(3 * 86_400) {
        bench.quietly("closed 1006");
        bench.quietly("wake");
        assert!(matches!(bench.session().phase(), Phase::Connecting(_)));
        attempts += 1;
    }
    // 15 s on average.
    assert!((15_000..20_000).contains(&attempts), "{attempts}");
}

#[test]
fn the_words_say_how_many_attempts_there_may_be() {
    check_lasting(
        "reconnect=on&attempts=unlimited",
        "connect     => [open 1], Connecting
         closed 1006 => closed 1006 Remote, “reconnecting: in 389 ms, attempt 1”, [release 1], Waiting",
    );
}
