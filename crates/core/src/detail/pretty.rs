//! A JSON message as lines of a tree, in words: values as they were written, cut if wider than any screen,
//! with hints such as the time that a number may mean.

use std::fmt;
use std::ops::Range;

use crate::entry::Message;
use crate::format;
use crate::json::{Document, JsonError, Kind, Node, NodeId, Row, Shape, Tree, epoch_hint};

/// Larger texts are indexed on request only: one megabyte takes a frame or two.
const UNASKED_BYTES: usize = 1_000_000;

/// Larger texts are never indexed: the text and its index, which may be several times as large, stay in
/// memory that never shrinks.
const MOST_BYTES: usize = 32_000_000;

/// How many characters of a value a line shows.
const VALUE_CHARS: usize = 400;

/// How many characters of a key a line shows.
const KEY_CHARS: usize = 120;

/// The result of reading a message as JSON.
#[derive(Debug, Clone)]
pub enum Reading {
    /// Not read yet: it is so large that a person is asked first.
    Large,
    /// Never read: it is too large for a tree.
    TooLarge,
    /// It is not text: the byte at that offset is not UTF-8.
    NotText(usize),
    /// It is text but not JSON.
    NotJson(JsonError),
    /// It is JSON.
    Json(Formatted),
}

/// A JSON text and its tree. It has a copy of the text, so that it outlives the message in the transcript;
/// the index is larger than the text in any case.
#[derive(Debug, Clone)]
pub struct Formatted {
    text: String,
    tree: Tree,
}

/// One line of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The value that it shows or ends.
    pub node: NodeId,
    /// The part of the value.
    pub shape: Shape,
    /// How many containers are around it.
    pub depth: usize,
    /// Its key with its quotes.
    pub key: Option<String>,
    /// Whether its object has that key more than once.
    pub repeated: bool,
    /// The value, or the brackets of a container.
    pub value: String,
    /// The kind of the value.
    pub kind: Kind,
    /// The number of its children: `2 keys`, `10 items`.
    pub count: Option<String>,
    /// The time that a number may mean.
    pub hint: Option<String>,
    /// Its place among its siblings, from 1, and their number.
    pub place: (usize, usize),
}

impl Reading {
    /// Reads a message, unless it is large: see [`Formatting`](super::Formatting).
    pub fn of(message: &Message<'_>) -> Self {
        let size = message.len();
        if size > MOST_BYTES {
            return Self::TooLarge;
        }
        if size > UNASKED_BYTES {
            return Self::Large;
        }
        match std::str::from_utf8(&message.stretch(0..size)) {
            Ok(text) => Self::parsed(text.to_owned(), Document::parse(text)),
            Err(error) => Self::NotText(error.valid_up_to()),
        }
    }

    pub(super) fn parsed(text: String, parsed: Result<Document, JsonError>) -> Self {
        match parsed {
            Ok(document) => Self::Json(Formatted {
                text,
                tree: Tree::new(document),
            }),
            Err(error) => Self::NotJson(error),
        }
    }

    /// The tree, if it is JSON.
    pub fn formatted(&self) -> Option<&Formatted> {
        match self {
            Self::Json(formatted) => Some(formatted),
            Self::Large | Self::TooLarge | Self::NotText(_) | Self::NotJson(_) => None,
        }
    }

    /// The tree, to fold and unfold.
    pub fn formatted_mut(&mut self) -> Option<&mut Formatted> {
        match self {
            Self::Json(formatted) => Some(formatted),
            Self::Large | Self::TooLarge | Self::NotText(_) | Self::NotJson(_) => None,
        }
    }
}

/// Why there is no tree, in one sentence; for JSON, that it is JSON.
impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Large => f.write_str("Not formatted yet: it is over 1 MB"),
            Self::TooLarge => f.write_str(
                "Not formatted: a tree of more than 32 MB would take too much memory. Read it as text, or save it to a file",
            ),
            Self::NotText(byte) => write!(f, "Not JSON: byte {byte} is not UTF-8 text"),
            Self::NotJson(error) => write!(f, "Not JSON: {error}"),
            Self::Json(_) => f.write_str("Valid JSON"),
        }
    }
}

