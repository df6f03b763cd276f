//! `/binary`: four messages of known bytes, then everything back as binary.

use tokio_tungstenite::tungstenite::Message;

use crate::handshake::Arrival;
use crate::socket::Socket;
use crate::tcp::Disconnected;

pub(super) async fn run(arrival: Arrival) -> Result<(), Disconnected> {
    let mut socket = Socket::accept(arrival).await?;
    let every_byte: Vec<u8> = (0..=255).collect();
    for sample in [
        Vec::new(),
        every_byte,
        "naïve 漢字 🐈".into(),
        b"\xff\xfe not UTF-8 \xc3\x28".to_vec(),
    ] {
        socket.queue(sample).await?;
    }
    socket.flush().await?;
    socket
        .echo(|message| Message::Binary(message.into_data()))
        .await?;
    socket.finish().await;
    Ok(())
}
