//! From what was written to a message: placeholders are filled in first, then the format is read.

use std::ops::Range;

use super::composed::payload;
use super::{Format, Problem, Written};
use crate::payload::OwnedPayload;
use crate::template::{Expanded, Template, Values};

/// How messages are made of what was written.
#[derive(Clone, Debug)]
pub struct Recipe {
    format: Format,
    text: String,
    template: Option<Template>,
}

impl Recipe {
    /// Reads what was written. Unknown placeholders are a problem.
    pub fn read(written: Written) -> Result<Self, Problem> {
        let template = if written.fills_in() {
            let template = Template::for_message(&written.text).map_err(|error| Problem {
                sentence: error.to_string(),
                range: error.range,
            })?;
            Some(template)
        } else {
            None
        };
        Ok(Self {
            format: written.format,
            text: written.text,
            template,
        })
    }

    /// The message for these values.
    pub fn make(&self, values: &Values<'_>) -> Result<OwnedPayload, Problem> {
        let Some(expanded) = self.expand(values) else {
            return payload(&self.text, self.format);
        };
        payload(&expanded.text, self.format).map_err(|problem| problem.written(&expanded, &self.text))
    }

    /// The text with its placeholders filled in, if there may be some.
    pub fn expand(&self, values: &Values<'_>) -> Option<Expanded> {
        self.template
            .as_ref()
            .map(|template| template.expand_mapped(values))
    }

    /// Where its placeholders are, in bytes.
    pub fn placeholders(&self) -> Vec<Range<usize>> {
        self.template
            .as_ref()
            .map_or_else(Vec::new, |template| template.spans().collect())
    }
}

impl Problem {
    /// The same problem of an expansion, at its place in what was written.
    #[must_use]
    pub fn written(self, expanded: &Expanded, text: &str) -> Self {
        let range = expanded.source_range(self.range);
        // Lines and columns are those of the expansion.
        let rest = self
            .sentence
            .strip_prefix("Line ")
            .and_then(|sentence| sentence.split_once(": "));
        let sentence = match rest {
            Some((_, rest)) => {
                let before = &text[..text.floor_char_boundary(range.start)];
                let line = before.matches('\n').count() + 1;
                let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
                format!("Line {line}, column {column}: {rest}")
            }
            None => self.sentence,
        };
        Self { range, sentence }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::Timestamp;

    fn make(text: &str, format: Format, as_written: bool) -> Result<OwnedPayload, (Range<usize>, String)> {
        let written = Written {
            text: text.to_owned(),
            format,
            as_written,
        };
        let values = Values {
            seq: 7,
            now: Timestamp::default(),
            seed: 1,
            message: None,
        };
        Recipe::read(written)
            .and_then(|recipe| recipe.make(&values))
            .map_err(|problem| (problem.range, problem.sentence))
    }

    fn makes(text: &str, format: Format, as_written: bool, expect: &str) {
        let expect = OwnedPayload::Text(expect.to_owned());
        assert_eq!(make(text, format, as_written), Ok(expect), "{text}");
    }

    #[test]
    fn placeholders_are_filled_in_before_the_format_is_read() {
        makes("n {{seq}}", Format::Text, false, "n 7");
        makes("n {{seq}}", Format::Text, true, "n {{seq}}");
        makes("{{{{seq}}", Format::Text, false, "{{seq}}");
        makes(r#"{"n":{{seq}}}"#, Format::Json, false, r#"{"n":7}"#);
        assert_eq!(
            make("u8 {{seq}}, utf8 \"{{seq}}\"", Format::Layout, false),
            Ok(OwnedPayload::Binary(vec![7, b'7']))
        );
        assert_eq!(make("0a", Format::Hex, false), Ok(OwnedPayload::Binary(vec![10])));
    }

    #[test]
    fn a_problem_is_where_it_was_written() {
        let (range, sentence) = make("{\"n\":{{seq}} 1}", Format::Json, false).unwrap_err();
        assert_eq!(
            (range, sentence.as_str()),
            (13..14, "Line 1, column 14: expected a comma or }")
        );
        let (range, _) = make("ab {{tokn}}", Format::Text, false).unwrap_err();
        assert_eq!(range, 3..11);
    }

    proptest! {
        #[test]
        fn any_text_makes_a_message_or_has_a_place_that_is_wrong(
            text in r#"(\PC|\pC|[{}\[\],:"\\ 0-9a-f=]|\{\{(seq|now:iso|uuid|random:1:9|message|x)\}\}|u8 |utf8 ){0,16}"#,
            format in prop::sample::select(&Format::ALL[..]),
            as_written: bool,
        ) {
            if let Err((range, sentence)) = make(&text, format, as_written) {
                prop_assert!(text.get(range.clone()).is_some(), "{:?}", range);
                prop_assert!(!sentence.is_empty());
            }
        }
    }
}
