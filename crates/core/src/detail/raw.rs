//! A payload as text, a page at a time: invisible characters are shown, lines stay lines, and no page is
//! longer than a browser lays out at once. Invalid UTF-8 is shown as U+FFFD and counted.

use std::ops::Range;

use crate::entry::Message;
use crate::format::{self, visible};
use crate::payload::Encoding;

/// The size of a page in bytes, give or take the character on its edge.
pub const PAGE_BYTES: usize = 64 << 10;

/// A stretch of a payload, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The text. A line feed is shown and breaks the line.
    pub text: String,
    /// The range of bytes shown.
    pub range: Range<usize>,
    /// How many U+FFFD in it stand for invalid UTF-8.
    pub invalid: usize,
}

impl Page {
    /// The range and the total: `Bytes 1 to 65,536 of 8,000,000`.
    pub fn span(&self, total: usize) -> String {
        let count = |bytes: usize| format::count(bytes as u64);
        let Range { start, end } = self.range;
        format!("Bytes {} to {} of {}", count(start + 1), count(end), count(total))
    }

    /// A note on binary messages shown as text; `None` for text messages.
    pub fn note(&self, encoding: Encoding) -> Option<String> {
        match (encoding, self.invalid) {
            (Encoding::Text, _) => None,
            (Encoding::Binary, 0) => Some("Binary, shown as UTF-8.".to_owned()),
            (Encoding::Binary, 1) => Some(
                "Binary, shown as UTF-8. One place here is not UTF-8: it is shown as \u{fffd}.".to_owned(),
            ),
            (Encoding::Binary, many) => Some(format!(
                "Binary, shown as UTF-8. {} places here are not UTF-8: each is shown as \u{fffd}.",
                format::count(many as u64)
            )),
        }
    }
}

/// How many pages a payload has; at least one.
pub fn pages(message: &Message<'_>) -> usize {
    let count = message.len().div_ceil(PAGE_BYTES);
    // The end of a character is not a page of its own.
    let has_tail = count > 1 && edge(message, count - 1) == message.len();
    (count - usize::from(has_tail)).max(1)
}

/// The page with that number, from 0; empty past the end.
pub fn page(message: &Message<'_>, number: usize) -> Page {
    let range = edge(message, number)..edge(message, number.saturating_add(1));
    let mut text = String::new();
    let mut invalid = 0;
    for chunk in message.stretch(range.clone()).utf8_chunks() {
        push_lines(&mut text, chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push('\u{fffd}');
            invalid += 1;
        }
    }
    Page { text, range, invalid }
}

/// The start of a page: not inside a character, which is at most four bytes long.
fn edge(message: &Message<'_>, number: usize) -> usize {
    let start = number.saturating_mul(PAGE_BYTES).min(message.len());
    let next = message.stretch(start..start + 3);
    let inside = next.iter().take_while(|&&byte| start > 0 && byte & 0xc0 == 0x80);
    start + inside.count()
}

fn push_lines(text: &mut String, valid: &str) {
    for line in valid.split_inclusive('\n') {
        text.push_str(&visible(line));
        if line.ends_with('\n') {
            text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payload::larges;

    fn message(bytes: &[u8]) -> Message<'_> {
        Message::received(Encoding::Binary, bytes)
    }

    /// The page, the same for bytes kept inside and outside.
    fn page(bytes: &[u8], number: usize) -> Page {
        let (inside, large) = (message(bytes), larges::binary(bytes));
        let outside = Message {
            large: Some(&large),
            ..message(&[])
        };
        let page = super::page(&inside, number);
        assert_eq!(page, super::page(&outside, number));
        assert_eq!(pages(bytes), super::pages(&outside));
        page
    }

    fn pages(bytes: &[u8]) -> usize {
        super::pages(&message(bytes))
    }

    #[test]
    fn a_page_shows_what_is_invisible_and_breaks_lines_where_they_break() {
        let check = |bytes: &[u8], text: &str, invalid: usize| {
            let page = page(bytes, 0);
            assert_eq!((page.text.as_str(), page.invalid), (text, invalid), "{bytes:?}");
            assert_eq!(page.range, 0..bytes.len());
        };
        check(b"", "", 0);
        check("a\r\nb\u{202e}c⏎".as_bytes(), "a␍⏎\nb⟨U+202E⟩c⏎", 0);
        check(b"<img src=x>", "<img src=x>", 0);
        check(b"\xff\xfe not \xc3\x28", "\u{fffd}\u{fffd} not \u{fffd}(", 3);
        check("\u{fffd}".as_bytes(), "\u{fffd}", 0);
    }

    #[test]
    fn a_page_says_which_bytes_it_is_and_what_of_it_is_no_text() {
        let check = |bytes: &[u8], encoding: Encoding, expect: Option<&str>| {
            assert_eq!(page(bytes, 0).note(encoding).as_deref(), expect, "{bytes:?}");
        };
        check(b"text", Encoding::Text, None);
        check("漢".as_bytes(), Encoding::Binary, Some("Binary, shown as UTF-8."));
        check(
            b"\xff",
            Encoding::Binary,
            Some("Binary, shown as UTF-8. One place here is not UTF-8: it is shown as \u{fffd}."),
        );
        check(
            b"\xff\xfe",
            Encoding::Binary,
            Some("Binary, shown as UTF-8. 2 places here are not UTF-8: each is shown as \u{fffd}."),
        );
        let bytes = vec![b'x'; 70_000];
        assert_eq!(page(&bytes, 0).span(bytes.len()), "Bytes 1 to 65,536 of 70,000");
        assert_eq!(
            page(&bytes, 1).span(bytes.len()),
            "Bytes 65,537 to 70,000 of 70,000"
        );
    }

    #[test]
    fn pages_together_are_the_whole_and_cut_no_character() {
        for text in [
            "🐈".repeat(40_000),
            format!("a{}", "漢".repeat(60_000)),
            "x".repeat(PAGE_BYTES),
            format!("{}🐈", "x".repeat(PAGE_BYTES - 1)),
        ] {
            let shown: Vec<Page> = (0..pages(text.as_bytes()))
                .map(|number| page(text.as_bytes(), number))
                .collect();
            let whole: String = shown.iter().map(|page| page.text.as_str()).collect();
            assert_eq!(whole, text);
            assert!(shown.iter().all(|page| page.invalid == 0
                && !page.range.is_empty()
                && page.range.len() <= PAGE_BYTES + 3));
        }
        let count = |length: usize| pages(&vec![b'x'; length]);
        assert_eq!((count(0), count(PAGE_BYTES), count(PAGE_BYTES + 1)), (1, 1, 2));
        assert!(page(b"abc", 1).text.is_empty());
    }

    #[test]
    fn bytes_that_only_continue_characters_are_all_shown_as_invalid() {
        let bytes = vec![0x80; PAGE_BYTES + 100];
        let invalid: usize = (0..pages(&bytes))
            .map(|number| page(&bytes, number).invalid)
            .sum();
        assert_eq!(invalid, bytes.len());
    }
}
