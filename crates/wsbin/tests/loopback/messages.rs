//! The routes that behave: what comes back is what was promised.

use std::time::Instant;

use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;

use crate::client::{Client, Raw, closed, connect, next, server, text};

async fn check_echo(client: &mut Client) {
    for message in [
        Message::text("text"),
        Message::text(""),
        Message::text("👩‍👩‍👧 é\0\u{feff}"),
    ] {
        client.send(message.clone()).await.unwrap();
        assert_eq!(next(client).await, message);
    }
    for message in [Message::binary(vec![]), Message::binary(vec![0, 255, 128])] {
        client.send(message.clone()).await.unwrap();
        assert_eq!(next(client).await, message);
    }
}

#[tokio::test]
async fn the_routes_that_echo_send_back_what_came() {
    let server = server().await;
    for path in [
        "/echo",
        "/echo?token=x",
        "/stubborn",
        "/answer-close/1000",
        "/drop?after=60000",
        "/delay/1",
    ] {
        check_echo(&mut connect(&server, path).await).await;
    }
}

#[tokio::test]
async fn a_burst_is_echoed_in_order() {
    let server = server().await;
    let mut client = connect(&server, "/echo").await;
    for number in 0..2000 {
        client.feed(Message::text(number.to_string())).await.unwrap();
    }
    client.flush().await.unwrap();
    for number in 0..2000 {
        assert_eq!(text(&mut client).await, number.to_string());
    }
}

#[tokio::test]
async fn a_large_message_is_echoed_whole() {
    let server = server().await;
    let mut client = connect(&server, "/echo").await;
    let large = Message::binary(vec![7; 3_000_000]);
    client.send(large.clone()).await.unwrap();
    assert_eq!(next(&mut client).await, large);
}

#[tokio::test]
async fn greet_speaks_first_and_then_echoes() {
    let server = server().await;
    let mut client = connect(&server, "/greet").await;
    assert_eq!(text(&mut client).await, "Request served by wsbin");
    check_echo(&mut client).await;
}

#[tokio::test]
async fn binary_sends_known_bytes_and_answers_in_binary() {
    let server = server().await;
    let mut client = connect(&server, "/binary").await;
    assert_eq!(next(&mut client).await, Message::binary(vec![]));
    assert_eq!(
        next(&mut client).await,
        Message::binary((0..=255).collect::<Vec<u8>>())
    );
    assert_eq!(
        next(&mut client).await,
        Message::binary("naïve 漢字 🐈".as_bytes())
    );
    assert!(std::str::from_utf8(&next(&mut client).await.into_data()).is_err());
    client.send(Message::text("é")).await.unwrap();
    assert_eq!(next(&mut client).await, Message::binary("é".as_bytes()));
}

#[tokio::test]
async fn fragments_are_cut_inside_a_character_and_join_to_the_text() {
    let server = server().await;
    let mut raw = Raw::open(&server, "/fragments").await;
    let mut whole = Vec::new();
    let (first, part) = raw.frame().await;
    assert_eq!(first, 0x01, "an unfinished text frame");
    assert!(std::str::from_utf8(&part).is_err(), "cut inside a character");
    whole.extend(part);
    loop {
        let (first, part) = raw.frame().await;
        whole.extend(part);
        match first {
            0x00 => {}
            0x80 => break,
            other => panic!("not a continuation: {other:#x}"),
        }
    }
    assert_eq!(String::from_utf8(whole).unwrap(), "In several frames: é, 漢, 🐈.");
}

#[tokio::test]
async fn fragments_echo_arrives_as_it_was_sent() {
    let server = server().await;
    let mut client = connect(&server, "/fragments").await;
    assert_eq!(text(&mut client).await, "In several frames: é, 漢, 🐈.");
    assert_eq!(text(&mut client).await, "Only ASCII, in two frames.");
    check_echo(&mut client).await;
    let long = Message::text("é🐈".repeat(1000));
    client.send(long.clone()).await.unwrap();
    assert_eq!(next(&mut client).await, long);
}

#[tokio::test]
async fn ping_pings_again_and_again_and_echoes_between() {
    let server = server().await;
    let mut client = connect(&server, "/ping?every=20").await;
    for _ in 0..3 {
        assert_eq!(next(&mut client).await, Message::Ping("wsbin".into()));
    }
    client.send(Message::text("still here")).await.unwrap();
    while next(&mut client).await != Message::text("still here") {}
}

#[tokio::test]
async fn rate_sends_exactly_what_was_asked_over_the_time_asked() {
    let server = server().await;
    let mut client = connect(&server, "/rate?per_sec=300&size=5&secs=1&kind=binary").await;
    let started = Instant::now();
    for _ in 0..300 {
        assert_eq!(next(&mut client).await, Message::binary("abcde".as_bytes()));
    }
    let took = started.elapsed().as_millis();
    assert_eq!(closed(&mut client).await, Some((1000, String::new())));
    // Never early; how late depends on the machine.
    assert!((900..5000).contains(&took), "{took} ms");
}

#[tokio::test]
async fn rate_echoes_meanwhile() {
    let server = server().await;
    let mut client = connect(&server, "/rate?per_sec=20&size=3&secs=60").await;
    client.send(Message::text("mine")).await.unwrap();
    while text(&mut client).await != "mine" {}
}

#[tokio::test]
async fn seq_numbers_its_messages() {
    let server = server().await;
    let mut client = connect(&server, "/seq?n=3&per_sec=1000").await;
    for number in 1..=3 {
        assert_eq!(text(&mut client).await, format!(r#"{{"seq":{number},"of":3}}"#));
    }
    assert_eq!(closed(&mut client).await, Some((1000, String::new())));
}

#[tokio::test]
async fn big_is_one_frame_of_exactly_that_size_and_then_an_echo() {
    let server = server().await;
    for (size, kind, first_byte) in [
        (0, "text", 0x81),
        (300_000, "text", 0x81),
        (1_000_001, "binary", 0x82),
    ] {
        let mut raw = Raw::open(&server, &format!("/big/{size}?kind={kind}")).await;
        let (first, payload) = raw.frame().await;
        assert_eq!((first, payload.len()), (first_byte, size));
        let expect = (b'a'..=b'z').cycle().take(size);
        assert!(
            payload.into_iter().eq(expect),
            "the alphabet runs on over {size} bytes"
        );
        raw.send(0x81, b"echo").await;
        assert_eq!(raw.frame().await, (0x81, b"echo".to_vec()));
    }
}
