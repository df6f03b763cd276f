//! Searches a large payload for a pattern: one window after the other is copied here and searched, so that
//! the work can stop after any window and continue in the next frame. Windows overlap. Every occurrence of a
//! text is found, and every match of a regex, except that in payloads larger than [`WHOLE`] a match longer
//! than [`OVERLAP`] may be missed at the edge of a window.

use std::borrow::Cow;

use super::literal::Literal;
use super::regex;
use crate::payload::{Large, whole_characters};

/// How many bytes are searched at once.
const WINDOW: usize = 64 << 10;

/// The largest payload that is one window for a regex: the most that a regex may search at a time.
const WHOLE: usize = 1 << 20;

/// The longest match of a regex that certainly lies in one window.
const OVERLAP: usize = 4 << 10;

/// The longest character in bytes: the context needed before a match.
const CHARACTER: usize = 4;

/// The progress of a search in one payload.
#[derive(Debug)]
pub(super) struct Cursor {
    at: usize,
    window: Vec<u8>,
    sizes: Sizes,
}

/// How payloads are cut into windows. Tests make these small.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    whole: usize,
    window: usize,
    overlap: usize,
}

/// The outcome of one window.
pub(super) enum Seen {
    Found,
    /// Not here. The next window starts there.
    Next(usize),
}

impl Default for Cursor {
    fn default() -> Self {
        Self {
            at: 0,
            window: Vec::new(),
            sizes: Sizes {
                whole: WHOLE,
                window: WINDOW,
                overlap: OVERLAP,
            },
        }
    }
}

impl Cursor {
    /// Starts again, for another payload.
    pub(super) fn rewind(&mut self) {
        self.at = 0;
    }

    /// Continues, one window after the other: `None` if `budget` bytes were searched without a verdict.
    /// `look` searches the next window.
    pub(super) fn search(
        &mut self,
        large: &Large,
        budget: &mut usize,
        mut look: impl FnMut(&mut Self) -> Seen,
    ) -> Option<bool> {
        while *budget > 0 {
            let seen = look(self);
            *budget = budget.saturating_sub(self.window.len());
            match seen {
                Seen::Found => return Some(true),
                Seen::Next(at) if at == large.len() => return Some(false),
                Seen::Next(at) => self.at = at,
            }
        }
        None
    }

    /// Searches the next window for a text.
    pub(super) fn look_for(&mut self, literal: &Literal, large: &Large, lowered: &mut Vec<u8>) -> Seen {
        let longest = literal.longest();
        let start = self.at;
        let is_last = self.read(large, start, self.sizes.window.max(2 * longest));
        if literal.find(literal.prepare(&self.window, lowered)).is_some() {
            return Seen::Found;
        }
        let end = start + self.window.len();
        Seen::Next(if is_last { end } else { end - longest + 1 })
    }

    /// Searches the next window for a match of a regex.
    pub(super) fn look_for_match(
        &mut self,
        pattern: &regex::Pattern,
        large: &Large,
        lowered: &mut Vec<u8>,
    ) -> Seen {
        // Context before the start, for `^` and `\b`.
        let start = self.at.saturating_sub(CHARACTER);
        let Sizes {
            whole,
            window,
            overlap,
        } = self.sizes;
        let is_last = self.read(large, start, if large.len() <= whole { whole } else { window });
        let (end, next) = if is_last {
            (self.window.len(), large.len())
        } else {
            let end = whole_characters(&self.window);
            (end, start + character_before(&self.window, end - overlap))
        };
        let seen = &self.window[..end];
        let is_possible = |required: &Literal| required.find(required.prepare(seen, lowered)).is_some();
        if !pattern.required.as_ref().is_none_or(is_possible) {
            return Seen::Next(next);
        }
        let (before, after) = seen.split_at(self.at - start);
        let (text, from) = text(before, after);
        match pattern.regex.find_at(&text, from) {
            // `$` and `\b` must not take the end of the window for the end of the text.
            Some(found) if is_last || !pattern.looks_ahead || found.end() < text.len() => Seen::Found,
            _ => Seen::Next(next),
        }
    }

    /// Copies a window of `size` bytes from `start` on. Returns whether it is the last one.
    fn read(&mut self, large: &Large, start: usize, size: usize) -> bool {
        large.read(start..start + size, &mut self.window);
        start + self.window.len() == large.len()
    }
}

