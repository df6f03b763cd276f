//! The routes about connections that end without a word, and how that is noticed.

use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use tokio::io::AsyncWriteExt;
use tokio::time::sleep;
use tokio_tungstenite::tungstenite::Message;
use wsbin::Server;

use crate::client::{
    Client, End, IDLE, Raw, answer, closed, connect, connect_as, echoes, handshake, impatient_server, server,
    text,
};
use crate::counted::{check_count, count};

const TEXT: u8 = 0x81;
const CLOSE: u8 = 0x88;
const PING: u8 = 0x89;
const PONG: u8 = 0x8a;

/// How long it takes until such a connection ends, which it does without a close frame.
async fn check_dropped(raw: Raw, since: Instant) -> Duration {
    assert_eq!(raw.end().await, End::Fin(vec![]));
    since.elapsed()
}

/// Opens a WebSocket as soon as it can be.
async fn reconnect(server: &Server, path: &str) -> Client {
    for _ in 0..100 {
        match connect_as(server, path, &[]).await {
            Ok(client) => return client,
            Err(status) => assert_eq!(status, 503),
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("{path} is down for too long");
}

#[tokio::test]
async fn flaky_echoes_while_it_is_up_and_refuses_its_run_while_it_is_down() {
    let server = server().await;
    let path = "/flaky?up=500&down=2000&run=x";
    let opened = Instant::now();
    let mut raw = Raw::open(&server, path).await;
    for (first, payload) in [(TEXT, &b"text"[..]), (0x82, b"\x00\xff")] {
        raw.send(first, payload).await;
        assert_eq!(raw.frame().await, (first, payload.to_vec()));
    }
    let up = check_dropped(raw, opened).await;
    assert!(up >= Duration::from_millis(500), "up for {up:?}");
    let refused = answer(&server, &handshake(path)).await;
    assert!(
        refused.starts_with("HTTP/1.1 503 Service Unavailable\r\n")
            && refused.contains("\r\nRetry-After: ")
            && refused.ends_with(" ms more\n"),
        "{refused}"
    );
    check_count(&server, "x", 1, 1, 2, 6).await;
    // Others are no part of it, and neither are the other routes.
    for path in ["/flaky?up=500&down=2000&run=y", "/echo?run=x"] {
        assert!(echoes(&mut connect(&server, path).await).await, "{path}");
    }
    let mut again = reconnect(&server, path).await;
    let both = opened.elapsed();
    assert!(both >= Duration::from_millis(2500), "up again after {both:?}");
    assert!(echoes(&mut again).await);
}

#[tokio::test]
async fn flaky_may_drop_at_once_and_be_up_again_at_once() {
    let server = server().await;
    for _ in 0..3 {
        let raw = Raw::open(&server, "/flaky?up=0&down=0").await;
        assert!(raw.head.starts_with("HTTP/1.1 101 "), "{}", raw.head);
        assert_eq!(raw.end().await, End::Fin(vec![]));
    }
    check_count(&server, "flaky", 3, 0, 0, 0).await;
}

#[tokio::test]
async fn a_client_that_closes_first_leaves_flaky_up() {
    let server = server().await;
    let path = "/flaky?up=60000&down=60000&run=x";
    for _ in 0..2 {
        let mut client = connect(&server, path).await;
        assert!(echoes(&mut client).await);
        client.close(None).await.unwrap();
        assert_eq!(closed(&mut client).await, None);
    }
    check_count(&server, "x", 2, 0, 2, 4).await;
}

#[tokio::test]
async fn a_client_that_sends_again_what_was_not_echoed_loses_nothing_on_flaky() {
    let server = server().await;
    let path = "/flaky?up=150&down=100&run=soak";
    let (mut client, mut drops) = (connect(&server, path).await, 0);
    for number in 0..60 {
        let message = Message::text(number.to_string());
        loop {
            let sent = client.send(message.clone()).await.is_ok();
            if sent && try_next(&mut client).await == Some(message.clone()) {
                break;
            }
            drops += 1;
            client = reconnect(&server, path).await;
        }
        sleep(Duration::from_millis(10)).await;
    }
    assert!(drops >= 2, "{drops} drops");
    let counted = count(&server, "soak").await;
    let (_, last) = counted.split_once(r#""last":["#).unwrap();
    let mut texts: Vec<&str> = last.trim_end_matches("]}").split(',').collect();
    texts.dedup();
    let all: Vec<String> = (0..60).map(|number| format!("\"{number}\"")).collect();
    assert_eq!(texts, all);
}

/// The next message; `None` once the connection ended.
async fn try_next(client: &mut Client) -> Option<Message> {
    client.next().await?.ok()
}

#[tokio::test]
async fn heartbeat_answers_so_often_and_then_nothing_not_even_a_close() {
    // The idle limit would have it say goodbye.
    let server = impatient_server().await;
    let mut raw = Raw::open(&server, "/heartbeat?stop_after=2&run=x").await;
    for payload in [b"one", b"two"] {
        raw.send(PING, b"alive").await;
        assert_eq!(raw.frame().await, (PONG, b"alive".to_vec()));
        raw.send(TEXT, payload).await;
        assert_eq!(raw.frame().await, (TEXT, payload.to_vec()));
    }
    for first in [TEXT, PING, 0x82] {
        raw.send(first, b"dead").await;
    }
    sleep(IDLE).await;
    assert!(raw.is_quiet().await);
    check_count(&server, "x", 1, 0, 4, 14).await;
    raw.send(CLOSE, b"").await;
    sleep(IDLE).await;
    assert!(raw.is_quiet().await);
}

#[tokio::test]
async fn heartbeat_may_be_dead_from_the_start() {
    let server = server().await;
    let mut raw = Raw::open(&server, "/heartbeat?stop_after=0").await;
    raw.send(TEXT, b"hello?").await;
    assert!(raw.is_quiet().await);
}

#[tokio::test]
async fn heartbeat_without_an_end_answers_always_and_a_close_too() {
    let server = server().await;
    for path in ["/heartbeat", "/heartbeat?stop_after=60"] {
        let mut client = connect(&server, path).await;
        for _ in 0..50 {
            assert!(echoes(&mut client).await, "{path}");
        }
        client.close(None).await.unwrap();
        assert_eq!(closed(&mut client).await, None, "{path}");
    }
}

#[tokio::test]
async fn idle_drops_a_connection_on_which_nothing_happens() {
    let server = server().await;
    let opened = Instant::now();
    let raw = Raw::open(&server, "/idle?after=400").await;
    let after = check_dropped(raw, opened).await;
    assert!(after >= Duration::from_millis(400), "{after:?}");
}

#[tokio::test]
async fn idle_keeps_a_connection_on_which_any_byte_comes() {
    let server = server().await;
    let mut raw = Raw::open(&server, "/idle?after=600").await;
    for (first, answer) in [(PING, Some(PONG)), (PONG, None), (TEXT, Some(TEXT))]
        .into_iter()
        .flat_map(|each| [each; 3])
    {
        sleep(Duration::from_millis(250)).await;
        raw.send(first, b"still here").await;
        if let Some(answer) = answer {
            assert_eq!(raw.frame().await, (answer, b"still here".to_vec()));
        }
    }
    // A message that takes longer than the limit in all.
    for byte in [TEXT, 0x82, 0, 0, 0, 0, b'o', b'k'] {
        sleep(Duration::from_millis(150)).await;
        raw.stream.write_all(&[byte]).await.unwrap();
    }
    let sent = Instant::now();
    assert_eq!(raw.frame().await, (TEXT, b"ok".to_vec()));
    let after = check_dropped(raw, sent).await;
    assert!(after >= Duration::from_millis(600), "{after:?}");
}

#[tokio::test]
async fn idle_answers_a_close() {
    let server = server().await;
    let mut client = connect(&server, "/idle?run=x").await;
    assert!(echoes(&mut client).await);
    client.close(None).await.unwrap();
    assert_eq!(closed(&mut client).await, None);
    check_count(&server, "x", 1, 0, 1, 2).await;
}

#[tokio::test]
async fn pinger_opens_as_engine_io_does() {
    let server = server().await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let mut client = connect(&server, "/pinger").await;
        let open = text(&mut client).await;
        let (before, rest) = open.split_at("0{\"sid\":\"".len());
        let (sid, after) = rest.split_at(16);
        assert_eq!(before, "0{\"sid\":\"");
        assert_eq!(
            after,
            r#"","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#
        );
        ids.push(sid.to_owned());
    }
    assert_ne!(ids[0], ids[1]);
}

#[tokio::test]
async fn pinger_keeps_a_client_that_answers_and_echoes_its_messages() {
    let server = server().await;
    let mut client = connect(&server, "/pinger?every=50&within=2000&run=x").await;
    text(&mut client).await;
    for _ in 0..5 {
        assert_eq!(text(&mut client).await, "2");
        // Only the message is echoed.
        for word in ["6", "hello", "4hello", "3"] {
            client.send(Message::text(word)).await.unwrap();
        }
        client.send(Message::binary(&b"4"[..])).await.unwrap();
        assert_eq!(text(&mut client).await, "4hello");
    }
    check_count(&server, "x", 1, 0, 25, 5 * 14).await;
}

#[tokio::test]
async fn pinger_drops_a_client_that_does_not_answer() {
    let server = server().await;
    let mut raw = Raw::open(&server, "/pinger?every=300&within=500").await;
    let opened = Instant::now();
    assert!(raw.frame().await.1.starts_with(b"0{"));
    // An answer to no question is none to the next.
    raw.send(TEXT, b"3").await;
    assert_eq!(raw.frame().await, (TEXT, b"2".to_vec()));
    let pinged = opened.elapsed();
    assert!(pinged >= Duration::from_millis(250), "{pinged:?}");
    raw.send(TEXT, b"4 is no answer").await;
    assert_eq!(raw.frame().await, (TEXT, b"4 is no answer".to_vec()));
    let after = check_dropped(raw, opened).await;
    assert!(after >= Duration::from_millis(700), "{after:?}");
}
