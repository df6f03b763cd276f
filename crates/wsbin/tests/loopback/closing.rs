//! How connections end: every close frame to the byte, and TCP after it.

use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;

use crate::client::{End, Raw, server};

/// A server that waited for the browser's own patience would take 2 s.
const AT_ONCE: Duration = Duration::from_millis(1500);

const CLOSE: u8 = 0x88;

#[tokio::test]
async fn any_code_goes_on_the_wire_as_asked_and_tcp_ends_at_once_after_the_answer() {
    let server = server().await;
    for code in [
        0, 999, 1000, 1004, 1005, 1006, 1011, 1015, 1016, 2999, 3000, 4999, 5000, 65_535_u16,
    ] {
        let mut raw = Raw::open(&server, &format!("/close/{code}?reason=why+not")).await;
        let payload = [&code.to_be_bytes()[..], b"why not"].concat();
        assert_eq!(raw.frame().await, (CLOSE, payload), "{code}");
        let answered = Instant::now();
        raw.send(CLOSE, &1000_u16.to_be_bytes()).await;
        assert_eq!(raw.end().await, End::Fin(vec![]), "{code}");
        assert!(answered.elapsed() < AT_ONCE, "{code}");
    }
}

#[tokio::test]
async fn a_reason_may_break_the_protocol_when_asked_to() {
    let server = server().await;
    for (query, reason) in [
        (format!("reason={}", "r".repeat(123)), vec![b'r'; 123]),
        (format!("reason={}", "r".repeat(124)), vec![b'r'; 124]),
        ("reason=%c3%28%ff".to_owned(), b"\xc3\x28\xff".to_vec()),
        (
            "reason=%3Cimg+onerror%3Dx%3E".to_owned(),
            b"<img onerror=x>".to_vec(),
        ),
        (String::new(), vec![]),
    ] {
        let mut raw = Raw::open(&server, &format!("/close/1000?{query}")).await;
        let (first, payload) = raw.frame().await;
        assert_eq!((first, &payload[2..]), (CLOSE, &reason[..]), "for {query}");
    }
}

#[tokio::test]
async fn a_close_may_come_after_a_while_of_echoing() {
    let server = server().await;
    let opened = Instant::now();
    let mut raw = Raw::open(&server, "/close/1011?reason=keepalive+ping+timeout&after=300").await;
    raw.send(0x81, b"hello").await;
    assert_eq!(raw.frame().await, (0x81, b"hello".to_vec()));
    assert_eq!(
        raw.frame().await,
        (CLOSE, b"\x03\xf3keepalive ping timeout".to_vec())
    );
    assert!(opened.elapsed() >= Duration::from_millis(300));
    // A client that closes before is answered as anywhere else.
    let mut raw = Raw::open(&server, "/close/4000?after=60000").await;
    raw.send(CLOSE, &3001_u16.to_be_bytes()).await;
    assert_eq!(raw.frame().await, (CLOSE, 3001_u16.to_be_bytes().to_vec()));
    assert_eq!(raw.end().await, End::Fin(vec![]));
}

#[tokio::test]
async fn a_message_over_the_limit_is_answered_with_1009_and_one_at_it_with_itself() {
    let server = server().await;
    let mut raw = Raw::open(&server, "/limit/5").await;
    raw.send(0x81, b"hello").await;
    assert_eq!(raw.frame().await, (0x81, b"hello".to_vec()));
    raw.send(0x82, b"hello!").await;
    assert_eq!(
        raw.frame().await,
        (CLOSE, b"\x03\xf1a message may have 5 bytes at most".to_vec())
    );
    raw.send(CLOSE, &1009_u16.to_be_bytes()).await;
    assert_eq!(raw.end().await, End::Fin(vec![]));
}

#[tokio::test]
async fn close_empty_says_nothing() {
    let server = server().await;
    let mut raw = Raw::open(&server, "/close-empty").await;
    assert_eq!(raw.frame().await, (CLOSE, vec![]));
    raw.send(CLOSE, &[]).await;
    assert_eq!(raw.end().await, End::Fin(vec![]));
}

