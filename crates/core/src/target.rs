//! The target of a connection: [`Target`], a WebSocket URL and subprotocols that the browser's constructor
//! will accept.
//!
//! The URL grammar itself is not here. A browser's `URL` and the `url` crate agree on it, so either is passed
//! in as a [`UrlParser`]; the page does not carry a second one.

mod error;
mod host;
mod pieces;
mod subprotocols;
mod warning;

pub use error::{TargetError, TargetField, UrlError};
pub use host::is_this_machine;
pub use pieces::{UrlPieces, url_pieces};
pub use subprotocols::{Item, SubprotocolError};
pub use warning::{PageContext, Warning, is_blocked_port};

use crate::secret::Masking;

/// A parser of URLs as the WHATWG standard reads them.
pub trait UrlParser {
    /// The parts of an absolute URL, normalised; `None` if the standard returns failure.
    fn parse(&self, text: &str) -> Option<UrlParts>;
}

/// A URL in parts. In a browser they come from the attributes of `URL` that the comments name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UrlParts {
    /// Without its colon: `"wss"` (`protocol`).
    pub scheme: String,
    /// Empty when there is none (`username`).
    pub username: String,
    /// Empty when there is none (`password`).
    pub password: String,
    /// In lower case and punycode; IPv6 in brackets (`hostname`).
    pub host: String,
    /// `None` when it is the scheme's own (`port`).
    pub port: Option<u16>,
    /// From the first slash to the fragment (`pathname` and `search`).
    pub path_and_query: String,
    /// The text after the `#`; `Some("")` if it is empty: the constructor refuses that too. `hash` does not
    /// tell an empty fragment from none, `href` does.
    pub fragment: Option<String>,
    /// The whole URL (`href`).
    pub href: String,
}

/// A URL and subprotocols that passed every rule of the `WebSocket` constructor. Only [`Target::parse`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    parts: UrlParts,
    subprotocols: Vec<String>,
}

impl Target {
    /// Reads the two fields as typed: a URL, and subprotocols separated by commas.
    pub fn parse(parser: &impl UrlParser, url: &str, subprotocols: &str) -> Result<Self, TargetError> {
        let parts = parse_url(parser, url).map_err(|error| TargetError::Url(Box::new(error)))?;
        let subprotocols = subprotocols::parse(subprotocols).map_err(TargetError::Subprotocols)?;
        Ok(Self { parts, subprotocols })
    }

    /// The effective URL, to pass to the constructor and to show: punycode host, http and https as ws and wss.
    pub fn url(&self) -> &str {
        &self.parts.href
    }

    /// In the order they will be offered; no duplicates.
    pub fn subprotocols(&self) -> &[String] {
        &self.subprotocols
    }

    /// Whether it is wss.
    pub fn is_secure(&self) -> bool {
        self.parts.scheme == "wss"
    }

    /// The host, in lower case and punycode; IPv6 in brackets.
    pub fn host(&self) -> &str {
        &self.parts.host
    }

    /// The port, or the scheme's default (80 or 443).
    pub fn port(&self) -> u16 {
        self.parts.port.unwrap_or(if self.is_secure() { 443 } else { 80 })
    }

    /// The port, if browsers refuse to connect to it.
    pub fn blocked_port(&self) -> Option<u16> {
        Some(self.port()).filter(|port| is_blocked_port(*port))
    }

    /// Whether the host is loopback: localhost and its subdomains, 127.0.0.0/8, `[::1]`.
    pub fn is_loopback(&self) -> bool {
        host::is_loopback(self.host())
    }

    /// Warnings before pressing Connect. None of them prevents it.
    pub fn warnings(&self, page: PageContext, masking: &Masking) -> Vec<Warning> {
        warning::warnings(self, page, masking)
    }
}

