//! Percent-encoding for values in a fragment: `:/?=,` and the like stay readable; characters that could end a
//! value or a link are encoded.

use std::fmt::Write;

/// Appends the text, escaping all but letters, digits and ``-._~:/?=,@!$*;[]``.
pub fn encode_into(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?=,@!$*;[]".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a String cannot fail");
        }
    }
}

/// Undoes [`encode_into`]. A `%` without two hex digits after it stands for itself, and so does `+`; `None`
/// if the result is not UTF-8.
pub fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if let Some(byte) = escaped(&bytes[at..]) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).ok()
}

fn escaped(bytes: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = bytes else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readable_characters_stay_and_the_rest_is_escaped() {
        let check = |text: &str, expect: &str| {
            let mut out = String::new();
            encode_into(&mut out, text);
            assert_eq!(out, expect);
            assert_eq!(decode(&out).as_deref(), Some(text));
        };
        check("wss://a-b.c:1/~x_?q=1,2;[@!$*", "wss://a-b.c:1/~x_?q=1,2;[@!$*");
        check("&#%+ \"<>é", "%26%23%25%2B%20%22%3C%3E%C3%A9");
    }

    #[test]
    fn what_is_not_an_escape_stands_for_itself() {
        let check =
            |text: &str, expect: Option<&str>| assert_eq!(decode(text).as_deref(), expect, "{text:?}");
        check("100%", Some("100%"));
        check("%4", Some("%4"));
        check("%zz", Some("%zz"));
        check("%%41", Some("%A"));
        check("%c3%a9", Some("é"));
        check("%ff", None);
    }
}
