//! The texts about each close code. Data only, no rules. Names are separate (`name`), since every row of a
//! close has one: this is the larger half, loaded only when a person asks why a connection closed.

use super::{CloseCode, Sender};

/// A frequent cause of a close code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LikelyCause {
    /// The cause, as a short label.
    pub title: &'static str,
    /// What to check next, in one or two sentences.
    pub check: &'static str,
    /// Whether it requires a message from this side.
    pub needs_sent: bool,
}

/// The text about one code.
pub(super) struct Prose {
    pub(super) meaning: &'static str,
    pub(super) sender: Sender,
    pub(super) causes: &'static [LikelyCause],
}

const fn prose(meaning: &'static str, sender: Sender, causes: &'static [LikelyCause]) -> Prose {
    Prose {
        meaning,
        sender,
        causes,
    }
}

const fn cause(title: &'static str, check: &'static str) -> LikelyCause {
    LikelyCause {
        title,
        check,
        needs_sent: false,
    }
}

/// A cause that requires a message from this side.
const fn set_off(title: &'static str, check: &'static str) -> LikelyCause {
    LikelyCause {
        needs_sent: true,
        ..cause(title, check)
    }
}

impl CloseCode {
    pub(super) fn prose(self) -> &'static Prose {
        match self {
            Self::Unused(_) => &UNUSED,
            Self::Normal => &NORMAL,
            Self::GoingAway => &GOING_AWAY,
            Self::ProtocolError => &PROTOCOL_ERROR,
            Self::UnsupportedData => &UNSUPPORTED_DATA,
            Self::Undefined => &UNDEFINED,
            Self::NoStatusReceived => &NO_STATUS_RECEIVED,
            Self::AbnormalClosure => &ABNORMAL_CLOSURE,
            Self::InvalidPayload => &INVALID_PAYLOAD,
            Self::PolicyViolation => &POLICY_VIOLATION,
            Self::MessageTooBig => &MESSAGE_TOO_BIG,
            Self::MandatoryExtension => &MANDATORY_EXTENSION,
            Self::InternalError => &INTERNAL_ERROR,
            Self::ServiceRestart => &SERVICE_RESTART,
            Self::TryAgainLater => &TRY_AGAIN_LATER,
            Self::BadGateway => &BAD_GATEWAY,
            Self::TlsHandshake => &TLS_HANDSHAKE,
            Self::Reserved(_) => &RESERVED,
            Self::Unauthorized => &UNAUTHORIZED,
            Self::Forbidden => &FORBIDDEN,
            Self::Timeout => &TIMEOUT,
            Self::Registered(_) => &REGISTERED,
            Self::Private(_) => &PRIVATE,
            Self::Invalid(_) => &INVALID,
        }
    }
}

static UNUSED: Prose = prose(
    "Below every range that was given out; a server that sends it made it up.",
    Sender::NoOne,
    &[
        cause(
            "The server never set a code",
            "A 0 is often a variable left at its default: look where it closes.",
        ),
        cause(
            "A value of another kind",
            "See whether an errno or a process exit status was passed as the code.",
        ),
    ],
);

static NORMAL: Prose = prose(
    "The connection did what it was opened for and ended as agreed.",
    Sender::EitherSide,
    &[],
);

static GOING_AWAY: Prose = prose(
    "The server is shutting down, or the page was left.",
    Sender::EitherSide,
    &[
        cause(
            "The server is being deployed or stopped",
            "Reconnect after a moment; look at the deployment's times.",
        ),
        cause(
            "An idle limit ended it",
            "Some servers use 1001 for their own idle limit: compare it with how long it was silent.",
        ),
        cause(
            "A proxy in between is restarting",
            "Look at the logs of the load balancer or ingress.",
        ),
    ],
);

static PROTOCOL_ERROR: Prose = prose(
    "The other side says that a frame broke the rules of the protocol.",
    Sender::EitherSide,
    &[
        cause(
            "A proxy altered the frames",
            "Connect without the proxy, or over wss://, which proxies cannot read into.",
        ),
        cause(
            "An extension went wrong",
            "If permessage-deflate was negotiated, turn it off on the server and try again.",
        ),
        cause(
            "A fault in the server's library",
            "Browsers frame correctly: look for a known problem in the server's version.",
        ),
    ],
);

static UNSUPPORTED_DATA: Prose = prose(
    "It received a kind of data that it cannot accept, such as binary where it reads only text.",
    Sender::EitherSide,
    &[
        set_off(
            "Text and binary mixed up",
            "Send the last message again as the other kind.",
        ),
        set_off(
            "The message was not in the expected format",
            "Some servers answer bad JSON with 1003: compare it with the API's documentation.",
        ),
    ],
);

static UNDEFINED: Prose = prose(
    "Set aside; no meaning has been defined.",
    Sender::NoOne,
    &[cause(
        "A fault in the server",
        "No server should send it: find where it chooses its close code.",
    )],
);

static NO_STATUS_RECEIVED: Prose = prose(
    "The close frame carried no code; the browser put 1005 in its place.",
    Sender::SetLocally,
    &[cause(
        "The server closed without naming a code",
        "Usually meant as a normal close: pass 1000 on the server to say so.",
    )],
);

static ABNORMAL_CLOSURE: Prose = prose(
    "The connection ended without a close frame that the browser accepts; it put 1006 in its place and knows no more.",
    Sender::SetLocally,
    &[
        cause(
            "The server was not reached, or refused the handshake",
            "If it never opened: check the URL, the certificate and the server's log.",
        ),
        cause(
            "An idle timeout at a proxy",
            "If it was silent for 30 s or more: check the proxy's timeouts, or send something more often.",
        ),
        cause(
            "The server process ended",
            "A crash or a kill skips the close handshake: check the server's log and restarts.",
        ),
        cause(
            "The network dropped",
            "Check Wi-Fi, VPN and sleep on this machine.",
        ),
    ],
);

