//! The userinfo of a URL, and the part after it to search for secrets. For typed text, which may not be a
//! URL.

use std::ops::Range;

/// From this length on, a host without a dot is not a real host.
pub(super) const LONGEST_LABEL: usize = 20;

/// Two places of a URL.
pub(super) struct Parts {
    /// Without its `@`; empty if there is none.
    pub(super) userinfo: Range<usize>,
    /// The start of the part to search: the path, or the host if that is not a real one.
    pub(super) searched: usize,
}

pub(super) fn split(url: &str) -> Parts {
    let url = url.as_bytes();
    let scheme = end_of_scheme(url);
    let start = skip(url, scheme.unwrap_or(0), b"/\\ ");
    let mut end = start + until(&url[start..], b"/\\?#");
    // "wss://me:p/w@host": a password that should have been encoded.
    while !ends_in_port(&url[start..end]) {
        let at = end + until(&url[end..], b"@");
        if at == url.len() {
            break;
        }
        end = at + until(&url[at..], b"/\\?#");
    }
    let user = url[start..end].iter().rposition(|byte| *byte == b'@');
    let host = user.map_or(start, |length| start + length + 1);
    let is_host = scheme.is_some() && (url[host..end].contains(&b'.') || end - host < LONGEST_LABEL);
    Parts {
        userinfo: start..user.map_or(start, |length| start + length),
        searched: if is_host { end } else { host },
    }
}

/// Whether a port may follow its last colon, or it has no colon.
fn ends_in_port(authority: &[u8]) -> bool {
    let port = authority.rsplit(|byte| *byte == b':').next().unwrap_or_default();
    port.len() == authority.len()
        || port.contains(&b'@')
        || port.contains(&b']')
        || port.iter().all(u8::is_ascii_digit)
}

/// Whether a URL is in the word.
pub(super) fn has_scheme(word: &str) -> bool {
    word.as_bytes().windows(3).any(|three| three == b"://")
}

/// The end of the scheme and its colon. A WebSocket URL may lack the colon: "wss//host".
fn end_of_scheme(url: &[u8]) -> Option<usize> {
    let start = skip(url, 0, b" ");
    let end = start + until(&url[start..], b":/\\?#@");
    let known = [&b"wss"[..], b"ws", b"https", b"http"];
    let is_known = known
        .iter()
        .any(|scheme| url[start..end].eq_ignore_ascii_case(scheme));
    let rest = &url[end..];
    let begins = rest.starts_with(b"://") || (is_known && matches!(rest, [b':' | b'/' | b'\\', ..]));
    begins.then(|| skip(url, end, b":"))
}

fn skip(text: &[u8], from: usize, kinds: &[u8]) -> usize {
    let others = |byte: &u8| !kinds.contains(byte);
    text[from..]
        .iter()
        .position(others)
        .map_or(text.len(), |length| from + length)
}

fn until(text: &[u8], kinds: &[u8]) -> usize {
    let found = text.iter().position(|byte| kinds.contains(byte));
    found.unwrap_or(text.len())
}
