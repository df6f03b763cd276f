//! Servers to start with: wsbin's own echo when it serves the page, and public ones.

use tabcat_core::echo::ECHO_SERVERS;

use super::page::Page;
use crate::io;

/// A server that echoes messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EchoServer {
    /// Its URL.
    pub url: String,
    /// A note about it.
    pub note: &'static str,
}

/// A server that the empty transcript offers to connect to.
pub struct Starter {
    /// The kind of server.
    pub title: &'static str,
    /// Its URL.
    pub url: String,
    /// A note about it.
    pub note: &'static str,
    /// The command that starts it, if it has to be started.
    pub command: Option<&'static str>,
    /// The label of the button.
    pub button: &'static str,
}

/// The URL of the server that the second starter's command starts.
const WEBSOCAT_ECHO: &str = "ws://127.0.0.1:9001";

impl Page {
    /// The servers of the menu: this machine's own first, when wsbin serves the page.
    pub fn echo_servers(&self) -> Vec<EchoServer> {
        let own = wsbin_echo().map(|url| EchoServer {
            url,
            note: "This machine's own: nothing leaves it",
        });
        let public = ECHO_SERVERS.iter().map(|server| EchoServer {
            url: server.url.to_owned(),
            note: server.note,
        });
        own.into_iter().chain(public).collect()
    }

    /// The servers of the empty transcript.
    pub fn starters(&self) -> Vec<Starter> {
        let public = Starter {
            title: "Public echo server",
            url: ECHO_SERVERS[0].url.to_owned(),
            note: "A third party sees what you send.",
            command: None,
            button: "Try public echo",
        };
        let local = |url, note, command| Starter {
            title: "Local echo server",
            url,
            note,
            command,
            button: "Try local echo",
        };
        if let Some(url) = wsbin_echo() {
            return vec![
                local(url, "Runs beside this page. Nothing leaves this machine.", None),
                public,
            ];
        }
        let command = Some("websocat -t ws-l:127.0.0.1:9001 mirror:");
        vec![public, local(WEBSOCAT_ECHO.to_owned(), "Start one with", command)]
    }
}

fn wsbin_echo() -> Option<String> {
    io::location::wsbin_root().map(|root| format!("{root}echo"))
}
