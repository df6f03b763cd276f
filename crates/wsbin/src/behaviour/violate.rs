//! `/violate/{what}`: echoes, then breaks the protocol in one known way, and waits for the client to notice.

use std::time::Duration;

use crate::handshake::Arrival;
use crate::limits;
use crate::reply::Reply;
use crate::tcp::Disconnected;
use crate::violation::Violation;
use crate::wire::Wire;

use super::cut::echo_for;

pub(super) async fn run(arrival: Arrival, what: &Violation, after: Duration) -> Result<(), Disconnected> {
    if what.deflated && !arrival.offers_deflate() {
        let sentence = format!(
            "/violate/{} needs compression - offer Sec-WebSocket-Extensions: permessage-deflate, as browsers do, with no \
             server_max_window_bits",
            what.name
        );
        Reply::sentence(400, &sentence).send(arrival.stream).await;
        return Ok(());
    }
    let wire = if what.deflated {
        Wire::accept_deflated(arrival).await?
    } else {
        Wire::accept(arrival).await?
    };
    if let Some(mut wire) = echo_for(wire, after).await? {
        wire.write(what.bytes).await?;
        // Whether the client takes it for a violation is for it to say: it ends the connection, or it does not.
        wire.ignore(limits::CLOSE_WAIT).await;
        wire.end().await;
    }
    Ok(())
}
