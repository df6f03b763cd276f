//! The link codec: a set-up as the fragment of a URL, `v=2&url=wss://example.com/socket&subprotocols=a,b`.
//!
//! Readable, so that a person sees what a link holds before following it; versioned, capped, and without secrets. It is
//! data only: a link prefills the form, and nothing here or elsewhere connects because of one. Of messages only those
//! of the policies go into a link, with their secrets masked. The fragment is the right place for it, as browsers do
//! not send it to the server that hosts the page.
//!
//! Reading is in the page's first load, and writing is not: it needs the finder of secrets. So policies are read as
//! text, and are understood later.

pub mod percent;
mod policies;

use std::fmt;

use crate::close::{CloseArgs, CloseArgsError, validate_close};
use crate::format::preview;
use crate::plan::{TimeoutError, Timeouts, parse_timeout};
use crate::secret::{Mask, mask_subprotocols, mask_url};
use crate::setup::Setup;

/// The version of the format that this code writes, and the newest it reads.
pub const VERSION: u32 = 2;
/// The keys of a link, apart from those of the policies.
const KEYS: [&str; 6] = [
    "v",
    "url",
    "subprotocols",
    "connect-timeout",
    "close-code",
    "close-reason",
];
/// The longest fragment, in bytes.
pub const MAX_FRAGMENT_BYTES: usize = 8 * 1024;
/// The longest URL in a link, in bytes of UTF-8.
pub const MAX_URL_BYTES: usize = 4 * 1024;
/// The longest list of subprotocols in a link, in bytes of UTF-8.
pub const MAX_SUBPROTOCOLS_BYTES: usize = 1024;

/// A set-up encoded as a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The text to put after the `#`.
    pub fragment: String,
    /// The names of secrets replaced by `***`, to tell the person who shares it.
    pub masked: Vec<String>,
}

/// Why a link cannot be made or read. Display says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkError {
    /// The fragment is over [`MAX_FRAGMENT_BYTES`]; holds its size.
    TooLong(usize),
    /// The URL is over [`MAX_URL_BYTES`]; holds its size.
    UrlTooLong(usize),
    /// The subprotocols are over [`MAX_SUBPROTOCOLS_BYTES`]; holds their size.
    SubprotocolsTooLong(usize),
    /// Written by a later version of this page; holds the start of its version.
    Newer(String),
    /// A version that is no number; holds the start of it, made visible.
    Version(String),
    /// A value that is not text once decoded; holds its key.
    NotText(String),
    /// The connect timeout cannot be used.
    Timeout(TimeoutError),
    /// The close code or the reason cannot be used.
    Close(CloseArgsError),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let over = |f: &mut fmt::Formatter<'_>, what: &str, bytes: usize, most: usize| {
            write!(
                f,
                "{what} is {bytes} bytes; a link holds at most {most}. Pass the URL on as text instead."
            )
        };
        match self {
            Self::TooLong(bytes) => write!(
                f,
                "This set-up is {bytes} bytes; a link holds at most {MAX_FRAGMENT_BYTES}. Shorten the on-open messages \
                 or replies, or pass the URL on as text instead."
            ),
            Self::UrlTooLong(bytes) => over(f, "The URL", *bytes, MAX_URL_BYTES),
            Self::SubprotocolsTooLong(bytes) => {
                over(f, "The subprotocol list", *bytes, MAX_SUBPROTOCOLS_BYTES)
            }
            Self::Newer(version) => write!(
                f,
                "This link has format {version}, and this page reads format {VERSION}. Reload the page to update it."
            ),
            Self::Version(version) => {
                write!(
                    f,
                    "This link is damaged: “{version}” is not a version. Ask for the link again."
                )
            }
            Self::NotText(key) => write!(
                f,
                "This link is damaged: {key} is not text. Ask for the link again."
            ),
            Self::Timeout(error) => write!(f, "The link's connect timeout cannot be used. {error}"),
            Self::Close(error) => write!(f, "The link's close code or reason cannot be used. {error}"),
        }
    }
}

impl std::error::Error for LinkError {}

/// Writes the link of a set-up, secrets masked. [`decode`] reads it. Defaults, unusable values and the close
/// timeout are left out.
pub fn encode(setup: &Setup) -> Result<Encoded, LinkError> {
    let url = mask_url(setup.url.trim(), Mask::Stars);
    let subprotocols = mask_subprotocols(setup.subprotocols.trim(), Mask::Stars);
    check_sizes(&url.text, &subprotocols.text)?;

    let mut fragment = format!("v={VERSION}");
    let mut add = |key: &str, value: &str| {
        if !value.is_empty() {
            fragment.push('&');
            fragment.push_str(key);
            fragment.push('=');
            percent::encode_into(&mut fragment, value);
        }
    };
    add("url", &url.text);
    add("subprotocols", &subprotocols.text);
    if let Ok(connect) = parse_timeout(&setup.connect_timeout)
        && connect != Timeouts::default().connect
    {
        add("connect-timeout", &connect.as_secs().to_string());
    }
    if let Ok(close) = setup.close_args()
        && close != CloseArgs::default()
    {
        add("close-code", &close.code().to_string());
        add("close-reason", close.reason());
    }
    let policies = policies::masked(&setup.policies);
    if !policies.text.is_empty() {
        fragment.push('&');
        fragment.push_str(&policies.text);
    }
    if fragment.len() > MAX_FRAGMENT_BYTES {
        return Err(LinkError::TooLong(fragment.len()));
    }
    let masked = [url.names, subprotocols.names, policies.names].concat();
    Ok(Encoded { fragment, masked })
}

