//! The observed facts about a connection that ended. [`crate::diagnosis`] infers the causes from them.

use crate::close::CloseCode;
use crate::ending::Ending;
use crate::session::CloseEvent;
use crate::target;
use crate::time::{Span, Timestamp};

/// The family of a browser, as its behaviour tells causes apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Engine {
    /// Chrome, Edge, Opera and others.
    Chromium,
    /// Firefox and browsers built on it.
    Firefox,
    /// Any other browser; nothing is assumed about it.
    #[default]
    Other,
}

impl Engine {
    /// From `navigator.userAgent`, in which Safari names neither.
    pub fn of(user_agent: &str) -> Self {
        if user_agent.contains("Chrome/") {
            Self::Chromium
        } else if user_agent.contains("Firefox/") {
            Self::Firefox
        } else {
            Self::Other
        }
    }
}

/// Facts about the page, fixed at its start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Whether it was loaded over https.
    pub secure: bool,
    /// Its host and port, as `Location` has them: `host` or `host:port`. Empty for a file.
    pub host: String,
    /// When it was loaded.
    pub loaded: Timestamp,
    /// Whether the browser was offline then.
    pub offline: bool,
    /// The browser that shows it.
    pub engine: Engine,
}

/// The latest message of one direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Last {
    /// How long before the end.
    pub ago: Span,
    /// Its size.
    pub bytes: u64,
}

/// The last sign of life from a host and port, before this attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// How long before the end.
    pub ago: Span,
    /// Whether it spoke TLS then.
    pub secure: bool,
}

/// The facts about a connection that ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, as observed; no two of them form a state"
)]
pub struct Evidence {
    /// The effective URL.
    pub url: String,
    /// Who or what ended it.
    pub ending: Ending,
    /// The `close` event; `None` where the browser fired none.
    pub event: Option<CloseEvent>,
    /// Whether an `error` event came between the `open` and the `close` event.
    pub errored: bool,
    /// Whether the browser froze the page, or kept it in its back/forward cache, up to about the end.
    pub suspended: bool,
    /// The time from pressing Connect to the open, or to the failure.
    pub connecting_for: Span,
    /// The time from the open to the end.
    pub open_for: Option<Span>,
    /// The time from the last message either way (or the open, if there was none) to the end.
    pub silent_for: Option<Span>,
    /// How many messages came in.
    pub messages_received: u64,
    /// How many messages the browser took.
    pub messages_sent: u64,
    /// The last message that came in.
    pub last_received: Option<Last>,
    /// The last message that the browser took.
    pub last_sent: Option<Last>,
    /// The size of the largest message that was sent before the last one.
    pub largest_before: Option<u64>,
    /// How long before the end the server's last application-level ping (not a protocol ping) came, if it was
    /// not answered.
    pub unanswered_ping: Option<Span>,
    /// The host, in lower case; IPv6 in brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Whether the URL is wss.
    pub secure: bool,
    /// Whether the page is https.
    pub page_secure: bool,
    /// The browser.
    pub engine: Engine,
    /// Whether the server is at a loopback address, which browsers trust without TLS.
    pub loopback_target: bool,
    /// Whether this page came from the same host and port.
    pub page_from_there: bool,
    /// When that host and port last answered this page, before this attempt.
    pub answered: Option<Answered>,
    /// Whether the browser said at the end that it was online.
    pub online: bool,
    /// Whether the browser went offline or online in the last minute of the connection.
    pub network_changed: bool,
    /// The port, if browsers refuse it.
    pub blocked_port: Option<u16>,
    /// How many subprotocols were offered.
    pub subprotocols_offered: usize,
    /// The subprotocol in use; empty if there was none.
    pub subprotocol: String,
    /// The number of attempts in a row that did not open, to any host, this one included.
    pub consecutive_failures: u32,
}

impl Evidence {
    /// The close code, if the browser reported one.
    pub fn code(&self) -> Option<CloseCode> {
        self.event.as_ref().map(|event| CloseCode::from(event.code))
    }

    pub(crate) fn is_code(&self, codes: &[u16]) -> bool {
        self.event
            .as_ref()
            .is_some_and(|event| codes.contains(&event.code))
    }

    /// The reason that came with it, verbatim; often empty.
    pub fn reason(&self) -> &str {
        self.event.as_ref().map_or("", |event| &event.reason)
    }

    /// Whether close frames went both ways.
    pub fn was_clean(&self) -> bool {
        self.event.as_ref().is_some_and(|event| event.was_clean)
    }

    /// Bytes that never left the browser.
    pub fn unsent_bytes(&self) -> u64 {
        self.event.as_ref().map_or(0, |event| event.unsent_bytes)
    }

    /// Whether it ever opened.
    pub fn opened(&self) -> bool {
        self.open_for.is_some()
    }

    /// Whether the `close` event has another code than the page asked for, chosen by the other side. 1005
    /// does not count: the browser sets it for a close frame without a code.
    pub fn contradicts(&self) -> bool {
        match (self.ending.asked(), &self.event) {
            (Some(asked), Some(event)) => event.was_clean && event.code != 1005 && event.code != asked,
            _ => false,
        }
    }

    /// Whether the server is on this machine: at loopback, or at an unspecified address (all of this
    /// machine's own), which browsers do not trust as they trust loopback.
    pub fn this_machine(&self) -> bool {
        target::is_this_machine(&self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart_by_what_they_call_themselves() {
        let check = |user_agent: &str, engine: Engine| assert_eq!(Engine::of(user_agent), engine);
        check(
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
            Engine::Chromium,
        );
        check(
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0",
            Engine::Chromium,
        );
        check(
            "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
            Engine::Firefox,
        );
        check(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
            Engine::Other,
        );
        // On iOS every browser is built on WebKit.
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/156.0.0.0 Mobile/15E148 Safari/604.1",
            Engine::Other,
        );
        check("", Engine::Other);
    }
}
