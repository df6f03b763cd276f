//! Connections that never opened. The time to failure, the URL, the page and the host's earlier answers rank
//! the causes; the browser tells nothing.

use super::row::{Likely, Ranking, Row, always};
use super::{Diagnosis, Evidence};
use crate::close::Tone;
use crate::ending::Ending;
use crate::evidence::Engine;
use crate::format::short_span;
use crate::time::Span;

/// After this long something is not answering: Firefox gives up at 21 s, Chromium at 240 s.
const SLOW: Span = Span::from_secs(10);
/// A host that answered within this time is probably still there.
const LATELY: Span = Span::from_secs(60);
/// Chromium delays a page's connections, to any host, once many in a row have failed: the delay doubles with
/// each, from 0.1 s after ten to at most 5 s after sixteen (measured in 156).
const FAILURES_BEFORE_DELAY: u32 = 10;

/// Likeliest first: causes that stop the connection whatever the server does, then those that fit the case.
pub(super) static TABLE: &[Row] = &[
    Row {
        when: "an error event and no close event",
        holds: |evidence| evidence.ending == Ending::NoCloseEvent,
        causes: &[&FORBIDDEN_BY_POLICY],
    },
    Row {
        when: "a port that browsers block",
        holds: |evidence| evidence.blocked_port.is_some(),
        causes: &[&BLOCKED_PORT],
    },
    Row {
        when: "offline, and not this machine",
        holds: |evidence| !evidence.online && !evidence.this_machine(),
        causes: &[&OFFLINE],
    },
    Row {
        when: "ws:// in an https page",
        holds: is_mixed_content,
        causes: &[&MIXED_CONTENT],
    },
    Row {
        when: "wss:// to a port that answered without TLS",
        holds: |evidence| failed(evidence) && evidence.secure && spoke_tls(evidence) == Some(false),
        causes: &[&NOT_TLS],
    },
    Row {
        when: "1015",
        holds: |evidence| evidence.is_code(&[1015]),
        causes: &[&CERTIFICATE],
    },
    Row {
        when: "1015, and the certificate is good",
        holds: |evidence| evidence.is_code(&[1015]),
        causes: &[&NOT_TLS],
    },
    Row {
        when: "no end of the handshake within the timeout, or for 10 s",
        holds: is_slow,
        causes: &[&NO_ANSWER, &HALF_AN_ANSWER, &BROWSER_HELD_BACK],
    },
    Row {
        when: "no end of the handshake, and no failure before",
        holds: |evidence| is_slow(evidence) && evidence.consecutive_failures < FAILURES_BEFORE_DELAY,
        causes: &[&ANOTHER_CONNECTING],
    },
    Row {
        when: "ws:// to a port that answered with TLS",
        holds: |evidence| failed(evidence) && !evidence.secure && spoke_tls(evidence) == Some(true),
        causes: &[&WANTS_TLS],
    },
    Row {
        when: "failed, and answered within the last minute",
        holds: answered_lately,
        causes: &[&REJECTED, &CHOSE_NONE, &BROKE_OFF],
    },
    Row {
        when: "failed, and has just ended",
        holds: answered_lately,
        causes: &[&JUST_ENDED],
    },
    Row {
        when: "failed, and answered longer ago",
        holds: |evidence| failed(evidence) && evidence.answered.is_some() && !answered_lately(evidence),
        causes: &[&ENDED_SINCE, &REJECTED, &CHOSE_NONE, &BROKE_OFF],
    },
    Row {
        when: "failed on this machine, and never answered",
        holds: |evidence| never_answered(evidence) && evidence.this_machine(),
        causes: &[
            &NOT_THERE,
            &REJECTED,
            &CHOSE_NONE,
            &BROKE_OFF,
            &BAD_TLS,
            &TLS_PORT,
        ],
    },
    Row {
        when: "failed elsewhere, and never answered",
        holds: |evidence| never_answered(evidence) && !evidence.this_machine(),
        causes: &[
            &NO_NAME,
            &REFUSED,
            &REJECTED,
            &CHOSE_NONE,
            &BROKE_OFF,
            &PLAIN_PORT,
            &TLS_PORT,
        ],
    },
    Row {
        when: "failed, and the scheme may be the wrong one",
        holds: failed,
        causes: &[&BAD_TLS, &WANTS_TLS],
    },
    Row {
        when: "an https page, and this machine",
        holds: |evidence| evidence.page_secure && evidence.loopback_target,
        causes: &[&LOCAL_NETWORK],
    },
    Row {
        when: "failed slowly, after several failures",
        holds: |evidence| failed(evidence) && evidence.connecting_for >= Span::from_secs(1),
        causes: &[&BROWSER_HELD_BACK],
    },
    Row {
        when: "failed, and no subprotocol was offered",
        holds: failed,
        causes: &[&UNASKED],
    },
];

