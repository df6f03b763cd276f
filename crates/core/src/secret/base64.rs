//! JSON in Base64, in either alphabet, as in tokens and options. Found by the beginning of JSON.

use crate::compose::base64::value;

/// The beginnings of `{"`, `{ `, `{` and a line break, `["` and `[{"` in Base64.
const BEGINNINGS: [&[u8]; 5] = [b"eyJ", b"eyA", b"ewo", b"WyJ", b"W3s"];

/// Whether JSON may begin here.
pub(super) fn begins(text: &[u8]) -> bool {
    BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
}

/// Decodes the digits up to the first byte that is not one.
pub(super) fn decode(digits: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    let (mut bits, mut held) = (0_u32, 0);
    for six in digits.iter().map_while(|digit| value(char::from(*digit))) {
        bits = bits << 6 | six;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held).to_le_bytes()[0]);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_alphabets_are_read_with_and_without_padding() {
        let check = |digits: &str, expect: &str| {
            assert_eq!(
                String::from_utf8_lossy(&decode(digits.as_bytes())),
                expect,
                "{digits}"
            );
        };
        check("", "");
        check("e30", "{}");
        check("eyJhIjoxfQ==", "{\"a\":1}");
        check("Pz8_Pj4-", "???>>>");
        check("Pz8/Pj4+", "???>>>");
        check("eyJh*yJh", "{\"a");
    }

    #[test]
    fn json_is_known_by_how_it_begins() {
        for (json, expect) in [
            ("eyJhIjoxfQ", true),
            ("WyJhIl0", true),
            ("W3siYSI6MX1d", true),
            ("Zm9v", false),
        ] {
            assert_eq!(begins(json.as_bytes()), expect, "{json}");
        }
    }
}
