//! Characters that differ only in case, and their spellings. ASCII letters equal ASCII letters only; others
//! follow Unicode's mappings of one character to one, so that `ß` is `ẞ` but not `ss`.

use std::ops::RangeInclusive;

use crate::case::CaseMap;

/// All characters that have case, and some others, in few ranges: checking each is cheap.
const CASED: [RangeInclusive<char>; 13] = [
    '\u{80}'..='\u{5ff}',
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

/// For each character, one that represents all that differ from it only in case.
pub(super) fn fold(characters: &[char], case: &dyn CaseMap) -> Vec<char> {
    // Through upper case: both Greek small sigmas have the same one.
    let upper = mapped(characters, |text| case.upper(text));
    let folded = mapped(&upper, |text| case.lower(text));
    let fold = |(&c, folded): (&char, char)| match (c.is_ascii(), folded.is_ascii()) {
        (true, _) => c.to_ascii_lowercase(),
        // The Kelvin sign and the long s would become k and s.
        (false, true) => c,
        (false, false) => folded,
    };
    characters.iter().zip(folded).map(fold).collect()
}

/// The spellings of each character of `text`.
pub(super) fn spellings(text: &str, case: &dyn CaseMap) -> Vec<Spellings> {
    let folded = fold(&text.chars().collect::<Vec<_>>(), case);
    let mut spellings: Vec<Spellings> = folded.iter().map(|&c| vec![utf8(c)]).collect();
    let ascii = folded
        .iter()
        .zip(&mut spellings)
        .filter(|(c, _)| c.is_ascii_lowercase());
    for (c, spellings) in ascii {
        spellings.push(utf8(c.to_ascii_uppercase()));
    }
    let cased: Vec<char> = CASED.into_iter().flatten().collect();
    for (&c, to) in cased.iter().zip(fold(&cased, case)) {
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

/// Each character mapped, or unchanged if it maps to several. All go in one text, one a line, to avoid
/// thousands of calls out of wasm.
fn mapped(characters: &[char], map: impl Fn(&str) -> String) -> Vec<char> {
    let mut lines = String::new();
    for &c in characters {
        lines.extend([c, '\n']);
    }
    let mapped = map(&lines);
    let mapped = mapped.split('\n').map(|line| only(line.chars()));
    characters
        .iter()
        .zip(mapped)
        .map(|(&c, to)| to.unwrap_or(c))
        .collect()
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
    use crate::case::StdCase;

    #[test]
    fn characters_that_differ_in_case_only_fold_alike() {
        let check = |a: char, b: char, alike: bool| {
            let folded = fold(&[a, b], &StdCase);
            assert_eq!(folded[0] == folded[1], alike, "{a} {b}");
        };
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
        let all: Vec<char> = ('\0'..=char::MAX).filter(|c| *c != '\n').collect();
        let folded = fold(&all, &StdCase);
        assert_eq!(fold(&folded, &StdCase), folded);
        for (c, folded) in all.into_iter().zip(folded) {
            if folded != c && !c.is_ascii() {
                assert!(CASED.iter().any(|range| range.contains(&c)), "{c:?}");
            }
        }
    }
}
