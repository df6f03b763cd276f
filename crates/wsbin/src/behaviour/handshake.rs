//! `/handshake`: the client's own request as the first message. A page sees none of it otherwise.

use crate::handshake::Arrival;
use crate::http::Request;
use crate::origin::is_own_or_none;
use crate::reply::Reply;
use crate::socket::Socket;
use crate::tcp::Disconnected;

use super::echo::echo;

/// The headers that hold secrets, even from the page: it may read no `HttpOnly` cookie.
const SECRET: [&str; 3] = ["Cookie", "Authorization", "Proxy-Authorization"];

pub(super) async fn run(arrival: Arrival) -> Result<(), Disconnected> {
    if !is_own_or_none(&arrival.request) {
        let sentence = "/handshake is for pages of this server's own origin, and for clients that are no browsers - open \
                        it from one of those";
        Reply::sentence(403, sentence).send(arrival.stream).await;
        return Ok(());
    }
    let head = head(&arrival.request);
    let mut socket = Socket::accept(arrival).await?;
    socket.say(head).await?;
    echo(socket).await
}

/// The request as it came, but for the values of what is secret.
fn head(request: &Request) -> String {
    let Request {
        method, path, query, ..
    } = request;
    let mark = if query.is_empty() { "" } else { "?" };
    // The handshake was found correct, and that is one of HTTP/1.1.
    let mut head = format!("{method} {path}{mark}{query} HTTP/1.1\r\n");
    for (name, value) in request.headers() {
        let is_secret = SECRET.iter().any(|secret| name.eq_ignore_ascii_case(secret));
        let value = if is_secret { "(left out)" } else { value };
        head.extend([name, ": ", value, "\r\n"]);
    }
    head + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::tests::request;

    #[test]
    fn the_request_is_as_it_came_but_for_its_secrets() {
        let sent = "GET /handshake?a=b HTTP/1.1\r\nHOST: x\r\ncookie: s=1\r\nA: 1\r\nAuthorization: Basic eA==\r\nA: 2\r\n\
                    Proxy-authorization: y\r\n\r\n";
        let expect = "GET /handshake?a=b HTTP/1.1\r\nHOST: x\r\ncookie: (left out)\r\nA: 1\r\n\
                      Authorization: (left out)\r\nA: 2\r\nProxy-authorization: (left out)\r\n\r\n";
        assert_eq!(head(&request(sent)), expect);
    }
}
