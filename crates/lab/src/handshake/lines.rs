//! The request and the answer, line by line, each with its purpose.

use std::fmt;

use super::Key;
use crate::Side;

/// The request of a client. The texts come from a parsed URL and a checked list of subprotocols: they have no
/// line ends.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// The host, with its port unless that is 80 for `ws:` or 443 for `wss:`.
    pub host: &'a str,
    /// The path with the query; at least `/`.
    pub path: &'a str,
    /// The origin of the page. Clients that are not browsers often send none.
    pub origin: Option<&'a str>,
    /// The key, new for each connection.
    pub key: &'a Key,
    /// The subprotocols in order of preference; may be empty.
    pub subprotocols: &'a [&'a str],
    /// Whether permessage-deflate is offered, as browsers always do.
    pub deflate: bool,
}

/// Whether a line is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The handshake fails without it.
    Required,
    /// A browser always sends it; other clients may.
    FromBrowsers,
    /// Sent only if it is wanted.
    Optional,
}

impl Need {
    /// Its words for a table cell.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::FromBrowsers => "browsers always",
            Self::Optional => "optional",
        }
    }
}

/// One line. Display is the line as it is sent, without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The header's name; none in the first line.
    pub name: Option<&'static str>,
    /// The header's value, or the whole first line.
    pub value: String,
    /// The sender.
    pub from: Side,
    /// Whether it is required.
    pub need: Need,
    /// Its purpose, in a sentence or two.
    pub about: &'static str,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = self.name {
            write!(f, "{name}: ")?;
        }
        f.write_str(&self.value)
    }
}

/// The lines of the client; an empty line ends them. A browser adds lines that the protocol does not need:
/// cookies, its name, languages.
pub fn request(opening: &Opening<'_>) -> Vec<Line> {
    let line = |name, value: &str, need, about| Line {
        name,
        value: value.to_owned(),
        from: Side::Client,
        need,
        about,
    };
    let mut lines = vec![
        line(
            None,
            &format!("GET {} HTTP/1.1", opening.path),
            Need::Required,
            "A GET of HTTP/1.1 or later, with the path and the query of the URL.",
        ),
        line(
            Some("Host"),
            opening.host,
            Need::Required,
            "The host of the URL, with the port if it is not the default: 80 for ws, 443 for wss.",
        ),
        line(
            Some("Upgrade"),
            "websocket",
            Need::Required,
            "Asks to go on with the WebSocket protocol. Upper and lower case are the same.",
        ),
        line(
            Some("Connection"),
            "Upgrade",
            Need::Required,
            "Says that Upgrade is for the next hop only: a proxy that does not pass it on breaks the handshake. May be one of \
             a list, as in keep-alive, Upgrade.",
        ),
        line(
            Some("Sec-WebSocket-Key"),
            opening.key.as_str(),
            Need::Required,
            "16 random bytes in Base64, new for each connection. A page can't set headers that begin with Sec-.",
        ),
        line(
            Some("Sec-WebSocket-Version"),
            "13",
            Need::Required,
            "The only version of the protocol in use. A server that does not speak it answers with those it does.",
        ),
    ];
    if let Some(origin) = opening.origin {
        lines.push(line(
            Some("Origin"),
            origin,
            Need::FromBrowsers,
            "The page that asks. A server that has users in browsers must check it, as any page may connect and cookies go \
             along; a program that is no browser can write here what it likes.",
        ));
    }
    if !opening.subprotocols.is_empty() {
        lines.push(line(
            Some("Sec-WebSocket-Protocol"),
            &opening.subprotocols.join(", "),
            Need::Optional,
            "The subprotocols that the client speaks, the one it likes best first. The server picks one or none.",
        ));
    }
    if opening.deflate {
        lines.push(line(
            Some("Sec-WebSocket-Extensions"),
            "permessage-deflate; client_max_window_bits",
            Need::FromBrowsers,
            "Offers compression. The server takes it by naming it in its answer, or leaves it.",
        ));
    }
    lines
}

/// The lines of a server that accepts: with the subprotocol it chose, if it knows an offered one, and with
/// compression, if it was offered and `deflate` is set. An empty line ends them, and frames follow.
pub fn response(opening: &Opening<'_>, chosen: Option<&str>, deflate: bool) -> Vec<Line> {
    let line = |name, value: &str, need, about| Line {
        name,
        value: value.to_owned(),
        from: Side::Server,
        need,
        about,
    };
    let mut lines = vec![
        line(
            None,
            "HTTP/1.1 101 Switching Protocols",
            Need::Required,
            "After any other status the connection is still HTTP, and a browser fails it: it follows no redirect and asks \
             for no password.",
        ),
        line(
            Some("Upgrade"),
            "websocket",
            Need::Required,
            "Confirms the protocol that the connection goes on with.",
        ),
        line(
            Some("Connection"),
            "Upgrade",
            Need::Required,
            "As in the request.",
        ),
        line(
            Some("Sec-WebSocket-Accept"),
            &opening.key.accept(),
            Need::Required,
            "Base64 of the SHA-1 of the key as it was sent, with the GUID after it. The client compares it exactly.",
        ),
    ];
    if let Some(chosen) = chosen {
        lines.push(line(
            Some("Sec-WebSocket-Protocol"),
            chosen,
            Need::Optional,
            "The one subprotocol that the server picked. One that was not offered fails the handshake.",
        ));
    }
    if deflate && opening.deflate {
        lines.push(line(
            Some("Sec-WebSocket-Extensions"),
            "permessage-deflate",
            Need::Optional,
            "Messages may be compressed from now on. An extension that was not offered fails the handshake.",
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening<'a>(key: &'a Key, subprotocols: &'a [&'a str]) -> Opening<'a> {
        Opening {
            host: "server.example.com",
            path: "/chat?room=1",
            origin: Some("http://example.com"),
            key,
            subprotocols,
            deflate: true,
        }
    }

    fn written(lines: &[Line]) -> Vec<String> {
        assert!(lines.iter().all(|line| line.about.ends_with('.')));
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_lines_are_those_of_the_rfc_with_what_was_asked_for() {
        let key = Key::parse("dGhlIHNhbXBsZSBub25jZQ==").unwrap();
        let opening = opening(&key, &["chat", "superchat"]);
        assert_eq!(
            written(&request(&opening)),
            [
                "GET /chat?room=1 HTTP/1.1",
                "Host: server.example.com",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "Origin: http://example.com",
                "Sec-WebSocket-Protocol: chat, superchat",
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
            ]
        );
        assert_eq!(
            written(&response(&opening, Some("chat"), true)),
            [
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                "Sec-WebSocket-Protocol: chat",
                "Sec-WebSocket-Extensions: permessage-deflate",
            ]
        );
    }

    #[test]
    fn what_was_not_asked_for_has_no_line() {
        let key = Key::from_nonce([0; 16]);
        let least = Opening {
            origin: None,
            deflate: false,
            ..opening(&key, &[])
        };
        let request = request(&least);
        assert_eq!(request.len(), 6);
        assert!(request.iter().all(|line| line.need == Need::Required));
        // An extension that was not offered can't be accepted.
        let response = response(&least, None, true);
        assert_eq!(response.len(), 4);
        assert!(
            response
                .iter()
                .all(|line| line.need == Need::Required && line.from == Side::Server)
        );
    }
}