/// The constructor threw: no socket, nothing on the network, and the browser's own words in the transcript.
pub(super) static REFUSED_BY_BROWSER: &[Row] = &[
    Row {
        when: "refused, and ws:// in an https page",
        // Chromium lets loopback addresses through; not every browser does.
        holds: |evidence| evidence.page_secure && !evidence.secure,
        causes: &[&MIXED_CONTENT],
    },
    Row {
        when: "refused",
        holds: always,
        causes: &[&FORBIDDEN_BY_POLICY],
    },
    Row {
        when: "refused, and the page let it pass",
        holds: always,
        causes: &[&STRICTER],
    },
];

const fn likely(
    title: &'static str,
    possible: fn(&Evidence) -> bool,
    why: fn(&Evidence) -> String,
    check: &'static str,
) -> Likely {
    Likely {
        title,
        possible,
        why,
        check,
        settings: &[],
    }
}

static FORBIDDEN_BY_POLICY: Likely = likely(
    "A policy of this page forbids the URL",
    always,
    |evidence| {
        if evidence.ending == Ending::Refused {
            "nothing was sent".to_owned()
        } else {
            "an error event and no close event".to_owned()
        }
    },
    "Look in the console for Content-Security-Policy: whoever hosts this page has to add the server to connect-src.",
);

static BLOCKED_PORT: Likely = likely(
    "The browser blocks this port",
    always,
    |evidence| format!("port {} is on the browsers' list", evidence.port),
    "Run the server on another port.",
);

static OFFLINE: Likely = likely(
    "This machine is offline",
    always,
    |_| "the browser reports offline".to_owned(),
    "Check Wi-Fi, cable and VPN.",
);

static MIXED_CONTENT: Likely = likely(
    "The browser blocks ws:// on an https page",
    always,
    |_| "the page is https, the URL is ws://".to_owned(),
    "Use wss://, or open this page over http on your own machine.",
);

static STRICTER: Likely = likely(
    "The browser reads the URL or the subprotocols more strictly",
    always,
    |_| "this page let them pass".to_owned(),
    "Read the browser's words in the line before the close, and correct what they name.",
);

static CERTIFICATE: Likely = likely(
    "The certificate is not trusted",
    always,
    |_| "code 1015, which Firefox sets when TLS fails".to_owned(),
    "Open the same address with https:// in a tab and read what the browser says.",
);

static NO_ANSWER: Likely = likely(
    "Nothing answered",
    always,
    waited,
    "A dead address, a firewall that drops packets and a process that is stopped look the same: check host and port, and \
     try from another network.",
);

static HALF_AN_ANSWER: Likely = likely(
    "The server answered, and stopped half way",
    always,
    waited,
    "It may be stuck, or speak another protocol on this port: check its log for the request.",
);

static BROWSER_HELD_BACK: Likely = likely(
    "Part of the wait was the browser's own",
    |evidence| evidence.consecutive_failures >= FAILURES_BEFORE_DELAY,
    |evidence| format!("{} failures in a row", evidence.consecutive_failures),
    "After many failures Chromium holds each new attempt back, to any host, for up to 5 s: find the first failure's cause.",
);

// WHATWG WebSockets 3.1: a handshake waits while another one to the same host is under way.
static ANOTHER_CONNECTING: Likely = likely(
    "Another connection to this host is still connecting",
    always,
    |_| "browsers open one at a time".to_owned(),
    "Close what waits for the same host in other tabs, and try again.",
);

static REJECTED: Likely = likely(
    "The server rejected the handshake, or answered it wrongly",
    tls_held,
    |evidence| match evidence.answered {
        Some(answered) if answered.ago <= LATELY => {
            format!("the host answered {} before", short_span(answered.ago))
        }
        _ => "browsers hide the HTTP status".to_owned(),
    },
    "Check the path, the login and the allowed origins; the Network panel may show 401, 403, 404 or a redirect. After a 101, \
     compare Accept, Upgrade and Connection, and look for an extension or a subprotocol that nobody offered.",
);

