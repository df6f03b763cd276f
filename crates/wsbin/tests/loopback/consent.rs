//! The routes that send only what the client agrees to.

use std::time::{Duration, Instant};

use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;

use crate::client::{Client, closed, connect, impatient_server, is_quiet, next, server, text};

async fn acknowledge(client: &mut Client, seq: u64) {
    let message = format!(r#"{{"type":"ack","seq":{seq}}}"#);
    client.send(Message::text(message)).await.unwrap();
}

async fn check_numbered(client: &mut Client, numbers: std::ops::RangeInclusive<u64>, of: u64) {
    for number in numbers {
        assert_eq!(text(client).await, format!(r#"{{"seq":{number},"of":{of}}}"#));
    }
}

#[tokio::test]
async fn credit_never_has_more_than_its_window_on_the_way() {
    let server = server().await;
    let mut client = connect(&server, "/credit?window=5&n=20").await;
    check_numbered(&mut client, 1..=5, 20).await;
    assert!(is_quiet(&mut client).await, "five are not acknowledged");
    // As many follow as were acknowledged anew.
    acknowledge(&mut client, 2).await;
    check_numbered(&mut client, 6..=7, 20).await;
    assert!(is_quiet(&mut client).await);
    acknowledge(&mut client, 1).await;
    acknowledge(&mut client, 2).await;
    client.send(Message::text("no acknowledgement")).await.unwrap();
    client.send(Message::binary(vec![1])).await.unwrap();
    assert!(is_quiet(&mut client).await);
    acknowledge(&mut client, 7).await;
    check_numbered(&mut client, 8..=12, 20).await;
    assert!(is_quiet(&mut client).await);
}

#[tokio::test]
async fn credit_sends_all_and_closes_once_the_last_is_acknowledged() {
    let server = server().await;
    let mut client = connect(&server, "/credit?window=3&n=50").await;
    for number in 1..=50 {
        check_numbered(&mut client, number..=number, 50).await;
        if number < 50 {
            acknowledge(&mut client, number).await;
        }
    }
    assert!(is_quiet(&mut client).await, "the last is not acknowledged");
    acknowledge(&mut client, 50).await;
    assert_eq!(closed(&mut client).await, Some((1000, String::new())));
}

#[tokio::test]
async fn credit_may_be_larger_than_all_there_is() {
    let server = server().await;
    let mut client = connect(&server, "/credit?window=10000&n=3&size=5").await;
    for number in 1..=3 {
        assert_eq!(
            text(&mut client).await,
            format!(r#"{{"seq":{number},"of":3,"data":"abcde"}}"#)
        );
    }
    acknowledge(&mut client, 3).await;
    assert_eq!(closed(&mut client).await, Some((1000, String::new())));
}

#[tokio::test]
async fn what_was_not_sent_yet_cannot_be_acknowledged() {
    let server = server().await;
    for path in ["/credit?window=1", "/latest?per_sec=1&within=60000"] {
        let mut client = connect(&server, path).await;
        next(&mut client).await;
        acknowledge(&mut client, 2).await;
        let reason = "seq 2 is acknowledged and was not sent yet".to_owned();
        assert_eq!(closed(&mut client).await, Some((1008, reason)), "{path}");
    }
}

#[tokio::test]
async fn a_client_that_acknowledges_nothing_is_left_like_any_that_is_silent() {
    let server = impatient_server().await;
    let mut client = connect(&server, "/credit?window=1").await;
    next(&mut client).await;
    let reason = "the client said nothing for 0.3 s".to_owned();
    assert_eq!(closed(&mut client).await, Some((1001, reason)));
}

/// A state: its number, the number of the last one, and how many before it were dropped.
async fn state(client: &mut Client) -> (u64, u64, u64) {
    let text = text(client).await;
    let numbers: Vec<u64> = text
        .split(|char: char| !char.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let &[seq, of, dropped] = numbers.as_slice() else {
        panic!("not a state: {text}")
    };
    assert_eq!(text, format!(r#"{{"seq":{seq},"of":{of},"dropped":{dropped}}}"#));
    (seq, of, dropped)
}

#[tokio::test]
async fn latest_drops_what_comes_up_before_the_acknowledgement_and_counts_it() {
    let server = server().await;
    let mut client = connect(&server, "/latest?per_sec=100&secs=60&within=60000").await;
    assert_eq!(state(&mut client).await, (1, 6000, 0));
    assert!(is_quiet(&mut client).await, "the first is not acknowledged");
    acknowledge(&mut client, 1).await;
    let (seq, _, dropped) = state(&mut client).await;
    assert_eq!(dropped, seq - 2, "all between the two");
    // One comes up every 10 ms, never early.
    assert!(dropped >= 20, "{dropped} came up in a quarter of a second");
    acknowledge(&mut client, 1).await;
    assert!(is_quiet(&mut client).await, "an old one acknowledges nothing new");
}

#[tokio::test]
async fn latest_received_and_dropped_are_all_there_were() {
    let server = server().await;
    let mut client = connect(&server, "/latest?per_sec=200&secs=1&within=60000").await;
    let (mut received, mut dropped_in_all, mut last) = (0, 0, 0);
    while last < 200 {
        let (seq, of, dropped) = state(&mut client).await;
        assert_eq!(of, 200);
        received += 1;
        dropped_in_all += dropped;
        last = seq;
        // Every third is late, the others at once.
        if received % 3 == 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        acknowledge(&mut client, seq).await;
    }
    assert_eq!(closed(&mut client).await, Some((1000, String::new())));
    assert_eq!(received + dropped_in_all, 200);
    assert!(dropped_in_all > 0, "{received} received");
}

#[tokio::test]
async fn latest_goes_on_without_an_acknowledgement_when_its_time_is_over() {
    let server = server().await;
    let started = Instant::now();
    let mut client = connect(&server, "/latest?per_sec=10&secs=1&within=300").await;
    let (mut received, mut dropped_in_all, mut last) = (0, 0, 0);
    while last < 10 {
        let (seq, _, dropped) = state(&mut client).await;
        received += 1;
        dropped_in_all += dropped;
        last = seq;
    }
    assert_eq!(received + dropped_in_all, 10);
    assert!((2..=4).contains(&received), "{received} in one second");
    assert_eq!(closed(&mut client).await, Some((1000, String::new())));
    // The last comes up at 900 ms, and has its time too.
    assert!(started.elapsed() >= Duration::from_millis(1200));
}