/// Both as one text, and the offset of the second in it. Invalid UTF-8 becomes U+FFFD.
fn text<'a>(before: &[u8], after: &'a [u8]) -> (Cow<'a, str>, usize) {
    if before.is_empty() {
        return (String::from_utf8_lossy(after), 0);
    }
    // It may start inside a character.
    let inside = before
        .iter()
        .take(CHARACTER - 1)
        .take_while(|&&byte| byte & 0xc0 == 0x80);
    let before = &before[inside.count()..];
    let mut text = String::from_utf8_lossy(before).into_owned();
    let from = text.len();
    text.push_str(&String::from_utf8_lossy(after));
    (Cow::Owned(text), from)
}

/// Where a character starts, at `at` or before it.
fn character_before(bytes: &[u8], at: usize) -> usize {
    let is_start = |&at: &usize| bytes[at] & 0xc0 != 0x80;
    (at.saturating_sub(CHARACTER - 1)..=at)
        .rev()
        .find(is_start)
        .unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::filter::Query;
    use crate::filter::pattern::Pattern;
    use crate::payload::larges;

    fn pattern(typed: &str) -> Option<Pattern> {
        let query = Query {
            text: typed.to_owned(),
            ..Query::default()
        };
        query.compile(&crate::case::StdCase).ok()?.pattern
    }

    fn found(pattern: &Pattern, large: &Large, window: usize, overlap: usize, budget: usize) -> bool {
        let sizes = Sizes {
            whole: 0,
            window,
            overlap,
        };
        let mut cursor = Cursor {
            sizes,
            ..Cursor::default()
        };
        loop {
            let mut left = budget;
            if let Some(found) = pattern.is_in_large(large, &mut cursor, &mut Vec::new(), &mut left) {
                return found;
            }
            assert_eq!(left, 0, "work ends when the budget does");
        }
    }

    #[test]
    fn what_a_window_does_not_show_is_not_made_up() {
        let text = format!("start {} end", "x ".repeat(100));
        let check = |typed: &str, expect: bool| {
            let pattern = pattern(typed).expect(typed);
            let large = larges::text(&text);
            for size in 32..64 {
                assert_eq!(
                    found(&pattern, &large, size, 10, 1),
                    expect,
                    "{typed} in windows of {size}"
                );
            }
        };
        check("/^start/", true);
        check("/^x/", false);
        check("/x$/", false);
        check(r"/x\B/", false);
        check("/end$/", true);
        check(r"/x\bx/", false);
        check(r"/\bend\b/", true);
        check("/^$/", false);
        check("/start.*/", true);
        check("/st.* end$/", false);
        check("/a{3}/", false);
        check("END", true);
        check("start x x x x x x x x x x x x x x x x x x x x x x x x x", true);
    }

    proptest! {
        #[test]
        fn a_text_is_found_wherever_windows_begin_and_end(
            needle in "[aAbé]{1,9}", text in "[aAbBéÉ🐈]{0,200}", size in 1_usize..40, budget in 1_usize..100,
        ) {
            let pattern = pattern(&needle).unwrap();
            let Pattern::Literal(literal) = &pattern else { unreachable!("no slashes") };
            let expect = literal.find(literal.prepare(text.as_bytes(), &mut Vec::new())).is_some();
            prop_assert_eq!(found(&pattern, &larges::text(&text), size, 0, budget), expect);
        }

        #[test]
        fn a_short_match_of_a_regex_is_found_and_none_is_made_up(
            regex in r"/([abé.]|\\b|\\B|\[\^b\]|\(ab\|é\)|\^|\$){1,5}/m?",
            bytes in prop_oneof![
                "[abé\n]{0,120}".prop_map(String::into_bytes),
                prop::collection::vec(prop::sample::select(&b"ab\n\xc3\xa9\xf0\x9f\xff"[..]), 0..120),
            ],
            size in 60_usize..80,
            budget in 1_usize..100,
        ) {
            let Some(pattern) = pattern(&regex) else { return Ok(()) };
            let Pattern::Regex(inner) = &pattern else { return Ok(()) };
            let expect = inner.regex.is_match(&String::from_utf8_lossy(&bytes));
            // Five characters, and one for what a place between two looks at.
            prop_assert_eq!(found(&pattern, &larges::binary(&bytes), size, 24, budget), expect);
        }
    }
}
