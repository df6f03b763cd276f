//! `/origin`: echoes for the pages of some origins. Only the server can refuse one: no CORS stands before a WebSocket.

use crate::handshake::Arrival;
use crate::http::Request;
use crate::origin::{is_own, origins};
use crate::reply::Reply;
use crate::tcp::Disconnected;

use super::echo;

pub(super) async fn run(arrival: Arrival, allow: Option<&[String]>) -> Result<(), Disconnected> {
    match refusal(&arrival.request, allow) {
        None => echo::run(arrival).await,
        Some(sentence) => {
            Reply::sentence(403, &sentence).send(arrival.stream).await;
            Ok(())
        }
    }
}

/// Why the request is refused, if it is. Without a list, this server's own pages are welcome.
fn refusal(request: &Request, allow: Option<&[String]>) -> Option<String> {
    let welcome = allow.map_or("pages of its own origin".to_owned(), |allow| allow.join(", "));
    let origin = match origins(request)[..] {
        [origin] => origin,
        [] => {
            return Some(format!(
                "the handshake has no Origin - this route is for {welcome}"
            ));
        }
        ref several => {
            return Some(format!(
                "the handshake has {} Origin headers - a browser sends one",
                several.len()
            ));
        }
    };
    let is_welcome = match allow {
        Some(allow) => allow.iter().any(|allowed| allowed.eq_ignore_ascii_case(origin)),
        None => is_own(origin, request),
    };
    (!is_welcome).then(|| format!("the Origin is {origin:?} - this route is for {welcome}"))
}
