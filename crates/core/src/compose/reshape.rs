//! JSON with other white space between its tokens and nothing else changed: numbers, escapes, repeated keys and their
//! order stay as written. Linear, and depth costs no stack.

use super::check::problem;
use super::{Problem, placeholder};
use crate::format::size;
use crate::json::{JsonError, Reader, Token};

/// Lines are indented by two spaces for each of the first so many containers around them, and no further: a text of
/// nothing but brackets would grow with the square of its depth.
const INDENTED: usize = 64;

/// The longest indentation.
const BLANK: [u8; 2 * INDENTED] = [b' '; 2 * INDENTED];

/// No formatted text is longer, in bytes.
const MAX_BYTES: usize = 64 << 20;

/// One member or item to a line, two spaces for each container around it, up to 64 of them. With `templated`, a
/// `{{placeholder}}` outside of strings is a value.
pub fn format(text: &str, templated: bool) -> Result<String, Problem> {
    format_within(text, templated, MAX_BYTES)
}

fn format_within(text: &str, templated: bool, most: usize) -> Result<String, Problem> {
    let mut length = Length(0);
    lines(text, templated, &mut length)?;
    if length.0 > most {
        return Err(Problem {
            range: 0..text.len(),
            sentence: format!(
                "Formatted, this would be {}, and {} are the most: it stays as it is.",
                size(length.0 as u64),
                size(most as u64)
            ),
        });
    }
    let mut out = String::with_capacity(length.0);
    lines(text, templated, &mut out)?;
    Ok(out)
}

/// All in one line, without white space between tokens. With `templated`, a `{{placeholder}}` outside of strings is a
/// value.
pub fn minify(text: &str, templated: bool) -> Result<String, Problem> {
    let mut out = String::with_capacity(text.len());
    tokens(text, templated, |token| {
        if token.after_comma {
            out.push(',');
        }
        out.push_str(token.text);
        if token.is_key {
            out.push(':');
        }
    })?;
    Ok(out)
}

/// What a formatted text is written to.
trait Out {
    fn push(&mut self, text: &str);
    fn indent(&mut self, spaces: usize);
}

impl Out for String {
    fn push(&mut self, text: &str) {
        self.push_str(text);
    }

    fn indent(&mut self, spaces: usize) {
        self.push_str(str::from_utf8(&BLANK[..spaces]).expect("spaces are UTF-8"));
    }
}

/// How long the text becomes.
struct Length(usize);

impl Out for Length {
    fn push(&mut self, text: &str) {
        self.indent(text.len());
    }

    fn indent(&mut self, spaces: usize) {
        self.0 = self.0.saturating_add(spaces);
    }
}

fn lines(text: &str, templated: bool, out: &mut dyn Out) -> Result<(), Problem> {
    tokens(text, templated, |token| {
        if token.after_comma {
            out.push(",");
        }
        if token.begins_line {
            out.push("\n");
            out.indent(2 * token.depth.min(INDENTED));
        }
        out.push(token.text);
        if token.is_key {
            out.push(": ");
        }
    })
}

/// A token, and where it stands.
struct Standing<'t> {
    text: &'t str,
    /// How many containers are around it.
    depth: usize,
    is_key: bool,
    after_comma: bool,
    /// Whether it begins a line of its own: a key, an item, and the end of a container that is not empty.
    begins_line: bool,
}

fn tokens<'t>(text: &'t str, templated: bool, mut each: impl FnMut(Standing<'t>)) -> Result<(), Problem> {
    let source = if templated {
        placeholder::masked(text)
    } else {
        text.into()
    };
    let mut reader = Reader::new(&source);
    // What is before the token: a key, an opening bracket, or a value, at first nothing.
    let mut before = Before::Nothing;
    loop {
        let piece = match reader.read() {
            Ok(Some(piece)) => piece,
            Ok(None) => return Ok(()),
            Err(fault) => return Err(problem(&source, &JsonError::locate(text, fault))),
        };
        let (opens, closes) = (
            matches!(piece.token, Token::Open(_)),
            matches!(piece.token, Token::Close(_)),
        );
        let is_key = piece.token == Token::Key;
        each(Standing {
            text: &text[piece.start..piece.end],
            depth: reader.depth() - usize::from(opens),
            is_key,
            after_comma: before == Before::Value && !closes,
            begins_line: match before {
                Before::Value => true,
                Before::Open => !closes,
                Before::Key | Before::Nothing => false,
            },
        });
        before = match piece.token {
            Token::Key => Before::Key,
            Token::Open(_) => Before::Open,
            _ => Before::Value,
        };
    }
}

