//! A text written anew, its tokens byte for byte: only the blanks between them change.

use super::error::JsonError;
use super::reader::{Reader, Token};

/// Containers with fewer than this many around them are broken into lines. Any deeper would let a text of brackets grow
/// with the square of its length; so it grows some 30-fold at most.
const BROKEN_LEVELS: usize = 32;

/// One value a line, two spaces for each level; what is 32 levels deep stays on one line. Linear.
///
/// `pretty("{\"a\":[1e400,{}]}")` is `{`, `  "a": [`, `    1e400,`, `    {}`, `  ]`, `}`.
pub fn pretty(text: &str) -> Result<String, JsonError> {
    write(text, BROKEN_LEVELS, ": ")
}

/// No blanks at all. Linear.
pub fn minify(text: &str) -> Result<String, JsonError> {
    write(text, 0, ":")
}

fn write(text: &str, broken_levels: usize, colon: &str) -> Result<String, JsonError> {
    let mut reader = Reader::new(text);
    let mut written = String::with_capacity(text.len());
    let mut last = None;
    loop {
        let inside = reader.depth();
        let piece = match reader.read() {
            Ok(Some(piece)) => piece,
            Ok(None) => return Ok(written),
            Err(fault) => return Err(JsonError::locate(text, fault)),
        };
        let (is_end, is_first) = (
            matches!(piece.token, Token::Close(_)),
            matches!(last, Some(Token::Open(_))),
        );
        let starts_item = !is_end && inside > 0 && last != Some(Token::Key);
        if starts_item && !is_first {
            written.push(',');
        }
        if inside <= broken_levels && (starts_item || is_end && !is_first) {
            written.push('\n');
            for _ in usize::from(is_end)..inside {
                written.push_str("  ");
            }
        }
        written.push_str(&text[piece.start..piece.end]);
        if piece.token == Token::Key {
            written.push_str(colon);
        }
        last = Some(piece.token);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::samples;

    #[test]
    fn values_stand_on_lines_of_their_own() {
        let check = |text: &str, expect: &str| assert_eq!(pretty(text).as_deref(), Ok(expect));
        check(" 1 ", "1");
        check("[ ]", "[]");
        check("{}", "{}");
        check("[[],{}]", "[\n  [],\n  {}\n]");
        check(
            r#"{"a":1,"b":{"c":[true,null]},"a":"x"}"#,
            "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": [\n      true,\n      null\n    ]\n  },\n  \"a\": \"x\"\n}",
        );
    }

    #[test]
    fn tokens_stay_byte_for_byte() {
        let text = r#"{"n":[9223372036854775808,1e400,-0,1.10,1E+2],"\u0061":"\ud800\/é\u202e"}"#;
        let blown_up = text.replace(',', " \r\n,\t").replace(':', "\n: ");
        assert_eq!(minify(&blown_up).as_deref(), Ok(text));
        assert_eq!(minify(&pretty(text).unwrap()).as_deref(), Ok(text));
    }

    #[test]
    fn depth_does_not_square_the_length() {
        let levels = 100_000;
        let text = "[".repeat(levels) + &"]".repeat(levels);
        let tall = pretty(&text).unwrap();
        assert!(tall.len() < text.len() + 5_000, "{}", tall.len());
        assert_eq!(minify(&tall), Ok(text));
    }

    proptest! {
        #[test]
        fn only_blanks_change(text in samples::json()) {
            let bare = minify(&text).unwrap();
            prop_assert!(bare.len() <= text.len());
            prop_assert_eq!(samples::values(&bare), samples::values(&text));
            prop_assert_eq!(minify(&pretty(&text).unwrap()), Ok(bare.clone()));
            let lines = pretty(&bare).unwrap();
            prop_assert_eq!(pretty(&lines), Ok(lines));
        }
    }
}
