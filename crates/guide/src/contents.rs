//! The pages of the Guide, in order, without their texts.

/// A page of the Guide, as the contents have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Words that people look for and the page does not have.
    pub words: &'static str,
}

const fn listed(slug: &'static str, title: &'static str, words: &'static str) -> Listed {
    Listed { slug, title, words }
}

/// Every page. The build fails when it is not a file of `docs/guide`, or a file is not here.
pub const PAGES: [Listed; 17] = [
    listed("start", "Start here", "introduction tutorial basics hello world"),
    listed(
        "choose",
        "WebSocket, SSE or polling",
        "server-sent events alternatives comparison http2 http3 versus",
    ),
    listed("handshake", "From HTTP to a socket", "upgrade request response"),
    listed("frames", "Frames and masking", "binary text continuation unmask"),
    listed("closing", "Closing, code by code", "disconnect end status"),
    listed(
        "back-pressure",
        "Back-pressure",
        "backpressure slow consumer buffer overflow flow control",
    ),
    listed(
        "reconnect",
        "Reconnect and heartbeat",
        "retry keepalive keep-alive reconnection timeout",
    ),
    listed(
        "delivery",
        "No lost messages",
        "guarantee order kafka exactly once offline",
    ),
    listed(
        "login",
        "Login without headers",
        "jwt authentication authorization bearer oauth session api key",
    ),
    listed("security", "Security", "cswsh csrf xss ddos attack tls ssl"),
    listed(
        "servers",
        "Server in Node, Python, Go",
        "nodejs golang express library",
    ),
    listed(
        "scaling",
        "Scaling",
        "load balancer cluster kubernetes haproxy cloudflare horizontal",
    ),
    listed("testing", "Testing", "unit load jest mock benchmark"),
    listed("tools", "Tools", "command line cli debug inspect"),
    listed("pitfalls", "Pitfalls", "react vue mistakes bugs typescript"),
    listed("production", "Before production", "checklist deploy launch"),
    listed(
        "troubleshooting",
        "Troubleshooting",
        "error problem debug help why fails",
    ),
];
