//! Bytes as hex: a digit pair, and one line of the transcript.

/// The first `max_bytes` as two digits each, with a trailing ellipsis if there are more: `"08 96 01 …"`.
pub fn hex(bytes: &[u8], max_bytes: usize) -> String {
    let shown = &bytes[..bytes.len().min(max_bytes)];
    let mut text = String::with_capacity(shown.len() * 3 + 3);
    for (at, byte) in shown.iter().enumerate() {
        if at > 0 {
            text.push(' ');
        }
        push_hex(&mut text, *byte);
    }
    if shown.len() < bytes.len() {
        text.push_str(if shown.is_empty() { "…" } else { " …" });
    }
    text
}

/// Writes the two digits of a byte.
pub(crate) fn push_hex(text: &mut String, byte: u8) {
    for digit in [byte >> 4, byte & 0xf] {
        text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pairs_of_digits_cut_where_asked() {
        let check = |bytes: &[u8], max: usize, expect: &str| assert_eq!(hex(bytes, max), expect);
        check(&[], 4, "");
        check(&[0x08, 0x96, 0x01], 3, "08 96 01");
        check(&[0x08, 0x96, 0x01, 0xff], 3, "08 96 01 …");
        check(&[0], 0, "…");
    }
}
