//! The opening handshake (RFC 6455 4.2), by hand: routes misbehave before, inside and right after it.

use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::flaw::Flaw;
use crate::http::Request;
use crate::runs::Run;
use crate::tcp;

/// A client that asked for a WebSocket and has no answer yet.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) stream: TcpStream,
    pub(crate) request: Request,
    /// What counts all that it sends.
    pub(crate) run: Option<Arc<Run>>,
    accept: String,
    idle: Duration,
}

/// A connection after its 101.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) stream: TcpStream,
    /// Bytes the client sent without waiting for the 101.
    pub(crate) early: Vec<u8>,
    /// How long the client may say nothing.
    pub(crate) idle: Duration,
    pub(crate) run: Option<Arc<Run>>,
}

/// Why a request that asks for a WebSocket is no handshake.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum HandshakeError {
    NotGet,
    OldHttp,
    NoConnectionUpgrade,
    NoKey,
    Version,
}

impl HandshakeError {
    /// The HTTP status it is answered with.
    pub(crate) fn status(&self) -> u16 {
        if *self == Self::Version { 426 } else { 400 }
    }
}

impl fmt::Display for HandshakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotGet => "a WebSocket handshake is a GET request - send GET",
            Self::OldHttp => "a WebSocket handshake needs HTTP/1.1 - the request says 1.0",
            Self::NoConnectionUpgrade => "the handshake says Upgrade but not Connection: Upgrade - send both",
            Self::NoKey => "the handshake has no Sec-WebSocket-Key - send 16 random bytes in base64",
            Self::Version => "this server speaks version 13 of the protocol - send Sec-WebSocket-Version: 13",
        })
    }
}

/// Whether the request asks to become a WebSocket, correctly or not.
pub(crate) fn is_upgrade(request: &Request) -> bool {
    request
        .list("Upgrade")
        .any(|token| token.eq_ignore_ascii_case("websocket"))
}

/// The accept key, once the request is a correct handshake.
pub(crate) fn check(request: &Request) -> Result<String, HandshakeError> {
    if request.method != "GET" {
        return Err(HandshakeError::NotGet);
    }
    if !request.is_http_1_1 {
        return Err(HandshakeError::OldHttp);
    }
    if !request
        .list("Connection")
        .any(|token| token.eq_ignore_ascii_case("upgrade"))
    {
        return Err(HandshakeError::NoConnectionUpgrade);
    }
    if request.header("Sec-WebSocket-Version") != Some("13") {
        return Err(HandshakeError::Version);
    }
    let key = request
        .header("Sec-WebSocket-Key")
        .filter(|key| !key.is_empty())
        .ok_or(HandshakeError::NoKey)?;
    Ok(derive_accept_key(key.as_bytes()))
}

/// Whether messages may be deflated for this client (RFC 7692 7.1). An offer that bounds our window is not taken: the
/// compressor has one size.
fn offers_deflate(request: &Request) -> bool {
    request.list("Sec-WebSocket-Extensions").any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        name.eq_ignore_ascii_case("permessage-deflate")
            && !parts.any(|part| part.starts_with("server_max_window_bits"))
    })
}

impl Arrival {
    /// `accept` is what [`check`] said of the request; `idle` is how long the client may say nothing.
    pub(crate) fn new(
        stream: TcpStream,
        request: Request,
        accept: String,
        idle: Duration,
        run: Option<Arc<Run>>,
    ) -> Self {
        Self {
            stream,
            request,
            run,
            accept,
            idle,
        }
    }

    /// Whether [`Arrival::accept_deflated`] may be answered.
    pub(crate) fn offers_deflate(&self) -> bool {
        offers_deflate(&self.request)
    }

    /// The first subprotocol offered.
    fn offered(&self) -> Option<String> {
        let mut offered = self.request.list("Sec-WebSocket-Protocol");
        offered.next().map(str::to_owned)
    }

    /// Answers 101 and chooses the first subprotocol offered, if any was.
    pub(crate) async fn accept(self) -> io::Result<Opened> {
        let subprotocol = self.offered();
        self.answer(subprotocol.as_deref(), "").await
    }

    /// The same with messages deflated, each by itself: neither side has to remember what came before.
    pub(crate) async fn accept_deflated(self) -> io::Result<Opened> {
        let subprotocol = self.offered();
        let chosen = "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; \
                      client_no_context_takeover\r\n";
        self.answer(subprotocol.as_deref(), chosen).await
    }

    /// Answers 101 with this subprotocol, offered or not.
    pub(crate) async fn accept_as(self, subprotocol: &str) -> io::Result<Opened> {
        self.answer(Some(subprotocol), "").await
    }

    /// Answers 101 with that wrong.
    pub(crate) async fn accept_wrongly(self, what: Flaw) -> io::Result<Opened> {
        let head = what.answer(&self.accept);
        self.say(&head).await
    }

    async fn answer(self, subprotocol: Option<&str>, extensions: &str) -> io::Result<Opened> {
        let chosen = subprotocol
            .map(|name| format!("Sec-WebSocket-Protocol: {name}\r\n"))
            .unwrap_or_default();
        let head = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: {}\r\n{chosen}{extensions}\r\n",
            self.accept
        );
        self.say(&head).await
    }

    async fn say(mut self, head: &str) -> io::Result<Opened> {
        // Before the client can know, so that whoever sees it open finds it counted.
        if let Some(run) = &self.run {
            run.opened();
        }
        tcp::write_all(&mut self.stream, head.as_bytes()).await?;
        Ok(Opened {
            stream: self.stream,
            early: self.request.early,
            idle: self.idle,
            run: self.run,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::tests::request;

    const GOOD: &str = "GET /echo HTTP/1.1\r\nupgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n\
                        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    #[test]
    fn the_answer_is_that_of_the_standard() {
        // The example of RFC 6455 1.3.
        assert_eq!(
            check(&request(GOOD)),
            Ok("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=".to_owned())
        );
    }

    #[test]
    fn deflate_is_taken_where_it_is_offered_with_any_window() {
        let check = |extensions: &str, expect| {
            let line = format!("Sec-WebSocket-Extensions: {extensions}\r\n\r\n");
            let head = GOOD.replacen("\r\n\r\n", &format!("\r\n{line}"), 1);
            assert_eq!(offers_deflate(&request(&head)), expect, "{extensions:?}");
        };
        check("permessage-deflate; client_max_window_bits", true);
        check("x-webkit, Permessage-Deflate", true);
        check("permessage-deflate; server_max_window_bits=10", false);
        check(
            "permessage-deflate; server_max_window_bits=10, permessage-deflate",
            true,
        );
        check("permessage-deflated", false);
        assert!(!offers_deflate(&request(GOOD)));
    }

    #[test]
    fn a_crooked_handshake_is_told_what_is_missing() {
        let check = |from: &str, to: &str, expect| {
            let request = request(&GOOD.replace(from, to));
            assert!(is_upgrade(&request));
            assert_eq!(check(&request), Err(expect), "{from:?} -> {to:?}");
        };
        check("GET", "POST", HandshakeError::NotGet);
        check("HTTP/1.1", "HTTP/1.0", HandshakeError::OldHttp);
        check(
            "keep-alive, Upgrade",
            "keep-alive",
            HandshakeError::NoConnectionUpgrade,
        );
        check("Version: 13", "Version: 8", HandshakeError::Version);
        check("Key: dGhlIHNhbXBsZSBub25jZQ==", "Key:", HandshakeError::NoKey);
    }
}
