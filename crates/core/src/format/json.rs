//! Colours for a one-line JSON preview: a tolerant tokenizer, not a parser. It accepts text cut off or made
//! visible by [`super::preview`], and does not validate.

use std::ops::Range;

/// The kind of a token, for choosing its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A string before a colon, quotes included.
    Key,
    /// Any other string, quotes included.
    Str,
    /// A number.
    Num,
    /// `true`, `false` or `null`.
    Lit,
    /// One of `{ } [ ] : ,`.
    Punct,
}

/// A piece of the text. Spaces and stray characters between tokens have no colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its kind.
    pub kind: TokenKind,
    /// Its range in bytes of the text; both ends fall between characters.
    pub range: Range<usize>,
}

/// The tokens of a text that starts like a JSON object or array, in order; `None` for any other text. Linear in the
/// length of the text.
pub fn json_tokens(text: &str) -> Option<Vec<Token>> {
    let bytes = text.as_bytes();
    let mut at = skip_blank(text, 0);
    if !matches!(bytes.get(at), Some(b'{' | b'[')) {
        return None;
    }
    let mut tokens = Vec::new();
    while at < bytes.len() {
        let (kind, end) = match bytes[at] {
            b'"' => string(text, at, tokens.last()),
            b'{' | b'}' | b'[' | b']' | b':' | b',' => (Some(TokenKind::Punct), at + 1),
            b'-' | b'0'..=b'9' => (Some(TokenKind::Num), run(bytes, at, is_number_byte)),
            b'a'..=b'z' => word(bytes, at),
            _ => (None, at + 1),
        };
        if let Some(kind) = kind {
            tokens.push(Token { kind, range: at..end });
        }
        at = end;
    }
    Some(tokens)
}

/// A string from its opening quote on. If cut off, it is a key only where the grammar allows nothing else.
fn string(text: &str, start: usize, before: Option<&Token>) -> (Option<TokenKind>, usize) {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                let end = at + 1;
                let is_key = bytes.get(skip_blank(text, end)) == Some(&b':');
                return (Some(if is_key { TokenKind::Key } else { TokenKind::Str }), end);
            }
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    let opens_object = before.is_some_and(|token| bytes[token.range.start] == b'{');
    (
        Some(if opens_object {
            TokenKind::Key
        } else {
            TokenKind::Str
        }),
        bytes.len(),
    )
}

/// `true`, `false`, `null`, or the start of one at the point where the text was cut.
fn word(bytes: &[u8], start: usize) -> (Option<TokenKind>, usize) {
    let end = run(bytes, start, |byte| byte.is_ascii_alphanumeric());
    let (word, rest) = (&bytes[start..end], &bytes[end..]);
    let cut_off = rest.is_empty() || rest == "…".as_bytes();
    let is_literal = ["true", "false", "null"]
        .iter()
        .any(|literal| word == literal.as_bytes() || (cut_off && literal.as_bytes().starts_with(word)));
    (is_literal.then_some(TokenKind::Lit), end)
}

fn is_number_byte(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')
}

fn run(bytes: &[u8], start: usize, belongs: impl Fn(u8) -> bool) -> usize {
    bytes[start..]
        .iter()
        .position(|&byte| !belongs(byte))
        .map_or(bytes.len(), |length| start + length)
}

/// Skips white space, as JSON or as a preview has it.
fn skip_blank(text: &str, from: usize) -> usize {
    text.get(from..).map_or(text.len(), |rest| {
        let rest = rest.trim_start_matches([' ', '\n', '\r', '\t', '⏎', '␍', '⇥']);
        text.len() - rest.len()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::preview;

    /// Each token as one letter for its kind and its text, a space after each.
    fn tokens(text: &str) -> Option<String> {
        let mut spelled = String::new();
        for token in json_tokens(text)? {
            spelled.push(match token.kind {
                TokenKind::Key => 'k',
                TokenKind::Str => 's',
                TokenKind::Num => 'n',
                TokenKind::Lit => 'l',
                TokenKind::Punct => 'p',
            });
            spelled.push_str(&text[token.range]);
            spelled.push(' ');
        }
        Some(spelled)
    }

    #[test]
    fn keys_strings_numbers_and_literals_are_told_apart() {
        let check = |text: &str, expect: &str| assert_eq!(tokens(text).as_deref(), Some(expect), "{text:?}");
        check("{}", "p{ p} ");
        check(
            r#"{"op":"a:b", "n" : -1.5e+3, "ok":true}"#,
            r#"p{ k"op" p: s"a:b" p, k"n" p: n-1.5e+3 p, k"ok" p: ltrue p} "#,
        );
        check(r#"["q\"\\", null,12]"#, r#"p[ s"q\"\\" p, lnull p, n12 p] "#);
        check("{⏎⇥\"a\"⏎: \"é🐈\"}", "p{ k\"a\" p: s\"é🐈\" p} ");
        check("[nope, trueish]", "p[ p, p] ");
    }

    #[test]
    fn a_text_that_was_cut_off_keeps_its_colours() {
        let check = |text: &str, expect: &str| assert_eq!(tokens(text).as_deref(), Some(expect), "{text:?}");
        check(r#"{"type":"tick…"#, r#"p{ k"type" p: s"tick… "#);
        check(r#"{"ty…"#, r#"p{ k"ty… "#);
        check(r#"["ty…"#, r#"p[ s"ty… "#);
        check(r#"["ty\"#, r#"p[ s"ty\ "#);
        check("[tr…", "p[ ltr ");
        check("[12…", "p[ n12 ");
    }

    #[test]
    fn what_does_not_start_like_json_is_left_alone() {
        for text in ["", "  ", "hello", "\"a string\"", "42", "<a>", "…"] {
            assert_eq!(json_tokens(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn tokens_lie_in_order_and_between_characters(
            text in r#"[ ]?[\[{]([\[\]{}:,"\\ a-e0-9.-]|true|null|\PC|é|🐈)*"#, max in 0_usize..60,
        ) {
            let line = preview(&text, max).text;
            let mut last = 0;
            for token in json_tokens(&line).unwrap_or_default() {
                prop_assert!(last <= token.range.start && token.range.start < token.range.end);
                prop_assert!(line.get(token.range.clone()).is_some());
                last = token.range.end;
            }
        }
    }
}
