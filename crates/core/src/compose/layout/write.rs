//! Layouts of what is already there: a text, or bytes.

use crate::compose::hex;
use crate::json::escape;

/// A layout that makes this text: `utf8 "…"`, with the escapes that JSON asks for. Empty for an empty text.
pub fn of_text(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::with_capacity(text.len() + 7);
    out.push_str("utf8 \"");
    escape(text, &mut |piece| out.push_str(piece));
    out.push('"');
    out
}

/// A layout that makes these bytes: `hex …`. Empty for none.
pub fn of_bytes(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return String::new();
    }
    ["hex ", &hex::write(bytes)].concat()
}