#[derive(PartialEq, Eq)]
enum Before {
    Nothing,
    Key,
    Open,
    Value,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WRITTEN: &str = " {\"a\" :[1.0,-0 , 1e400,[ ],{\n}],\"a\":{\"\\u0061\\/\":\"\\ud800  x\"},\t\"b\":12345678901234567890 }\r\n";
    const LINES: &str = r#"{
  "a": [
    1.0,
    -0,
    1e400,
    [],
    {}
  ],
  "a": {
    "\u0061\/": "\ud800  x"
  },
  "b": 12345678901234567890
}"#;
    const LINE: &str = r#"{"a":[1.0,-0,1e400,[],{}],"a":{"\u0061\/":"\ud800  x"},"b":12345678901234567890}"#;

    #[test]
    fn only_white_space_between_tokens_is_changed() {
        for text in [WRITTEN, LINES, LINE] {
            assert_eq!(format(text, false).as_deref(), Ok(LINES));
            assert_eq!(minify(text, false).as_deref(), Ok(LINE));
        }
        for (text, expect) in [(" 1 ", "1"), ("\n\"a b\"", "\"a b\""), ("[ ]", "[]")] {
            assert_eq!(format(text, false).as_deref(), Ok(expect));
            assert_eq!(minify(text, false).as_deref(), Ok(expect));
        }
    }

    #[test]
    fn what_is_not_json_stays_as_it_is_and_says_why() {
        let problem = format("[1,\n 2 3]", false).unwrap_err();
        assert_eq!(problem.sentence, "Line 2, column 4: expected a comma or ]");
        assert_eq!(problem.range, 7..8);
        assert_eq!(minify("[1,\n 2 3]", false), Err(problem));
    }

    #[test]
    fn a_placeholder_is_a_value_where_there_are_any() {
        let text = r#"{"n" : {{seq}},"s": "{{match:$["a b"]}}" , "m":[{{ match:$["}} "] }}]}"#;
        let line = r#"{"n":{{seq}},"s":"{{match:$["a b"]}}","m":[{{ match:$["}} "] }}]}"#;
        assert_eq!(minify(text, true).as_deref(), Ok(line));
        assert_eq!(minify(&format(text, true).unwrap(), true).as_deref(), Ok(line));
        let problem = minify(text, false).unwrap_err();
        assert_eq!(
            problem.sentence,
            "Line 1, column 9: expected a key in double quotes or }"
        );
        let problem = minify("[{{seq}} {{now}}]", true).unwrap_err();
        assert_eq!(
            (problem.range, problem.sentence.as_str()),
            (9..16, "Line 1, column 10: expected a comma or ]")
        );
    }

    #[test]
    fn a_deep_text_is_indented_up_to_sixty_four_levels() {
        for levels in [1_000, 100_000] {
            let text = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
            let lines = format(&text, false).unwrap();
            assert!(lines.len() < levels * 2 * (2 * INDENTED + 2), "{} B", lines.len());
            assert_eq!(lines.lines().count(), 2 * levels - 1);
            let deepest = lines
                .lines()
                .map(|line| line.len() - line.trim_start().len())
                .max();
            assert_eq!(deepest, Some(2 * INDENTED));
            assert_eq!(minify(&lines, false), Ok(text));
        }
    }

    #[test]
    fn a_text_that_would_be_too_long_is_refused_before_it_is_written() {
        assert!(format_within("[1,2]", false, 12).is_ok());
        assert_eq!(
            format_within("[1,2]", false, 11).unwrap_err().sentence,
            "Formatted, this would be 12 B, and 11 B are the most: it stays as it is."
        );
    }

    proptest! {
        #[test]
        fn any_text_is_reshaped_or_has_a_place_that_is_wrong(
            text in r#"(\PC|[{}\[\],:"\\ \n01-]|"a":|\\u0|\{\{(seq|é)?|\}\}){0,16}"#,
            templated: bool,
        ) {
            for reshaped in [format(&text, templated), minify(&text, templated)] {
                if let Err(problem) = reshaped {
                    prop_assert!(text.get(problem.range.clone()).is_some(), "{:?}", problem);
                }
            }
        }
    }
}
