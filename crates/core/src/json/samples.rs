//! Random JSON for the tests of this module, and its values as `serde_json` reads them.

use std::fmt;

use proptest::prelude::*;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Document, NodeId};

/// A text of JSON with repeated keys, escapes, big numbers and blanks in odd places.
pub(super) fn json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        prop::sample::select(vec![
            "true",
            "false",
            "null",
            "-0",
            "9223372036854775808",
            "1E+2",
            "1.50"
        ])
        .prop_map(String::from),
        any::<i64>().prop_map(|number| number.to_string()),
        r"-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,9})?([eE][+-]?[0-9]{1,2})?",
        string(),
    ];
    let tree = scalar.prop_recursive(6, 60, 8, |inner| {
        let item = (blank(), inner, blank())
            .prop_map(|(before, item, after)| before + &item + &after)
            .boxed();
        let member = (
            blank(),
            prop_oneof![Just(String::from("\"a\"")), string()],
            blank(),
            item.clone(),
        )
            .prop_map(|(before, key, after, item)| format!("{before}{key}{after}:{item}"));
        prop_oneof![
            prop::collection::vec(item, 0..8).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(member, 0..8).prop_map(|members| format!("{{{}}}", members.join(","))),
            blank().prop_map(|blank| format!("[{blank}]")),
            blank().prop_map(|blank| format!("{{{blank}}}")),
        ]
    });
    (blank(), tree, blank()).prop_map(|(before, tree, after)| before + &tree + &after)
}

fn string() -> impl Strategy<Value = String> {
    r#""([a-c]|[ -!#-\[\]-~]|é|🐈|\\["\\/bfnrt]|\\u00[0-9a-fA-F]{2}|\\ud83d\\uDC08){0,4}""#
}

fn blank() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just(String::new()), 1 => "[ \n\r\t]{1,3}"]
}

/// Every value of a document, parents before children.
pub(super) fn every(document: &Document) -> impl Iterator<Item = NodeId> {
    let mut rest = vec![document.root()];
    std::iter::from_fn(move || {
        let id = rest.pop()?;
        rest.extend(document.children(id));
        Some(id)
    })
}

/// A JSON text in values: members in order, repeated keys kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    Array(Vec<Value>),
    Object(Vec<(String, Value)>),
}

/// The values that `serde_json` reads in a text.
pub(super) fn values(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values)
    }
}

struct Values;

#[expect(
    clippy::cast_precision_loss,
    reason = "both sides of a comparison lose the same digits"
)]
impl<'de> Visitor<'de> for Values {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element()? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        Ok(Value::Object(object))
    }
}
