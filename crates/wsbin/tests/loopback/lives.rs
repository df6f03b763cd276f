//! The routes about connections that end without a word, and how that is noticed.

use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use tokio::time::sleep;
use tokio_tungstenite::tungstenite::Message;
use wsbin::Server;

use crate::client::{Client, End, Raw, answer, closed, connect, connect_as, echoes, handshake, server};
use crate::counted::{check_count, count};

const TEXT: u8 = 0x81;

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
