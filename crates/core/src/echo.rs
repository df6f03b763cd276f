//! Public servers that echo every message. A third party sees every message sent to them.

/// A server for the "Public echo servers" menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EchoServer {
    /// The URL of the server.
    pub url: &'static str,
    /// A note to read before connecting, short enough for a menu line.
    pub note: &'static str,
}

/// In the order to offer them, as their operators and recent users described them in 2026.
pub const ECHO_SERVERS: [EchoServer; 5] = [
    EchoServer {
        url: "wss://websocket-echo.com",
        note: "No greeting; echoes binary too; 64 KiB limit; picks the first subprotocol",
    },
    EchoServer {
        url: "wss://ws.postman-echo.com/raw",
        note: "Run by Postman; no greeting known of",
    },
    EchoServer {
        url: "wss://echo.websocket.org",
        note: "Greets first; 64 KB limit; Chrome fails if a subprotocol is offered",
    },
    EchoServer {
        url: "wss://ws.vi-server.org/mirror",
        note: "No greeting",
    },
    EchoServer {
        url: "wss://ws.ifelse.io",
        note: "Greets first",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::{Target, testing::UrlCrate};

    #[test]
    fn every_server_is_a_secure_target_with_a_note_for_one_line() {
        for server in ECHO_SERVERS {
            let target = Target::parse(&UrlCrate, server.url, "").unwrap();
            assert!(target.is_secure() && !target.is_loopback(), "{}", server.url);
            assert!((1..80).contains(&server.note.len()), "{}", server.url);
        }
    }
}
