//! The services and their codes. Data only.

use super::{Code, Service};

const fn plain(code: u16, says: &'static str) -> Code {
    range(code, code, says, None)
}

const fn again(code: u16, says: &'static str) -> Code {
    range(code, code, says, Some(true))
}

const fn stop(code: u16, says: &'static str) -> Code {
    range(code, code, says, Some(false))
}

const fn range(first: u16, last: u16, says: &'static str, again: Option<bool>) -> Code {
    Code {
        first,
        last,
        says,
        again,
    }
}

const DISCORD: &str = "developers/topics/opcodes-and-status-codes.mdx";

/// All of them, in the order of the contents.
pub static SERVICES: [Service; 10] = [
    Service {
        name: "discord",
        title: "Discord gateway",
        words: "discord bot",
        repository: "discord/discord-api-docs",
        document: DISCORD,
        date: "2026-08-06",
        hosts: &["gateway.discord.gg"],
        subprotocols: &[],
        codes: &[
            again(4000, "Unknown error"),
            again(4001, "Unknown opcode"),
            again(4002, "Decode error"),
            again(4003, "Not authenticated"),
            stop(4004, "Authentication failed"),
            again(4005, "Already authenticated"),
            again(4007, "Invalid seq"),
            again(4008, "Rate limited"),
            again(4009, "Session timed out"),
            stop(4010, "Invalid shard"),
            stop(4011, "Sharding required"),
            stop(4012, "Invalid API version"),
            stop(4013, "Invalid intents"),
            stop(4014, "Disallowed intents"),
        ],
    },
    Service {
        name: "discord-voice",
        title: "Discord voice",
        words: "discord",
        repository: "discord/discord-api-docs",
        document: DISCORD,
        date: "2026-08-06",
        hosts: &["discord.media"],
        subprotocols: &[],
        codes: &[
            plain(4001, "Unknown opcode"),
            plain(4002, "Failed to decode payload"),
            plain(4003, "Not authenticated"),
            plain(4004, "Authentication failed"),
            plain(4005, "Already authenticated"),
            plain(4006, "Session no longer valid"),
            plain(4009, "Session timeout"),
            plain(4011, "Server not found"),
            plain(4012, "Unknown protocol"),
            stop(4014, "Disconnected"),
            again(4015, "Voice server crashed; resume"),
            plain(4016, "Unknown encryption mode"),
            plain(4017, "End-to-end encryption (DAVE) required"),
            plain(4020, "Bad request"),
            stop(4021, "Rate limited"),
            stop(4022, "Call terminated"),
        ],
    },
    Service {
        name: "discord-rpc",
        title: "Discord RPC",
        words: "discord",
        repository: "discord/discord-api-docs",
        document: DISCORD,
        date: "2026-08-06",
        hosts: &[],
        subprotocols: &[],
        codes: &[
            plain(4000, "Invalid client ID"),
            plain(4001, "Invalid origin"),
            plain(4002, "Rate limited"),
            plain(4003, "Token revoked"),
            plain(4004, "Invalid version"),
            plain(4005, "Invalid encoding"),
        ],
    },
    Service {
        name: "graphql-transport-ws",
        title: "graphql-transport-ws",
        words: "graphql apollo subscriptions",
        repository: "enisdenjo/graphql-ws",
        document: "src/common.ts",
        date: "2026-07-24",
        hosts: &[],
        subprotocols: &["graphql-transport-ws"],
        codes: &[
            stop(4004, "Bad response"),
            stop(4005, "Internal client error"),
            stop(4400, "Bad request"),
            stop(
                4401,
                "Unauthorized: an operation before the connection was acknowledged",
            ),
            again(4403, "Forbidden"),
            stop(4406, "Subprotocol not acceptable"),
            again(4408, "Connection initialisation timeout"),
            stop(4409, "Subscriber already exists"),
            stop(4429, "Too many initialisation requests"),
            stop(4500, "Internal server error"),
            again(4504, "Connection acknowledgement timeout"),
        ],
    },
    Service {
        name: "twitch",
        title: "Twitch EventSub",
        words: "twitch",
        repository: "twitchdev/twitch-cli",
        document: "internal/events/websocket/mock_server/close_messages.go",
        date: "2026-03",
        hosts: &["eventsub.wss.twitch.tv"],
        subprotocols: &[],
        codes: &[
            plain(4000, "Internal server error"),
            plain(4001, "The client sent inbound traffic"),
            plain(4002, "The client failed ping-pong"),
            plain(4003, "Unused: no subscription within 10 s"),
            plain(4004, "Reconnect grace time of 30 s expired"),
            plain(4005, "Network timeout"),
            plain(4006, "Network error"),
            plain(4007, "Invalid reconnect"),
        ],
    },
    Service {
        name: "pusher",
        title: "Pusher Channels",
        words: "laravel echo",
        repository: "pusher/pusher-js",
        document: "src/core/connection/protocol/protocol.ts",
        date: "2026-07",
        hosts: &["pusher.com", "ws.pusherapp.com"],
        subprotocols: &[],
        codes: &[
            again(4000, "Connect over TLS only"),
            range(4001, 4099, "Refused", Some(false)),
            range(4100, 4199, "Connect again after a wait", Some(true)),
            range(4200, 4299, "Connect again at once", Some(true)),
        ],
    },
    Service {
        name: "obs",
        title: "OBS (obs-websocket)",
        words: "obs studio streaming",
        repository: "obsproject/obs-websocket",
        document: "docs/generated/protocol.md",
        date: "2026-05",
        hosts: &[],
        subprotocols: &["obswebsocket.json", "obswebsocket.msgpack"],
        codes: &[
            plain(4000, "Unknown reason"),
            plain(4002, "Message decode error"),
            plain(4003, "Missing data field"),
            plain(4004, "Invalid type of a data field"),
            plain(4005, "Invalid value of a data field"),
            plain(4006, "Unknown opcode"),
            plain(4007, "Not identified"),
            plain(4008, "Already identified"),
            plain(4009, "Authentication failed"),
            plain(4010, "Unsupported RPC version"),
            stop(4011, "Session invalidated: kicked"),
            plain(4012, "Unsupported feature"),
        ],
    },
    Service {
        name: "centrifugo",
        title: "Centrifugo",
        words: "centrifuge",
        repository: "centrifugal/centrifugal.dev",
        document: "docs/server/codes.md",
        date: "2026-08-21",
        hosts: &[],
        subprotocols: &["centrifuge-protobuf"],
        codes: &[
            plain(3000, "Connection closed, without advice"),
            again(3001, "Shutdown"),
            again(3004, "Internal server error"),
            again(3005, "Connection expired"),
            again(3006, "Subscription expired"),
            again(3008, "Slow: the client does not read fast enough"),
            again(3009, "Write error"),
            again(3010, "Insufficient state"),
            again(3011, "Force reconnect"),
            again(3012, "No pong"),
            again(3013, "Too many requests"),
            again(3014, "State invalidated"),
            stop(3500, "Invalid token"),
            stop(3501, "Bad request"),
            stop(3502, "Stale: not authenticated in time"),
            stop(3503, "Force disconnect"),
            stop(3504, "Connection limit"),
            stop(3505, "Channel limit"),
            stop(3506, "Inappropriate protocol"),
            stop(3507, "Permission denied"),
            stop(3508, "Not available"),
            stop(3509, "Too many errors"),
        ],
    },
    Service {
        name: "hocuspocus",
        title: "Hocuspocus",
        words: "yjs tiptap",
        repository: "ueberdosis/hocuspocus",
        document: "packages/common/src/CloseEvents.ts",
        date: "2026-08",
        hosts: &[],
        subprotocols: &[],
        codes: &[
            plain(4205, "Reset connection"),
            plain(4401, "Unauthorized"),
            plain(4403, "Forbidden"),
            plain(4408, "Connection timeout"),
        ],
    },
    Service {
        name: "colyseus",
        title: "Colyseus",
        words: "game server",
        repository: "colyseus/colyseus",
        document: "packages/shared-types/src/Protocol.ts",
        date: "2026-05",
        hosts: &[],
        subprotocols: &[],
        codes: &[
            plain(4000, "Consented: the client left"),
            plain(4001, "Server shutdown"),
            plain(4002, "Closed with an error"),
            plain(4003, "Failed to reconnect"),
            again(4010, "May try to reconnect"),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_names_its_document_and_the_date_of_it() {
        for service in &SERVICES {
            let name = service.name;
            assert_eq!(service.repository.split('/').count(), 2, "{name}");
            assert!(
                service.document.contains('.') && !service.document.starts_with('/'),
                "{name}"
            );
            let numbers: Vec<&str> = service.date.split('-').collect();
            let whole = |at: usize, from: u16, to: u16| {
                let number = numbers.get(at).map(|number| number.parse::<u16>());
                number.is_none_or(|number| number.is_ok_and(|number| (from..=to).contains(&number)))
            };
            assert!(
                (2..=3).contains(&numbers.len())
                    && whole(0, 2024, 2026)
                    && whole(1, 1, 12)
                    && whole(2, 1, 31),
                "{name}: {}",
                service.date
            );
        }
    }

    #[test]
    fn codes_are_private_ones_in_order_and_each_is_there_once() {
        for service in &SERVICES {
            let mut next = 3000;
            for code in service.codes {
                assert!(
                    next <= code.first && code.first <= code.last,
                    "{}: {}",
                    service.name,
                    code.first
                );
                assert!(!code.says.is_empty() && !code.says.ends_with('.'));
                next = code.last + 1;
            }
            assert!(next <= 5000, "{}", service.name);
        }
    }

    #[test]
    fn no_two_services_claim_the_same_host_or_subprotocol() {
        let mut claimed = std::collections::BTreeSet::new();
        for service in &SERVICES {
            for claim in service.hosts.iter().chain(service.subprotocols) {
                assert!(claimed.insert(claim), "{claim}");
                assert_eq!(claim.to_lowercase(), **claim, "hosts are compared in lower case");
            }
        }
    }
}