/// The fragment, with its `#`, that fills in a URL of ours, which has no secrets.
pub fn link_to(url: &str) -> String {
    let mut fragment = format!("#v={VERSION}&url=");
    percent::encode_into(&mut fragment, url);
    fragment
}

/// Reads a fragment, with or without its `#`. `Ok(None)` if it is not a link of ours: it has neither a
/// version nor a URL. A link without a version (`#url=wss://example.com`) is read, too. Keys not known here
/// may be those of policies, and the first of repeated keys counts. Timeouts missing in a link are the reader's `own`. An
/// error prefills nothing.
pub fn decode(fragment: &str, own: &Setup) -> Result<Option<Setup>, LinkError> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let value = |key: &str| {
        fragment
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(name, _)| *name == key)
            .map(|(_, v)| v)
    };
    if value("v").or(value("url")).is_none() {
        return Ok(None);
    }
    if fragment.len() > MAX_FRAGMENT_BYTES {
        return Err(LinkError::TooLong(fragment.len()));
    }
    let text = |key: &str| {
        let decoded = percent::decode(value(key).unwrap_or_default());
        decoded.ok_or_else(|| LinkError::NotText(key.to_owned()))
    };
    check_version(&text("v")?)?;
    let (url, subprotocols, timeout) = (text("url")?, text("subprotocols")?, text("connect-timeout")?);
    check_sizes(&url, &subprotocols)?;
    let mut setup = Setup {
        url,
        subprotocols,
        close_code: String::new(),
        close_reason: String::new(),
        policies: policies_in(fragment),
        ..own.clone()
    };
    if !timeout.is_empty() {
        let connect = parse_timeout(&timeout).map_err(LinkError::Timeout)?;
        setup.connect_timeout = connect.as_secs().to_string();
    }
    let (code, reason) = (text("close-code")?, text("close-reason")?);
    if !code.is_empty() || !reason.is_empty() {
        let close = read_close(&code, &reason)?;
        setup.close_code = close.code().to_string();
        close.reason().clone_into(&mut setup.close_reason);
    }
    Ok(Some(setup))
}

/// The pairs that may be policies, as they are.
fn policies_in(fragment: &str) -> String {
    let mut policies = String::new();
    for pair in fragment.split('&') {
        let key = pair.split_once('=').map_or("", |(key, _)| key);
        let is_name = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        if key.is_empty() || !is_name || KEYS.contains(&key) || pair.contains('\n') {
            continue;
        }
        if !policies.is_empty() {
            policies.push('&');
        }
        policies.push_str(pair);
    }
    policies
}

fn read_close(code: &str, reason: &str) -> Result<CloseArgs, LinkError> {
    // A link can hold any text here too.
    let shown = |text: String| preview(&text, 20).text;
    validate_close(code, reason).map_err(|error| {
        LinkError::Close(match error {
            CloseArgsError::NotANumber(text) => CloseArgsError::NotANumber(shown(text)),
            CloseArgsError::NotAllowed(text) => CloseArgsError::NotAllowed(shown(text)),
            CloseArgsError::ReasonTooLong(bytes) => CloseArgsError::ReasonTooLong(bytes),
        })
    })
}

fn check_version(version: &str) -> Result<(), LinkError> {
    // A link can hold any text here, and the error will be shown.
    let shown = || preview(version, 20).text;
    let is_number = version.bytes().all(|byte| byte.is_ascii_digit());
    match version.parse() {
        _ if version.is_empty() => Ok(()),
        Ok(1..=VERSION) => Ok(()),
        Ok(0) => Err(LinkError::Version(shown())),
        // A version too large for u32 is a later one, too.
        _ if is_number => Err(LinkError::Newer(shown())),
        _ => Err(LinkError::Version(shown())),
    }
}

fn check_sizes(url: &str, subprotocols: &str) -> Result<(), LinkError> {
    if url.len() > MAX_URL_BYTES {
        return Err(LinkError::UrlTooLong(url.len()));
    }
    if subprotocols.len() > MAX_SUBPROTOCOLS_BYTES {
        return Err(LinkError::SubprotocolsTooLong(subprotocols.len()));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
