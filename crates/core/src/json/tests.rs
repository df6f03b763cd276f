//! Tests of the reader and the index against `serde_json`, and at their limits.

use proptest::prelude::*;
use proptest::sample::Index;
use serde::de::IgnoredAny;

use super::index::Limits;
use super::samples::{self, Value};
use super::{Document, Indexing, JsonError, Kind, NodeId, Tree};

/// The grammar by `serde_json`: ignoring values, it too accepts any depth, number and half surrogate pair.
fn oracle(text: &str) -> Result<IgnoredAny, serde_json::Error> {
    serde_json::from_str(text)
}

/// The document as values, read through its public API only.
fn values(text: &str, document: &Document, id: NodeId) -> Value {
    let node = document.node(id);
    let children = || document.children(id).map(|child| values(text, document, child));
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::True => Value::Bool(true),
        Kind::False => Value::Bool(false),
        Kind::Number => Value::Number(node.raw(text).parse().unwrap()),
        Kind::String => Value::String(node.string(text).unwrap()),
        Kind::Array(count) => {
            assert_eq!(children().count(), count);
            Value::Array(children().collect())
        }
        Kind::Object(count) => {
            assert_eq!(children().count(), count);
            let key =
                |child| super::string::unescape(document.node(child).raw_key(text).unwrap()).into_owned();
            Value::Object(document.children(id).map(key).zip(children()).collect())
        }
        Kind::TooDeep => values_of(node.raw(text)),
    }
}

fn values_of(text: &str) -> Value {
    let document = Document::parse(text).unwrap();
    values(text, &document, document.root())
}

/// Equal, except in the last digit of a number: `serde_json` rounds fast, not exactly.
fn alike(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(a), Value::Number(b)) => (a - b).abs() <= a.abs() * 1e-15,
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k == l && alike(a, b))
        }
        _ => ours == theirs,
    }
}

fn too_deep(document: &Document) -> Vec<NodeId> {
    let is_too_deep = |&id: &NodeId| document.node(id).kind() == Kind::TooDeep;
    samples::every(document).filter(is_too_deep).collect()
}

/// A random text, mostly JSON with a few characters changed.
fn nearly_json() -> impl Strategy<Value = String> {
    let character = r#"[\[\]{}:,"\\ua0-9eE+.\-tfn\x00\n ]|é|true|null|\\ud800"#;
    let edits = prop::collection::vec((any::<Index>(), 0_usize..3, character), 0..4);
    (samples::json(), edits).prop_map(|(mut text, edits)| {
        for (place, removed, added) in edits {
            let bounds: Vec<usize> = text
                .char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .collect();
            let start = place.index(bounds.len());
            let end = (start + removed).min(bounds.len() - 1);
            text.replace_range(bounds[start]..bounds[end], &added);
        }
        text
    })
}

/// Whether some JSON text starts so. `serde_json` does not accept the end of a text after a minus sign, hence
/// the digit.
fn can_go_on(text: &str) -> bool {
    [text, &(text.to_owned() + "0")]
        .map(oracle)
        .iter()
        .any(|read| match read {
            Ok(_) => true,
            Err(error) => error.is_eof(),
        })
}

proptest! {
    #[test]
    fn a_document_says_what_serde_json_reads(text in samples::json()) {
        let (ours, theirs) = (values_of(&text), samples::values(&text));
        prop_assert!(alike(&ours, &theirs), "{:?} {:?}", ours, theirs);
    }

    #[test]
    fn what_is_json_is_what_serde_json_says_it_is(text in nearly_json()) {
        let ours = Document::parse(&text).err();
        prop_assert_eq!(ours.is_none(), oracle(&text).is_ok(), "{:?}", ours);
    }

    #[test]
    fn a_fault_is_at_the_first_character_that_no_json_has_there(text in nearly_json()) {
        let Err(JsonError { byte, at_end, .. }) = Document::parse(&text) else {
            return Ok(());
        };
        prop_assert!(can_go_on(&text[..byte]), "before {byte}");
        prop_assert_eq!(at_end, byte == text.len());
        if let Some(character) = text[byte..].chars().next() {
            // `serde_json` reads the digits of \u0000 four at a time, and needs all four.
            let beyond = text[..byte + character.len_utf8()].to_owned() + "0000";
            prop_assert!(!can_go_on(&beyond), "at {byte}");
        }
    }

    #[test]
    fn nothing_but_containers_is_ever_too_deep(text in samples::json(), depth in 0_u16..4) {
        let document = Document::parse_within(&text, Limits { depth, entries: 1000 }).unwrap();
        for id in samples::every(&document) {
            let node = document.node(id);
            prop_assert!(node.depth() <= usize::from(depth));
            if node.kind() == Kind::TooDeep {
                prop_assert_eq!(node.depth(), usize::from(depth));
                let is_container = node.raw(&text).starts_with(['{', '[']);
                prop_assert!(is_container);
            }
        }
        let (ours, theirs) = (values(&text, &document, document.root()), samples::values(&text));
        prop_assert!(alike(&ours, &theirs));
    }
}

