//! The differences of two messages, line by line. JSON, on the wire often one line, is first laid out with a
//! value to a line; bytes are compared as a hex dump.

use super::diff::{self, Step};
use super::hex::hex_lines;
use crate::entry::Message;
use crate::format;
use crate::json::Document;
use crate::payload::Encoding;

/// The largest message compared: more takes longer than a frame.
const MOST_BYTES: usize = 256 << 10;

/// The most lines shown.
const MOST_LINES: usize = 2_000;

/// How many equal lines are shown before and after a difference.
const CONTEXT: usize = 3;

/// The result of comparing: a sentence and the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How they differ, or why they can't be compared and what to do.
    pub sentence: String,
    /// The lines that differ, with the lines around them.
    pub lines: Vec<DiffLine>,
}

/// A line of one message or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// The side that has it.
    pub side: Side,
    /// The line, with invisible characters made visible.
    pub text: String,
}

/// The side of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In both messages.
    Both,
    /// In the marked message only.
    Marked,
    /// In the shown message only.
    This,
    /// In neither: it says how many lines are left out.
    Skipped,
}

impl Side {
    /// The sign before the line.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Both => " ",
            Self::Marked => "-",
            Self::This => "+",
            Self::Skipped => "⋯",
        }
    }
}

impl Comparison {
    /// A sentence without lines.
    pub fn said(sentence: &str) -> Self {
        Self {
            sentence: sentence.to_owned(),
            lines: Vec::new(),
        }
    }

    /// Compares the marked message to this one.
    pub fn of(marked: &Message<'_>, this: &Message<'_>) -> Self {
        if marked.len().max(this.len()) > MOST_BYTES {
            return Self::said(
                "Messages over 256 KB are not compared here: save both to files and compare those with a diff tool.",
            );
        }
        let as_text = [marked, this]
            .iter()
            .all(|message| message.encoding == Encoding::Text);
        let [a, b] = [marked, this].map(|message| {
            if as_text {
                text_lines(message)
            } else {
                dump(message)
            }
        });
        let steps = diff::steps(&a, &b);
        let removed = steps
            .iter()
            .filter(|step| matches!(step, Step::Remove(_)))
            .count();
        let added = steps
            .iter()
            .filter(|step| matches!(step, Step::Insert(_)))
            .count();
        if removed + added == 0 {
            let same = marked.stretch(0..marked.len()) == this.stretch(0..this.len());
            return Self::said(if same {
                "The same, byte for byte."
            } else {
                "The same JSON; only the space between its parts differs."
            });
        }
        let count = |lines: usize| match lines {
            1 => "1 line".to_owned(),
            lines => format!("{} lines", format::count(lines as u64)),
        };
        Self {
            sentence: format!(
                "{} only in the marked message, {} only in this one.",
                count(removed),
                count(added)
            ),
            lines: shown(&steps, &a, &b),
        }
    }
}

fn shown(steps: &[Step], a: &[String], b: &[String]) -> Vec<DiffLine> {
    let changed: Vec<usize> = (0..steps.len())
        .filter(|at| !matches!(steps[*at], Step::Keep(_)))
        .collect();
    let is_near = |at: usize| {
        let next = changed.partition_point(|change| *change < at);
        let near = |change: Option<&usize>| change.is_some_and(|change| change.abs_diff(at) <= CONTEXT);
        near(changed.get(next)) || near(next.checked_sub(1).and_then(|before| changed.get(before)))
    };
    let mut lines = Vec::new();
    let mut at = 0;
    while at < steps.len() {
        if lines.len() == MOST_LINES {
            lines.push(skipped(steps.len() - at, "more"));
            break;
        }
        let end = (at..steps.len()).find(|at| is_near(*at)).unwrap_or(steps.len());
        if end > at {
            lines.push(skipped(end - at, "equal"));
            at = end;
            continue;
        }
        let (side, text) = match steps[at] {
            Step::Keep(line) => (Side::Both, &a[line]),
            Step::Remove(line) => (Side::Marked, &a[line]),
            Step::Insert(line) => (Side::This, &b[line]),
        };
        lines.push(DiffLine {
            side,
            text: format::visible(text),
        });
        at += 1;
    }
    lines
}

fn skipped(count: usize, what: &str) -> DiffLine {
    let lines = if count == 1 { "line" } else { "lines" };
    DiffLine {
        side: Side::Skipped,
        text: format!("{} {what} {lines}", format::count(count as u64)),
    }
}

fn text_lines(message: &Message<'_>) -> Vec<String> {
    let bytes = message.stretch(0..message.len());
    let text = String::from_utf8_lossy(&bytes);
    if Document::parse(&text).is_ok() {
        laid_out(&text)
    } else {
        text.split('\n').map(str::to_owned).collect()
    }
}

