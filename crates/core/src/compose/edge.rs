//! Messages and close reasons at the edges of the protocol and of what servers expect, to fill in with one press.

/// An edge case.
#[derive(Clone, Copy, Debug)]
pub struct EdgeCase {
    /// Its name: `Last 7-bit length`.
    pub name: &'static str,
    /// What is special about it, in a few words: `125 B`.
    pub note: &'static str,
    /// What it fills in.
    pub content: Content,
}

/// What is filled in, made when it is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// The message.
    Text(fn() -> String),
    /// The reason of a close.
    Reason(fn() -> String),
}

use Content::{Reason, Text};

/// All of them.
pub const EDGE_CASES: [EdgeCase; 13] = [
    case("Empty message", "0 B", Text(String::new)),
    case("Last 7-bit length", "125 B", Text(|| letters(125))),
    case("First 16-bit length", "126 B", Text(|| letters(126))),
    case("Last 16-bit length", "65,535 B", Text(|| letters(65_535))),
    case("First 64-bit length", "65,536 B", Text(|| letters(65_536))),
    case("One mebibyte", "1,048,576 B", Text(|| letters(1 << 20))),
    case("Lone surrogate", "arrives as U+FFFD", Text(|| '\u{fffd}'.into())),
    case(
        "Right-to-left and zero-width",
        "U+202E, U+200B and others",
        Text(|| "\u{202e}abc\u{202c} שלום a\u{200b}b\u{200d}c\u{2060}d\u{feff}e".into()),
    ),
    case("Invalid JSON", "a comma too many", Text(|| "{\"a\":1,}".into())),
    case(
        "JSON, 1,000 levels deep",
        "2,000 brackets",
        Text(|| "[".repeat(1_000) + &"]".repeat(1_000)),
    ),
    case(
        "Integer above 2^53",
        "9007199254740993",
        Text(|| "{\"id\":9007199254740993}".into()),
    ),
    case(
        "Close reason of 123 bytes",
        "the longest",
        Reason(|| letters(123)),
    ),
    case(
        "Close reason of 124 bytes",
        "one too many",
        Reason(|| letters(124)),
    ),
];

const fn case(name: &'static str, note: &'static str, content: Content) -> EdgeCase {
    EdgeCase { name, note, content }
}

fn letters(count: usize) -> String {
    "a".repeat(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::check::check;
    use crate::format::count;

    #[test]
    fn a_length_in_the_note_is_that_of_the_text() {
        let mut lengths = 0;
        for EdgeCase { name, note, content } in EDGE_CASES {
            let Text(text) = content else { continue };
            if note.ends_with(" B") {
                assert_eq!(format!("{} B", count(text().len() as u64)), note, "{name}");
                lengths += 1;
            }
        }
        assert_eq!(lengths, 6);
    }

    #[test]
    fn the_json_is_as_it_says() {
        let text = |name| {
            let case = EDGE_CASES.into_iter().find(|case| case.name == name);
            match case.map(|case| case.content) {
                Some(Text(text)) => text(),
                other => panic!("{name}: {other:?}"),
            }
        };
        assert!(check(&text("Invalid JSON")).is_err());
        assert_eq!(check(&text("JSON, 1,000 levels deep")), Ok(()));
        assert_eq!(check(&text("Integer above 2^53")), Ok(()));
    }

    #[test]
    fn only_one_reason_is_too_long_for_a_close_frame() {
        let reasons = EDGE_CASES.into_iter().filter_map(|case| match case.content {
            Reason(reason) => Some(reason().len()),
            Text(_) => None,
        });
        assert_eq!(reasons.collect::<Vec<_>>(), [123, 124]);
    }
}
