//! `/limit/{bytes}`: echoes what is small enough, as servers with a maximum message size do.

use crate::handshake::Arrival;
use crate::socket::Socket;
use crate::tcp::Disconnected;

pub(super) async fn run(arrival: Arrival, bytes: usize) -> Result<(), Disconnected> {
    let mut socket = Socket::accept(arrival).await?;
    while let Some(message) = socket.hear().await {
        if message.len() > bytes {
            socket.refuse_size(bytes);
            break;
        }
        socket.say(message).await?;
    }
    socket.finish().await;
    Ok(())
}