// Firefox fires no `open` event if the end of the connection arrives with the handshake's answer.
static BROKE_OFF: Likely = likely(
    "The server took the connection and ended or broke it at once",
    |evidence| evidence.engine == Engine::Firefox && tls_held(evidence),
    |_| "Firefox does not always tell of an opening that is over at once".to_owned(),
    "Look in the server's log for an error in the code that runs on a new connection; in Chromium the two can be told apart.",
);

static CHOSE_NONE: Likely = likely(
    "The server chose none of the subprotocols",
    // Firefox opens a connection without the subprotocol.
    |evidence| evidence.subprotocols_offered > 0 && evidence.engine != Engine::Firefox,
    |evidence| format!("{} offered", evidence.subprotocols_offered),
    "Chromium fails a connection whose subprotocols are ignored, or answered with another: try without, or correct their \
     names.",
);

static UNASKED: Likely = likely(
    "The server chose a subprotocol that was not offered",
    |evidence| evidence.subprotocols_offered == 0 && evidence.engine != Engine::Firefox,
    |_| "none offered".to_owned(),
    "Chromium fails such a connection: offer the subprotocol that the server's documentation names.",
);

static JUST_ENDED: Likely = likely(
    "The server has just ended",
    tls_held,
    failed_after,
    "See that it is still running: a restart takes a moment.",
);

static ENDED_SINCE: Likely = likely(
    "The server has ended since",
    tls_held,
    |evidence| {
        let ago = short_span(evidence.answered.map(|answered| answered.ago).unwrap_or_default());
        if evidence.page_from_there {
            format!("it last answered {ago} before, and this page came from it")
        } else {
            format!("it last answered {ago} before")
        }
    },
    "See that it is running and still listens on this port.",
);

static NOT_THERE: Likely = likely(
    "The server is not there",
    tls_held,
    failed_after,
    "See that it is running and listens on this port.",
);

static NO_NAME: Likely = likely(
    "The host name does not resolve",
    |evidence| tls_held(evidence) && has_name(evidence),
    failed_after,
    "Check its spelling, and look it up with nslookup or dig; some names are known only inside a VPN.",
);

static REFUSED: Likely = likely(
    "Nothing listens there, or a firewall refuses",
    tls_held,
    failed_after,
    "Check the port, that the server is running, and whether the network lets this port through.",
);

static NOT_TLS: Likely = likely(
    "The port does not speak TLS",
    always,
    |evidence| match spoke_tls(evidence) {
        Some(false) => "it answered without TLS before".to_owned(),
        _ => "TLS failed".to_owned(),
    },
    "Use ws://, or the port on which the server speaks TLS.",
);

const BAD_TLS_TITLE: &str = "The certificate is not trusted, or the port is not TLS";
const BAD_TLS_CHECK: &str = "Open the same address with https:// in a tab and read what the browser says.";

static BAD_TLS: Likely = likely(
    BAD_TLS_TITLE,
    |evidence| evidence.secure && !evidence.is_code(&[1015]) && spoke_tls(evidence).is_none(),
    |_| "the URL is wss://".to_owned(),
    BAD_TLS_CHECK,
);

/// Ranked with the others if the port is usually without TLS.
static PLAIN_PORT: Likely = likely(
    BAD_TLS_TITLE,
    |evidence| (BAD_TLS.possible)(evidence) && matches!(evidence.port, 80 | 8080),
    |evidence| format!("the URL is wss://, port {} mostly is plain", evidence.port),
    BAD_TLS_CHECK,
);

const WANTS_TLS_TITLE: &str = "The port expects TLS";
const WANTS_TLS_CHECK: &str = "Try wss:// if the server has a certificate.";

static WANTS_TLS: Likely = likely(
    WANTS_TLS_TITLE,
    |evidence| !evidence.secure && spoke_tls(evidence) != Some(false),
    |evidence| match spoke_tls(evidence) {
        Some(_) => "it answered with TLS before".to_owned(),
        None => "the URL is ws://".to_owned(),
    },
    WANTS_TLS_CHECK,
);

