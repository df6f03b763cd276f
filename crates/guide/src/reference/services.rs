//! Close codes that services, servers and subprotocols document for themselves, each with its document and
//! the date of the text. Undocumented codes are not listed.

mod list;

use super::Row;

pub use list::SERVICES;

/// A service, server or subprotocol with close codes of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Search words for it.
    pub words: &'static str,
    /// The repository of its maker at GitHub.
    pub repository: &'static str,
    /// The document within.
    pub document: &'static str,
    /// The date of the text that was read: year, month and, where it is known, day.
    pub date: &'static str,
    /// Its hosts; each includes its subdomains.
    pub hosts: &'static [&'static str],
    /// Its subprotocols.
    pub subprotocols: &'static [&'static str],
    /// Its codes, in the order of the numbers.
    pub codes: &'static [Code],
}

/// A close code of a service, or a range of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The first number.
    pub first: u16,
    /// The last number; the same for a single code.
    pub last: u16,
    /// Its meaning.
    pub says: &'static str,
    /// Whether to reconnect, if the document says so.
    pub again: Option<bool>,
}

impl Code {
    /// The number, or `4001–4099`.
    pub fn label(&self) -> String {
        if self.first == self.last {
            self.first.to_string()
        } else {
            format!("{}–{}", self.first, self.last)
        }
    }

    /// Whether it is about this number.
    pub const fn contains(&self, code: u16) -> bool {
        self.first <= code && code <= self.last
    }

    /// The document's advice on reconnecting.
    pub const fn advice(&self) -> &'static str {
        match self.again {
            Some(true) => "Yes",
            Some(false) => "No",
            None => "–",
        }
    }
}

impl Service {
    /// Its code with that number.
    pub fn code(&self, code: u16) -> Option<&'static Code> {
        self.codes.iter().find(|row| row.contains(code))
    }

    /// The URL of its document.
    pub fn url(&self) -> String {
        [
            "https://github.com/",
            self.repository,
            "/blob/HEAD/",
            self.document,
        ]
        .concat()
    }

    /// The first sentence of its page.
    pub fn lead(&self) -> String {
        [
            &self.codes.len().to_string(),
            " close codes that ",
            self.title,
            " documents.",
        ]
        .concat()
    }

    /// The hosts and subprotocols that identify the service.
    pub fn known_by(&self) -> String {
        if self.hosts.is_empty() && self.subprotocols.is_empty() {
            return "–".to_owned();
        }
        [self.hosts, self.subprotocols].concat().join(", ")
    }

    fn owns(&self, host: &str, subprotocol: &str) -> bool {
        let is_host = |own: &&str| {
            let before = host.strip_suffix(*own);
            before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        self.subprotocols.contains(&subprotocol) || self.hosts.iter().any(is_host)
    }

    pub(super) fn rows(&self) -> Vec<Row> {
        let row = |code: &Code| Row {
            name: code.first.to_string(),
            heading: format!("{} {}", code.label(), code.says),
            text: [code.says, ". Connect again: ", code.advice()].concat(),
        };
        self.codes.iter().map(row).collect()
    }
}

/// The service of that name.
pub fn named(name: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name == name)
}

/// The service of a connection to `host` (in lower case) with that subprotocol. The subprotocol takes
/// precedence, as a host may serve many things.
pub fn of(host: &str, subprotocol: &str) -> Option<&'static Service> {
    let by_subprotocol = SERVICES.iter().find(|service| service.owns("", subprotocol));
    by_subprotocol.or_else(|| SERVICES.iter().find(|service| service.owns(host, "")))
}

/// Every service that documents a number, with its code.
pub fn documenting(code: u16) -> impl Iterator<Item = (&'static Service, &'static Code)> {
    SERVICES
        .iter()
        .filter_map(move |service| Some((service, service.code(code)?)))
}

/// Services whose close codes people look for, but which have none, and their own way to report errors.
pub static WITHOUT: [(&str, &str); 3] = [
    (
        "Phoenix",
        "Its client closes with 1000 when a heartbeat stays unanswered. Errors are messages, `phx_error` and `phx_close`. (phoenixframework/phoenix, socket.js, 2026-08-20)",
    ),
    (
        "Bitfinex",
        "20051, 20060, 20061 and the 10xxx are fields of JSON messages. A close code ends at 65535, and these never are one. (bitfinexcom/bitfinex-api-node, ws2.js, 2024-09)",
    ),
    (
        "Slack Socket Mode",
        "A message of type `disconnect` comes first, with the reason `warning`, `refresh_requested` or `too_many_websockets`. (slackapi/node-slack-sdk, 2026-08)",
    ),
];

/// The name of one of them in addresses.
pub fn slug(title: &str) -> String {
    title.to_ascii_lowercase().replace(' ', "-")
}

pub(super) fn rows() -> Vec<Row> {
    let none = WITHOUT.iter().map(|(title, text)| Row {
        name: slug(title),
        heading: (*title).to_owned(),
        text: (*text).to_owned(),
    });
    none.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_known_by_its_subprotocol_or_else_by_its_host() {
        let check = |host: &str, subprotocol: &str, expect: Option<&str>| {
            assert_eq!(
                of(host, subprotocol).map(|service| service.name),
                expect,
                "{host} {subprotocol}"
            );
        };
        check("gateway.discord.gg", "", Some("discord"));
        check("gateway-us-east1-b.gateway.discord.gg", "", Some("discord"));
        check("c-fra1.discord.media", "", Some("discord-voice"));
        check("evil-gateway.discord.gg.example", "", None);
        check("notgateway.discord.gg", "", None);
        check("ws-eu.pusher.com", "", Some("pusher"));
        check("localhost", "graphql-transport-ws", Some("graphql-transport-ws"));
        check(
            "ws-eu.pusher.com",
            "graphql-transport-ws",
            Some("graphql-transport-ws"),
        );
        check("localhost", "obswebsocket.msgpack", Some("obs"));
        check("localhost", "graphql-ws", None);
        check("localhost", "", None);
        check("", "", None);
    }

    #[test]
    fn a_code_is_what_its_service_says() {
        let says = |name: &str, code: u16| {
            named(name)
                .and_then(|service| service.code(code))
                .map(|code| code.says)
        };
        assert_eq!(says("discord", 4004), Some("Authentication failed"));
        assert_eq!(says("discord", 4006), None, "Discord has left it out");
        assert_eq!(says("pusher", 4150), Some("Connect again after a wait"));
        assert_eq!(says("nobody", 4004), None);
        let names: Vec<_> = documenting(4408).map(|(service, _)| service.name).collect();
        assert_eq!(names, ["graphql-transport-ws", "hocuspocus"]);
        assert_eq!(documenting(1006).count(), 0);
    }
}
