//! The link codec: a set-up as the fragment of a URL, `v=1&url=wss://example.com/socket&subprotocols=a,b`.
//!
//! Readable, so that a person sees what a link holds before following it; versioned, capped, and without secrets. It is
//! data only: a link prefills the form, and nothing here or elsewhere connects because of one. Messages never go into a
//! link. The fragment is the right place for it, as browsers do not send it to the server that hosts the page.

pub mod percent;

use std::fmt;

use crate::close::{CloseArgs, CloseArgsError, validate_close};
use crate::format::preview;
use crate::preferences::{TimeoutError, parse_timeout};
use crate::secret::{Mask, mask_subprotocols, mask_url};

/// The version of the format that this code writes, and the newest it reads.
pub const VERSION: u32 = 1;
/// The longest fragment, in bytes.
pub const MAX_FRAGMENT_BYTES: usize = 8 * 1024;
/// The longest URL in a link, in bytes of UTF-8.
pub const MAX_URL_BYTES: usize = 4 * 1024;
/// The longest list of subprotocols in a link, in bytes of UTF-8.
pub const MAX_SUBPROTOCOLS_BYTES: usize = 1024;

/// What a link prefills, as typed: the form's own rules check it when a person presses Connect.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Setup {
    /// The URL field.
    pub url: String,
    /// The subprotocols field.
    pub subprotocols: String,
    /// How long to wait for the open, in seconds; `None` leaves it to the reader's own preference.
    pub connect_timeout_secs: Option<u32>,
    /// What Disconnect sends; `None` is a plain Disconnect.
    pub close: Option<CloseArgs>,
}

/// A set-up made into a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// What to put after the `#`.
    pub fragment: String,
    /// What was replaced by `***`, by name: say so to the person who shares it.
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
            Self::TooLong(bytes) => over(f, "This set-up", *bytes, MAX_FRAGMENT_BYTES),
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

/// Writes the link of a set-up, secrets masked. What it writes, [`decode`] reads.
pub fn encode(setup: &Setup) -> Result<Encoded, LinkError> {
    let url = mask_url(&setup.url, Mask::Stars);
    let subprotocols = mask_subprotocols(&setup.subprotocols, Mask::Stars);
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
    if let Some(secs) = setup.connect_timeout_secs {
        add("connect-timeout", &secs.to_string());
    }
    if let Some(close) = &setup.close {
        add("close-code", &close.code().to_string());
        add("close-reason", close.reason());
    }
    if fragment.len() > MAX_FRAGMENT_BYTES {
        return Err(LinkError::TooLong(fragment.len()));
    }
    let masked = [url.names, subprotocols.names].concat();
    Ok(Encoded { fragment, masked })
}

/// Reads a fragment, with or without its `#`. `Ok(None)` where it is not a link of ours: neither a version nor a URL in
/// it. A link without a version (`#url=wss://example.com`) reads as version 1. Keys that are not known are ignored, and
/// of a key that is there twice the first counts. An error prefills nothing.
pub fn decode(fragment: &str) -> Result<Option<Setup>, LinkError> {
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
    let connect_timeout_secs = match timeout.as_str() {
        "" => None,
        typed => Some(parse_timeout(typed).map_err(LinkError::Timeout)?),
    };
    let close = match (text("close-code")?, text("close-reason")?) {
        (code, reason) if code.is_empty() && reason.is_empty() => None,
        (code, reason) => Some(read_close(&code, &reason)?),
    };
    Ok(Some(Setup {
        url,
        subprotocols,
        connect_timeout_secs,
        close,
    }))
}