fn parse_url(parser: &impl UrlParser, typed: &str) -> Result<UrlParts, UrlError> {
    // The URL standard drops tabs and line breaks anywhere; a pasted URL may well have some.
    let text: String = typed
        .trim()
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    if text.is_empty() {
        return Err(UrlError::Empty);
    }
    let (scheme, rest) = split_scheme(&text)
        .filter(|(scheme, rest)| !is_host_and_port(scheme, rest))
        .ok_or_else(|| UrlError::NoScheme {
            suggestion: suggest(parser, &text),
        })?;
    let secure = match scheme.to_ascii_lowercase().as_str() {
        "ws" | "http" => false,
        "wss" | "https" => true,
        _ => {
            let suggestion = if rest.starts_with("//") {
                suggest(parser, rest)
            } else {
                None
            };
            return Err(UrlError::Scheme {
                scheme: scheme.to_owned(),
                suggestion,
            });
        }
    };
    let (host, port) = host_and_port(rest);
    if host.is_empty() {
        return Err(UrlError::NoHost);
    }
    // Browsers disagree about a space here; none of them can connect to such a host.
    if host.contains(char::is_whitespace) {
        return Err(UrlError::SpaceInHost(host.to_owned()));
    }
    // Digits first: Rust's own number parser would take a "+" as well.
    if !port.is_empty() && (!port.bytes().all(|byte| byte.is_ascii_digit()) || port.parse::<u16>().is_err()) {
        return Err(UrlError::Port(port.to_owned()));
    }
    let parts = parser
        .parse(&text)
        .ok_or_else(|| UrlError::Host(host.to_owned()))?;
    if let Some(fragment) = parts.fragment {
        let without = text.split('#').next().unwrap_or_default().to_owned();
        return Err(UrlError::Fragment {
            without,
            is_empty: fragment.is_empty(),
        });
    }
    Ok(as_websocket(parts, secure))
}

/// Replaces http and https as the constructor does (WHATWG WebSockets, since 2023). The default ports are the
/// same, so the rest of the URL stays as it is.
fn as_websocket(parts: UrlParts, secure: bool) -> UrlParts {
    let scheme = if secure { "wss" } else { "ws" };
    let href = format!("{scheme}{}", &parts.href[parts.scheme.len()..]);
    UrlParts {
        scheme: scheme.to_owned(),
        href,
        ..parts
    }
}

/// `"wss://x"` in `("wss", "//x")`, by the URL standard's scheme grammar.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let belongs = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(belongs);
    is_scheme.then_some((scheme, rest))
}

/// `localhost:9160/echo` reads as a URL of scheme "localhost:", but nobody means that.
fn is_host_and_port(scheme: &str, rest: &str) -> bool {
    let port_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (port, known) = (&rest[..port_end], ["ws", "wss", "http", "https"]);
    !port.is_empty()
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && !known.contains(&scheme.to_ascii_lowercase().as_str())
}

/// The host and the port as typed, from the text after the scheme. Slashes and backslashes in any number come
/// first.
fn host_and_port(rest: &str) -> (&str, &str) {
    let rest = rest.trim_start_matches(['/', '\\']);
    let authority = &rest[..rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len())];
    let address = authority
        .rsplit_once('@')
        .map_or(authority, |(_, address)| address);
    // A colon inside brackets belongs to an IPv6 address.
    match address.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (address, ""),
    }
}

/// The URL probably meant: the text with ws:// before it for this machine and the private network, else with
/// wss://. `None` if that is not valid either.
fn suggest(parser: &impl UrlParser, text: &str) -> Option<String> {
    let address = ["wss//", "ws//", "//"]
        .iter()
        .find_map(|typo| text.strip_prefix(typo))
        .unwrap_or(text);
    let (host, _) = host_and_port(address);
    let scheme = if host::is_loopback(host) || host::is_private(host) {
        "ws"
    } else {
        "wss"
    };
    let url = format!("{scheme}://{address}");
    parse_url(parser, &url)
        .is_ok()
        .then_some(url)
        .filter(|_| !address.starts_with('/'))
}

#[cfg(test)]
pub(crate) mod testing {
    //! The `url` crate as the parser, for tests of this crate.

    use super::{UrlParser, UrlParts};

    pub(crate) struct UrlCrate;

    impl UrlParser for UrlCrate {
        fn parse(&self, text: &str) -> Option<UrlParts> {
            let url = url::Url::parse(text).ok()?;
            Some(UrlParts {
                scheme: url.scheme().to_owned(),
                username: url.username().to_owned(),
                password: url.password().unwrap_or_default().to_owned(),
                host: url.host_str().unwrap_or_default().to_owned(),
                port: url.port(),
                path_and_query: url[url::Position::BeforePath..url::Position::AfterQuery].to_owned(),
                fragment: url.fragment().map(str::to_owned),
                href: url.to_string(),
            })
        }
    }
}

#[cfg(test)]
mod tests;
