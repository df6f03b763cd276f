//! The few things done to a bare TCP connection, whatever is spoken on it.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, Interest};
use tokio::net::TcpStream;
use tokio::time::error::Elapsed;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite;

use crate::limits;

/// The client is gone, or takes nothing any more. There is nobody to tell, so it has no words.
#[derive(Debug)]
pub(crate) struct Disconnected;

impl From<io::Error> for Disconnected {
    fn from(_: io::Error) -> Self {
        Self
    }
}

impl From<Elapsed> for Disconnected {
    fn from(_: Elapsed) -> Self {
        Self
    }
}

impl From<tungstenite::Error> for Disconnected {
    fn from(_: tungstenite::Error) -> Self {
        Self
    }
}

/// Writes all of `bytes`, or gives up on a client that takes none of them for too long.
pub(crate) async fn write_all(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> io::Result<()> {
    timeout(limits::WRITE_WAIT, stream.write_all(bytes)).await?
}

/// Ends a connection so that nothing on its way is lost: FIN, then read until the client's FIN.
/// Closing over unread bytes would send RST, and a client may then lose the end of what it was sent.
pub(crate) async fn farewell(mut stream: TcpStream) {
    if timeout(limits::WRITE_WAIT, stream.shutdown())
        .await
        .is_ok_and(|shut| shut.is_ok())
    {
        discard(&mut stream, limits::FIN_WAIT).await;
    }
}

/// Reads and forgets until the client is gone or `at_most` has passed.
pub(crate) async fn discard(stream: &mut (impl AsyncRead + Unpin), at_most: Duration) {
    let mut scratch = [0; 4096];
    let read_on = async { while matches!(stream.read(&mut scratch).await, Ok(1..)) {} };
    // Either end of the wait is the same to the caller.
    let _ = timeout(at_most, read_on).await;
}

/// Waits without reading until the client is gone or `at_most` has passed.
pub(crate) async fn hold(stream: &TcpStream, at_most: Duration) {
    let gone = async {
        // Readiness stays raised while unread bytes wait, so this asks now and then instead of awaiting a change.
        while !matches!(stream.ready(Interest::READABLE).await, Ok(ready) if ready.is_read_closed()) {
            sleep(Duration::from_millis(200)).await;
        }
    };
    let _ = timeout(at_most, gone).await;
}
