//! Which characters are the same but for their case, and how all of them are written. ASCII letters are the same as ASCII
//! letters only; others follow Unicode's mappings of one character to one, so that `ß` is `ẞ` but not `ss`.

use std::ops::RangeInclusive;

/// All characters that have case, and others, in few ranges: to look at each takes tens of microseconds.
const CASED: [RangeInclusive<char>; 13] = [
    '\0'..='\u{5ff}',
    '\u{1080}'..='\u{13ff}',
    '\u{1c80}'..='\u{1fff}',
    '\u{2100}'..='\u{21ff}',
    '\u{2480}'..='\u{24ff}',
    '\u{2c00}'..='\u{2dff}',
    '\u{a600}'..='\u{abff}',
    '\u{ff00}'..='\u{ffef}',
    '\u{10400}'..='\u{105ff}',
    '\u{10c80}'..='\u{10dff}',
    '\u{11880}'..='\u{118ff}',
    '\u{16e00}'..='\u{16eff}',
    '\u{1e900}'..='\u{1e9ff}',
];

/// The spellings of one character: its UTF-8 in each case.
pub(super) type Spellings = Vec<Vec<u8>>;

/// One character for all that are the same but for case.
pub(super) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    // By way of the upper case: the Greek final sigma has the same one as the other sigma.
    let upper = only(c.to_uppercase()).unwrap_or(c);
    let folded = only(upper.to_lowercase()).unwrap_or(upper);
    // The Kelvin sign and the long s would become k and s.
    if folded.is_ascii() { c } else { folded }
}

/// How each character of `text` may be written.
pub(super) fn spellings(text: &str) -> Vec<Spellings> {
    let folded: Vec<char> = text.chars().map(fold).collect();
    let mut spellings: Vec<Spellings> = folded.iter().map(|&c| vec![utf8(c)]).collect();
    for c in CASED.into_iter().flatten() {
        let to = fold(c);
        if c == to {
            continue;
        }
        for (spellings, &folded) in spellings.iter_mut().zip(&folded) {
            if folded == to {
                spellings.push(utf8(c));
            }
        }
    }
    spellings
}

fn utf8(c: char) -> Vec<u8> {
    c.encode_utf8(&mut [0; 4]).as_bytes().to_vec()
}

fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_differ_in_case_only_fold_alike() {
        let check = |a: char, b: char, alike: bool| assert_eq!(fold(a) == fold(b), alike, "{a} {b}");
        check('a', 'A', true);
        check('é', 'É', true);
        check('я', 'Я', true);
        check('σ', 'ς', true);
        check('ß', 'ẞ', true);
        check('a', 'á', false);
        check('k', '\u{212a}', false);
        check('s', 'ſ', false);
        check('i', 'İ', false);
        check('i', 'ı', false);
        check('🐈', '🐈', true);
    }

    #[test]
    fn every_character_folds_once_and_those_that_change_are_looked_at() {
        for c in '\0'..=char::MAX {
            let folded = fold(c);
            if folded != c {
                assert_eq!(fold(folded), folded, "{c:?}");
                assert!(CASED.iter().any(|range| range.contains(&c)), "{c:?}");
            }
        }
    }
}
