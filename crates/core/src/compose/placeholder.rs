//! The placeholders of a text that is not filled in yet.

use std::borrow::Cow;
use std::ops::Range;

use crate::template::lexer::{Kind, tokens};

/// The place of the first placeholder; one that does not end reaches to the end of the text.
pub fn first(text: &str) -> Option<Range<usize>> {
    let found = tokens(text).find(|token| is_placeholder(token.kind));
    found.map(|token| token.range)
}

/// The text with digits for each placeholder: JSON where the text is JSON once they are filled in with numbers, with
/// every place where it was.
pub fn masked(text: &str) -> Cow<'_, str> {
    if !text.contains("{{") {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    for token in tokens(text) {
        if is_placeholder(token.kind) {
            masked.extend(token.range.map(|_| '1'));
        } else {
            masked.push_str(&text[token.range]);
        }
    }
    Cow::Owned(masked)
}

/// The text that is sent for a text without placeholders.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in tokens(text) {
        out.push_str(match token.kind {
            Kind::Braces => "{{",
            Kind::Text | Kind::Placeholder { .. } | Kind::Unclosed => &text[token.range],
        });
    }
    out
}

/// The text without placeholders that is sent as this text.
pub fn escaped(text: &str) -> String {
    text.replace("{{", "{{{{")
}

fn is_placeholder(kind: Kind<'_>) -> bool {
    matches!(kind, Kind::Placeholder { .. } | Kind::Unclosed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::template::Template;

    #[test]
    fn the_first_placeholder_is_found() {
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(first(text).map(|place| &text[place]), expect, "{text}");
        };
        check("{{{{seq}} { } }}", None);
        check("a {{{{ {{seq}} {{now}}", Some("{{seq}}"));
        check("a {{seq", Some("{{seq"));
    }

    #[test]
    fn a_mask_is_as_long_as_what_it_hides() {
        assert_eq!(
            masked(r#"{"é":{{seq}},"b":"x{{now}}"}"#),
            r#"{"é":1111111,"b":"x1111111"}"#
        );
        assert_eq!(masked("{{é"), "1111");
        assert_eq!(masked("{}"), "{}");
    }

    proptest! {
        #[test]
        fn what_is_escaped_has_no_placeholder_and_is_sent_as_it_was(text in r#"([{}"\\s]|\{\{|seq|é){0,20}"#) {
            let escaped = escaped(&text);
            prop_assert_eq!(first(&escaped), None);
            prop_assert!(Template::parse(&escaped).is_ok());
            prop_assert_eq!(unescaped(&escaped), text);
        }
    }
}
