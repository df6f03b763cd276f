//! Connections that never opened. The time to failure, the URL and the page tell what is likely; the browser tells
//! nothing.

use super::{Diagnosis, Evidence, Ranking};
use crate::close::Tone;
use crate::format::short_span;
use crate::time::Span;

/// A refusal, a bad handshake and a bad certificate all fail within a few round trips.
const QUICK: Span = Span::from_secs(3);
/// After this long something is not answering: Firefox gives up at 21 s, Chromium at 240 s.
const SLOW: Span = Span::from_secs(10);
/// Chromium delays connections to a host by 1 to 5 s once several in a row have failed.
const FAILURES_BEFORE_DELAY: u32 = 3;

pub(super) fn diagnose(evidence: &Evidence) -> Diagnosis {
    if evidence.refused {
        return refused(evidence);
    }
    let summary = match evidence.connect_timed_out {
        Some(limit) => format!(
            "The connection did not open within {}, so it was given up. Nothing answered the handshake.",
            short_span(limit)
        ),
        None if evidence.no_close_event => {
            "The browser failed the connection with an error and no close event, so there is no close code. Chromium \
             does this when the page's Content-Security-Policy forbids the URL."
                .to_owned()
        }
        None => "The connection never opened. The browser hides the reason: check the URL, the certificate, and \
                 whether the server accepts this Origin. The Network panel of the developer tools may show the HTTP \
                 status."
            .to_owned(),
    };
    let mut causes = Ranking::default();
    known_obstacles(evidence, &mut causes);
    if evidence.connect_timed_out.is_some() || evidence.connecting_for >= SLOW {
        no_answer(evidence, &mut causes);
    } else {
        refusals(evidence, &mut causes);
    }
    Diagnosis {
        summary,
        tone: Tone::Danger,
        causes: causes.ranked(),
        ruled_out: Some(ruled_out(evidence)),
    }
}

/// The constructor threw: no socket, nothing on the network, and the browser's own words in the transcript.
fn refused(evidence: &Evidence) -> Diagnosis {
    let mut causes = Ranking::default();
    // Chromium lets loopback addresses through; not every browser does.
    if evidence.page_secure && !evidence.secure {
        insecure_from_https(&mut causes);
    }
    forbidden_by_policy(60, "nothing was sent", &mut causes);
    causes.add(
        50,
        "The browser reads the URL or the subprotocols more strictly",
        "this page let them pass",
        "Read the browser's words in the line before the close, and correct what they name.",
    );
    Diagnosis {
        summary: "The browser refused to create the socket and sent nothing. Its own words are in the transcript, in \
                  the line before the close."
            .to_owned(),
        tone: Tone::Danger,
        causes: causes.ranked(),
        ruled_out: Some("Ruled out: the network and the server. Neither was asked.".to_owned()),
    }
}

/// What would stop the connection whatever the server does.
fn known_obstacles(evidence: &Evidence, causes: &mut Ranking) {
    if evidence.no_close_event {
        forbidden_by_policy(104, "an error event and no close event", causes);
    }
    if let Some(port) = evidence.blocked_port {
        causes.add(
            100,
            "The browser blocks this port",
            format!("port {port} is on the browsers' list"),
            "Run the server on another port.",
        );
    }
    if !evidence.online && !evidence.loopback_target {
        causes.add(
            98,
            "This machine is offline",
            "the browser reports offline",
            "Check Wi-Fi, cable and VPN.",
        );
    }
    if mixed_content(evidence) {
        insecure_from_https(causes);
    }
    if evidence.code == 1015 {
        causes.add(
            94,
            "The certificate is not trusted",
            "code 1015, which Firefox sets when TLS fails",
            "Open the same address with https:// in a tab and read what the browser says.",
        );
    }
    if evidence.page_secure && evidence.loopback_target {
        causes.add(
            45,
            "The browser keeps pages off the local network",
            "the page is https, the server is on this machine",
            "Chromium asks before a page may reach local addresses: look for the permission beside the address bar.",
        );
    }
}

fn forbidden_by_policy(weight: u8, evidence: &'static str, causes: &mut Ranking) {
    causes.add(
        weight,
        "A policy of this page forbids the URL",
        evidence,
        "Look in the console for Content-Security-Policy: whoever hosts this page has to add the server to \
         connect-src.",
    );
}

