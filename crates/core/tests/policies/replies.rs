//! Automatic replies.

use crate::script::{Bench, check_lasting};

const ECHO: &str = r#"replies=on&rules=[{"when":{},"echo":true}]"#;

#[test]
fn a_message_is_answered_by_each_rule_that_it_meets() {
    check_lasting(
        r#"replies=on&rules=[{"when":{"kind":"field","path":"ping"},"send":"{\"pong\":{{match:ping}}}"},{"when":{},"echo":true,"every":"2"}]"#,
        "connect           => [open 1], Connecting
         open              => open 1 after 0ms, Open
         recv {\"ping\":7} => received {\"ping\":7}, [transmit 1 1 {\"pong\":7}]
         recv x            => received x, [transmit 1 2 x]
         recv {\"ping\":8} => received {\"ping\":8}, [transmit 1 3 {\"pong\":8}]
         recv-large large  => received large, [transmit 1 4 large]",
    );
}

#[test]
fn a_reply_that_matches_what_it_sends_answers_each_message_once() {
    check_lasting(
        r#"replies=on&rules=[{"when":{"kind":"text","text":"a"},"send":"a"}]"#,
        "connect  => [open 1], Connecting
         open     => open 1 after 0ms, Open
         recv a   => received a, [transmit 1 1 a]
         sent#1 a => sent a <Reply>, [1 Sent]
         recv a   => received a, [transmit 1 2 a]",
    );
}

#[test]
fn a_hundred_are_sent_in_a_second_and_the_others_wait_in_order() {
    let many = |from: u32, to: u32| (from..to).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
    let transmitted = |outcome: &str| outcome.matches("[transmit").count();
    let mut bench = Bench::lasting(ECHO).play("connect; open");
    let first = bench.play_one(&format!("recv {}", many(0, 250)));
    assert_eq!(transmitted(&first), 100);
    assert!(first.ends_with(" 99]"), "{first}");
    assert_eq!(transmitted(&bench.play_one("+999ms tick")), 0);
    let second = bench.play_one("wake");
    assert_eq!(transmitted(&second), 100);
    assert!(second.starts_with("[transmit 1 101 100]"), "{second}");
    assert_eq!(transmitted(&bench.play_one("wake")), 50);
    assert_eq!(bench.workbench.next_wakeup(), None);
}

#[test]
fn with_more_than_a_thousand_waiting_replying_is_switched_off_until_connect() {
    let numbers: Vec<String> = (0..1_001).map(|n| n.to_string()).collect();
    let mut bench = Bench::lasting(ECHO).play("connect; open");
    let outcome = bench.play_one(&format!("recv {}", numbers[..1_000].join(" ")));
    assert_eq!(outcome.matches("[transmit").count(), 100);
    let outcome = bench.play_one(&format!("recv {}", numbers[..101].join(" ")));
    assert!(
        outcome.ends_with(
            "“replies off: 1,001 replies waited: more than 1,000, or 64 MB. At most 100 a second are sent. Connect switches them on again”"
        ),
        "{outcome}"
    );
    assert_eq!(bench.play_one("+9s recv x"), "received x");
    bench.play_one("closed 1006");
    bench.play_one("connect");
    bench.play_one("open");
    assert!(bench.play_one("recv x").contains("[transmit 2 "));
}

#[test]
fn what_waits_when_the_connection_ends_is_told() {
    let numbers: Vec<String> = (0..103).map(|n| n.to_string()).collect();
    let mut bench = Bench::lasting(ECHO).play("connect; open");
    bench.play_one(&format!("recv {}", numbers.join(" ")));
    let outcome = bench.play_one("closed 1000 clean");
    assert!(
        outcome.contains("“not sent: 3 replies waited when the connection ended”"),
        "{outcome}"
    );
}
