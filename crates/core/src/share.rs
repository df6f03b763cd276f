//! The link codec: a set-up as the fragment of a URL, `v=1&url=wss://example.com/socket&subprotocols=a,b`.
//!
//! Readable, so that a person sees what a link holds before following it; versioned, capped, and without secrets. It is
//! data only: a link prefills the form, and nothing here or elsewhere connects because of one. Messages never go into a
//! link. The fragment is the right place for it, as browsers do not send it to the server that hosts the page.

pub mod percent;

use std::fmt;

use crate::close::{CloseArgs, CloseArgsError, validate_close};
use crate::format::preview;
use crate::plan::{TimeoutError, Timeouts, parse_timeout};
use crate::secret::{Mask, mask_subprotocols, mask_url};
use crate::setup::Setup;

/// The version of the format that this code writes, and the newest it reads.
pub const VERSION: u32 = 1;
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
    if fragment.len() > MAX_FRAGMENT_BYTES {
        return Err(LinkError::TooLong(fragment.len()));
    }
    let masked = [url.names, subprotocols.names].concat();
    Ok(Encoded { fragment, masked })
}

/// The fragment, with its `#`, that fills in a URL of ours, which has no secrets.
pub fn link_to(url: &str) -> String {
    let mut fragment = format!("#v={VERSION}&url=");
    percent::encode_into(&mut fragment, url);
    fragment
}

/// Reads a fragment, with or without its `#`. `Ok(None)` if it is not a link of ours: it has neither a
/// version nor a URL. A link without a version (`#url=wss://example.com`) reads as version 1. Unknown keys
/// are ignored, and the first of repeated keys counts. Timeouts missing in a link are the reader's `own`. An
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
        Ok(VERSION) => Ok(()),
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_link_to_a_url_fills_in_that_url() {
        let url = "ws://127.0.0.1:9160/close/4001?reason=no & no#é";
        assert_eq!(read(&link_to(url)), Ok(Some(setup(url, "", None))));
    }

    fn setup(url: &str, subprotocols: &str, connect_timeout_secs: Option<u32>) -> Setup {
        Setup {
            url: url.to_owned(),
            subprotocols: subprotocols.to_owned(),
            connect_timeout: connect_timeout_secs.unwrap_or(20).to_string(),
            ..Setup::default()
        }
    }

    fn closing(code: &str, reason: &str) -> Setup {
        Setup {
            close_code: code.to_owned(),
            close_reason: reason.to_owned(),
            ..setup("ws://x", "", None)
        }
    }

    fn read(fragment: &str) -> Result<Option<Setup>, LinkError> {
        decode(fragment, &Setup::default())
    }

    #[test]
    fn a_link_can_be_read_by_a_person() {
        let check = |setup: Setup, fragment: &str| {
            assert_eq!(encode(&setup).unwrap().fragment, fragment);
            assert_eq!(read(fragment), Ok(Some(setup.clone())));
            assert_eq!(read(&format!("#{fragment}")), Ok(Some(setup)));
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
        check(
            setup("ws://[::1]:9160/é?a=1&b=x+y%20z", "", None),
            "v=1&url=ws://[::1]:9160/%C3%A9?a=1%26b=x%2By%2520z",
        );
        check(
            setup("ws://x/\"<'>#(", "a, b", None),
            "v=1&url=ws://x/%22%3C%27%3E%23%28&subprotocols=a,%20b",
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
            assert_eq!(read(fragment), Ok(None), "{fragment:?}");
        }
    }

    #[test]
    fn a_link_typed_by_hand_is_read() {
        let check =
            |fragment: &str, expect: Setup| assert_eq!(read(fragment), Ok(Some(expect)), "{fragment:?}");
        check("#url=wss://example.com", setup("wss://example.com", "", None));
        check("#url=ws://a/?x=1&later=yes&v=1", setup("ws://a/?x=1", "", None));
        check("#url=first&url=second", setup("first", "", None));
        check("#url=50%&subprotocols=%zz%4", setup("50%", "%zz%4", None));
        check("#url=a+b", setup("a+b", "", None));
        check("#url=ws://x&close-reason=bye", closing("1000", "bye"));
        check("#url=ws://x&close-code=&close-reason=", setup("ws://x", "", None));
        let own = Setup {
            close_timeout: "7".to_owned(),
            close_code: "4000".to_owned(),
            ..setup("ws://mine", "mine", Some(9))
        };
        let theirs = Setup {
            url: "ws://x".to_owned(),
            subprotocols: String::new(),
            close_code: String::new(),
            ..own.clone()
        };
        assert_eq!(
            decode("#url=ws://x", &own),
            Ok(Some(theirs)),
            "a person waits as long as they do"
        );
    }

    #[test]
    fn what_cannot_be_used_is_not_shared() {
        let odd = Setup {
            connect_timeout: "soon".to_owned(),
            ..closing("1001", "")
        };
        assert_eq!(encode(&odd).unwrap().fragment, "v=1&url=ws://x");
        assert_eq!(encode(&closing("1000", "")).unwrap().fragment, "v=1&url=ws://x");
    }

    #[test]
    fn a_link_that_cannot_be_read_says_what_to_do() {
        let check = |fragment: &str, says: &str| {
            assert_eq!(
                read(fragment).unwrap_err().to_string(),
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
            let (code, reason) = close.map_or_else(Default::default, |(code, reason)| (code.to_string(), reason));
            let typed = Setup { close_code: code, close_reason: reason, ..setup(&url, &subprotocols, secs) };
            // A reason may be too long for a frame.
            prop_assume!(typed.close_args().is_ok());
            let link = encode(&typed).unwrap();
            let expect = Setup {
                url: mask_url(url.trim(), Mask::Stars).text,
                subprotocols: mask_subprotocols(subprotocols.trim(), Mask::Stars).text,
                ..typed
            };
            prop_assert_eq!(read(&link.fragment), Ok(Some(expect)));
            let fits_a_fragment = |byte: u8| byte.is_ascii_graphic() && !b"#\"<>`".contains(&byte);
            prop_assert!(link.fragment.bytes().all(fits_a_fragment));
        }

        #[test]
        fn any_text_at_all_can_be_read_or_refused(text in "#?(v=|url=|subprotocols=|connect-timeout=|close-code=|close-reason=|&|%|\\PC|\\pC)*") {
            if let Ok(Some(setup)) = read(&text) {
                prop_assert!(setup.url.len() <= MAX_URL_BYTES);
            }
        }
    }
}
