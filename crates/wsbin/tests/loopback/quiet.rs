//! What a client costs that says little: no place for longer than the idle limit, no memory that it only announces.

use std::time::Instant;

use tokio::io::AsyncWriteExt;
use tokio::time::sleep;

use crate::client::{End, IDLE, Raw, impatient_server, server};

const CLOSE: u8 = 0x88;
const LEFT: &[u8] = b"\x03\xe9the client said nothing for 0.3 s";

#[tokio::test]
async fn a_client_that_says_nothing_is_left_with_1001_and_the_limit_as_the_reason() {
    let server = impatient_server().await;
    for path in [
        "/echo",
        "/answer-close/1000",
        "/drop?after=60000",
        "/violate/utf8?after=60000",
    ] {
        let opened = Instant::now();
        let mut raw = Raw::open(&server, path).await;
        assert_eq!(raw.frame().await, (CLOSE, LEFT.to_vec()), "{path}");
        assert!(opened.elapsed() >= IDLE, "{path}");
        raw.send(CLOSE, &LEFT[..2]).await;
        assert_eq!(raw.end().await, End::Fin(vec![]), "{path}");
    }
}

#[tokio::test]
async fn whatever_a_client_says_whole_keeps_its_place() {
    let server = impatient_server().await;
    for (first, answer) in [(0x81, 0x81), (0x89, 0x8a)] {
        let mut raw = Raw::open(&server, "/echo").await;
        for _ in 0..4 {
            sleep(IDLE / 2).await;
            raw.send(first, b"still here").await;
            assert_eq!(raw.frame().await, (answer, b"still here".to_vec()));
        }
    }
    let mut raw = Raw::open(&server, "/echo").await;
    for byte in [0x81, 0x82, 0, 0, 0, 0] {
        raw.stream.write_all(&[byte]).await.unwrap();
        sleep(IDLE / 5).await;
    }
    assert_eq!(
        raw.frame().await,
        (CLOSE, LEFT.to_vec()),
        "an unfinished message is none"
    );
}

#[tokio::test]
async fn a_large_frame_is_echoed_whole_and_in_one() {
    let server = server().await;
    for path in ["/echo", "/answer-close/1000"] {
        let mut raw = Raw::open(&server, path).await;
        let payload: Vec<u8> = (0..=250).cycle().take(300_001).collect();
        let head = [&[0x82, 0xff][..], &300_001_u64.to_be_bytes(), &[0; 4]].concat();
        raw.stream
            .write_all(&[head, payload.clone()].concat())
            .await
            .unwrap();
        assert_eq!(raw.frame().await, (0x82, payload), "{path}");
    }
}
