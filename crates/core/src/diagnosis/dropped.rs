//! Connections that opened and then ended without a close frame: 1006, not clean.

use super::idle::{IDLE_LIMIT, LIFE_LIMIT, met_idle_limit, met_life_limit, was_idle};
use super::row::{Likely, Ranking, Row, always};
use super::{Diagnosis, Evidence};
use crate::close::Tone;
use crate::evidence::Engine;
use crate::format::{short_span, size};
use crate::time::Span;

/// Fewer bytes than this in the browser's buffer are normal, not stuck.
const STUCK_BYTES: u64 = 64 * 1024;

/// An end this soon after the open is about the open.
const AT_ONCE: Span = Span::from_secs(1);
/// How long Engine.IO's servers wait for an answer (`pingTimeout`).
const PATIENCE: Span = Span::from_secs(20);

/// Likeliest first: proof, near proof, and the causes left without either.
pub(super) static TABLE: &[Row] = &[
    Row {
        when: "the browser had stopped the page",
        holds: |evidence| evidence.suspended,
        causes: &[&BROWSER_ENDED],
    },
    Row {
        when: "an error event before the close, in Chromium",
        holds: |evidence| evidence.errored && !evidence.suspended && evidence.engine == Engine::Chromium,
        causes: &[&BROKE_PROTOCOL],
    },
    Row {
        when: "an error event before the close, in another browser",
        holds: |evidence| evidence.errored && !evidence.suspended && evidence.engine != Engine::Chromium,
        causes: &[&BROKE_PROTOCOL, &RESET],
    },
    Row {
        when: "offline, or a change of network",
        holds: |evidence| !evidence.online || evidence.network_changed,
        causes: &[&NETWORK],
    },
    Row {
        when: "a ping of the server's was not answered for 20 s",
        holds: ping_unanswered,
        causes: &[&PING_UNANSWERED],
    },
    Row {
        when: "within a second of the open, and no message came",
        holds: |evidence| {
            evidence.messages_received == 0 && evidence.open_for.is_some_and(|open| open < AT_ONCE)
        },
        causes: &[&GAVE_UP],
    },
    Row {
        when: "silent for as long as a known idle limit",
        holds: met_idle_limit,
        causes: &[&IDLE_LIMIT],
    },
    Row {
        when: "bytes that never left the browser",
        holds: |evidence| evidence.unsent_bytes() >= STUCK_BYTES,
        causes: &[&STUCK],
    },
    Row {
        when: "silent for 30 s or more",
        holds: was_idle,
        causes: &[&IDLE_LIMIT, &NETWORK],
    },
    Row {
        when: "open for as long as a known limit on a connection's life",
        holds: met_life_limit,
        causes: &[&LIFE_LIMIT],
    },
    Row {
        when: "nothing in particular",
        holds: always,
        causes: &[&PROCESS_ENDED, &NETWORK, &CODE_LOST],
    },
    Row {
        when: "a browser of which nothing is known",
        holds: |evidence| evidence.engine == Engine::Other,
        causes: &[&BROKE_PROTOCOL],
    },
];

pub(super) static NETWORK: Likely = Likely {
    title: "The network dropped",
    possible: |evidence| !evidence.this_machine(),
    why: |evidence| {
        match (evidence.online, evidence.network_changed) {
            (false, _) => "the browser reports offline",
            (true, true) => "the browser was offline within the last minute",
            (true, false) => "the browser reports online",
        }
        .to_owned()
    },
    check: "Check Wi-Fi, VPN and sleep on this machine.",
    settings: &[],
};

pub(super) static PING_UNANSWERED: Likely = Likely {
    title: "The server gave up waiting for an answer to its ping",
    possible: always,
    why: |evidence| {
        let ago = short_span(evidence.unanswered_ping.unwrap_or_default());
        format!("its last ping came {ago} before, and nothing answered it")
    },
    check: "Pings that are messages of the application's own are not answered by the browser: send the answer yourself \
            (Engine.IO: 3 to each 2), or raise the server's ping timeout.",
    settings: &[],
};

pub(super) static BROWSER_ENDED: Likely = Likely {
    title: "The browser stopped this page and ended the connection",
    possible: always,
    why: |_| "it was frozen, or kept for the back button".to_owned(),
    check: "Phones and memory savers stop pages that are out of sight, and their connections end. Keep this tab in view, \
            or exempt this site in the browser's performance settings.",
    settings: &[],
};

pub(super) static BROKE_PROTOCOL: Likely = Likely {
    title: "The server broke the protocol",
    // In Chromium an error event precedes each such end, and no other.
    possible: |evidence| evidence.errored || evidence.engine != Engine::Chromium,
    why: |evidence| {
        if evidence.errored {
            "an error event came before the close".to_owned()
        } else {
            "this browser may not tell".to_owned()
        }
    },
    check: "The browser's console names the fault. Look for text that is not UTF-8, for frames that are masked or have \
            wrong lengths, bits or codes, and for a proxy that alters them; try without permessage-deflate.",
    settings: &[],
};

static RESET: Likely = Likely {
    title: "The connection was reset",
    possible: always,
    why: |_| "a reset has an error event, too".to_owned(),
    check: "A crash, a kill or a firewall resets connections: check the server's log and restarts at this time.",
    settings: &[],
};

static GAVE_UP: Likely = Likely {
    title: "The server gave up right after the handshake",
    possible: always,
    why: |evidence| format!("open for {}", short_span(evidence.open_for.unwrap_or_default())),
    check: "Check its log for an error in the code that runs on a new connection: login, path, parameters.",
    settings: &[],
};

static STUCK: Likely = Likely {
    title: "The connection was stuck before it ended",
    possible: always,
    why: |evidence| format!("{} never left the browser", size(evidence.unsent_bytes())),
    check: "The server stopped reading or the path broke; what was sent last has not arrived.",
    settings: &[],
};

static PROCESS_ENDED: Likely = Likely {
    title: "The server process ended",
    possible: always,
    why: |_| "no close frame was accepted".to_owned(),
    check: "A crash or a kill skips the close handshake: check the server's log and restarts at this time.",
    settings: &[],
};

static CODE_LOST: Likely = Likely {
    title: "The server sent a code that never arrived",
    possible: always,
    why: |_| "no close frame was accepted".to_owned(),
    check: "A server that sends a close frame and tears TCP down at once may lose it: look in its log for the code that \
            it meant to send.",
    settings: &[],
};

pub(super) fn ping_unanswered(evidence: &Evidence) -> bool {
    evidence.unanswered_ping.is_some_and(|ago| ago >= PATIENCE)
}

pub(super) fn diagnose(evidence: &Evidence) -> Diagnosis {
    let and_more = if evidence.engine == Engine::Chromium && !evidence.errored {
        " And a broken protocol: no error event came before the close."
    } else {
        ""
    };
    Diagnosis {
        summary: "The connection ended without a close frame that the browser accepts. The browser put 1006 in its \
                  place, so it carries no reason."
            .to_owned(),
        tone: Tone::Danger,
        causes: Ranking::of(evidence, TABLE).into_causes(),
        ruled_out: Some(format!(
            "Ruled out: a bad URL, TLS and handshake errors. This connection did open.{and_more}"
        )),
    }
}
