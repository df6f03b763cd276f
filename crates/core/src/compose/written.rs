//! What a person wrote: a text, its format, and whether placeholders in it are filled in.

use std::borrow::Cow;

use super::Format;

/// Begins a kept text that has a head: a control character that nobody types.
const HEAD: char = '\u{1}';
/// Ends the name of a format whose placeholders are sent as written.
const AS_WRITTEN: char = '!';

/// A message as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The text, with its own line ends.
    pub text: String,
    /// Its format; never [`Format::File`].
    pub format: Format,
    /// Whether `{{` in it is sent as it stands.
    pub as_written: bool,
}

/// Whether a placeholder may be in a text. By hand, in few bytes of code: every visitor loads it.
pub fn has_braces(text: &str) -> bool {
    text.as_bytes().windows(2).any(|two| two == b"{{")
}

impl Written {
    /// A text whose placeholders are filled in.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Whether placeholders may be in it that are filled in when it is sent.
    pub fn fills_in(&self) -> bool {
        let has_some = self.format.takes_placeholders() && has_braces(&self.text);
        has_some && !self.as_written
    }

    /// Whether it is sent as it stands.
    pub fn is_plain(&self) -> bool {
        self.format == Format::Text && !self.fills_in()
    }

    /// One text to keep: the text itself where that says all.
    pub fn keep(&self) -> Cow<'_, str> {
        if self.format == Format::Text && !self.as_written && !self.text.starts_with(HEAD) {
            return Cow::Borrowed(&self.text);
        }
        let mut kept = String::from(HEAD);
        kept.push_str(self.format.name());
        if self.as_written {
            kept.push(AS_WRITTEN);
        }
        kept.push('\n');
        kept.push_str(&self.text);
        Cow::Owned(kept)
    }

    /// Reads what was kept. A damaged head is part of the text.
    pub fn read(kept: &str) -> Self {
        let head = || {
            let (head, text) = kept.strip_prefix(HEAD)?.split_once('\n')?;
            let name = head.strip_suffix(AS_WRITTEN);
            let format = Format::named(name.unwrap_or(head)).filter(|format| *format != Format::File)?;
            Some(Self {
                text: text.to_owned(),
                format,
                as_written: name.is_some(),
            })
        };
        head().unwrap_or_else(|| Self::text(kept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_plain_text_is_kept_as_it_is() {
        let check = |format, as_written, text: &str, expect: &str| {
            let written = Written {
                text: text.to_owned(),
                format,
                as_written,
            };
            assert_eq!(written.keep(), expect);
            assert_eq!(Written::read(expect), written);
        };
        check(Format::Text, false, "a\r\n{{seq}}", "a\r\n{{seq}}");
        check(Format::Text, true, "{{x}}", "\u{1}Text!\n{{x}}");
        check(Format::Hex, false, "00\nff", "\u{1}Hex\n00\nff");
        check(Format::Text, false, "\u{1}Hex\n00", "\u{1}Text\n\u{1}Hex\n00");
        for broken in ["\u{1}", "\u{1}Hex", "\u{1}Nothing\nx", "\u{1}File\nx"] {
            assert_eq!(Written::read(broken), Written::text(broken));
        }
    }

    #[test]
    fn placeholders_are_filled_in_where_there_may_be_some() {
        let fills = |format, as_written, text: &str| {
            let text = text.to_owned();
            Written {
                text,
                format,
                as_written,
            }
            .fills_in()
        };
        assert!(fills(Format::Text, false, "a {{seq}}") && fills(Format::Layout, false, "u8 {{seq}}"));
        assert!(!fills(Format::Text, true, "a {{seq}}") && !fills(Format::Text, false, "a {seq}"));
        assert!(!fills(Format::Hex, false, "{{seq}}"));
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_back(text in "[\u{1}!\nHex{a]{0,12}", format in 0..5_usize, as_written: bool) {
            let written = Written { text, format: Format::ALL[format], as_written };
            prop_assert_eq!(Written::read(&written.keep()), written);
        }
    }
}
