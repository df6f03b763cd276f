//! Memory that a frame's header only announces. A file of its own: the process is measured as a whole.

#![cfg(target_os = "linux")]

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;
use wsbin::{Config, Server};

const CLIENTS: u64 = 300;
/// As `limits::MESSAGE_BYTES`.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The address space of this process, in bytes: what was reserved, whether or not it was ever written to.
fn reserved() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("Linux has it");
    let pages: u64 = statm
        .split(' ')
        .next()
        .and_then(|pages| pages.parse().ok())
        .expect("it opens with a number");
    pages * 4096
}

#[tokio::test]
async fn a_header_that_announces_64_mb_reserves_next_to_nothing() {
    let server = Server::spawn(Config::default()).await.unwrap();
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let mut stream = TcpStream::connect(server.addr()).await.unwrap();
        let handshake = "GET /echo HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        stream.write_all(handshake.as_bytes()).await.unwrap();
        assert_ne!(stream.read(&mut [0; 1000]).await.unwrap(), 0);
        clients.push(stream);
    }
    let before = reserved();
    for stream in &mut clients {
        let header = [&[0x82, 0xff][..], &LARGEST.to_be_bytes(), b"mask", b"the start"].concat();
        stream.write_all(&header).await.unwrap();
    }
    sleep(Duration::from_millis(500)).await;
    let cost = reserved().saturating_sub(before);
    assert!(
        cost < CLIENTS * 1024 * 1024,
        "{CLIENTS} headers cost {cost} bytes of address space"
    );
}