fn read_close(code: &str, reason: &str) -> Result<CloseArgs, LinkError> {
    // A link can hold anything at all here too.
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
    // A link can hold anything at all here, and the error will be shown.
    let shown = || preview(version, 20).text;
    let is_number = version.bytes().all(|byte| byte.is_ascii_digit());
    match version.parse() {
        _ if version.is_empty() => Ok(()),
        Ok(VERSION) => Ok(()),
        Ok(0) => Err(LinkError::Version(shown())),
        // A version too large for u32 is a later one all the same.
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn setup(url: &str, subprotocols: &str, connect_timeout_secs: Option<u32>) -> Setup {
        Setup {
            url: url.to_owned(),
            subprotocols: subprotocols.to_owned(),
            connect_timeout_secs,
            close: None,
        }
    }

    fn closing(code: &str, reason: &str) -> Setup {
        Setup {
            close: Some(validate_close(code, reason).unwrap()),
            ..setup("ws://x", "", None)
        }
    }

    #[test]
    fn a_link_can_be_read_by_a_person() {
        let check = |setup: Setup, fragment: &str| {
            assert_eq!(encode(&setup).unwrap().fragment, fragment);
            assert_eq!(decode(fragment), Ok(Some(setup.clone())));
            assert_eq!(decode(&format!("#{fragment}")), Ok(Some(setup)));
        };
        check(Setup::default(), "v=1");
        check(
            setup("wss://example.com/socket?room=7", "a,b", Some(30)),
            "v=1&url=wss://example.com/socket?room=7&subprotocols=a,b&connect-timeout=30",
        );
        check(
            closing("4001", "done & gone"),
            "v=1&url=ws://x&close-code=4001&close-reason=done%20%26%20gone",
        );
        check(closing("", ""), "v=1&url=ws://x&close-code=1000");
        check(
            setup("ws://[::1]:9160/é?a=1&b=x+y%20z", "", None),
            "v=1&url=ws://[::1]:9160/%C3%A9?a=1%26b=x%2By%2520z",
        );
        check(
            setup("ws://x/\"<'>#(", " a, b", None),
            "v=1&url=ws://x/%22%3C%27%3E%23%28&subprotocols=%20a,%20b",
        );
    }

    #[test]
    fn other_fragments_are_no_links() {
        for fragment in [
            "",
            "#",
            "#reference",
            "#subprotocols=a",
            "v",
            "#urls=x",
            "&&&=",
            "#V=1",
        ] {
            assert_eq!(decode(fragment), Ok(None), "{fragment:?}");
        }
    }

    #[test]
    fn a_link_typed_by_hand_is_read() {
        let check =
            |fragment: &str, expect: Setup| assert_eq!(decode(fragment), Ok(Some(expect)), "{fragment:?}");
        check("#url=wss://example.com", setup("wss://example.com", "", None));
        check("#url=ws://a/?x=1&later=yes&v=1", setup("ws://a/?x=1", "", None));
        check("#url=first&url=second", setup("first", "", None));
        check("#url=50%&subprotocols=%zz%4", setup("50%", "%zz%4", None));
        check("#url=a+b", setup("a+b", "", None));
        check("#url=ws://x&close-reason=bye", closing("1000", "bye"));
        check("#url=ws://x&close-code=&close-reason=", setup("ws://x", "", None));
    }

    #[test]
    fn a_link_that_cannot_be_read_says_what_to_do() {
        let check = |fragment: &str, says: &str| {
            assert_eq!(
                decode(fragment).unwrap_err().to_string(),
                says,
                "{}",
                &fragment[..20.min(fragment.len())]
            );
        };
        check(
            "v=2&url=ws://x",
            "This link has format 2, and this page reads format 1. Reload the page to update it.",
        );
        check(
            "v=99999999999",
            "This link has format 99999999999, and this page reads format 1. Reload the page to update it.",
        );
        check(
            "v=x",
            "This link is damaged: “x” is not a version. Ask for the link again.",
        );
        check(
            "v=%E2%80%AEx",
            "This link is damaged: “⟨U+202E⟩x” is not a version. Ask for the link again.",
        );
        check(
            "v=0",
            "This link is damaged: “0” is not a version. Ask for the link again.",
        );
        check(
            "url=%ff",
            "This link is damaged: url is not text. Ask for the link again.",
        );
        check(
            "v=1&connect-timeout=0",
            "The link's connect timeout cannot be used. Enter whole seconds from 1 to 600.",
        );
        check(
            "v=1&close-code=1001",
            "The link's close code or reason cannot be used. A page may not close with 1001: use 1000, or a number \
             from 3000 to 4999.",
        );
        check(
            "v=1&close-code=%E2%80%AE1000",
            "The link's close code or reason cannot be used. “⟨U+202E⟩1000” is not a number: a page may close with \
             1000, or 3000 to 4999.",
        );
        check(
            &format!("v=1&close-reason={}", "x".repeat(124)),
            "The link's close code or reason cannot be used. The reason is 124 bytes; a close frame has room for \
             123: shorten it by 1.",
        );
        check(
            &format!("url={}", "x".repeat(MAX_URL_BYTES + 1)),
            "The URL is 4097 bytes; a link holds at most 4096. Pass the URL on as text instead.",
        );
        check(
            &format!("v=1&subprotocols={}", "x".repeat(MAX_SUBPROTOCOLS_BYTES + 1)),
            "The subprotocol list is 1025 bytes; a link holds at most 1024. Pass the URL on as text instead.",
        );
        check(
            &format!("v=1&later={}", "x".repeat(MAX_FRAGMENT_BYTES)),
            "This set-up is 8202 bytes; a link holds at most 8192. Pass the URL on as text instead.",
        );
    }

    #[test]
    fn what_could_not_be_read_is_not_written() {
        assert_eq!(
            encode(&setup(&"x".repeat(MAX_URL_BYTES + 1), "", None)),
            Err(LinkError::UrlTooLong(MAX_URL_BYTES + 1))
        );
        let wide = encode(&setup(&"é".repeat(2_000), "", None));
        assert_eq!(wide, Err(LinkError::TooLong(12_008)));
    }

    #[test]
    fn a_link_holds_no_secrets_and_says_which_it_left_out() {
        let link = encode(&setup(
            "wss://me:pw@example.com/?room=7&Token=abc",
            "chat, bearer, s3cret",
            None,
        ))
        .unwrap();
        assert_eq!(
            link.fragment,
            "v=1&url=wss://me:***@example.com/?room=7%26Token=***&subprotocols=chat,%20bearer,%20***"
        );
        assert_eq!(link.masked, ["password", "Token", "bearer"]);
    }

    proptest! {
        #[test]
        fn every_link_reads_back_as_what_was_masked(
            url in "(wss?://)?(\\PC|[a-z&#%+=?/ ]){0,80}", subprotocols in "(\\PC|[a-z, ]){0,40}",
            secs in prop::option::of(1_u32..=600),
            close in prop::option::of((3000_u16..=4999, "(\\PC|\\pC|[&=%]){0,30}")),
        ) {
            let close = close.map(|(code, reason)| validate_close(&code.to_string(), &reason).unwrap());
            let typed = Setup { close, ..setup(&url, &subprotocols, secs) };
            let link = encode(&typed).unwrap();
            let url = mask_url(&url, Mask::Stars).text;
            let masked = setup(&url, &mask_subprotocols(&subprotocols, Mask::Stars).text, secs);
            let expect = Setup { close: typed.close, ..masked };
            prop_assert_eq!(decode(&link.fragment), Ok(Some(expect)));
            let fits_a_fragment = |byte: u8| byte.is_ascii_graphic() && !b"#\"<>`".contains(&byte);
            prop_assert!(link.fragment.bytes().all(fits_a_fragment));
        }

        #[test]
        fn any_text_at_all_can_be_read_or_refused(text in "#?(v=|url=|subprotocols=|connect-timeout=|close-code=|close-reason=|&|%|\\PC|\\pC)*") {
            if let Ok(Some(setup)) = decode(&text) {
                prop_assert!(setup.url.len() <= MAX_URL_BYTES);
            }
        }
    }
}
