//! The limits and differences of browsers: measured, or only documented.

use super::Row;

/// A limit of browsers, or a difference between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its subject.
    pub what: &'static str,
    /// In Chromium.
    pub chromium: &'static str,
    /// In Firefox.
    pub firefox: &'static str,
    /// Its source.
    pub source: &'static str,
}

/// The first sentence of the page.
pub(super) const LEAD: &str = "Measured in Chromium 156 and Firefox 153 ESR, headless, against a server on the same machine, in November 2026. What has a dash was not measured, nor was Safari.";

const HERE: &str = "Measured";
const BCD: &str = "mdn/browser-compat-data, 2026-08-07";
/// The mark of a limit that was not measured.
const OPEN: &str = "–";

const fn limit(
    name: &'static str,
    what: &'static str,
    chromium: &'static str,
    firefox: &'static str,
) -> Limit {
    Limit {
        name,
        what,
        chromium,
        firefox,
        source: HERE,
    }
}

const fn both(name: &'static str, what: &'static str, same: &'static str) -> Limit {
    limit(name, what, same, same)
}

const fn from(source: &'static str, limit: Limit) -> Limit {
    Limit { source, ..limit }
}

/// All of them.
pub static LIMITS: [Limit; 22] = [
    limit(
        "sockets",
        "Sockets at once, for the whole browser",
        "255; then `error` and 1006, no exception",
        "200; then `error` and 1006, no exception",
    ),
    limit(
        "handshake",
        "A server that takes the connection and never answers",
        "1006 after 240 s",
        "1006 after 21 s",
    ),
    limit(
        "close",
        "A server that never answers our close",
        "Still CLOSING after 40 s",
        "1006 after 20 s",
    ),
    both("close-code", "Code for `close()`", "1000 or 3000–4999"),
    both("reason", "Reason for `close()`", "123 bytes of UTF-8"),
    both(
        "message",
        "Size of a message that comes",
        "None found: 1 GiB was delivered",
    ),
    both(
        "back-pressure",
        "Holding back a server that sends too fast",
        "Not possible: all is delivered",
    ),
    both(
        "headers",
        "Request headers",
        "None can be set; Origin and cookies always go",
    ),
    both(
        "deflate",
        "permessage-deflate",
        "Always offered; it can't be turned off",
    ),
    both("pings", "Pings of the server", "Answered, and not shown"),
    both(
        "blocked-ports",
        "Ports such as 25, 6000 or 6667",
        "No exception; 1006 within milliseconds",
    ),
    limit(
        "throttling",
        "Many failures at one host",
        "The next attempt waits 1 to 5 s",
        OPEN,
    ),
    limit(
        "mixed-content",
        "ws:// from a page of https",
        "The constructor throws SecurityError, but for 127.0.0.1, localhost and 192.168.x.x",
        OPEN,
    ),
    limit(
        "csp",
        "A URL that the page's connect-src forbids",
        "`error` and no `close`, ever",
        OPEN,
    ),
    limit("certificate", "A certificate that is not trusted", "1006", "1015"),
    limit(
        "subprotocol",
        "Subprotocols offered and none chosen, or one that was not offered",
        "1006",
        "Opens with an empty `protocol`",
    ),
    limit(
        "reset",
        "A connection that is reset while open",
        "`close` with 1006",
        "`error`, then `close` with 1006",
    ),
    limit(
        "clock",
        "Steps of `event.timeStamp`",
        "0.1 ms; 0.005 ms where the page is cross-origin isolated",
        "1 ms; 0.02 ms where the page is cross-origin isolated",
    ),
    from(
        "developer.chrome.com, January 2021",
        limit(
            "timers",
            "Timers of a hidden tab",
            "Once a second; once a minute after 5 minutes. `message` events still fire",
            OPEN,
        ),
    ),
    from(
        BCD,
        limit(
            "relative-url",
            "http, https and relative URLs",
            "Since 125 (Safari 17.3)",
            "Since 124",
        ),
    ),
    from(
        BCD,
        limit(
            "local-network",
            "Permission for servers in the local network",
            "Asked for since 147",
            "No",
        ),
    ),
    from(
        BCD,
        limit(
            "websocketstream",
            "WebSocketStream",
            "Since 124; no standard",
            "No (nor Safari)",
        ),
    ),
];

pub(super) fn rows() -> Vec<Row> {
    let row = |limit: &Limit| {
        let text = if limit.chromium == limit.firefox {
            limit.chromium.to_owned()
        } else {
            format!("Chromium: {}. Firefox: {}.", limit.chromium, limit.firefox)
        };
        Row {
            name: limit.name.to_owned(),
            heading: limit.what.replace('`', ""),
            text,
        }
    };
    LIMITS.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_measured_names_a_document_and_its_date() {
        for limit in &LIMITS {
            let dated = limit.source.contains("202");
            assert!(limit.source == HERE || dated, "{}", limit.name);
        }
        assert!(LEAD.contains("Chromium 156") && LEAD.contains("2026"));
    }
}
