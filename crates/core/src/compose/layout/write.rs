//! Layouts of what is already there: a text, or bytes.

use crate::compose::hex::push_digits;

/// A layout that makes this text: `utf8 "…"`, with the escapes that JSON asks for. Empty for an empty text.
pub fn of_text(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::with_capacity(text.len() + 7);
    out.push_str("utf8 \"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' => {
                out.push_str("\\u00");
                push_digits(&mut out, c as u8);
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A layout that makes these bytes: `hex …`. Empty for none.
pub fn of_bytes(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return String::new();
    }
    ["hex ", &crate::compose::hex::write(bytes)].concat()
}
