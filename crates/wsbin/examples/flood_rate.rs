//! How fast `/flood` is to a native client: one that only counts bytes, and one that reads every message.
//!
//! `cargo run --release -p wsbin --example flood_rate`

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use wsbin::{Config, Server};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::spawn(Config::default()).await?;
    println!(
        "{:>8} {:>8} {:>16} {:>10} {:>16} {:>10}",
        "n", "size", "bytes only: /s", "MB/s", "messages: /s", "MB/s"
    );
    for (count, size) in [
        (10_000_000, 16),
        (5_000_000, 100),
        (1_000_000, 1000),
        (20_000, 100_000),
        (2_000, 1_048_576),
    ] {
        let path = format!("/flood?n={count}&size={size}&kind=binary");
        let counted = count_bytes(&server, &path).await?;
        let read = read_messages(&server, &path).await?;
        let (count, size) = (f64::from(count), f64::from(size));
        let rates = |took: Duration| {
            (
                count / took.as_secs_f64(),
                count * size / took.as_secs_f64() / 1e6,
            )
        };
        let ((bytes_rate, bytes_mb), (read_rate, read_mb)) = (rates(counted), rates(read));
        println!(
            "{count:>8} {size:>8} {bytes_rate:>16.0} {bytes_mb:>10.0} {read_rate:>16.0} {read_mb:>10.0}"
        );
    }
    Ok(())
}

/// The server's own speed: nothing is parsed on this side.
async fn count_bytes(server: &Server, path: &str) -> std::io::Result<Duration> {
    let mut stream = TcpStream::connect(server.addr()).await?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    let started = Instant::now();
    stream.write_all(request.as_bytes()).await?;
    let mut scratch = vec![0; 256 * 1024];
    let mut tail = Vec::new();
    // The close frame is the last thing sent; answering it ends the connection.
    while !tail.ends_with(&[0x88, 0x02, 0x03, 0xe8]) {
        let read = stream.read(&mut scratch).await?;
        tail = scratch[read.saturating_sub(4)..read].to_vec();
    }
    Ok(started.elapsed())
}

async fn read_messages(server: &Server, path: &str) -> Result<Duration, Box<dyn std::error::Error>> {
    let stream = TcpStream::connect(server.addr()).await?;
    let (mut client, _) = client_async(server.url(path), stream).await?;
    let started = Instant::now();
    while !client.next().await.ok_or("ended without a close")??.is_close() {}
    Ok(started.elapsed())
}
