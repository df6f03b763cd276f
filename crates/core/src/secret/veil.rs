//! Texts before the finder of secrets is loaded: hides everything in a URL, a list or a sentence that may be
//! a secret.

use super::hole::{Hole, hole};
use super::url::LONGEST_LABEL;

/// Functions that show texts without their secrets: by finding them, or by hiding all that may be one.
#[derive(Debug, Clone, Copy)]
pub struct Masking {
    /// A URL, as typed or as the browser has it.
    pub url: fn(&str) -> String,
    /// A list of subprotocols.
    pub subprotocols: fn(&str) -> String,
    /// A sentence.
    pub text: fn(&str) -> String,
    /// The names of the secrets in a path and query.
    pub names: fn(&str) -> Vec<String>,
    /// The hole of a masked secret in a URL as typed.
    pub hole_in_url: fn(&str) -> Option<Hole>,
}

/// The masking until the finder is loaded. It replaces all text by `…`, except the scheme, the host and the
/// port at the start of a URL.
pub const VEIL: Masking = Masking {
    url,
    subprotocols: text,
    text,
    names: |_| Vec::new(),
    hole_in_url: |url| hole(url, &|_| None),
};

/// The replacement of hidden text.
pub(crate) const HIDDEN: &str = "…";

/// Whether the veil hides a part of the URL.
pub fn hides(url: &str) -> bool {
    let open = open(url);
    !matches!(&url[open..], "" | "/") || (open == 0 && !url.is_empty())
}

fn url(url: &str) -> String {
    if hides(url) {
        [&url[..open(url)], HIDDEN].concat()
    } else {
        url.to_owned()
    }
}

fn text(text: &str) -> String {
    let shown = if text.is_empty() { "" } else { HIDDEN };
    shown.to_owned()
}

/// The end of the host and port, which are no secret; 0 if that is uncertain: anything before an `@` may be a
/// password.
fn open(url: &str) -> usize {
    let Some((scheme, rest)) = url.split_once("://") else {
        return 0;
    };
    let known = ["ws", "wss", "http", "https"];
    let length = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = &rest[..length];
    // Accepts any letter that is not ASCII: the letters allowed in hosts take tables, and the browser checks
    // them later.
    let is_host = host
        .chars()
        .all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || ".-:[]".contains(c))
        && (host.contains('.') || length < LONGEST_LABEL);
    let is_known = known.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    if is_known && is_host && !rest.contains('@') {
        scheme.len() + 3 + length
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_url_the_host_is_shown_and_that_there_is_more() {
        let check = |typed: &str, expect: &str| {
            assert_eq!((VEIL.url)(typed), expect, "{typed:?}");
            assert_eq!(hides(typed), typed != expect, "{typed:?}");
        };
        check("", "");
        for open in [
            "wss://h",
            "ws://localhost:9160/",
            "WSS://[::1]:1",
            "wss://b\u{fc}cher.example",
        ] {
            check(open, open);
        }
        check("wss://h/live", "wss://h…");
        check("ws://h:1?token=abc", "ws://h:1…");
        check("wss://h.example#a", "wss://h.example…");
        for hidden in [
            "wss://me@h",
            "wss://me:pw@h/live",
            "wss://me:p/w@h",
            "wss://h\\live",
            "wss://abcdefghijklmnopqrst",
            "wss:/h",
            "key://h",
            " wss://h",
            "h:1/live",
            "abc",
        ] {
            check(hidden, "…");
        }
    }

    #[test]
    fn a_list_and_a_sentence_are_hidden_as_a_whole() {
        for hides in [VEIL.text, VEIL.subprotocols] {
            assert_eq!(hides("bearer, abc"), "…");
            assert_eq!(hides(""), "");
        }
        assert_eq!((VEIL.names)("/?token=abc"), Vec::<String>::new());
    }

    #[test]
    fn a_hole_is_found_behind_the_veil_and_has_no_name() {
        let hole = (VEIL.hole_in_url)("wss://h/?token=***").unwrap();
        assert_eq!((hole.range.clone(), hole.names.len()), (15..18, 0));
        assert!(
            hole.to_string()
                .starts_with("*** stands for a secret that was left out. Put yours in its place"),
            "{hole}"
        );
    }
}
