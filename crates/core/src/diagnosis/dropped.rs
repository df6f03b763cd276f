//! Connections that opened and then ended without a close frame: 1006, not clean.

use super::{Diagnosis, Evidence, Ranking};
use crate::close::Tone;
use crate::format::{duration, short_span, size};
use crate::time::Span;

/// The shortest silence that proxies are known to cut.
const IDLE: Span = Span::from_secs(30);
/// Idle limits that are defaults somewhere, in seconds: 60 at nginx, AWS and many more.
const USUAL_IDLE_SECS: [u64; 9] = [30, 50, 55, 60, 100, 120, 300, 350, 600];
/// Limits on a connection's whole life that are defaults somewhere, in seconds.
const USUAL_LIFETIME_SECS: [u64; 4] = [300, 900, 3600, 7200];
/// How far from such a limit still counts as having met it.
const TOLERANCE: Span = Span::from_millis(1_500);
/// An end this soon after the open is about the open.
const AT_ONCE: Span = Span::from_secs(1);

pub(super) fn diagnose(evidence: &Evidence) -> Diagnosis {
    let open_for = evidence.open_for.unwrap_or_default();
    let silent_for = evidence.silent_for.unwrap_or(open_for);
    let mut causes = Ranking::default();

    if open_for < AT_ONCE && evidence.messages_received == 0 {
        causes.add(
            85,
            "The server gave up right after the handshake",
            format!("open for {}", short_span(open_for)),
            "Check its log for an error in the code that runs on a new connection: login, path, parameters.",
        );
    }
    if silent_for >= IDLE {
        causes.add(
            if meets(silent_for, &USUAL_IDLE_SECS) { 90 } else { 70 },
            "Idle timeout at a proxy",
            format!("{} silent", short_span(silent_for)),
            "nginx and many load balancers drop a connection after 60 s without traffic: check proxy_read_timeout or \
             the idle timeout, or send something more often.",
        );
    } else if meets(open_for, &USUAL_LIFETIME_SECS) {
        causes.add(
            75,
            "A limit on how long a connection may live",
            format!("open for {}", duration(open_for)),
            "Some gateways end every connection after a fixed time, busy or not: look for it, and plan to reconnect.",
        );
    }
    causes.add(
        60,
        "The server process ended",
        "no close frame",
        "A crash or a kill skips the close handshake: check the server's log and restarts at this time.",
    );
    if silent_for < AT_ONCE && evidence.messages_received > 0 {
        causes.add(
            50,
            "The server broke the protocol",
            "it ended while messages came in",
            "Browsers then close with 1002 or 1007 but show 1006: look for invalid UTF-8 or frames in the server's \
             library, and the console for a message.",
        );
    }
    if evidence.unsent_bytes > 0 {
        causes.add(
            65,
            "The connection was stuck before it ended",
            format!("{} never left the browser", size(evidence.unsent_bytes)),
            "The server stopped reading or the path broke; what was sent last has not arrived.",
        );
    }
    let weight = match (evidence.online, evidence.loopback_target) {
        (_, true) => 10,
        (false, false) => 95,
        (true, false) => 40,
    };
    causes.add_network(weight, evidence);
    Diagnosis {
        summary: "The connection ended without a close frame. 1006 is set by the browser, never sent by a server, so \
                  it carries no reason."
            .to_owned(),
        tone: Tone::Danger,
        causes: causes.ranked(),
        ruled_out: Some("Ruled out: a bad URL, TLS and handshake errors. This connection did open.".to_owned()),
    }
}

fn meets(span: Span, limits: &[u64]) -> bool {
    let off = |secs: u64| span.as_micros().abs_diff(Span::from_secs(secs).as_micros());
    limits.iter().any(|secs| off(*secs) <= TOLERANCE.as_micros())
}
