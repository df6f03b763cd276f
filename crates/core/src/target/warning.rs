//! Warnings about a target that the constructor accepts.

use std::fmt;

use super::{Target, host};
use crate::secret::Masking;

/// Facts about the page that connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageContext {
    /// Whether the page was loaded over https.
    pub secure: bool,
}

/// A warning beside the URL. Display is whole sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// A port that browsers refuse to connect to.
    BlockedPort(u16),
    /// ws:// from an https page.
    MixedContent,
    /// ws:// from an https page, to a private address that Chromium lets through.
    MixedContentPrivate,
    /// `user:password@` in the URL.
    CredentialsNotSent,
    /// Secrets that a link will not carry, by name.
    SecretsInUrl(Vec<String>),
}

impl Warning {
    /// Whether browsers refuse to connect because of it.
    pub const fn is_obstacle(&self) -> bool {
        matches!(
            self,
            Self::BlockedPort(_) | Self::MixedContent | Self::MixedContentPrivate
        )
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BlockedPort(port) => write!(
                f,
                "Browsers refuse to connect to port {port}, which belongs to another protocol. Use a different port."
            ),
            Self::MixedContent => f.write_str(
                "This page is https, so the browser blocks ws:// (most allow localhost). Use wss://.",
            ),
            Self::MixedContentPrivate => f.write_str(
                "This page is https: Chromium lets ws:// through to a private address, other browsers may block it.",
            ),
            Self::CredentialsNotSent => f.write_str(
                "The user name and password stay in the URL, but browsers send no Authorization header for them.",
            ),
            Self::SecretsInUrl(names) => {
                write!(f, "Looks like a secret: {}. Shared links will carry *** instead.", names.join(", "))
            }
        }
    }
}

pub(super) fn warnings(target: &Target, page: PageContext, masking: &Masking) -> Vec<Warning> {
    let parts = &target.parts;
    let blocked = target.blocked_port().map(Warning::BlockedPort);
    let mixed = (page.secure && !target.is_secure() && !target.is_loopback()).then(|| {
        if host::is_private_address(target.host()) {
            Warning::MixedContentPrivate
        } else {
            Warning::MixedContent
        }
    });
    let credentials = !(parts.username.is_empty() && parts.password.is_empty());
    let secrets = (masking.names)(&parts.path_and_query);
    [
        blocked,
        mixed,
        credentials.then_some(Warning::CredentialsNotSent),
        (!secrets.is_empty()).then_some(Warning::SecretsInUrl(secrets)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether browsers refuse this port: the "bad port" list of the WHATWG Fetch standard, which WebSockets share.
pub fn is_blocked_port(port: u16) -> bool {
    BLOCKED_PORTS.binary_search(&port).is_ok()
}

/// In order, for the binary search.
const BLOCKED_PORTS: [u16; 83] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103,
    104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514,
    515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723,
    2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::{FINDER, VEIL};
    use crate::target::testing::UrlCrate;

    fn warnings_of(url: &str, secure: bool) -> Vec<Warning> {
        Target::parse(&UrlCrate, url, "")
            .unwrap()
            .warnings(PageContext { secure }, &FINDER)
    }

    #[test]
    fn the_port_list_is_in_order() {
        assert!(BLOCKED_PORTS.is_sorted());
        for port in [25, 6000, 6667, 10080] {
            assert!(is_blocked_port(port), "{port}");
        }
        for port in [80, 443, 8080, 9160, u16::MAX] {
            assert!(!is_blocked_port(port), "{port}");
        }
        assert_eq!(
            warnings_of("ws://localhost:6000", false),
            [Warning::BlockedPort(6000)]
        );
    }

    #[test]
    fn an_https_page_is_warned_about_ws_to_the_outside_only() {
        let check = |url: &str, secure: bool, expect: &[Warning]| {
            assert_eq!(warnings_of(url, secure), expect, "{url}");
        };
        check("ws://example.com", true, &[Warning::MixedContent]);
        check("http://example.com", true, &[Warning::MixedContent]);
        check("ws://example.com", false, &[]);
        check("wss://example.com", true, &[]);
        check("ws://localhost:9160", true, &[]);
        check("ws://app.localhost", true, &[]);
        check("ws://2130706433", true, &[]);
        check("ws://[::1]:1234", true, &[]);
        check("ws://192.168.1.5", true, &[Warning::MixedContentPrivate]);
    }

    #[test]
    fn credentials_and_secrets_are_pointed_out() {
        let check = |url: &str, expect: &[Warning]| assert_eq!(warnings_of(url, false), expect, "{url}");
        check("wss://user:pw@example.com", &[Warning::CredentialsNotSent]);
        check("wss://user@example.com", &[Warning::CredentialsNotSent]);
        check("wss://example.com/?room=7", &[]);
        check(
            "wss://example.com/?room=7&token=abc&api_key=k",
            &[Warning::SecretsInUrl(vec![
                "token".to_owned(),
                "api_key".to_owned(),
            ])],
        );
        let target = Target::parse(&UrlCrate, "wss://example.com/?token=abc", "").unwrap();
        let page = PageContext { secure: false };
        assert_eq!(
            target.warnings(page, &VEIL),
            [],
            "nothing is said before it is looked for"
        );
    }
}
