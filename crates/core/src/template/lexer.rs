//! Where the placeholders of a text stand, without knowing what they mean.

use std::ops::Range;

/// A stretch of a text. All of them, in order, are the text; none is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind<'t>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind<'t> {
    /// Stands for itself.
    Text,
    /// `{{{{`, which stands for `{{`.
    Braces,
    Placeholder {
        /// What stands between its braces.
        inside: &'t str,
        /// Whether it stands inside double quotes.
        quoted: bool,
    },
    /// A placeholder that does not end: the rest of the text.
    Unclosed,
}

/// The stretches of a text.
pub(crate) fn tokens(text: &str) -> Tokens<'_> {
    Tokens {
        text,
        at: 0,
        quotes: Quotes::default(),
    }
}

pub(crate) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// Those before `at`.
    quotes: Quotes,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let (length, kind) = match text_before_braces(rest) {
            0 if rest.starts_with("{{{{") => (4, Kind::Braces),
            0 => self.placeholder(rest),
            length => (length, Kind::Text),
        };
        // Quotes inside a placeholder are not those around it.
        let passed = if kind == Kind::Text { &rest[..length] } else { "{" };
        self.quotes.pass(passed);
        let start = self.at;
        self.at += length;
        let range = start..self.at;
        Some(Token { range, kind })
    }
}

impl<'t> Tokens<'t> {
    fn placeholder(&self, rest: &'t str) -> (usize, Kind<'t>) {
        until_braces(&rest[2..]).map_or((rest.len(), Kind::Unclosed), |inside| {
            let quoted = self.quotes.open;
            (inside.len() + 4, Kind::Placeholder { inside, quoted })
        })
    }
}

/// The length of what stands for itself at the start. Of three braces, the first does.
fn text_before_braces(text: &str) -> usize {
    let Some(at) = text.find("{{") else {
        return text.len();
    };
    let braces = &text[at..];
    let is_before = braces.starts_with("{{{") && !braces.starts_with("{{{{");
    at + usize::from(is_before)
}

/// What stands before the first `}}`, if there is one. Those in the quotes of a key belong to the key.
fn until_braces(from: &str) -> Option<&str> {
    let mut quotes = Quotes::default();
    let bytes = from.as_bytes();
    for at in 0..bytes.len() {
        if !quotes.open && bytes[at..].starts_with(b"}}") {
            return Some(&from[..at]);
        }
        quotes.pass_byte(bytes[at]);
    }
    None
}

/// Double quotes, as in JSON: a backslash inside them escapes the next character.
#[derive(Default)]
struct Quotes {
    open: bool,
    escaped: bool,
}

impl Quotes {
    fn pass(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.pass_byte(byte));
    }

    fn pass_byte(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'"' {
            self.open = !self.open;
        } else {
            self.escaped = self.open && byte == b'\\';
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_read_as_text_braces_and_placeholders() {
        let check = |text: &str, expect: &[(&str, Kind<'_>)]| {
            let found: Vec<_> = tokens(text)
                .map(|token| (&text[token.range], token.kind))
                .collect();
            assert_eq!(found, expect, "{text}");
        };
        let plain = |inside| Kind::Placeholder {
            inside,
            quoted: false,
        };
        let quoted = |inside| Kind::Placeholder { inside, quoted: true };
        let (text, braces, unclosed) = (Kind::Text, Kind::Braces, Kind::Unclosed);
        check("", &[]);
        check("a { } }}", &[("a { } }}", text)]);
        check(
            "é{{ seq }}b",
            &[("é", text), ("{{ seq }}", plain(" seq ")), ("b", text)],
        );
        check("{{}}{{}}", &[("{{}}", plain("")), ("{{}}", plain(""))]);
        check("a{{{x}}}", &[("a{", text), ("{{x}}", plain("x")), ("}", text)]);
        check("{{{{x}}", &[("{{{{", braces), ("x}}", text)]);
        check("{{{{{x}}", &[("{{{{", braces), ("{x}}", text)]);
        check("{{{{{{x}}", &[("{{{{", braces), ("{{x}}", plain("x"))]);
        check("{{{{{{{{", &[("{{{{", braces), ("{{{{", braces)]);
        check("a {{x} é", &[("a ", text), ("{{x} é", unclosed)]);
        check("{{{", &[("{", text), ("{{", unclosed)]);
        check(
            r#"{{a["}}\"}}"]}}b"#,
            &[(r#"{{a["}}\"}}"]}}"#, plain(r#"a["}}\"}}"]"#)), ("b", text)],
        );
        check(
            r#""\"{{x}}"{{y}}"#,
            &[
                (r#""\""#, text),
                ("{{x}}", quoted("x")),
                ("\"", text),
                ("{{y}}", plain("y")),
            ],
        );
        check(
            r#""{{a["b"]}}\{{{{"{{x}}"#,
            &[
                ("\"", text),
                (r#"{{a["b"]}}"#, quoted(r#"a["b"]"#)),
                ("\\", text),
                ("{{{{", braces),
                ("\"", text),
                ("{{x}}", plain("x")),
            ],
        );
    }

    proptest! {
        #[test]
        fn the_stretches_are_the_text(text in r#"([{}"\\s]|\{\{|\}\}|é){0,20}"#) {
            let mut end = 0;
            for Token { range, kind } in tokens(&text) {
                prop_assert_eq!(range.start, end);
                end = range.end;
                let written = text.get(range);
                match kind {
                    Kind::Text => prop_assert!(written.is_some_and(|text| !text.is_empty() && !text.contains("{{"))),
                    Kind::Braces => prop_assert_eq!(written, Some("{{{{")),
                    Kind::Placeholder { inside, .. } => {
                        let braced = ["{{", inside, "}}"].concat();
                        prop_assert_eq!(written, Some(braced.as_str()));
                    }
                    Kind::Unclosed => prop_assert!(written.is_some_and(|rest| rest.starts_with("{{")) && end == text.len()),
                }
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
