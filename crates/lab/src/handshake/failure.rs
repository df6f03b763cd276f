//! Six ways in which a handshake fails, and the visible signs of each.

/// The signs that a page sees: the standard forbids to tell it more.
pub const PAGE_SEES: &str = "The page gets an error event that says nothing, then a close event with 1006, not clean. It \
                             looks the same as a server that is not there. One differs in Firefox: it takes an answer with \
                             a subprotocol that was not offered.";

/// One way to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WayToFail {
    /// Its title in a list.
    pub title: &'static str,
    /// The relevant lines of the answer, for [`EXAMPLE_KEY`](super::EXAMPLE_KEY).
    pub answer: &'static [&'static str],
    /// The rule, and who usually breaks it.
    pub why: &'static str,
    /// The text in Chromium's console after "WebSocket connection to '…' failed: Error during WebSocket
    /// handshake: ".
    pub console: &'static str,
    /// The route of wsbin that fails this way.
    pub route: &'static str,
}

/// The six ways. The console texts are those of Chromium 156, each tried.
pub const WAYS_TO_FAIL: [WayToFail; 6] = [
    WayToFail {
        title: "Wrong Sec-WebSocket-Accept",
        answer: &[
            "HTTP/1.1 101 Switching Protocols",
            "Sec-WebSocket-Accept: S3PplmbItXAq9KygZZHzrBk+XoO=",
        ],
        why: "The answer must be the one to this key, to the letter (RFC 6455 4.1). A server that was written by hand and \
              hashes something else gives it away here.",
        console: "Incorrect 'Sec-WebSocket-Accept' header value",
        route: "/wrong-answer/accept",
    },
    WayToFail {
        title: "No Upgrade or Connection header",
        answer: &["HTTP/1.1 101 Switching Protocols", "Connection: Upgrade"],
        why: "Both must come back (4.1). A proxy that treats them as headers of one hop takes them out; it has to be told \
              to pass them on.",
        console: "'Upgrade' header is missing",
        route: "/wrong-answer/no-upgrade",
    },
    WayToFail {
        title: "A status other than 101",
        answer: &["HTTP/1.1 403 Forbidden"],
        why: "It is still HTTP (4.1): a login that is asked for, a redirect, a path that has no WebSocket, a proxy that has \
              no server behind it. A browser does not act on the status and does not tell it to the page.",
        console: "Unexpected response code: 403",
        route: "/reject/403",
    },
    WayToFail {
        title: "A subprotocol that was not offered",
        answer: &[
            "HTTP/1.1 101 Switching Protocols",
            "Sec-WebSocket-Protocol: chat.v2",
        ],
        why: "A server picks one of those offered, or none (4.1). One that always names its own fails clients that offered \
              another one, or none as here. Firefox opens all the same, with an empty protocol.",
        console: "Response must not include 'Sec-WebSocket-Protocol' header if not present in request: chat.v2",
        route: "/subprotocol/chat.v2",
    },
    WayToFail {
        title: "An extension that was not offered",
        answer: &[
            "HTTP/1.1 101 Switching Protocols",
            "Sec-WebSocket-Extensions: x-shout",
        ],
        why: "A server may only take what was offered (4.1, 9.1), and browsers offer permessage-deflate alone.",
        console: "Found an unsupported extension 'x-shout' in 'Sec-WebSocket-Extensions' header",
        route: "/wrong-answer/extension",
    },
    WayToFail {
        title: "A version that the server does not speak",
        answer: &["HTTP/1.1 426 Upgrade Required", "Sec-WebSocket-Version: 8, 7"],
        why: "Browsers speak version 13 and no other; a server of a draft before the RFC answers with its own (4.2.2, 4.4). \
              Some servers answer 400 instead.",
        console: "Unexpected response code: 426",
        route: "/reject/426",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_has_its_words_and_a_route_is_a_path() {
        for way in WAYS_TO_FAIL {
            assert!(
                way.why.ends_with('.') && !way.title.ends_with('.'),
                "{}",
                way.title
            );
            assert!(
                !way.console.is_empty() && way.answer[0].starts_with("HTTP/1.1 "),
                "{}",
                way.title
            );
            assert!(way.route.starts_with('/'), "{}", way.title);
        }
    }
}
