//! `/deflate`: what is inflated again is what was promised, however little crossed the wire.

use flate2::{Decompress, FlushDecompress};

use crate::client::{End, Raw, handshake, server};

/// A handshake that offers this.
fn offering(path: &str, extensions: &str) -> String {
    let head = handshake(path);
    let head = head.trim_end();
    format!("{head}\r\nSec-WebSocket-Extensions: {extensions}\r\n\r\n")
}

/// One message: the kind in its first byte, and its payload before and after it is inflated.
async fn message(raw: &mut Raw) -> (u8, usize, Vec<u8>) {
    let (first, mut deflated) = raw.frame().await;
    let mut head = first;
    while head & 0x80 == 0 {
        let (next, part) = raw.frame().await;
        assert_eq!(next & 0x7f, 0, "a continuation without a mark");
        deflated.extend(part);
        head = next;
    }
    let crossed = deflated.len();
    deflated.extend([0x00, 0x00, 0xff, 0xff]);
    let mut inflated = Vec::with_capacity(4 << 20);
    Decompress::new(false)
        .decompress_vec(&deflated, &mut inflated, FlushDecompress::Sync)
        .unwrap();
    (first & 0x7f, crossed, inflated)
}

#[tokio::test]
async fn each_message_inflates_by_itself_to_the_size_asked_for() {
    let server = server().await;
    for (size, kind, first_byte) in [(0, "text", 0x41), (5, "binary", 0x42), (3_000_001, "text", 0x41)] {
        let request = offering(
            &format!("/deflate?n=2&size={size}&kind={kind}"),
            "permessage-deflate; client_max_window_bits",
        );
        let mut raw = Raw::ask(&server, &request).await;
        raw.read_head().await;
        assert!(
            raw.head
                .contains("\r\nSec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover"),
            "{}",
            raw.head
        );
        for _ in 0..2 {
            let (first, crossed, inflated) = message(&mut raw).await;
            assert_eq!((first, inflated.len()), (first_byte, size));
            assert!(inflated.into_iter().eq((b'a'..=b'z').cycle().take(size)));
            assert!(crossed < 100 + size / 100, "{crossed} bytes for {size}");
        }
        assert_eq!(raw.frame().await, (0x88, vec![0x03, 0xe8]));
        raw.send(0x88, &[0x03, 0xe8]).await;
        assert_eq!(raw.end().await, End::Fin(vec![]));
    }
}

#[tokio::test]
async fn a_client_that_does_not_offer_it_is_told_to() {
    let server = server().await;
    for request in [
        handshake("/deflate"),
        offering("/deflate", "permessage-deflate; server_max_window_bits=9"),
    ] {
        let mut raw = Raw::ask(&server, &request).await;
        raw.read_head().await;
        assert!(raw.head.starts_with("HTTP/1.1 400 "), "{}", raw.head);
        let End::Fin(body) = raw.end().await else {
            panic!("reset instead of answered")
        };
        assert!(
            String::from_utf8(body)
                .unwrap()
                .contains("offer Sec-WebSocket-Extensions: permessage-deflate")
        );
    }
}
