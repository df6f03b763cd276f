//! `/credit`: messages as fast as the client acknowledges them, then close 1000.

use tokio_tungstenite::tungstenite::Message;

use crate::handshake::Arrival;
use crate::socket::Socket;
use crate::tcp::Disconnected;

use super::paced::filler;
use super::said::{acknowledged, too_early};

pub(super) async fn run(arrival: Arrival, window: u64, count: u64, size: usize) -> Result<(), Disconnected> {
    let mut socket = Socket::accept(arrival).await?;
    let data = data(size);
    let (mut sent, mut taken) = (0, 0);
    while taken < count {
        while sent < count && sent - taken < window {
            sent += 1;
            let message = format!(r#"{{"seq":{sent},"of":{count}{data}}}"#);
            socket.queue(Message::text(message)).await?;
        }
        socket.flush().await?;
        let Some(message) = socket.hear().await else {
            socket.finish().await;
            return Ok(());
        };
        match acknowledged(&message) {
            Some(seq) if seq > sent => {
                socket.close_with(1008, &too_early(seq)).await;
                return Ok(());
            }
            Some(seq) => taken = taken.max(seq),
            None => {}
        }
    }
    socket.close().await;
    Ok(())
}

/// The member of each message that makes it larger.
fn data(size: usize) -> String {
    if size == 0 {
        return String::new();
    }
    let letters: String = filler(size).map(char::from).collect();
    format!(r#","data":"{letters}""#)
}