/// Ranked with the others if the port usually has TLS.
static TLS_PORT: Likely = likely(
    WANTS_TLS_TITLE,
    |evidence| (WANTS_TLS.possible)(evidence) && matches!(evidence.port, 443 | 8443),
    |evidence| format!("the URL is ws://, port {} mostly is TLS", evidence.port),
    WANTS_TLS_CHECK,
);

static LOCAL_NETWORK: Likely = likely(
    "The browser keeps pages off the local network",
    |evidence| evidence.engine != Engine::Firefox,
    |_| "the page is https, the server is on this machine".to_owned(),
    "Chromium asks before a page may reach local addresses: look for the permission beside the address bar.",
);

fn is_mixed_content(evidence: &Evidence) -> bool {
    evidence.page_secure && !evidence.secure && !evidence.loopback_target
}

/// Whether it took too long for a refusal.
fn is_slow(evidence: &Evidence) -> bool {
    matches!(evidence.ending, Ending::ConnectTimedOut { .. }) || evidence.connecting_for >= SLOW
}

/// Whether it failed soon, so that something must have failed it.
fn failed(evidence: &Evidence) -> bool {
    !is_slow(evidence)
}

/// False if TLS failed (1015): then the host was found, something listened, and nobody read the handshake.
fn tls_held(evidence: &Evidence) -> bool {
    !evidence.is_code(&[1015])
}

fn never_answered(evidence: &Evidence) -> bool {
    failed(evidence) && evidence.answered.is_none()
}

fn answered_lately(evidence: &Evidence) -> bool {
    failed(evidence) && evidence.answered.is_some_and(|answered| answered.ago <= LATELY)
}

/// Whether the host and port spoke TLS when they last answered, if they ever did.
fn spoke_tls(evidence: &Evidence) -> Option<bool> {
    evidence.answered.map(|answered| answered.secure)
}

/// Whether the host is a name to look up, not an address.
fn has_name(evidence: &Evidence) -> bool {
    !evidence.host.starts_with('[') && evidence.host.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn waited(evidence: &Evidence) -> String {
    format!("no open for {}", short_span(evidence.connecting_for))
}

fn failed_after(evidence: &Evidence) -> String {
    format!("failed after {}", short_span(evidence.connecting_for))
}

pub(super) fn diagnose(evidence: &Evidence) -> Diagnosis {
    if evidence.ending == Ending::Refused {
        return refused(evidence);
    }
    let summary = match evidence.ending {
        Ending::ConnectTimedOut { limit } => format!(
            "The connection did not finish the handshake within {}, so it was given up. The browser does not say how far \
             it came.",
            short_span(limit)
        ),
        Ending::NoCloseEvent => {
            "The browser failed the connection with an error and no close event, so there is no close code. Chromium \
             does this when the page's Content-Security-Policy forbids the URL."
                .to_owned()
        }
        _ => "The connection never opened. The browser hides the reason: check the URL, the certificate, and \
                 whether the server accepts this Origin. The Network panel of the developer tools may show the HTTP \
                 status."
            .to_owned(),
    };
    Diagnosis {
        summary,
        tone: Tone::Danger,
        causes: Ranking::of(evidence, TABLE).into_causes(),
        ruled_out: Some(ruled_out(evidence)),
    }
}

fn refused(evidence: &Evidence) -> Diagnosis {
    Diagnosis {
        summary: "The browser refused to create the socket and sent nothing. Its own words are in the transcript, in \
                  the line before the close."
            .to_owned(),
        tone: Tone::Danger,
        causes: Ranking::of(evidence, REFUSED_BY_BROWSER).into_causes(),
        ruled_out: Some("Ruled out: the network and the server. Neither was asked.".to_owned()),
    }
}

fn ruled_out(evidence: &Evidence) -> String {
    let facts = [
        (evidence.blocked_port.is_none(), "a blocked port"),
        (!is_mixed_content(evidence), "mixed content"),
        (evidence.this_machine(), "the network outside this machine"),
        (!evidence.secure, "a bad certificate"),
    ];
    let named: Vec<&str> = facts
        .into_iter()
        .filter_map(|(holds, what)| holds.then_some(what))
        .collect();
    let named = if named.is_empty() {
        "an idle timeout".to_owned()
    } else {
        named.join(", ")
    };
    format!("Ruled out: {named}.")
}
