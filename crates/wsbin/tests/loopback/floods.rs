//! `/flood`: everything arrives, in order, and a client that does not just listen is heard.

use futures_util::SinkExt;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use crate::client::{Raw, SOON, closed, connect, next, server, text};

#[tokio::test]
async fn every_message_arrives_numbered_and_in_order() {
    let server = server().await;
    let mut client = connect(&server, "/flood?n=20000&size=12").await;
    for number in 1..=20_000 {
        assert_eq!(text(&mut client).await, format!("{number:08}ijkl"));
    }
    assert_eq!(closed(&mut client).await, Some((1000, String::new())));
}

#[tokio::test]
async fn size_and_kind_are_kept_at_both_ends_of_their_range() {
    let server = server().await;
    for (size, count) in [(0, 3), (1, 3), (1_048_576, 3)] {
        let mut client = connect(&server, &format!("/flood?n={count}&size={size}&kind=binary")).await;
        for _ in 0..count {
            let message = next(&mut client).await;
            assert!(message.is_binary() && message.len() == size, "for {size}");
        }
        assert_eq!(closed(&mut client).await, Some((1000, String::new())));
    }
}

#[tokio::test]
async fn a_client_that_closes_meanwhile_is_answered_and_sent_no_more() {
    let server = server().await;
    let mut client = connect(&server, "/flood?n=4000000&size=1000").await;
    next(&mut client).await;
    client
        .send(Message::Close(Some(CloseFrame {
            code: 1000.into(),
            reason: "".into(),
        })))
        .await
        .unwrap();
    let mut more = 0_u64;
    while !next(&mut client).await.is_close() {
        more += 1;
    }
    // What the kernel's buffers held, not the four million.
    assert!(more < 400_000, "{more} messages after the close");
}

#[tokio::test]
async fn a_client_that_sends_first_and_reads_later_is_not_deadlocked() {
    let server = server().await;
    let mut client = connect(&server, "/flood?n=100000&size=1000").await;
    // More than both kernels' buffers: it gets through only if the server reads while its own writes wait.
    for _ in 0..32 {
        let megabyte = Message::binary(vec![0; 1_000_000]);
        timeout(SOON, client.feed(megabyte))
            .await
            .expect("the server reads")
            .unwrap();
    }
    timeout(SOON, client.flush())
        .await
        .expect("the server reads")
        .unwrap();
    for _ in 0..100_000 {
        assert!(next(&mut client).await.is_text());
    }
    assert_eq!(closed(&mut client).await, Some((1000, String::new())));
}

#[tokio::test]
async fn a_ping_in_the_middle_is_answered_between_frames() {
    let server = server().await;
    let mut raw = Raw::open(&server, "/flood?n=60000&size=1000").await;
    raw.send(0x89, b"are you there").await;
    loop {
        match raw.frame().await {
            (0x81, payload) => assert_eq!(payload.len(), 1000),
            (0x8a, payload) => break assert_eq!(payload, b"are you there"),
            (other, _) => panic!("neither message nor pong: {other:#x}"),
        }
    }
}
