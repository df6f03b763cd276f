//! Follows a path through a text: one scan, which builds nothing and ends at the value sought.

use super::error::Fault;
use super::reader::{Piece, Reader, Token};
use super::steps::{self, PathError, Step};

/// A path to a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPath {
    steps: Vec<Step>,
}

impl FieldPath {
    /// `path` is `$.type`, `a.b.0`, `$["odd key"][3]`.
    pub fn new(path: &str) -> Result<Self, PathError> {
        let steps = steps::parse(path)?;
        Ok(Self { steps })
    }

    /// The value there as written, quotes and brackets included. If a key is repeated, its first value. The
    /// text after the value is not read; `None` if the text is not JSON up to there.
    pub fn raw_value<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (first, mut reader) = find(&self.steps, text, |_, _| true).ok()??;
        let mut end = first.end;
        if matches!(first.token, Token::Open(_)) {
            let outside = reader.depth() - 1;
            while reader.depth() > outside {
                end = reader.read().ok()??.end;
            }
        }
        text.get(first.start..end)
    }
}

/// The first value on the path that is sought, told by its first token and the text of that, and the reader
/// after that token. Any of the values of a repeated key is on the path.
pub(super) fn find<'t>(
    steps: &[Step],
    text: &'t str,
    is_sought: impl Fn(Token, &str) -> bool,
) -> Result<Option<(Piece, Reader<'t>)>, Fault> {
    let mut reader = Reader::new(text);
    // The number of open containers, from the outermost, that lie on the path.
    let mut followed = 0;
    let mut key = None;
    let counts_items = steps.iter().any(|step| step.index.is_some());
    let mut items_passed = vec![0_u32; if counts_items { steps.len() } else { 0 }];
    while let Some(piece) = reader.read()? {
        let inside = reader.depth() - usize::from(matches!(piece.token, Token::Open(_)));
        match piece.token {
            Token::Close(_) => followed = followed.min(inside),
            _ if inside != followed => {}
            Token::Key => key = Some(&text[piece.start + 1..piece.end - 1]),
            token => {
                let passed = followed.checked_sub(1).and_then(|at| items_passed.get_mut(at));
                let is_there = leads_to(steps, followed, key.take(), passed);
                if is_there && followed == steps.len() {
                    if is_sought(token, &text[piece.start..piece.end]) {
                        return Ok(Some((piece, reader)));
                    }
                } else if is_there && matches!(token, Token::Open(_)) {
                    if let Some(passed) = items_passed.get_mut(followed) {
                        *passed = 0;
                    }
                    followed += 1;
                }
            }
        }
    }
    Ok(None)
}

/// Whether a value with so many containers around it, all on the path, is on the path too.
fn leads_to(steps: &[Step], inside: usize, key: Option<&str>, passed: Option<&mut u32>) -> bool {
    let Some(step) = inside.checked_sub(1).map(|at| &steps[at]) else {
        return true;
    };
    match (key, passed) {
        (Some(key), _) => step.key.as_ref().is_some_and(|sought| sought.is(key)),
        (None, Some(passed)) => {
            *passed += 1;
            step.index == Some(*passed - 1)
        }
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::{Document, samples};

    #[test]
    fn a_value_is_taken_as_written() {
        let text = r#"{"id":7,"name":"B\u006fb","deep":{"list":[1.0,{"a": [ ]}]},"id":8,"":null}"#;
        let check = |path: &str, expect: Option<&str>| {
            assert_eq!(FieldPath::new(path).unwrap().raw_value(text), expect, "{path}");
        };
        check("$.id", Some("7"));
        check("name", Some(r#""B\u006fb""#));
        check("deep.list", Some(r#"[1.0,{"a": [ ]}]"#));
        check("deep.list[1]", Some(r#"{"a": [ ]}"#));
        check("deep.list[2]", None);
        check(r#"[""]"#, Some("null"));
        check("$", Some(text));
        check("gone", None);
    }

    #[test]
    fn a_value_that_is_cut_is_none() {
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(FieldPath::new("a").unwrap().raw_value(text), expect, "{text}");
        };
        check(r#"{"a":{"b":1}, and then"#, Some(r#"{"b":1}"#));
        check(r#"{"a":{"b":1"#, None);
        check(r#"{"a":"b"#, None);
        check("no JSON", None);
        check("", None);
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_whole_document(text in samples::json()) {
            let document = Document::parse(&text).unwrap();
            for id in samples::every(&document).take(60) {
                let first = samples::every(&document)
                    .find(|other| document.path(&text, *other) == document.path(&text, id))
                    .unwrap();
                let way = FieldPath::new(&document.path(&text, id)).unwrap();
                if std::iter::successors(Some(id), |id| document.node(*id).parent())
                    .all(|id| !document.node(id).is_repeated())
                {
                    prop_assert_eq!(way.raw_value(&text), Some(document.node(first).raw(&text)));
                } else {
                    prop_assert!(way.raw_value(&text).is_some());
                }
            }
        }
    }
}