static INVALID_PAYLOAD: Prose = prose(
    "A text message was not valid UTF-8, or the data contradicted its type.",
    Sender::EitherSide,
    &[
        set_off(
            "Text altered on the way",
            "Browsers always send valid UTF-8: look for a proxy that rewrites messages.",
        ),
        set_off(
            "The server could not make sense of the message",
            "Some servers use 1007 for bad JSON: check the message against the API.",
        ),
    ],
);

static POLICY_VIOLATION: Prose = prose(
    "A general refusal, often over a token, an Origin or a rate limit.",
    Sender::EitherSide,
    &[
        cause(
            "A missing or expired token",
            "Get a fresh one, and check where the server looks for it: query, cookie or first message.",
        ),
        cause(
            "This page's Origin is not allowed",
            "Add this page's origin to the server's list.",
        ),
        set_off(
            "Too many messages",
            "Slow down, and look for the server's limits.",
        ),
        cause(
            "Too many connections",
            "Close those that are no longer needed, and look for the server's limit for each client.",
        ),
    ],
);

static MESSAGE_TOO_BIG: Prose = prose(
    "A message was larger than the receiver will process.",
    Sender::EitherSide,
    &[
        set_off(
            "The last message was over the server's limit",
            "Send a smaller one, or raise the server's maximum message size.",
        ),
        set_off(
            "A proxy has a smaller limit than the server",
            "Check the frame and message limits of each hop.",
        ),
    ],
);

static MANDATORY_EXTENSION: Prose = prose(
    "The client needed an extension that the server did not negotiate.",
    Sender::Client,
    &[cause(
        "A server that sends a client's code",
        "Only a client has a use for 1010: look at what the server's library means by it.",
    )],
);

static INTERNAL_ERROR: Prose = prose(
    "The server met a condition that it did not expect.",
    Sender::Server,
    &[
        cause(
            "An exception in the server's handler",
            "Read the server's log at the time of the close.",
        ),
        cause(
            "A service behind the server failed",
            "Check its database and upstream services.",
        ),
        set_off(
            "The last message set it off",
            "Send the same message again: if it closes again, that message is the way in.",
        ),
    ],
);

static SERVICE_RESTART: Prose = prose(
    "The service is restarting; a client may come back after a random 5 to 30 s.",
    Sender::Server,
    &[cause(
        "A deployment or a restart",
        "Connect again in half a minute.",
    )],
);

static TRY_AGAIN_LATER: Prose = prose(
    "The server is overloaded, or sheds this connection for now.",
    Sender::Server,
    &[
        cause(
            "Too much load",
            "Wait longer before each attempt; look at the server's capacity.",
        ),
        cause(
            "A limit for each client",
            "Close connections that are no longer needed.",
        ),
    ],
);

static BAD_GATEWAY: Prose = prose(
    "A gateway got an invalid answer from the server behind it, like HTTP 502.",
    Sender::Server,
    &[
        cause(
            "The server behind the gateway is down",
            "Check the upstream's health, and the gateway's log.",
        ),
        cause(
            "The gateway does not upgrade connections",
            "See that it passes Upgrade and Connection on.",
        ),
    ],
);

static TLS_HANDSHAKE: Prose = prose(
    "The TLS handshake failed; set locally, and only by Firefox: Chromium reports 1006.",
    Sender::SetLocally,
    &[
        cause(
            "A certificate the browser does not trust",
            "Open the same host with https:// in a tab and read what the browser says.",
        ),
        cause("The port does not speak TLS", "Try ws:// if the server is plain."),
    ],
);

static RESERVED: Prose = prose(
    "Kept for later versions of the protocol and its extensions; not defined today.",
    Sender::NoOne,
    &[cause(
        "A server that chose its own number",
        "Private codes belong in 4000 to 4999: change it on the server.",
    )],
);

static UNAUTHORIZED: Prose = prose(
    "The request needs authentication, like HTTP 401.",
    Sender::EitherSide,
    &[
        cause("A missing or expired token", "Get a fresh one and connect again."),
        cause(
            "The token went to the wrong place",
            "Pages cannot set headers: send it in the query, a cookie or the first message.",
        ),
    ],
);

static FORBIDDEN: Prose = prose(
    "The client is known but may not do this, like HTTP 403.",
    Sender::EitherSide,
    &[
        cause("The account lacks a permission", "Check its roles and scopes."),
        cause(
            "This page's Origin is not allowed",
            "Add this page's origin to the server's list.",
        ),
    ],
);

static TIMEOUT: Prose = prose(
    "An action took too long, like HTTP 408.",
    Sender::EitherSide,
    &[
        cause(
            "The server waited for a message that did not come",
            "Many servers expect a login or a subscription soon after the open.",
        ),
        cause(
            "A heartbeat was not answered",
            "Check what the server expects, and how often.",
        ),
    ],
);

static REGISTERED: Prose = prose(
    "For libraries and frameworks, by registration with IANA; this number is not one we know.",
    Sender::EitherSide,
    &[cause(
        "A library's or framework's own code",
        "Look it up in the documentation of what the server is built with.",
    )],
);

static PRIVATE: Prose = prose(
    "The application's own, by agreement between client and server.",
    Sender::EitherSide,
    &[cause(
        "The application's own rule",
        "Look it up in the service's documentation; many echo HTTP, so that 4401 is their 401 and 4429 their 429.",
    )],
);

static INVALID: Prose = prose(
    "Above every range that was given out; a server that sends it made it up.",
    Sender::NoOne,
    &[cause(
        "A fault in the server",
        "Private codes end at 4999: find where the server chooses its close code.",
    )],
);