fn dump(message: &Message<'_>) -> Vec<String> {
    let lines = hex_lines(message, 0..usize::MAX);
    lines
        .into_iter()
        .map(|line| format!("{}  {}", line.bytes, line.ascii))
        .collect()
}

/// JSON with each value on a line of its own, and every value as it was written.
fn laid_out(json: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    let mut previous = ' ';
    for c in json.chars() {
        let line = lines.last_mut().expect("there is one from the start");
        if in_string {
            line.push(c);
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            ' ' | '\t' | '\r' | '\n' => continue,
            '}' | ']' => {
                depth -= 1;
                if !matches!(previous, '{' | '[') {
                    lines.push("  ".repeat(depth));
                }
            }
            _ if matches!(previous, '{' | '[' | ',') => lines.push("  ".repeat(depth)),
            _ => {}
        }
        let line = lines.last_mut().expect("there is one from the start");
        line.push(c);
        match c {
            '{' | '[' => depth += 1,
            ':' => line.push(' '),
            '"' => in_string = true,
            _ => {}
        }
        previous = c;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(a: &str, b: &str) -> (String, Vec<String>) {
        let [a, b] = [a, b].map(|text| Message::received(Encoding::Text, text.as_bytes()));
        let comparison = Comparison::of(&a, &b);
        let lines = comparison
            .lines
            .iter()
            .map(|line| line.side.sign().to_owned() + &line.text);
        (comparison.sentence, lines.collect())
    }

    #[test]
    fn json_on_one_line_is_compared_value_by_value() {
        let (sentence, lines) = compared(
            r#"{"op":"tick","seq":1,"at":[1,2],"e":{}}"#,
            r#"{"op":"tick","seq":2,"at":[1,2],"e":{}}"#,
        );
        assert_eq!(
            sentence,
            "1 line only in the marked message, 1 line only in this one."
        );
        let expect = [
            " {",
            "   \"op\": \"tick\",",
            "-  \"seq\": 1,",
            "+  \"seq\": 2,",
            "   \"at\": [",
            "     1,",
            "     2",
        ];
        assert_eq!(lines[..7], expect);
        assert_eq!(lines[7], "⋯3 equal lines");
    }

    #[test]
    fn strings_are_laid_out_as_they_are() {
        let text = r#"{"a":"x\"{,}\\","b":[[]]}"#;
        assert_eq!(
            laid_out(text),
            ["{", r#"  "a": "x\"{,}\\","#, r#"  "b": ["#, "    []", "  ]", "}"]
        );
        assert_eq!(laid_out("[]"), ["[]"]);
        assert_eq!(laid_out(" 1 "), ["1"]);
    }

    #[test]
    fn what_is_the_same_is_said_to_be() {
        let check = |a: &str, b: &str, expect: &str| assert_eq!(compared(a, b), (expect.to_owned(), vec![]));
        check("a\nb", "a\nb", "The same, byte for byte.");
        check(
            "[1,2]",
            "[1, 2]",
            "The same JSON; only the space between its parts differs.",
        );
    }

    #[test]
    fn text_is_compared_by_line_with_what_is_invisible_shown() {
        let (_, lines) = compared("a\nb\nc", "a\nb\u{200b}\nc");
        assert_eq!(lines.len(), 4);
        assert_eq!((lines[0].as_str(), lines[1].as_str()), (" a", "-b"));
        assert_ne!(lines[2], "+b\u{200b}");
    }

    #[test]
    fn bytes_are_compared_as_a_dump() {
        let (a, b) = ([0_u8; 40], [[0_u8; 20], [1; 20]].concat());
        let comparison = Comparison::of(
            &Message::received(Encoding::Binary, &a),
            &Message::received(Encoding::Binary, &b),
        );
        assert_eq!(
            comparison.sentence,
            "2 lines only in the marked message, 2 lines only in this one."
        );
        assert_eq!(comparison.lines[0].side, Side::Both);
    }

    #[test]
    fn what_is_too_large_is_refused_with_a_way_out() {
        let large = "x".repeat(MOST_BYTES + 1);
        let (sentence, lines) = compared(&large, "x");
        assert!(sentence.contains("save both"), "{sentence}");
        assert!(lines.is_empty());
    }

    #[test]
    fn no_more_lines_are_shown_than_a_page_can_draw() {
        let numbered = |prefix: &str| {
            let lines: Vec<String> = (0..3_000).map(|line| format!("{prefix}{line}")).collect();
            lines.join("\n")
        };
        let (_, lines) = compared(&numbered("a"), &numbered("b"));
        assert_eq!(lines.len(), MOST_LINES + 1);
        assert!(lines[MOST_LINES].ends_with("more lines"), "{}", lines[MOST_LINES]);
    }
}
