//! Time limits that end connections: common defaults, and the lines of configuration that raise them.

use super::Evidence;
use super::row::{Likely, Setting, always};
use crate::format::{duration, short_span};
use crate::time::Span;

/// The shortest silence that proxies are known to cut.
const SHORTEST: Span = Span::from_secs(30);
/// The tolerance for meeting such a limit.
const TOLERANCE: Span = Span::from_millis(1_500);

/// Idle limits that are defaults, in seconds, and of which products.
const IDLE: [(u64, &str); 9] = [
    (30, "Google Cloud's load balancers"),
    (50, "HAProxy's examples"),
    (55, "Heroku"),
    (60, "nginx and AWS ALB"),
    (100, "Cloudflare"),
    (120, "IIS"),
    (300, "Jetty"),
    (350, "AWS NLB"),
    (600, "AWS API Gateway"),
];

/// Default limits on a connection's whole life, in seconds.
const LIVES: [u64; 4] = [300, 900, 3_600, 7_200];

/// The lines that raise an idle limit, for the products that most often have one.
const SETTINGS: &[Setting] = &[
    Setting {
        product: "nginx",
        line: "proxy_read_timeout 3600s;",
    },
    Setting {
        product: "HAProxy",
        line: "timeout tunnel 1h",
    },
    Setting {
        product: "AWS ALB",
        line: "aws elbv2 modify-load-balancer-attributes --load-balancer-arn \"$ARN\" --attributes \
               Key=idle_timeout.timeout_seconds,Value=3600",
    },
];

pub(super) const IDLE_LIMIT: Likely = Likely {
    title: "An idle limit ended it",
    possible: always,
    why: |evidence| {
        let silent = silent_for(evidence);
        let known = IDLE.iter().find(|(secs, _)| meets(silent, *secs));
        let silent = short_span(silent);
        match known {
            Some((secs, whose)) => format!("{silent} silent; {secs} s is the limit of {whose}"),
            None => format!("{silent} silent"),
        }
    },
    check: "A proxy in between or the server itself ends connections without traffic: raise its limit, or send \
            something more often.",
    settings: SETTINGS,
};

pub(super) static LIFE_LIMIT: Likely = Likely {
    title: "A limit on how long a connection may live",
    possible: always,
    why: |evidence| format!("open for {}", duration(evidence.open_for.unwrap_or_default())),
    check: "Some gateways end every connection after a fixed time, busy or not: look for it, and plan to reconnect.",
    settings: &[],
};

/// Whether it was silent for as long as a known idle limit.
pub(super) fn met_idle_limit(evidence: &Evidence) -> bool {
    let silent = silent_for(evidence);
    IDLE.iter().any(|(secs, _)| meets(silent, *secs))
}

/// Whether it was silent long enough to suspect an idle limit.
pub(super) fn was_idle(evidence: &Evidence) -> bool {
    silent_for(evidence) >= SHORTEST || met_idle_limit(evidence)
}

/// Whether it was open for as long as a known limit on a connection's life.
pub(super) fn met_life_limit(evidence: &Evidence) -> bool {
    let open = evidence.open_for.unwrap_or_default();
    LIVES.iter().any(|secs| meets(open, *secs))
}

fn silent_for(evidence: &Evidence) -> Span {
    evidence.silent_for.or(evidence.open_for).unwrap_or_default()
}

fn meets(span: Span, secs: u64) -> bool {
    span.as_micros().abs_diff(Span::from_secs(secs).as_micros()) <= TOLERANCE.as_micros()
}
