//! What counts as JSON while it is typed, compared with `serde_json` over a table of short texts and over random ones.

#[path = "cases/json_accepted.rs"]
mod accepted;
#[path = "cases/json_refused.rs"]
mod refused;

use std::time::Instant;

use accepted::{ACCEPTED, ONLY_BY_GRAMMAR};
use proptest::prelude::*;
use refused::REFUSED;
use serde::de::IgnoredAny;
use serde_json::Value;
use tabcat_core::compose::check::{Checking, check};
use tabcat_core::compose::reshape;

/// The verdict in slices of one token each.
fn in_slices(text: &str) -> bool {
    let mut checking = Checking::new();
    let ends = std::iter::repeat_with(|| checking.step(text, 1)).flatten().next();
    ends.is_some_and(|end| end.is_ok())
}

fn value(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text)
}

/// The grammar by `serde_json`, which makes no values then.
fn is_grammatical(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

#[test]
fn what_serde_json_accepts_is_accepted() {
    for text in ACCEPTED {
        assert_eq!(check(text), Ok(()), "{text:?}");
        assert!(in_slices(text), "{text:?}");
        assert!(value(text).is_ok(), "{text:?}");
    }
}

#[test]
fn what_has_no_value_in_serde_json_is_json_all_the_same() {
    for text in ONLY_BY_GRAMMAR {
        assert_eq!(check(text), Ok(()), "{text:?}");
        assert!(in_slices(text), "{text:?}");
        assert!(value(text).is_err() && is_grammatical(text), "{text:?}");
    }
}

#[test]
fn what_serde_json_refuses_is_refused_at_a_place() {
    for text in REFUSED {
        let problem = check(text).expect_err(text);
        assert!(text.get(problem.range.clone()).is_some(), "{text:?} {problem:?}");
        assert!(problem.sentence.starts_with("Line "), "{text:?} {problem:?}");
        assert!(!in_slices(text), "{text:?}");
        assert!(value(text).is_err(), "{text:?}");
    }
}

#[test]
fn depth_is_no_error() {
    for levels in [127, 1_000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let text = [&open.repeat(levels), "1", &close.repeat(levels)].concat();
            assert_eq!(check(&text), Ok(()));
            // `serde_json` recurses, and stops at 128 levels.
            assert_eq!(value(&text).is_ok(), levels < 128);
            let problem = check(&text[..text.len() - 1]).unwrap_err();
            assert_eq!(problem.range, text.len() - 1..text.len() - 1);
        }
    }
}

/// A text that may be JSON, made of pieces of it.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{", "}", "[", "]", ":", ",", "\"a\"", "\"b\":", "1", "-", "0", ".5", "e1", "true", "null", " ",
        "\n", "\"", "\\u00e9", "\u{feff}", "é",
    ]);
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

/// JSON with something put, or left out, anywhere in it: in a string, an escape, a number, a word, between tokens.
fn broken() -> impl Strategy<Value = String> {
    let text = r#"{"a\u00e9\n":[-1.5e+3,true,null,{},"é🐈"],"\ud83d\udc08":false}"#;
    let put = prop::sample::select(vec![
        "", "\"", "\\", "\n", "é", "\u{0}", "0", "x", "-", "]", "}", ",", ":",
    ]);
    (any::<prop::sample::Index>(), 0_usize..4, put).prop_map(move |(place, left_out, put)| {
        let start = text.floor_char_boundary(place.index(text.len()));
        let end = text.ceil_char_boundary((start + left_out).min(text.len()));
        [&text[..start], put, &text[end..]].concat()
    })
}

proptest! {
    #[test]
    fn any_text_is_json_or_not_for_both(text in prop_oneof![pieces(), r"\PC*", broken()]) {
        prop_assert_eq!(check(&text).is_ok(), is_grammatical(&text));
        prop_assert_eq!(in_slices(&text), is_grammatical(&text));
    }

    #[test]
    fn any_error_has_a_place_in_the_text(text in prop_oneof![pieces(), r"\PC*", broken()]) {
        if let Err(problem) = check(&text) {
            prop_assert!(text.get(problem.range.clone()).is_some(), "{:?}", problem);
            prop_assert_eq!(problem.range.is_empty(), problem.range.start == text.len());
            prop_assert!(problem.sentence.starts_with("Line "), "{:?}", problem);
        }
    }

    #[test]
    fn a_text_in_another_shape_has_the_same_values(at in any::<prop::sample::Index>()) {
        let text = *at.get(ACCEPTED);
        let lines = reshape::format(text, false).unwrap();
        let line = reshape::minify(text, false).unwrap();
        prop_assert_eq!(value(&lines).unwrap(), value(text).unwrap());
        prop_assert_eq!(reshape::minify(&lines, false).unwrap(), line.clone());
        prop_assert_eq!(reshape::format(&line, false).unwrap(), lines);
    }
}

/// `cargo test --release -p tabcat-core --test compose_json -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn ten_megabytes_of_json() {
    let message = r#"{"type":"ticker","seq":88120411,"bid":{"price":67412.1,"size":0.482},"note":"as \"typed\"","levels":[[[1.5,2]]]}"#;
    let text = format!("[{}]", vec![message; 10_000_000 / message.len()].join(",\n"));
    measure("checked at once", &|| assert!(check(&text).is_ok()));
    measure("checked in slices of 64 KiB", &|| {
        let mut checking = Checking::new();
        while checking.step(&text, 1 << 16).is_none() {}
    });
    measure("formatted", &|| assert!(reshape::format(&text, false).is_ok()));
    measure("minified", &|| assert!(reshape::minify(&text, false).is_ok()));
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn measure(name: &str, work: &dyn Fn()) {
    let start = Instant::now();
    work();
    println!("{name}: {:?}", start.elapsed());
}