#[tokio::test]
async fn a_clients_close_is_echoed_and_tcp_ends_at_once_on_every_lasting_route() {
    let server = server().await;
    for path in [
        "/echo",
        "/greet",
        "/binary",
        "/fragments",
        "/ping",
        "/rate?secs=60",
        "/seq?n=1000",
        "/flood?n=10000000&size=400",
        "/big/1000000",
        "/delay/1",
        "/subprotocol/x",
        "/drop?after=60000",
        "/reset?after=60000",
        "/answer-close/3001",
    ] {
        let mut raw = Raw::open(&server, path).await;
        let asked = Instant::now();
        raw.send(CLOSE, &3001_u16.to_be_bytes()).await;
        let answer = loop {
            let (first, payload) = raw.frame().await;
            if first == CLOSE {
                break payload;
            }
        };
        assert_eq!(answer, 3001_u16.to_be_bytes(), "{path}");
        assert_eq!(raw.end().await, End::Fin(vec![]), "{path}");
        assert!(asked.elapsed() < AT_ONCE, "{path} took {:?}", asked.elapsed());
    }
}

#[tokio::test]
async fn echo_answers_a_close_with_the_clients_own_code() {
    let server = server().await;
    for close in [&3001_u16.to_be_bytes()[..], b"\x0f\xa0why", b""] {
        let mut raw = Raw::open(&server, "/echo").await;
        raw.send(CLOSE, close).await;
        assert_eq!(
            raw.frame().await.1[..close.len().min(2)],
            close[..close.len().min(2)]
        );
        assert_eq!(raw.end().await, End::Fin(vec![]));
    }
}

#[tokio::test]
async fn answer_close_answers_with_its_own_code_or_none() {
    let server = server().await;
    for (code, answer) in [
        ("4242", &4242_u16.to_be_bytes()[..]),
        ("1006", &1006_u16.to_be_bytes()[..]),
        ("0", &[]),
    ] {
        let mut raw = Raw::open(&server, &format!("/answer-close/{code}")).await;
        raw.send(CLOSE, &3001_u16.to_be_bytes()).await;
        assert_eq!(raw.frame().await, (CLOSE, answer.to_vec()), "{code}");
        assert_eq!(raw.end().await, End::Fin(vec![]), "{code}");
    }
}

#[tokio::test]
async fn stubborn_never_answers_a_close() {
    let server = server().await;
    let mut raw = Raw::open(&server, "/stubborn").await;
    raw.send(CLOSE, &1000_u16.to_be_bytes()).await;
    assert!(raw.is_quiet().await);
}

#[tokio::test]
async fn drop_ends_with_fin_and_no_close_frame() {
    let server = server().await;
    for after in ["0", "1", "50"] {
        let raw = Raw::open(&server, &format!("/drop?after={after}")).await;
        assert_eq!(raw.end().await, End::Fin(vec![]));
    }
}

#[tokio::test]
async fn drop_ends_with_fin_even_when_the_client_has_just_spoken() {
    let server = server().await;
    let mut raw = Raw::open(&server, "/drop?after=40").await;
    for _ in 0..50 {
        raw.send(0x82, &[0; 100]).await;
    }
    assert!(matches!(raw.end().await, End::Fin(_)));
}

#[tokio::test]
async fn reset_ends_with_rst() {
    let server = server().await;
    for after in ["0", "50"] {
        let raw = Raw::open(&server, &format!("/reset?after={after}")).await;
        assert_eq!(raw.end().await, End::Reset);
    }
}

#[tokio::test]
async fn a_client_that_breaks_the_protocol_is_told_how() {
    let server = server().await;
    let declares_too_much = [
        &[0x82, 0xff][..],
        &(64 * 1024 * 1024 + 1_u64).to_be_bytes(),
        &[0; 4],
    ]
    .concat();
    for (bytes, code) in [
        (b"\x81\x82\0\0\0\0\xc3\x28".to_vec(), 1007_u16),
        (b"\x81\x02hi".to_vec(), 1002),
        (b"\xc1\x80\0\0\0\0".to_vec(), 1002),
        (declares_too_much, 1009),
    ] {
        let mut raw = Raw::open(&server, "/echo").await;
        raw.stream.write_all(&bytes).await.unwrap();
        let (first, payload) = raw.frame().await;
        assert_eq!((first, &payload[..2]), (CLOSE, &code.to_be_bytes()[..]));
        assert!(payload.len() > 2, "{code} comes with a reason");
        assert_eq!(raw.end().await, End::Fin(vec![]));
    }
}