fn insecure_from_https(causes: &mut Ranking) {
    causes.add(
        96,
        "The browser blocks ws:// on an https page",
        "the page is https, the URL is ws://",
        "Use wss://, or open this page over http on your own machine.",
    );
}

/// It took too long for a refusal: packets are lost, or the server took the connection and stays silent.
fn no_answer(evidence: &Evidence, causes: &mut Ranking) {
    let waited = format!("no answer for {}", short_span(evidence.connecting_for));
    causes.add(
        if evidence.loopback_target { 80 } else { 70 },
        "The server accepts connections but does not answer",
        waited.as_str(),
        "It may be stuck, or speak another protocol on this port: check its log for the request.",
    );
    if !evidence.loopback_target {
        causes.add(
            75,
            "A firewall drops the packets",
            waited.as_str(),
            "Try the host from another network, and check the port in the firewall's rules.",
        );
        causes.add(
            50,
            "The address leads nowhere",
            "a dead address does not answer either",
            "Check the host name.",
        );
    }
    // WHATWG WebSockets 3.1: a handshake waits while another one to the same host is under way.
    causes.add(
        40,
        "Another connection to this host is still connecting",
        "browsers open one at a time",
        "Close what waits for the same host in other tabs, and try again.",
    );
    if evidence.consecutive_failures >= FAILURES_BEFORE_DELAY {
        browser_delays(evidence, causes);
    }
}

/// It failed while someone was there to fail it.
fn refusals(evidence: &Evidence, causes: &mut Ranking) {
    let quick = evidence.connecting_for < QUICK;
    let after = format!("failed after {}", short_span(evidence.connecting_for));
    causes.add(
        match (evidence.loopback_target, quick) {
            (true, _) => 80,
            (false, true) => 60,
            (false, false) => 52,
        },
        "The server is not there",
        after.as_str(),
        if evidence.loopback_target {
            "See that it is running and listens on this port."
        } else {
            "Check host name and port, and that the server is running."
        },
    );
    causes.add(
        65,
        "The server rejected the handshake",
        "browsers hide the HTTP status",
        "Check the path, the login and the allowed origins; the Network panel may show 401, 403, 404 or a redirect.",
    );
    if evidence.subprotocols_offered > 0 {
        causes.add(
            62,
            "The server chose none of the subprotocols",
            format!("{} offered", evidence.subprotocols_offered),
            "Chromium fails a connection whose subprotocols are ignored: try without, or correct their names.",
        );
    } else {
        causes.add(
            25,
            "The server chose a subprotocol that was not offered",
            "none offered",
            "Chromium fails such a connection: offer the subprotocol that the server's documentation names.",
        );
    }
    if evidence.secure && evidence.code != 1015 {
        causes.add(
            // Servers on one's own machine rarely have a certificate that browsers trust.
            if evidence.loopback_target { 70 } else { 58 },
            "The certificate is not trusted, or the port is not TLS",
            "the URL is wss://",
            "Open the same address with https:// in a tab and read what the browser says.",
        );
    } else if !evidence.secure {
        causes.add(
            40,
            "The port expects TLS",
            "the URL is ws://",
            "Try wss:// if the server has a certificate.",
        );
    }
    if evidence.consecutive_failures >= FAILURES_BEFORE_DELAY && evidence.connecting_for >= Span::from_secs(1)
    {
        browser_delays(evidence, causes);
    }
}

fn browser_delays(evidence: &Evidence, causes: &mut Ranking) {
    causes.add(
        55,
        "Part of the wait was the browser's own",
        format!("{} failures in a row", evidence.consecutive_failures),
        "After many failures Chromium holds each new attempt back for 1 to 5 s: find the first failure's cause.",
    );
}

fn mixed_content(evidence: &Evidence) -> bool {
    evidence.page_secure && !evidence.secure && !evidence.loopback_target
}

fn ruled_out(evidence: &Evidence) -> String {
    let facts = [
        (evidence.blocked_port.is_none(), "a blocked port"),
        (!mixed_content(evidence), "mixed content"),
        (evidence.loopback_target, "the network outside this machine"),
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
