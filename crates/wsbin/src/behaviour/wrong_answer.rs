//! `/wrong-answer/{what}`: a 101 that no client may take. One that takes it all the same gets its messages back.

use crate::flaw::Flaw;
use crate::handshake::Arrival;
use crate::socket::Socket;
use crate::tcp::Disconnected;

use super::echo::echo;

pub(super) async fn run(arrival: Arrival, what: Flaw) -> Result<(), Disconnected> {
    echo(Socket::accept_wrongly(arrival, what).await?).await
}
