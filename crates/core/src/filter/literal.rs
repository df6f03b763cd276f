//! Finding one text in many bytes, with or without regard to case.

use std::ops::Range;

use memchr::memmem::Finder;

use super::fold::{self, Spellings};
use crate::case::CaseMap;

/// A text to find.
#[derive(Debug)]
pub(super) enum Literal {
    /// As it is written.
    Exact(Finder<'static>),
    /// ASCII in any case: the finder searches lower-cased bytes for the lower-cased text.
    AnyCase(Finder<'static>),
    /// Any case, with characters beyond ASCII.
    Spelled(Spelled),
}

/// The spellings of each character of a text. The search stops at each `tail`, the last byte of the anchor's
/// spellings: the anchor is not ASCII, and so is rare in most traffic.
#[derive(Debug)]
pub(super) struct Spelled {
    characters: Vec<Spellings>,
    anchor: usize,
    tails: Vec<u8>,
}

impl Literal {
    pub(super) fn exact(text: &str) -> Self {
        Self::Exact(Finder::new(text).into_owned())
    }

    pub(super) fn any_case(text: &str, case: &dyn CaseMap) -> Self {
        match text.chars().position(|c| !c.is_ascii()) {
            None => Self::AnyCase(Finder::new(&text.to_ascii_lowercase()).into_owned()),
            Some(anchor) => {
                let characters = fold::spellings(text, case);
                let mut tails = Vec::new();
                for tail in characters[anchor].iter().filter_map(|spelling| spelling.last()) {
                    if !tails.contains(tail) {
                        tails.push(*tail);
                    }
                }
                Self::Spelled(Spelled {
                    characters,
                    anchor,
                    tails,
                })
            }
        }
    }

    /// The bytes in the form that [`Self::find`] searches; of the same length. Lowering a mebibyte and searching once is
    /// faster than stopping at each letter that might start a match.
    pub(super) fn prepare<'a>(&self, bytes: &'a [u8], lowered: &'a mut Vec<u8>) -> &'a [u8] {
        let Self::AnyCase(_) = self else {
            return bytes;
        };
        lowered.clear();
        lowered.extend_from_slice(bytes);
        lowered.make_ascii_lowercase();
        lowered
    }

    /// The length of the longest match in bytes.
    pub(super) fn longest(&self) -> usize {
        let longest = |spellings: &Spellings| spellings.iter().map(Vec::len).max().unwrap_or_default();
        match self {
            Self::Exact(finder) | Self::AnyCase(finder) => finder.needle().len(),
            Self::Spelled(spelled) => spelled.characters.iter().map(longest).sum(),
        }
    }

    /// The first match in prepared bytes.
    pub(super) fn find(&self, prepared: &[u8]) -> Option<Range<usize>> {
        match self {
            Self::Exact(finder) | Self::AnyCase(finder) => {
                let start = finder.find(prepared)?;
                Some(start..start + finder.needle().len())
            }
            Self::Spelled(spelled) => spelled.find(prepared),
        }
    }
}

impl Spelled {
    fn find(&self, bytes: &[u8]) -> Option<Range<usize>> {
        let mut from = 0;
        loop {
            let end = from + self.tail(&bytes[from..])? + 1;
            if let Some(found) = self.around(bytes, end) {
                return Some(found);
            }
            from = end;
        }
    }

    fn tail(&self, bytes: &[u8]) -> Option<usize> {
        match *self.tails {
            [a] => memchr::memchr(a, bytes),
            [a, b] => memchr::memchr2(a, b, bytes),
            [a, b, c] => memchr::memchr3(a, b, c, bytes),
            _ => bytes.iter().position(|byte| self.tails.contains(byte)),
        }
    }

    /// The match whose anchor ends at `end`. No character's UTF-8 is a prefix or suffix of another's, so at
    /// most one spelling fits at each step.
    fn around(&self, bytes: &[u8], end: usize) -> Option<Range<usize>> {
        let (before, after) = self.characters.split_at(self.anchor + 1);
        let start = before.iter().rev().try_fold(end, |end, spellings| {
            let fits = |spelling: &&Vec<u8>| bytes[..end].ends_with(spelling);
            Some(end - spellings.iter().find(fits)?.len())
        })?;
        let end = after.iter().try_fold(end, |start, spellings| {
            let fits = |spelling: &&Vec<u8>| bytes[start..].starts_with(spelling);
            Some(start + spellings.iter().find(fits)?.len())
        })?;
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::case::StdCase;

    fn found(literal: &Literal, text: &str) -> Option<Range<usize>> {
        literal.find(literal.prepare(text.as_bytes(), &mut Vec::new()))
    }

    #[test]
    fn case_matters_only_where_it_is_asked_to() {
        let check = |needle: &str, text: &str, exact: Option<Range<usize>>, any: Option<Range<usize>>| {
            assert_eq!(found(&Literal::exact(needle), text), exact, "{needle} in {text}");
            assert_eq!(
                found(&Literal::any_case(needle, &StdCase), text),
                any,
                "{needle} in {text}, any case"
            );
        };
        check("tick", "a tick", Some(2..6), Some(2..6));
        check("tick", "a TiCK", None, Some(2..6));
        check("Café", "un CAFÉ, un Café", Some(13..18), Some(3..8));
        check("привет", "ПРИВЕТ", None, Some(0..12));
        check("ⱥb", "xȺB", None, Some(1..4));
        check("tick", "tock", None, None);
    }

    proptest! {
        #[test]
        fn any_case_finds_the_first_place_where_all_characters_fold_alike(
            needle in "[aAbéÉσςΣⱥȺ]{1,3}", text in "[aAbBéÉσςΣⱥȺ🐈]{0,12}",
        ) {
            let fold_all = |text: &str| fold::fold(&text.chars().collect::<Vec<_>>(), &StdCase);
            let wanted = fold_all(&needle);
            let expect = text.char_indices().map(|(at, _)| at).find_map(|start| {
                let end = text[start..].char_indices().map(|(at, c)| start + at + c.len_utf8()).nth(wanted.len() - 1)?;
                (fold_all(&text[start..end]) == wanted).then_some(start..end)
            });
            prop_assert_eq!(found(&Literal::any_case(&needle, &StdCase), &text), expect);
        }
    }
}
