//! `/reject/{status}`: an HTTP answer where a 101 was hoped for. A page learns only that it failed.

use crate::handshake::Arrival;
use crate::reply::Reply;
use crate::tcp::Disconnected;

pub(super) async fn run(arrival: Arrival, status: u16) -> Result<(), Disconnected> {
    let mut reply = Reply::sentence(
        status,
        &format!("wsbin answers this handshake with {status}, as asked"),
    );
    if matches!(status, 301 | 302 | 303 | 307 | 308) {
        reply = reply.with("Location", "/echo");
    }
    if status == 426 {
        // Those of drafts before the RFC: no browser speaks them.
        reply = reply
            .with("Upgrade", "websocket")
            .with("Sec-WebSocket-Version", "8, 7");
    }
    reply.send(arrival.stream).await;
    Ok(())
}
