//! The handshake and what can go wrong with it on purpose.

use std::time::{Duration, Instant};

use futures_util::SinkExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::client::{A_WHILE, Raw, answer, connect, handshake, server, text, try_connect};

#[tokio::test]
async fn the_first_subprotocol_offered_is_chosen() {
    let server = server().await;
    for path in ["/echo", "/greet", "/flood", "/close/1000", "/delay/1"] {
        let (_, chosen) = try_connect(&server, path, Some("chat.v2, chat.v1"))
            .await
            .unwrap();
        assert_eq!(chosen.as_deref(), Some("chat.v2"), "{path}");
    }
    let (_, chosen) = try_connect(&server, "/echo", None).await.unwrap();
    assert_eq!(chosen, None);
}

#[tokio::test]
async fn subprotocol_is_chosen_whether_it_was_offered_or_not() {
    let server = server().await;
    let raw = Raw::open(&server, "/subprotocol/graphql-ws").await;
    assert!(
        raw.head.contains("\r\nSec-WebSocket-Protocol: graphql-ws\r\n"),
        "{}",
        raw.head
    );
    let (_, chosen) = try_connect(&server, "/subprotocol/b", Some("a, b"))
        .await
        .unwrap();
    assert_eq!(chosen.as_deref(), Some("b"));
}

#[tokio::test]
async fn a_wrong_answer_is_wrong_in_one_thing_and_a_client_that_does_not_look_is_echoed() {
    let server = server().await;
    for (what, error) in [
        ("accept", "SecWebSocketAcceptKeyMismatch"),
        ("no-upgrade", "MissingUpgradeWebSocketHeader"),
        ("no-connection", "MissingConnectionUpgradeHeader"),
    ] {
        let refused = try_connect(&server, &format!("/wrong-answer/{what}"), None).await;
        let said = format!("{:?}", refused.unwrap_err());
        assert!(said.contains(error), "{what}: {said}");
    }
    let mut raw = Raw::open(&server, "/wrong-answer/extension").await;
    assert!(
        raw.head.contains("\r\nSec-WebSocket-Extensions: x-shout\r\n"),
        "{}",
        raw.head
    );
    raw.stream.write_all(b"\x81\x82\0\0\0\0hi").await.unwrap();
    let mut echoed = [0; 4];
    timeout(A_WHILE, raw.stream.read_exact(&mut echoed))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(&echoed, b"\x81\x02hi");
}

#[tokio::test]
async fn delay_answers_late_and_then_echoes() {
    let server = server().await;
    let started = Instant::now();
    let mut client = connect(&server, "/delay/300").await;
    assert!(started.elapsed() >= Duration::from_millis(300));
    client.send(Message::text("late")).await.unwrap();
    assert_eq!(text(&mut client).await, "late");
}

#[tokio::test]
async fn frames_sent_before_the_answer_are_not_lost() {
    let server = server().await;
    for path in ["/echo", "/stubborn"] {
        let mut raw = Raw::ask(&server, &format!("{}\u{1}", handshake(path))).await;
        // The \u{1} begins an unfinished text frame; the rest comes later and ends it.
        raw.stream
            .write_all(b"\x82\0\0\0\0hi\x80\x80\0\0\0\0")
            .await
            .unwrap();
        raw.read_head().await;
        assert_eq!(raw.frame().await, (0x81, b"hi".to_vec()), "{path}");
    }
}

#[tokio::test]
async fn reject_answers_with_the_status_asked_for() {
    let server = server().await;
    for status in [
        200, 204, 301, 302, 304, 308, 401, 403, 404, 407, 418, 426, 429, 500, 503, 599,
    ] {
        let Err(Error::Http(response)) = try_connect(&server, &format!("/reject/{status}"), None).await
        else {
            panic!("{status} was not an HTTP answer");
        };
        assert_eq!(response.status(), status);
        let location = response
            .headers()
            .get("Location")
            .map(|location| location.to_str().unwrap());
        assert_eq!(
            location,
            matches!(status, 301 | 302 | 308).then_some("/echo"),
            "{status}"
        );
    }
}

#[tokio::test]
async fn stall_never_answers() {
    let server = server().await;
    let mut raw = Raw::ask(&server, &handshake("/stall")).await;
    assert!(raw.is_quiet().await);
}

#[tokio::test]
async fn silent_opens_and_reads_nothing() {
    let server = server().await;
    let mut client = connect(&server, "/silent").await;
    // More than the kernels will hold for anyone.
    let stuck = timeout(A_WHILE, client.send(Message::binary(vec![0; 64 << 20]))).await;
    assert!(stuck.is_err());
}

async fn check_refused(path: &str, status: u16, sentence: &str) {
    let server = server().await;
    let answer = answer(&server, &handshake(path)).await;
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status} ")),
        "{path}: {answer}"
    );
    assert!(
        answer.contains("\r\nContent-Type: text/plain"),
        "{path}: {answer}"
    );
    assert!(
        answer.ends_with(&format!("\r\n\r\n{sentence}\n")),
        "{path}: {answer}"
    );
}

#[tokio::test]
async fn bad_parameters_are_answered_400_with_a_sentence() {
    let code = r#"code is "x" - give the close code, a whole number from 0 to 65535"#;
    check_refused("/close/x", 400, code).await;
    check_refused(
        "/close",
        400,
        "/close needs {code} in its path - for example /close/4001?reason=try+later",
    )
    .await;
    check_refused(
        "/flood?n=0",
        400,
        r#"n is "0" - give messages, a whole number from 1 to 10000000"#,
    )
    .await;
    check_refused(
        "/flood?kind=json",
        400,
        r#"kind is "json" - give kind=text or kind=binary"#,
    )
    .await;
    let status = r#"status is "101" - give the HTTP status, a whole number from 200 to 599"#;
    check_refused("/reject/101", 400, status).await;
    check_refused(
        "/nothing",
        404,
        "there is no route /nothing here - /wsbin lists the routes",
    )
    .await;
}

#[tokio::test]
async fn a_crooked_handshake_is_told_what_is_missing() {
    let server = server().await;
    let good = handshake("/echo");
    for (from, to, status, says) in [
        ("Version: 13", "Version: 12", 426, "Sec-WebSocket-Version: 13"),
        ("Connection: Upgrade", "Connection: close", 400, "send both"),
        (
            "Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Key:",
            400,
            "no Sec-WebSocket-Key",
        ),
        ("GET", "POST", 400, "send GET"),
        ("HTTP/1.1", "HTTP/1.0", 400, "HTTP/1.1"),
    ] {
        let answer = answer(&server, &good.replacen(from, to, 1)).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{to}: {answer}"
        );
        assert!(answer.contains(says), "{to}: {answer}");
    }
}
