//! The causes that words of a close reason suggest. Servers say more in reasons than in codes.

use super::Evidence;
use super::closed::{sent, sent_size};
use super::idle::IDLE_LIMIT;
use super::row::{Likely, always};

/// Words, and the cause that they name.
pub(super) struct Words {
    /// In lower case. Each counts where a word starts with it.
    pub(super) any: &'static [&'static str],
    pub(super) cause: &'static Likely,
}

/// The first row with a word of the reason counts: the more specific a word, the higher its row.
pub(super) static TABLE: &[Words] = &[
    Words {
        any: &[
            "keepalive",
            "keep-alive",
            "keep alive",
            "ping",
            "pong",
            "heartbeat",
            "heart beat",
            "heart-beat",
        ],
        cause: &PING,
    },
    Words {
        any: &["idle", "inactiv", "no activity", "no traffic", "no data received"],
        cause: &IDLE,
    },
    Words {
        any: &[
            "replaced",
            "duplicate",
            "another session",
            "another connection",
            "another device",
            "another client",
            "another tab",
            "another location",
            "other session",
            "new connection",
            "new session",
            "elsewhere",
            "superseded",
            "already connected",
        ],
        cause: &REPLACED,
    },
    Words {
        any: &[
            "too big",
            "too large",
            "too long",
            "oversize",
            "message size",
            "frame size",
            "payload size",
            "payload limit",
        ],
        cause: &TOO_BIG,
    },
    Words {
        any: &[
            "rate", "throttl", "too many", "too fast", "quota", "flood", "limit", "exceeded",
        ],
        cause: &TOO_MANY,
    },
    Words {
        any: &[
            "unauth",
            "forbidden",
            "token",
            "expired",
            "auth",
            "denied",
            "permission",
            "credential",
            "jwt",
            "login",
            "log in",
            "api key",
            "not allowed",
            "origin",
        ],
        cause: &NOT_ALLOWED,
    },
    Words {
        any: &[
            "subprotocol",
            "sub-protocol",
            "version",
            "unsupported protocol",
            "unknown protocol",
        ],
        cause: &VERSION,
    },
    Words {
        any: &[
            "json",
            "pars",
            "invalid",
            "unsupported",
            "malformed",
            "schema",
            "syntax",
            "decod",
            "deserial",
            "bad request",
        ],
        cause: &FORMAT,
    },
    Words {
        any: &["max", "payload", "at most", "bytes"],
        cause: &TOO_BIG,
    },
    Words {
        any: &["upstream", "bad gateway", "backend", "unavailable"],
        cause: &UPSTREAM,
    },
    Words {
        any: &["timeout", "timed out", "time out"],
        cause: &TIMEOUT,
    },
];

/// Words that only say that the server goes away: the silence before may say why.
pub(super) static LEAVING: Words = Words {
    any: &[
        "going away",
        "restart",
        "deploy",
        "redeploy",
        "shutdown",
        "shutting down",
        "shut down",
        "maintenance",
        "stopping",
        "draining",
    ],
    cause: &RESTART,
};

impl Words {
    /// Whether a word of `reason` starts with one of these.
    pub(super) fn are_in(&self, reason: &str) -> bool {
        let reason = reason.to_ascii_lowercase();
        self.any.iter().any(|word| {
            reason.match_indices(word).any(|(at, _)| {
                let before = reason[..at].chars().next_back();
                before.is_none_or(|before| !before.is_alphanumeric())
            })
        })
    }
}

const fn likely(title: &'static str, possible: fn(&Evidence) -> bool, check: &'static str) -> Likely {
    Likely {
        title,
        possible,
        why: |_| "its reason says so".to_owned(),
        check,
        settings: &[],
    }
}

static PING: Likely = likely(
    "A ping of the server's got no answer in time",
    always,
    "The browser answers protocol pings by itself, unless this tab slept, was blocked, or the network stalled; pings that \
     are messages need an answer from the client. Compare the server's ping interval and timeout.",
);

/// An idle limit named by the server, however long the silence was.
static IDLE: Likely = Likely {
    why: |_| "its reason says so".to_owned(),
    ..IDLE_LIMIT
};

static REPLACED: Likely = likely(
    "Another connection took this one's place",
    always,
    "Many servers allow one connection for each user or client: look for the same login in another tab, device or test.",
);

static TOO_BIG: Likely = Likely {
    title: "The last message was over the server's limit",
    possible: was_sent,
    why: |evidence| sent_size(evidence).unwrap_or_default(),
    check: "Send a smaller one, or raise the maximum message size on the server and on each proxy.",
    settings: &[],
};

static TOO_MANY: Likely = likely(
    "A limit of the server's was reached",
    always,
    "Send more slowly and open fewer connections; look for the server's limits for each client, user and minute.",
);

static NOT_ALLOWED: Likely = likely(
    "The server did not accept who connects",
    always,
    "Get a fresh token, check its scopes, and where the server looks for it: query, cookie or first message. Check that \
     it allows this page's origin.",
);

static VERSION: Likely = likely(
    "The server does not speak this subprotocol or version",
    always,
    "Offer the subprotocol and the version that its documentation names.",
);

static FORMAT: Likely = Likely {
    title: "The server could not make sense of a message",
    possible: was_sent,
    why: |evidence| sent(evidence).unwrap_or_default(),
    check: "Compare the last message that was sent with the API's documentation: its format, and text or binary.",
    settings: &[],
};

static RESTART: Likely = likely(
    "The server is being deployed or stopped",
    always,
    "Connect again in half a minute; look at the deployment's times.",
);

static UPSTREAM: Likely = likely(
    "A service behind the server failed",
    always,
    "Check the health of what the server or gateway talks to, and its log.",
);

static TIMEOUT: Likely = likely(
    "The server waited for something that did not come",
    always,
    "Many servers expect a login or a subscription soon after the open, or an answer to each of their pings.",
);

pub(super) static UNKNOWN: Likely = Likely {
    title: "What the server's own reason says",
    possible: always,
    why: |evidence| format!("“{}”", crate::format::visible(evidence.reason())),
    check: "Search the server's code or its documentation for these words.",
    settings: &[],
};

fn was_sent(evidence: &Evidence) -> bool {
    evidence.messages_sent > 0
}
