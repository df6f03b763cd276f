//! Whether a text is JSON, as it is typed: read in slices, so that 10 MB hold no frame up. Nothing of the text is
//! kept, and no tree is made.

use std::ops::Range;

use super::Problem;
use crate::json::{JsonError, Place, Reader};

/// A text being checked. Dropping it cancels the work.
#[derive(Debug, Default)]
pub struct Checking {
    place: Place,
}

impl Checking {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The progress in the text, in bytes.
    pub fn at(&self) -> usize {
        self.place.at()
    }

    /// Reads about `budget` more bytes of the text, at least one string or number, however long. `None` if there is
    /// more to do. The text must be the same each time.
    pub fn step(&mut self, text: &str, budget: usize) -> Option<Result<(), JsonError>> {
        let mut reader = Reader::resume(text, std::mem::take(&mut self.place));
        let until = reader.at().saturating_add(budget);
        while reader.at() < until {
            match reader.read() {
                Ok(Some(_)) => {}
                Ok(None) => return Some(Ok(())),
                Err(fault) => return Some(Err(JsonError::locate(text, fault))),
            }
        }
        self.place = reader.pause();
        None
    }
}

/// Checks a whole text at once.
pub fn check(text: &str) -> Result<(), Problem> {
    Checking::new()
        .step(text, usize::MAX)
        .expect("a text ends before an endless budget does")
        .map_err(|error| problem(text, &error))
}

/// The error as a sentence: `Line 2, column 24: expected a comma or ]`. Its range is what stands there instead, a word
/// or a string as a whole; it is empty at the end of the text.
pub fn problem(text: &str, error: &JsonError) -> Problem {
    let mut sentence = error.to_string();
    // “line 2 …”: what stands in a sentence elsewhere begins one here.
    sentence.replace_range(..1, "L");
    Problem {
        range: offending(text, error.byte),
        sentence,
    }
}

/// The range of what begins or stands at a place.
fn offending(text: &str, at: usize) -> Range<usize> {
    let Some(c) = text[at..].chars().next() else {
        return at..at;
    };
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '+' | '-' | '.');
    if is_word(c) {
        let before = text[..at].trim_end_matches(is_word).len();
        let after = text[at..].trim_start_matches(is_word).len();
        return before..text.len() - after;
    }
    // A line break in a string: the string that was not closed, since nobody would see the break itself.
    if matches!(c, '\n' | '\r')
        && let Some(start) = opening_quote(&text[..at])
    {
        return start..at;
    }
    let mut string = Reader::at_value(text, at);
    match string.read() {
        Ok(Some(piece)) if c == '"' => piece.start..piece.end,
        _ => at..at + c.len_utf8(),
    }
}

/// The last quote that no backslash is before.
fn opening_quote(mut text: &str) -> Option<usize> {
    loop {
        let (before, _) = text.rsplit_once('"')?;
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        if backslashes.is_multiple_of(2) {
            return Some(before.len());
        }
        text = before;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_a_sentence_and_the_place_of_what_is_wrong() {
        let check = |text: &str, place: &str, says: &str| {
            let problem = super::check(text).unwrap_err();
            assert_eq!(
                (&text[problem.range], problem.sentence.as_str()),
                (place, says),
                "{text:?}"
            );
        };
        check(
            "{\"bids\": [\n  [67412.1, 0.482]     [1]]}",
            "[",
            "Line 2, column 24: expected a comma or ]",
        );
        check("[1 25]", "25", "Line 1, column 4: expected a comma or ]");
        check("[1, nope]", "nope", "Line 1, column 6: expected null");
        check(
            "[01]",
            "01",
            "Line 1, column 3: expected no digit after a leading 0",
        );
        check(
            r#"{"a":1 "b\"c":2}"#,
            r#""b\"c""#,
            "Line 1, column 8: expected a comma or }",
        );
        check(
            "{é: 1}",
            "é",
            "Line 1, column 2: expected a key in double quotes or }",
        );
        check("\u{feff}{}", "\u{feff}", "Line 1, column 1: expected a value");
        check(
            "{} 🐈",
            "🐈",
            "Line 1, column 4: expected nothing after the value",
        );
        check(
            "[\"a\\q\"]",
            "q",
            r#"Line 1, column 5: expected one of " \ / b f n r t u after a backslash"#,
        );
        check(
            "{\"a\": \"b\\\"c\n}",
            "\"b\\\"c",
            r"Line 1, column 12: expected an escape such as \n or \u0000 for a control character",
        );
        check(
            "[\"a\tb\"]",
            "\t",
            r"Line 1, column 4: expected an escape such as \n or \u0000 for a control character",
        );
        check("[1,", "", "Line 1, column 4: expected a value, but the text ends");
        check("[1 \"open", "\"", "Line 1, column 4: expected a comma or ]");
    }

    #[test]
    fn a_text_is_read_in_slices_of_about_the_budget() {
        let text = format!("[{}1]", "1,".repeat(1_000));
        let mut checking = Checking::new();
        let mut steps = 1;
        while checking.step(&text, 100).is_none() {
            assert_eq!(checking.at(), steps * 100);
            steps += 1;
        }
        assert_eq!(steps, 21);
    }
}
