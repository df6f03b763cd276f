//! Where the placeholders of a text stand, without knowing what they mean: [`crate::template`] does.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of a text with placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(Range<usize>),
    /// `{{{{`, which stands for `{{`.
    Escape(Range<usize>),
    Placeholder(Range<usize>),
}

/// The place of the first placeholder.
pub fn first(text: &str) -> Option<Range<usize>> {
    pieces(text).find_map(|piece| match piece {
        Piece::Placeholder(range) => Some(range),
        Piece::Text(_) | Piece::Escape(_) => None,
    })
}

/// The text with digits for each placeholder: JSON where the text is JSON once they are filled in with numbers, with
/// every place where it was.
pub fn masked(text: &str) -> Cow<'_, str> {
    if !text.contains("{{") {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(range) | Piece::Escape(range) => masked.push_str(&text[range]),
            Piece::Placeholder(range) => masked.extend(range.map(|_| '1')),
        }
    }
    Cow::Owned(masked)
}

/// The text that is sent for a text without placeholders.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(range) | Piece::Placeholder(range) => out.push_str(&text[range]),
            Piece::Escape(range) => out.push_str(&text[range.start..range.start + 2]),
        }
    }
    out
}

/// The text without placeholders that is sent as this text.
pub fn escaped(text: &str) -> String {
    text.replace("{{", "{{{{")
}

fn pieces(text: &str) -> impl Iterator<Item = Piece> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let (length, kind): (_, fn(Range<usize>) -> Piece) = match rest.find("{{") {
            None => (rest.len(), Piece::Text),
            Some(0) if rest.starts_with("{{{{") => (4, Piece::Escape),
            Some(0) if rest.starts_with("{{{") => (1, Piece::Text),
            Some(0) => (placeholder(rest), Piece::Placeholder),
            Some(length) => (length, Piece::Text),
        };
        at += length;
        Some(kind(at - length..at))
    })
}

/// The length of the placeholder at the start; the whole text if it does not end. A `}}` in the quotes of a key belongs
/// to the key.
fn placeholder(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut quoted, mut escaped) = (false, false);
    for at in 2..bytes.len() {
        if !quoted && bytes[at..].starts_with(b"}}") {
            return at + 2;
        }
        if escaped {
            escaped = false;
        } else if bytes[at] == b'"' {
            quoted = !quoted;
        } else {
            escaped = quoted && bytes[at] == b'\\';
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::template::Template;

    #[test]
    fn a_placeholder_is_found_where_the_template_has_one() {
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(first(text).map(|place| &text[place]), expect, "{text}");
        };
        check("plain { } }}", None);
        check("a {{seq}} {{now}}", Some("{{seq}}"));
        check("{{{{seq}}", None);
        check("{{{seq}}}", Some("{{seq}}"));
        check("{{{{{seq}}", None);
        check(r#"{{match:$["}}"].a}}."#, Some(r#"{{match:$["}}"].a}}"#));
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

        #[test]
        fn what_the_template_takes_has_its_placeholders_found(text in r#"([{}"\\]|\{\{seq\}\}|\{\{match:\$\["[}"\\]{0,3}"\]\}\}|é){0,8}"#) {
            if Template::parse(&text).is_ok() {
                for piece in pieces(&text) {
                    if let Piece::Placeholder(range) = piece {
                        prop_assert!(Template::parse(&text[range]).is_ok());
                    }
                }
            }
        }
    }
}