impl Formatted {
    /// How many lines are unfolded.
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// Always false: there is at least one value.
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// The lines with these numbers, from 0, if they exist.
    pub fn lines(&self, numbers: Range<usize>) -> impl Iterator<Item = Line> {
        self.tree.rows(numbers).map(|row| self.line(row))
    }

    /// The line of that number.
    pub fn line_at(&self, number: usize) -> Option<Line> {
        self.lines(number..number + 1).next()
    }

    /// The number of the line where a value starts, unless it is folded away.
    pub fn number_of(&self, node: NodeId) -> Option<usize> {
        self.tree.row_of(node)
    }

    /// The first value, which contains all others.
    pub fn root(&self) -> NodeId {
        self.tree.document().root()
    }

    /// The container that a value is directly in.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.tree.document().node(node).parent()
    }

    /// Folds or unfolds a container.
    pub fn toggle(&mut self, node: NodeId) {
        self.tree.toggle(node);
    }

    /// Whether nothing is folded.
    pub fn is_expanded(&self) -> bool {
        self.tree.is_expanded()
    }

    /// Unfolds everything; if nothing is folded, folds it.
    pub fn toggle_all(&mut self) {
        if self.is_expanded() {
            self.tree.collapse_all();
        } else {
            self.tree.expand_all();
        }
    }

    /// The path of a value: `$.bid.size`.
    pub fn path(&self, node: NodeId) -> String {
        self.tree.document().path(&self.text, node)
    }

    fn line(&self, Row { node: id, shape }: Row) -> Line {
        let node = self.tree.document().node(id);
        let is_end = shape == Shape::End;
        let key = node.raw_key(&self.text).filter(|_| !is_end);
        Line {
            node: id,
            shape,
            depth: node.depth(),
            key: key.map(|key| format!("\"{}\"", format::preview(key, KEY_CHARS).text)),
            repeated: key.is_some() && node.is_repeated(),
            value: self.value(node, shape),
            kind: node.kind(),
            count: count(node.kind()).filter(|_| !is_end),
            hint: epoch_hint_of(node, &self.text),
            place: (node.index() + 1, self.siblings(node)),
        }
    }

    fn value(&self, node: Node<'_>, shape: Shape) -> String {
        let brackets = |object: &str, array: &str| {
            let is_object = matches!(node.kind(), Kind::Object(_));
            (if is_object { object } else { array }).to_owned()
        };
        match (shape, node.kind()) {
            (Shape::Open, _) => brackets("{", "["),
            (Shape::Folded, _) => brackets("{…}", "[…]"),
            (Shape::End, _) => brackets("}", "]"),
            (Shape::Leaf, Kind::Object(_) | Kind::Array(_)) => brackets("{}", "[]"),
            (Shape::Leaf, _) => format::preview(node.raw(&self.text), VALUE_CHARS).text,
        }
    }

    fn siblings(&self, node: Node<'_>) -> usize {
        let parent = node
            .parent()
            .map(|parent| self.tree.document().node(parent).kind());
        match parent {
            Some(Kind::Object(count) | Kind::Array(count)) => count,
            _ => 1,
        }
    }
}

impl Line {
    /// Whether it is unfolded; `None` if it can't be folded.
    pub fn unfolded(&self) -> Option<bool> {
        match self.shape {
            Shape::Open => Some(true),
            Shape::Folded => Some(false),
            Shape::Leaf | Shape::End => None,
        }
    }
}

fn count(kind: Kind) -> Option<String> {
    let (count, one, many) = match kind {
        Kind::Object(count) => (count, "key", "keys"),
        Kind::Array(count) => (count, "item", "items"),
        Kind::TooDeep => return Some("too deep for the tree: shown as text".to_owned()),
        Kind::String | Kind::Number | Kind::True | Kind::False | Kind::Null => return None,
    };
    let noun = if count == 1 { one } else { many };
    (count > 0).then(|| format!("{} {noun}", format::count(count as u64)))
}

fn epoch_hint_of(node: Node<'_>, text: &str) -> Option<String> {
    (node.kind() == Kind::Number).then(|| epoch_hint(node.raw(text)))?
}

