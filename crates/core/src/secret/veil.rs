//! What is shown of a URL, a list or a sentence before there is something that finds the secrets in it: nothing that may be
//! one.

use super::hole::{Hole, hole};
use super::url::LONGEST_LABEL;

/// How texts are shown without their secrets: after looking for them, or with a veil over all that may be one.
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
    /// Where a secret was left out of a URL as typed.
    pub hole_in_url: fn(&str) -> Option<Hole>,
}

/// For as long as nothing looks for secrets. What is left of a text then is `…`, but for the scheme, the host and the port
/// that a URL begins with.
pub const VEIL: Masking = Masking {
    url,
    subprotocols: text,
    text,
    names: |_| Vec::new(),
    hole_in_url: |url| hole(url, &|_| None),
};

/// What stands for what is not shown.
pub(crate) const HIDDEN: &str = "…";

/// Whether something of a URL is behind the veil.
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

/// Where the host and port end, which are no secret: 0 where it is not plain that this is all they are. With an `@` in it,
/// anything before may be a password.
fn open(url: &str) -> usize {
    let Some((scheme, rest)) = url.split_once("://") else {
        return 0;
    };
    let known = ["ws", "wss", "http", "https"];
    let length = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = &rest[..length];
    // Any letter that is not ASCII: which ones are in names of hosts takes tables, and is told by the browser later.
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
