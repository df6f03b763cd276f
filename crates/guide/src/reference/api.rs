//! The `WebSocket` interface, after the WHATWG's standard of 2025-07-14: everything a page can do with a
//! connection.

use super::Row;

/// A member of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its signature: `close(code, reason)`.
    pub name: &'static str,
    /// Its description.
    pub about: &'static str,
    /// Its value for the current connection.
    pub live: Option<Live>,
}

/// A value of the present connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Live {
    /// `url`.
    Url,
    /// `readyState`.
    ReadyState,
    /// `bufferedAmount`.
    BufferedAmount,
    /// `protocol`.
    Protocol,
    /// `extensions`.
    Extensions,
    /// `binaryType`.
    BinaryType,
    /// Messages that were sent.
    Sent,
    /// `open` events.
    Opened,
    /// `message` events.
    Received,
    /// The last `close` event.
    Closed,
}

/// Members of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Their kind.
    pub title: &'static str,
    /// The members.
    pub members: &'static [Member],
}

const fn member(name: &'static str, about: &'static str) -> Member {
    Member {
        name,
        about,
        live: None,
    }
}

const fn live(name: &'static str, live: Live, about: &'static str) -> Member {
    Member {
        name,
        about,
        live: Some(live),
    }
}

impl Member {
    /// Its name in addresses: `close`.
    pub fn slug(&self) -> String {
        let name = self.name.trim_start_matches("new ");
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        name[..end].to_owned()
    }
}

/// The arguments of `send`, and the messages that the other side gets. The last row is a call without an
/// argument.
pub static SENDS: [(&str, &str); 6] = [
    (
        "string",
        "A text message, in UTF-8. Half of a surrogate pair arrives as U+FFFD.",
    ),
    ("ArrayBuffer", "A binary message with its bytes."),
    (
        "typed array, DataView",
        "A binary message with the bytes that it views.",
    ),
    ("Blob, File", "A binary message with its bytes; its type is lost."),
    (
        "number, object, null …",
        "What `String()` makes of it, as text: `[object Object]`. Use `JSON.stringify`.",
    ),
    ("nothing", "Throws TypeError."),
];

/// The whole interface.
pub static GROUPS: [Group; 5] = [
    Group {
        title: "Constructor",
        members: &[member(
            "new WebSocket(url, protocols)",
            "Connects at once. `url` is ws, wss, http or https, or relative to the page, and has no fragment; `protocols` is a name or a list of names, none twice. Throws SyntaxError for others. No headers can be given.",
        )],
    },
    Group {
        title: "Properties",
        members: &[
            live(
                "url",
                Live::Url,
                "The URL as it was understood, with http read as ws.",
            ),
            live(
                "readyState",
                Live::ReadyState,
                "0 to 3: the state, which never goes back.",
            ),
            live(
                "bufferedAmount",
                Live::BufferedAmount,
                "Bytes that were given to `send()` and are not on the network yet, without framing. It changes between turns of the event loop only, and does not fall to 0 at the close.",
            ),
            live(
                "protocol",
                Live::Protocol,
                "The subprotocol that the server chose, or an empty string.",
            ),
            live(
                "extensions",
                Live::Extensions,
                "The extensions in use, such as permessage-deflate, or an empty string.",
            ),
            live(
                "binaryType",
                Live::BinaryType,
                "`blob` (at first) or `arraybuffer`: what binary messages come as. It can be set at any time.",
            ),
            member(
                "onopen, onmessage, onerror, onclose",
                "One handler for each event. Set them before the turn ends in which the object was made.",
            ),
            member(
                "CONNECTING, OPEN, CLOSING, CLOSED",
                "0, 1, 2 and 3, on the class and on each object.",
            ),
        ],
    },
    Group {
        title: "Methods",
        members: &[
            live(
                "send(data)",
                Live::Sent,
                "Queues a message. Throws InvalidStateError while CONNECTING; discards it without a word in CLOSING and CLOSED.",
            ),
            member(
                "close(code, reason)",
                "Starts the closing handshake. `code` is 1000 or 3000–4999, else it throws InvalidAccessError; `reason` is at most 123 bytes of UTF-8, else SyntaxError. Without a code the close frame is empty.",
            ),
            member(
                "addEventListener(type, listener)",
                "As of every EventTarget, with removeEventListener and dispatchEvent.",
            ),
        ],
    },
    Group {
        title: "Events",
        members: &[
            live("open", Live::Opened, "The handshake is done. Once at most."),
            live(
                "message",
                Live::Received,
                "A `MessageEvent`: `data` is a string, a Blob or an ArrayBuffer, `origin` the server's. Only while OPEN.",
            ),
            member(
                "error",
                "A plain `Event` that says nothing of why. A `close` follows, but for what a CSP forbids in Chromium.",
            ),
            live(
                "close",
                Live::Closed,
                "A `CloseEvent`: `code`, `reason`, and `wasClean`, which is true when both close frames went through. Once at most.",
            ),
        ],
    },
    Group {
        title: "Not there",
        members: &[
            member(
                "ping, pong",
                "A browser answers pings by itself, and shows neither.",
            ),
            member(
                "headers",
                "None can be set. Origin and the cookies of the host go along always.",
            ),
            member(
                "status of a refused handshake",
                "A 401 and a refused port look alike: 1006.",
            ),
        ],
    },
];

pub(super) fn rows() -> Vec<Row> {
    let members = GROUPS.iter().flat_map(|group| {
        group.members.iter().map(|member| Row {
            name: name(group, member),
            heading: member.name.to_owned(),
            text: member.about.to_owned(),
        })
    });
    let sends = SENDS
        .iter()
        .map(|(what, about)| ["send: ", what, ". ", about, " "].concat());
    let sends = Row {
        name: "what-send-takes".to_owned(),
        heading: "What send takes".to_owned(),
        text: sends.collect(),
    };
    members.chain([sends]).collect()
}

/// The name of a member in addresses. An event has its kind in it: `close` is a method.
pub fn name(group: &Group, member: &Member) -> String {
    let slug = member.slug();
    if group.title == "Events" {
        slug + "-event"
    } else {
        slug
    }
}