#[cfg(test)]
impl Formatted {
    /// For tests: the tree of a valid JSON text.
    pub(super) fn of(text: &str) -> Self {
        let message = Message::received(crate::payload::Encoding::Text, text.as_bytes());
        let Reading::Json(formatted) = Reading::of(&message) else {
            panic!("{text} is JSON")
        };
        formatted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payload::Encoding;

    fn read(bytes: &[u8]) -> Reading {
        Reading::of(&Message::received(Encoding::Text, bytes))
    }

    /// A line as a person reads it, indented.
    fn shown(line: &Line) -> String {
        let mut words = vec![format!(
            "{}{}",
            "  ".repeat(line.depth),
            line.key.clone().unwrap_or_default()
        )];
        words.extend(line.repeated.then(|| "(duplicate)".to_owned()));
        words.push(line.value.clone());
        words.extend(line.count.clone());
        words.extend(line.hint.clone());
        words.join(" ").trim_end().to_owned()
    }

    #[test]
    fn lines_show_values_as_they_were_written() {
        let check = |text: &str, expect: &[&str]| {
            let formatted = Formatted::of(text);
            let lines: Vec<String> = formatted
                .lines(0..formatted.len())
                .map(|line| shown(&line))
                .collect();
            assert_eq!(lines, expect, "{text}");
        };
        check(
            r#"{"big":9223372036854775808,"a":1,"a":[null],"ts":1795183333817,"e":{}}"#,
            &[
                " { 5 keys",
                "  \"big\" 9223372036854775808",
                "  \"a\" (duplicate) 1",
                "  \"a\" (duplicate) [ 1 item",
                "     null",
                "   ]",
                "  \"ts\" 1795183333817 2026-11-20 14:02:13.817 UTC",
                "  \"e\" {}",
                " }",
            ],
        );
        check("\"a\\u0000\u{202e}\"", &[" \"a\\u0000⟨U+202E⟩\""]);
        check("-0.0e1", &[" -0.0e1"]);
    }

    #[test]
    fn a_large_container_is_folded_and_counts_what_is_inside() {
        let mut formatted = Formatted::of(&format!("{{\"levels\":[{}0]}}", "0,".repeat(1_233)));
        let line = formatted.line_at(1).expect("the member is in view");
        assert_eq!(shown(&line), "  \"levels\" […] 1,234 items");
        assert_eq!((formatted.len(), line.unfolded()), (3, Some(false)));
        formatted.toggle(line.node);
        assert_eq!(formatted.len(), 3 + 1_235);
        let item = formatted.line_at(1_000).expect("it is unfolded");
        assert_eq!(
            (formatted.path(item.node).as_str(), item.place),
            ("$.levels[998]", (999, 1_234))
        );
        assert_eq!(formatted.parent(item.node), Some(line.node));
    }

    #[test]
    fn a_value_of_a_megabyte_gives_a_short_line() {
        let text = format!("[\"{}\"]", "é".repeat(400_000));
        let line = Formatted::of(&text).line_at(1).expect("there is one item");
        assert_eq!(line.value.chars().count(), VALUE_CHARS + 1);
    }

    #[test]
    fn what_is_no_tree_says_why() {
        let check = |bytes: &[u8], expect: &str| assert_eq!(read(bytes).to_string(), expect);
        check(b"{\"a\":\n nope}", "Not JSON: line 2, column 3: expected null");
        check(
            b"",
            "Not JSON: line 1, column 1: expected a value, but the text ends",
        );
        check(b"[1,\xff]", "Not JSON: byte 3 is not UTF-8 text");
        check(b"[]", "Valid JSON");
        check(
            &vec![b'1'; UNASKED_BYTES + 1],
            "Not formatted yet: it is over 1 MB",
        );
        check(
            &vec![b'1'; MOST_BYTES + 1],
            "Not formatted: a tree of more than 32 MB would take too much memory. Read it as text, or save it to a file",
        );
    }

    #[test]
    fn ten_thousand_levels_are_a_tree_with_a_last_line_of_text() {
        let text = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        let mut formatted = Formatted::of(&text);
        let folded = |formatted: &Formatted| {
            formatted
                .lines(0..formatted.len())
                .find(|line| line.unfolded() == Some(false))
        };
        while let Some(line) = folded(&formatted) {
            formatted.toggle(line.node);
        }
        let deepest = formatted.lines(0..formatted.len()).max_by_key(|line| line.depth);
        let deepest = deepest.expect("there are lines");
        assert!(deepest.count.expect("it says so").starts_with("too deep"));
    }
}
