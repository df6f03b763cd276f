//! What every test of the session needs: a plan.

use tabcat_core::plan::{Plan, Timeouts};
use tabcat_core::target::{Target, UrlParser, UrlParts};

/// The plan of a URL that a person would type, with subprotocols separated by commas.
pub(crate) fn plan(url: &str, subprotocols: &str) -> Plan {
    Plan {
        target: Target::parse(&Plain, url, subprotocols).expect("tests type URLs that can be used"),
        timeouts: Timeouts::default(),
    }
}

/// Reads `scheme://host:port/path` and nothing finer: the session does not look at the grammar of URLs.
struct Plain;

impl UrlParser for Plain {
    fn parse(&self, text: &str) -> Option<UrlParts> {
        let (scheme, rest) = text.split_once("://")?;
        let (authority, path) = rest.split_once('/')?;
        let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
        Some(UrlParts {
            scheme: scheme.to_owned(),
            host: host.to_owned(),
            port: port.parse().ok(),
            path_and_query: format!("/{path}"),
            href: text.to_owned(),
            ..UrlParts::default()
        })
    }
}
