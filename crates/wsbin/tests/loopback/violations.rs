//! `/violate`: the bytes of each violation, as they are on the wire.

use std::time::Duration;

use futures_util::StreamExt;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Error;

use crate::client::{End, Raw, SOON, connect, handshake, server};

/// Every name, with what is sent under it.
const SENT: &[(&str, &[u8])] = &[
    ("utf8", b"\x81\x02\xc3\x28"),
    ("utf8-surrogate", b"\x81\x03\xed\xa0\x80"),
    ("utf8-overlong", b"\x81\x02\xc0\xaf"),
    ("utf8-high", b"\x81\x04\xf4\x90\x80\x80"),
    ("utf8-cut", b"\x81\x02\xe2\x82"),
    ("rsv1", b"\xc1\x02hi"),
    ("rsv2", b"\xa1\x02hi"),
    ("rsv3", b"\x91\x02hi"),
    ("opcode-3", b"\x83\x02hi"),
    ("opcode-b", b"\x8b\x00"),
    ("masked", b"\x81\x82\0\0\0\0hi"),
    ("length-16", b"\x81\x7e\0\x02hi"),
    ("length-64", b"\x81\x7f\0\0\0\0\0\0\0\x02hi"),
    ("length-huge", b"\x82\x7f\x80\0\0\0\0\0\0\0hi"),
    ("continuation", b"\x80\x02hi"),
    ("nested", b"\x01\x02hi\x81\x02hi"),
    ("ping-126", b"\x89\x7e\0\x7e"),
    ("pong-126", b"\x8a\x7e\0\x7e"),
    ("ping-fragment", b"\x09\x02hi\x80\x02hi"),
    ("close-fragment", b"\x08\x02\x03\xe8\x80\x02hi"),
    ("close-1-byte", b"\x88\x01\x03"),
    ("close-1005", b"\x88\x02\x03\xed"),
    ("close-1006", b"\x88\x02\x03\xee"),
    ("close-1015", b"\x88\x02\x03\xf7"),
    ("close-reason-124", b"\x88\x7e\0\x7e\x03\xe8"),
    ("close-reason-utf8", b"\x88\x04\x03\xe8\xc3\x28"),
    ("data-after-close", b"\x88\x02\x03\xe8\x81\x02hi"),
    ("close-after-close", b"\x88\x02\x03\xe8\x88\x02\x03\xe9"),
    ("deflate", b"\xc1\x02\xff\xff"),
    ("deflate-utf8", b"\xc1\x08\0\x02\0\xfd\xff\xc3\x28\0"),
    ("deflate-rsv1", b"\x41\x01\xf2\xc0\x06\x48\xcd\xc9\xc9\x07\0"),
    ("deflate-control", b"\xc9\x02hi"),
];

fn offering(path: &str) -> String {
    let head = handshake(path);
    format!(
        "{}\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n",
        head.trim_end()
    )
}

#[tokio::test]
async fn each_is_on_the_wire_to_the_byte_after_a_while_of_echoing() {
    let server = server().await;
    for (name, bytes) in SENT {
        let mut raw = Raw::ask(&server, &offering(&format!("/violate/{name}?after=60"))).await;
        raw.read_head().await;
        let compressed = raw.head.contains("Sec-WebSocket-Extensions: permessage-deflate");
        assert_eq!(compressed, name.starts_with("deflate"), "{name}");
        raw.send(0x82, b"hello").await;
        assert_eq!(raw.frame().await, (0x82, b"hello".to_vec()), "{name}");
        assert_eq!(raw.take(bytes.len()).await, *bytes, "{name}");
        if bytes.get(1) == Some(&0x7e) && bytes.get(3) == Some(&0x7e) {
            raw.take(4 + 126 - bytes.len()).await;
        }
        // It is for the client to end the connection.
        assert!(raw.is_quiet().await, "{name}");
    }
}

#[tokio::test]
async fn the_index_names_each() {
    let server = server().await;
    let index = crate::client::get(&server, "/wsbin").await;
    for (name, _) in SENT {
        assert!(index.contains(&format!("{name} (")), "{name}");
    }
}

#[tokio::test]
async fn a_library_takes_them_for_violations() {
    let server = server().await;
    // Those that tungstenite is strict about.
    for name in [
        "utf8",
        "utf8-surrogate",
        "utf8-overlong",
        "utf8-cut",
        "rsv1",
        "rsv2",
        "rsv3",
        "opcode-3",
        "opcode-b",
        "masked",
        "length-huge",
        "continuation",
        "nested",
        "ping-126",
        "ping-fragment",
        "close-1-byte",
        "close-reason-124",
        "close-reason-utf8",
    ] {
        let mut client = connect(&server, &format!("/violate/{name}?after=0")).await;
        let heard = timeout(SOON, client.next()).await.expect("an end in time");
        assert!(
            matches!(
                heard,
                Some(Err(Error::Protocol(_) | Error::Utf8(_) | Error::Capacity(_)))
            ),
            "{name}: {heard:?}"
        );
    }
}

#[tokio::test]
async fn what_takes_compression_is_refused_to_a_client_without() {
    let server = server().await;
    for name in ["deflate", "deflate-utf8", "deflate-rsv1", "deflate-control"] {
        let raw = Raw::ask(&server, &handshake(&format!("/violate/{name}"))).await;
        let End::Fin(reply) = timeout(Duration::from_secs(5), raw.end()).await.unwrap() else {
            panic!("{name}: reset instead of answered")
        };
        let reply = String::from_utf8(reply).unwrap();
        assert!(
            reply.starts_with("HTTP/1.1 400 ") && reply.contains("needs compression - offer"),
            "{name}: {reply}"
        );
    }
}