#[test]
fn numbers_and_half_pairs_stay_as_written() {
    let text = r#"{"a":9223372036854775808,"b":1e400,"c":-0,"d":1.10,"e":"\ud800\u0062","\udfff":12345678901234567890123}"#;
    let document = Document::parse(text).unwrap();
    let member = |index: usize| document.node(document.children(document.root()).nth(index).unwrap());
    let check = |index: usize, expect: &str| assert_eq!(member(index).raw(text), expect);
    check(0, "9223372036854775808");
    check(1, "1e400");
    check(2, "-0");
    check(3, "1.10");
    check(4, r#""\ud800\u0062""#);
    check(5, "12345678901234567890123");
    assert_eq!(member(4).string(text).as_deref(), Some(r"\ud800b"));
    assert_eq!(member(5).key(text).as_deref(), Some(r"\udfff"));
}

#[test]
fn a_key_that_would_hide_is_shown() {
    let text = "{\"a\\u202e\u{200b}\\n\":1}";
    let document = Document::parse(text).unwrap();
    let member = document.children(document.root()).next().unwrap();
    assert_eq!(
        document.node(member).key(text).as_deref(),
        Some("a⟨U+202E⟩⟨U+200B⟩⏎")
    );
}

#[test]
fn ten_thousand_levels_are_read_and_the_deep_end_is_raw() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let text = format!("[{}1{}, 2]", open.repeat(10_000), close.repeat(10_000));
        let document = Document::parse(&text).unwrap();
        let raw = too_deep(&document);
        assert_eq!(raw.len(), 1);
        assert_eq!(document.node(raw[0]).depth(), 512);
        let levels = 10_000 - 511;
        let expect = format!("{}1{}", open.repeat(levels), close.repeat(levels));
        assert_eq!(document.node(raw[0]).raw(&text), expect);
        let last = document.children(document.root()).last().unwrap();
        assert_eq!(document.node(last).raw(&text), "2");
        let mut tree = Tree::new(document);
        tree.expand_all();
        assert_eq!(tree.len(), 2 * 512 + 2);
    }
}

#[test]
fn a_fault_in_the_deep_end_is_found() {
    let text = "[".repeat(10_000) + "nul" + &"]".repeat(10_000);
    assert_eq!(Document::parse(&text).unwrap_err().byte, 10_003);
    assert!(Document::parse(&"[".repeat(1_000_000)).unwrap_err().at_end);
}

#[test]
fn more_values_than_a_tree_has_room_for_are_refused() {
    let limits = Limits { depth: 9, entries: 5 };
    let check =
        |text: &str, expect: bool| assert_eq!(Document::parse_within(text, limits).is_ok(), expect, "{text}");
    check("[1,2,3]", true);
    check("[1,2,3,4]", false);
    check("[[],[],[]]", true);
    check("[[1]]", true);
    check("[[1],2]", false);
    let error = Document::parse_within("[1,2,\n3,4,5]", limits).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("line 2, column 5: expected no more values"),
        "{error}"
    );
}

#[test]
fn five_megabytes_are_read_whole() {
    let message =
        r#"{"type":"ticker","seq":88120411,"bid":{"price":67412.1,"size":0.482},"levels":[[[1.5,2]]]}"#;
    let count = 5_000_000 / message.len();
    let text = format!("[{}]", vec![message; count].join(","));
    let mut tree = Tree::new(Document::parse(&text).unwrap());
    assert_eq!(tree.len(), count * 13 + 2);
    tree.expand_all();
    assert_eq!(tree.len(), count * 16 + 2);
    let document = tree.document();
    let last = document.children(document.root()).last().unwrap();
    assert_eq!(document.node(last).raw(&text), message);
}

proptest! {
    #[test]
    fn an_index_made_in_steps_is_the_one_made_at_once(
        text in prop_oneof![samples::json(), samples::json().prop_map(|text| text[..text.floor_char_boundary(text.len() / 2)].to_owned())],
        budget in 1_usize..20,
        depth in 0_u16..4,
    ) {
        let limits = Limits { depth, entries: 1_000 };
        let mut indexing = Indexing::within(limits);
        let in_steps = loop {
            let before = indexing.at();
            if let Some(parsed) = indexing.step(&text, budget) {
                break parsed;
            }
            prop_assert!(indexing.at() >= before + budget, "every step gets somewhere");
        };
        let at_once = Document::parse_within(&text, limits);
        prop_assert_eq!(format!("{in_steps:?}"), format!("{at_once:?}"));
    }
}
