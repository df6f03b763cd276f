//! What arrived under a name, and that `/count` tells of all of it.

use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;
use wsbin::Server;

use crate::client::{End, Raw, answer, closed, connect, echoes, get, handshake, next, server};

/// What `/count` says of a run.
pub(crate) async fn count(server: &Server, run: &str) -> String {
    let page = get(server, &format!("/count/{run}")).await;
    let (head, body) = page.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    body.to_owned()
}

/// Whether it has counted that, whatever the texts were.
pub(crate) async fn check_count(
    server: &Server,
    run: &str,
    connections: u64,
    refused: u64,
    messages: u64,
    bytes: u64,
) {
    let counted = count(server, run).await;
    let expect = format!(
        r#"{{"run":"{run}","connections":{connections},"refused":{refused},"messages":{messages},"bytes":{bytes},"last":["#
    );
    assert!(counted.starts_with(&expect), "{counted} is not {expect}");
}

#[tokio::test]
async fn a_run_counts_over_all_its_connections_and_whatever_their_routes() {
    let server = server().await;
    let mut first = connect(&server, "/echo?run=soak-1").await;
    for message in [Message::text("a \"b\""), Message::binary(vec![0; 1000])] {
        first.send(message.clone()).await.unwrap();
        assert_eq!(next(&mut first).await, message);
    }
    let mut second = connect(&server, "/stubborn?run=soak-1").await;
    assert!(echoes(&mut second).await);
    let mut other = connect(&server, "/echo?run=soak-2").await;
    assert!(echoes(&mut other).await);
    let mut nameless = connect(&server, "/echo").await;
    assert!(echoes(&mut nameless).await);
    first.send(Message::Ping(vec![1].into())).await.unwrap();
    assert!(matches!(next(&mut first).await, Message::Pong(_)));
    assert_eq!(
        count(&server, "soak-1").await,
        r#"{"run":"soak-1","connections":2,"refused":0,"messages":3,"bytes":1007,"last":["a \"b\"","in"]}"#
    );
    assert_eq!(
        count(&server, "soak-2/").await,
        r#"{"run":"soak-2","connections":1,"refused":0,"messages":1,"bytes":2,"last":["in"]}"#
    );
}

#[tokio::test]
async fn what_comes_whole_is_counted_answered_or_not() {
    let server = server().await;
    let mut client = connect(&server, "/credit?window=1&n=1&run=x").await;
    next(&mut client).await;
    for message in ["no acknowledgement", r#"{"type":"ack","seq":1}"#] {
        client.send(Message::text(message)).await.unwrap();
    }
    assert_eq!(closed(&mut client).await, Some((1000, String::new())));
    check_count(&server, "x", 1, 0, 2, 40).await;
    // In two frames, and then half of another.
    let mut raw = Raw::open(&server, "/echo?run=y").await;
    raw.send(0x01, b"in ").await;
    raw.send(0x80, b"two").await;
    raw.send(0x01, b"never whole").await;
    assert_eq!(raw.frame().await, (0x81, b"in two".to_vec()));
    drop(raw);
    check_count(&server, "y", 1, 0, 1, 6).await;
}

#[tokio::test]
async fn of_many_texts_the_last_thousand_are_named() {
    let server = server().await;
    let mut client = connect(&server, "/echo?run=many").await;
    let long = "x".repeat(150);
    for number in 1..=1001 {
        client
            .feed(Message::text(format!("{number} {long}")))
            .await
            .unwrap();
    }
    client.flush().await.unwrap();
    for _ in 1..=1001 {
        next(&mut client).await;
    }
    let counted = count(&server, "many").await;
    let (_, last) = counted.split_once(r#""last":["#).unwrap();
    let texts: Vec<&str> = last.trim_end_matches("]}").split(',').collect();
    assert_eq!(texts.len(), 1000);
    assert_eq!(texts[0], format!("\"2 {}\"", &long[..98]));
    assert_eq!(texts[999], format!("\"1001 {}\"", &long[..95]));
}

#[tokio::test]
async fn a_run_that_nobody_opened_has_counted_nothing() {
    let server = server().await;
    let zeros = r#"{"run":"x","connections":0,"refused":0,"messages":0,"bytes":0,"last":[]}"#;
    assert_eq!(count(&server, "x").await, zeros);
    assert_eq!(count(&server, "%78").await, zeros);
}

#[tokio::test]
async fn a_count_is_json_that_is_not_kept_and_for_pages_of_this_origin() {
    let server = server().await;
    let page = get(&server, "/count/x").await;
    assert!(page.contains("\r\nContent-Type: application/json\r\n"), "{page}");
    assert!(page.contains("\r\nCache-Control: no-store\r\n"), "{page}");
    let foreign = "GET /count/x HTTP/1.1\r\nHost: x\r\nOrigin: https://a.example\r\n\r\n";
    assert!(
        answer(&server, foreign)
            .await
            .ends_with("\r\n\r\n/count is for pages of this server's own origin - open it here first\n")
    );
}

#[tokio::test]
async fn what_can_be_no_run_is_told_so() {
    let server = server().await;
    let advice = "give a name of letters, digits or -._~, at most 64 of them";
    for (path, given) in [
        ("/count", ""),
        ("/count/", ""),
        ("/count/a%20b", "a b"),
        ("/echo?run=", ""),
    ] {
        let page = get(&server, path).await;
        assert!(page.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{path}: {page}");
        assert!(
            page.ends_with(&format!("\r\n\r\nrun is {given:?} - {advice}\n")),
            "{path}: {page}"
        );
    }
    let refused = answer(&server, &handshake("/echo?run=a%2Fb")).await;
    assert!(
        refused.ends_with(&format!("run is \"a/b\" - {advice}\n")),
        "{refused}"
    );
    assert!(get(&server, "/count/a/b").await.starts_with("HTTP/1.1 404 "));
    let End::Fin(spoken_to) = Raw::ask(&server, &handshake("/count/x")).await.end().await else {
        panic!("reset");
    };
    let sentence = b"/count is fetched, it speaks no WebSocket - send a GET without Upgrade\n";
    assert!(spoken_to.ends_with(sentence));
}
