//! The messages that are sent at every open.

use crate::script::{Bench, check_lasting};

const LOGIN: &str = r#"reconnect=on&outbox=on&on-open=[{"send":"auth","reply":{"kind":"text","text":"ok"}},{"send":"join {{seq}}"}]"#;
const MUST: &str = r#"reconnect=on&outbox=on&on-open=[{"send":"auth","reply":{"kind":"text","text":"ok"},"closes":true,"within":"2"}]"#;

#[test]
fn each_waits_for_the_reply_to_the_one_before_and_the_outbox_for_all() {
    check_lasting(
        LOGIN,
        "connect     => [open 1], Connecting
         send#901 hi => nothing
         open        => open 1 after 0ms, [transmit 1 1 auth], Open
         recv no     => received no
         send#902 ho => nothing
         +1s recv ok => received ok <OnOpen>, [transmit 1 2 join 2], [transmit 1 901 hi], [transmit 1 902 ho]
         closed 1006 => note NotSent, note NotSent, note NotSent, note NotSent, closed 1006 Remote, “reconnecting: in 389 ms, attempt 1 of 10”, [1 NotSent], [2 NotSent], [901 NotSent], [902 NotSent], [release 1], Waiting
         wake        => attempt 1, [open 2], Connecting
         open        => open 2 after 0ms, [transmit 2 3 auth], Open",
    );
}

#[test]
fn it_goes_on_without_a_reply_or_closes_and_never_comes_back() {
    check_lasting(
        LOGIN,
        "connect => [open 1], Connecting
         open    => open 1 after 0ms, [transmit 1 1 auth], Open
         wake    => “on open: no fitting reply to message 1 within 10 s: going on”, [transmit 1 2 join 2]",
    );
    check_lasting(
        MUST,
        "connect           => [open 1], Connecting
         open              => open 1 after 0ms, [transmit 1 1 auth], Open
         wake              => “on open: no fitting reply to message 1 within 2 s: closing”, [close 1 4001 no reply to an on-open message], Closing
         closed 4001 clean => note NotSent, closed 4001 clean Unanswered, “no reconnect: an on-open message was not answered”, [1 NotSent], [release 1], Idle",
    );
    for how in [
        "wake",
        "abandon",
        "cached",
        "stopped out",
        "closed 1006",
        "closed 1012 clean",
    ] {
        let bench = Bench::lasting(MUST).play(&format!("connect; open; wake; {how}"));
        assert!(bench.session().is_idle(), "{how}");
    }
}

#[test]
fn a_page_that_did_not_run_waits_for_the_reply_again() {
    check_lasting(
        MUST,
        "connect     => [open 1], Connecting
         open        => open 1 after 0ms, [transmit 1 1 auth], Open
         +3600s tick => nothing
         recv ok     => received ok <OnOpen>
         +3600s tick => nothing",
    );
    check_lasting(
        MUST,
        "connect     => [open 1], Connecting
         open        => open 1 after 0ms, [transmit 1 1 auth], Open
         +3600s tick => nothing
         wake        => “on open: no fitting reply to message 1 within 2 s: closing”, [close 1 4001 no reply to an on-open message], Closing",
    );
}

#[test]
fn they_are_held_like_any_message_that_no_person_sends() {
    check_lasting(
        "on-open=[{\"send\":\"a\"},{\"send\":\"b\"}]&high-water=0.001",
        "connect       => [open 1], Connecting
         buffered 2000 => nothing
         open          => open 1 after 0ms, Open
         wake          => nothing
         buffered 0    => [transmit 1 1 a], [transmit 1 2 b]",
    );
}
