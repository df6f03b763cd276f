//! Close codes of 4000 to 4999 whose owner is known by the subprotocol or the host. The meanings are the
//! owners', with sources.

use super::Evidence;

/// An owner of close codes, how to recognise it, and the meanings.
pub(super) struct Application {
    pub(super) name: &'static str,
    holds: fn(&Evidence) -> bool,
    source: &'static str,
    codes: &'static [(u16, &'static str)],
}

/// The meaning of an application's own code.
pub(super) struct Meaning {
    pub(super) application: &'static str,
    pub(super) title: &'static str,
    pub(super) source: &'static str,
}

/// The meaning of the code, if its owner is known.
pub(super) fn meaning(evidence: &Evidence) -> Option<Meaning> {
    let application = TABLE.iter().find(|application| (application.holds)(evidence))?;
    let (_, title) = application
        .codes
        .iter()
        .find(|(code, _)| evidence.is_code(&[*code]))?;
    Some(Meaning {
        application: application.name,
        title,
        source: application.source,
    })
}

static TABLE: &[Application] = &[
    Application {
        name: "graphql-transport-ws",
        holds: |evidence| evidence.subprotocol == "graphql-transport-ws",
        source: "the GraphQL over WebSocket protocol (PROTOCOL.md of graphql-ws)",
        codes: &[
            (4400, "A message was invalid for the protocol"),
            (
                4401,
                "An operation was sent before the connection was acknowledged",
            ),
            (4403, "The server rejected connection_init"),
            (4406, "The server does not accept the subprotocol"),
            (4408, "connection_init did not come in time"),
            (4409, "An operation with the same id is running"),
            (4429, "connection_init was sent more than once"),
            (4500, "The server met an internal error"),
        ],
    },
    Application {
        name: "Discord",
        holds: |evidence| is_at(evidence, "discord.gg"),
        source: "Discord's documentation, “Gateway close event codes”",
        codes: &[
            (4000, "An error that Discord does not explain"),
            (
                4001,
                "An opcode that Discord does not know, or a payload that does not fit it",
            ),
            (4002, "A payload that Discord could not decode"),
            (4003, "A payload was sent before Identify"),
            (4004, "The token is wrong"),
            (4005, "Identify was sent more than once"),
            (4007, "Resume with an invalid sequence number"),
            (4008, "Payloads were sent too fast"),
            (4009, "The session timed out"),
            (4010, "An invalid shard"),
            (4011, "The session needs sharding"),
            (4012, "An invalid version of the gateway"),
            (4013, "Invalid intents"),
            (4014, "Intents that are not allowed"),
        ],
    },
    Application {
        name: "Pusher",
        holds: |evidence| is_at(evidence, "pusher.com"),
        source: "Pusher's documentation, “Channels WebSocket protocol”",
        codes: &[
            (4000, "The application accepts only TLS"),
            (4001, "The application does not exist"),
            (4003, "The application is disabled"),
            (4004, "The application is over its connection quota"),
            (4005, "The path was not found"),
            (4006, "The version in the URL is invalid"),
            (4007, "The version of the protocol is not supported"),
            (4008, "The URL has no version of the protocol"),
            (4009, "The connection is not authorised"),
            (4100, "Pusher is over capacity"),
            (4200, "Pusher asks to connect again"),
            (4201, "A ping was not answered in time"),
            (4202, "The connection was inactive"),
            (4301, "A client event was over the rate limit"),
        ],
    },
];

/// Whether the host is that domain or one below it.
fn is_at(evidence: &Evidence, domain: &str) -> bool {
    evidence
        .host
        .strip_suffix(domain)
        .is_some_and(|below| below.is_empty() || below.ends_with('.'))
}
