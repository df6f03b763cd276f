//! All policies at once.

use crate::script::{Bench, check_lasting};

const ALL: &str = r#"reconnect=on&heartbeat=on&beat=p&misses=0&outbox=on&on-open=[{"send":"auth","reply":{"kind":"text","text":"ok"}}]&replies=on&rules=[{"when":{"kind":"text","text":"ping"},"send":"pong"}]"#;

#[test]
fn they_act_in_one_order() {
    check_lasting(
        ALL,
        "connect           => [open 1], Connecting
         send#901 hi       => nothing
         open              => open 1 after 0ms, [transmit 1 1 auth], Open
         recv ping         => received ping, [transmit 1 2 pong]
         recv ok           => received ok <OnOpen>, [transmit 1 901 hi]
         sent#901 hi       => sent hi <Queued(0us)>, [901 Sent]
         wake              => [transmit 1 3 p]
         wake              => “dead: no reply to 1 beat in a row: closed with 4000, without waiting for an answer”, note NotSent, note NotSent, note NotSent, closed Dead, “reconnecting: in 389 ms, attempt 1 of 10”, [close 1 4000 no reply to the heartbeat], [1 NotSent], [2 NotSent], [3 NotSent], [release 1], Waiting
         send#902 ho       => nothing
         wake              => attempt 1, [open 2], Connecting
         open              => open 2 after 0ms, [transmit 2 4 auth], Open
         recv ok           => received ok <OnOpen>, [transmit 2 902 ho]
         disconnect        => [close 2 1000], Closing
         closed 1000 clean => note NotSent, note NotSent, closed 1000 clean Disconnected, [4 NotSent], [902 NotSent], [release 2], Idle",
    );
}

#[test]
fn a_flaky_server_loses_nothing_that_waited_over_a_day() {
    let mut bench = Bench::lasting(ALL).play("connect");
    for round in 1..=2_000_u64 {
        let number = 1_000_000 + round;
        bench.quietly(&format!("send#{number} m{round}"));
        bench.quietly("open");
        bench.quietly("recv ok");
        bench.quietly(&format!("sent#{number} m{round}"));
        bench.now = bench.now + tabcat_core::Span::from_secs(40);
        bench.quietly("closed 1006");
        bench.quietly("wake");
    }
    let stats = bench.session().stats();
    assert_eq!((stats.sent.messages, stats.by_itself), (2_000, 0));
    assert_eq!((stats.not_sent, stats.cancelled), (0, 0));
}

#[test]
fn no_two_messages_draw_the_same() {
    let uuids = r#"heartbeat=on&beat={{uuid}}&on-open=[{"send":"{{uuid}}"},{"send":"{{uuid}}"}]&replies=on&rules=[{"when":{},"send":"{{uuid}}"}]"#;
    let mut bench = Bench::lasting(uuids);
    let mut drawn: Vec<String> = Vec::new();
    for step in ["connect", "open", "recv x", "recv x", "wake", "recv x", "wake"] {
        let outcome = bench.play_one(step);
        let sent = outcome.split(", ").filter(|part| part.starts_with("[transmit"));
        drawn.extend(
            sent.filter_map(|part| part.split(' ').next_back())
                .map(str::to_owned),
        );
    }
    let count = drawn.len();
    drawn.sort();
    drawn.dedup();
    assert_eq!((count, drawn.len()), (7, 7), "{drawn:?}");
}
