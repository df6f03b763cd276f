//! Tests whether a text has a given value at a given path. For filtering a flood: the text is scanned once,
//! nothing is built, and the scan ends at the answer.

use super::follow;
use super::reader::Token;
use super::steps::{self, PathError, Step};
use super::string::Sought;

/// A path and the value it should lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldEquals {
    steps: Vec<Step>,
    string: Sought,
    /// The exact text of a number or a literal; `None` if only a string matches.
    bare: Option<Box<str>>,
}

impl FieldEquals {
    /// `path` is `$.type`, `a.b.0`, `$["odd key"][3]`. `value` is the value of the field: `42` finds the
    /// number `42` and the string `"42"`, `"42"` in quotes only the string. Numbers are compared as written
    /// (`1.0` is not `1`, and 2^63 is not 2^63 + 1), strings by their content, however escaped.
    pub fn new(path: &str, value: &str) -> Result<Self, PathError> {
        let quoted = steps::quoted_string(value);
        Ok(Self {
            steps: steps::parse(path)?,
            bare: quoted.is_none().then(|| value.trim().into()),
            string: quoted.unwrap_or_else(|| Sought::text(value)),
        })
    }

    /// Whether the text has that value there. If a key is repeated, any of its values matches. The text after
    /// the value is not read; a text that is not JSON up to there does not match.
    pub fn matches(&self, text: &str) -> bool {
        let found = follow::find(&self.steps, text, |token, raw| self.is_value(token, raw));
        matches!(found, Ok(Some(_)))
    }

    fn is_value(&self, token: Token, raw: &str) -> bool {
        match token {
            Token::String => self.string.is(&raw[1..raw.len() - 1]),
            Token::Number | Token::True | Token::False | Token::Null => self.bare.as_deref() == Some(raw),
            Token::Key | Token::Open(_) | Token::Close(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::{Document, Kind, NodeId, samples};

    /// A path that cannot be followed matches nothing.
    fn field_equals(text: &str, path: &str, value: &str) -> bool {
        FieldEquals::new(path, value).is_ok_and(|field| field.matches(text))
    }

    fn check(text: &str, path: &str, value: &str, expect: bool) {
        assert_eq!(
            field_equals(text, path, value),
            expect,
            "{path} = {value} in {text}"
        );
    }

    #[test]
    fn a_field_is_found_by_its_path() {
        let text = r#"{"type":"ticker","bid":{"size":[1,{"n":null},"x"]},"0":true,"":{"odd key":-0}}"#;
        check(text, "$.type", "ticker", true);
        check(text, "type", "ticker", true);
        check(text, "type", "tick", false);
        check(text, "size", "1", false);
        check(text, "bid.size[0]", "1", true);
        check(text, "bid.size.0", "1", true);
        check(text, "bid.size[1]", "1", false);
        check(text, "bid.size[1].n", "null", true);
        check(text, "bid.size[2]", "x", true);
        check(text, "bid.size[3]", "x", false);
        check(text, "$.0", "true", true);
        check(text, "$[0]", "true", false);
        check(text, r#"[""]["odd key"]"#, "-0", true);
        check(text, "type.ticker", "ticker", false);
        check(text, "bid", "", false);
        check("42", "$", "42", true);
        check("[[1],[2]]", "[1][0]", "2", true);
        check("[[1],[2]]", "[0][1]", "2", false);
    }

    #[test]
    fn values_are_equal_when_they_say_the_same() {
        let of = |value: &str| format!(r#"{{"a":{value}}}"#);
        check(&of("42"), "a", "42", true);
        check(&of("42"), "a", " 42 ", true);
        check(&of("42"), "a", "\"42\"", false);
        check(&of("\"42\""), "a", "42", true);
        check(&of("\"42\""), "a", "\"42\"", true);
        check(&of("42.0"), "a", "42", false);
        check(&of("9223372036854775808"), "a", "9223372036854775808", true);
        check(&of("9223372036854775809"), "a", "9223372036854775808", false);
        check(&of("\"\\u0062\\n\""), "a", "b\n", true);
        check(&of("\"\\u0062\\n\""), "a", "\"b\\u000a\"", true);
        check(&of("\"\\ud800\""), "a", "\"\\uD800\"", true);
        check(&of("\"\""), "a", "", true);
        check(&of("null"), "a", "", false);
        check(r#"{"\u0061":1}"#, "a", "1", true);
    }

    #[test]
    fn any_of_a_repeated_key_will_do() {
        let text = r#"{"a":1,"a":{"b":2},"a":3,"\u0061":{"b":4}}"#;
        for (path, value) in [("a", "1"), ("a.b", "2"), ("a", "3"), ("a.b", "4")] {
            check(text, path, value, true);
        }
        check(text, "a.b", "3", false);
        check(r#"{"a":[1,2],"a":[3]}"#, "a[0]", "3", true);
        check(r#"{"a":[1,2],"a":[3]}"#, "a[2]", "3", false);
    }

    #[test]
    fn reading_ends_at_the_answer_or_at_the_first_fault() {
        check(r#"{"a":1, and then"#, "a", "1", true);
        check(r#"{"a":1, and then"#, "b", "1", false);
        check(r#"{'a':1,"a":1}"#, "a", "1", false);
        check("not JSON", "a", "1", false);
        check("", "$", "", false);
        check(&"[".repeat(100_000), "[0][0]", "1", false);
    }

    /// The keys (unescaped) and indexes that lead to a value.
    fn way(text: &str, document: &Document, id: NodeId) -> Vec<String> {
        let up = |&id: &NodeId| document.node(id).parent();
        let step = |id: NodeId| {
            let node = document.node(id);
            node.key(text).unwrap_or_else(|| format!("[{}]", node.index()))
        };
        std::iter::successors(Some(id), up).map(step).collect()
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_whole_document(text in samples::json()) {
            let document = Document::parse(&text).unwrap();
            let is_scalar = |&id: &NodeId| !matches!(document.node(id).kind(), Kind::Object(_) | Kind::Array(_));
            let scalars: Vec<NodeId> = samples::every(&document).filter(is_scalar).collect();
            for &place in scalars.iter().take(20) {
                for &value in scalars.iter().take(20) {
                    let value = document.node(value).raw(&text);
                    let expect = scalars.iter().any(|&id| {
                        let node = document.node(id);
                        let says_it = match (node.string(&text), serde_json::from_str::<String>(value)) {
                            (Some(string), Ok(sought)) => string == sought,
                            (Some(string), Err(_)) => string == value,
                            (None, _) => node.raw(&text) == value,
                        };
                        says_it && way(&text, &document, id) == way(&text, &document, place)
                    });
                    let path = document.path(&text, place);
                    prop_assert_eq!(field_equals(&text, &path, value), expect, "{} = {}", path, value);
                }
            }
        }
    }
}
