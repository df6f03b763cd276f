//! The matches of a filter's pattern in a payload, for marking them.

use std::ops::Range;

use super::Filter;
use super::pattern::Pattern;
use crate::payload::Payload;

impl Filter {
    /// The byte ranges of the first `most` matches in the payload, or in the start of one: in order, not
    /// empty, not overlapping. None for an inverted filter, whose messages lack the pattern. In a text both
    /// ends fall between characters; a regex has no matches in bytes that are not UTF-8. The end (`$`) is
    /// that of the bytes given.
    pub fn highlights(&self, payload: Payload<'_>, most: usize) -> Vec<Range<usize>> {
        let bytes = payload.bytes();
        match &self.pattern {
            _ if self.invert => Vec::new(),
            None => Vec::new(),
            Some(Pattern::Literal(literal)) => {
                let mut lowered = Vec::new();
                let bytes = literal.prepare(bytes, &mut lowered);
                let mut from = 0;
                let next = || {
                    let found = literal.find(&bytes[from..])?;
                    let place = from + found.start..from + found.end;
                    from = place.end;
                    Some(place)
                };
                std::iter::from_fn(next).take(most).collect()
            }
            Some(Pattern::Regex(pattern)) => std::str::from_utf8(bytes)
                .map(|text| {
                    pattern
                        .regex
                        .find_iter(text)
                        .map(|found| found.range())
                        .filter(|place| !place.is_empty())
                        .take(most)
                        .collect()
                })
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Query;

    fn filter(text: &str, invert: bool) -> Filter {
        let query = Query {
            text: text.to_owned(),
            invert,
            ..Query::default()
        };
        query.compile(&crate::case::StdCase).unwrap()
    }

    #[test]
    fn every_place_that_matches_is_marked_once() {
        let check = |typed: &str, text: &str, expect: &[&str]| {
            let places = filter(typed, false).highlights(Payload::Text(text), 10);
            let marked: Vec<&str> = places.into_iter().map(|place| &text[place]).collect();
            assert_eq!(marked, expect, "{typed} in {text}");
        };
        check("", "abc", &[]);
        check("A", "abcA", &["a", "A"]);
        check("aa", "aaaaa", &["aa", "aa"]);
        check("É", "né, NÉ", &["é", "É"]);
        check("/[0-9]+/", "a1b23", &["1", "23"]);
        check("/x*/", "axx", &["xx"]);
        check("/é/", "né", &["é"]);
    }

    #[test]
    fn no_more_places_are_marked_than_asked_for() {
        let most = |typed| filter(typed, false).highlights(Payload::Text("aaaa"), 2).len();
        assert_eq!((most("a"), most("/a/")), (2, 2));
    }

    #[test]
    fn an_inverted_filter_marks_nothing() {
        assert!(filter("a", true).highlights(Payload::Text("aaaa"), 9).is_empty());
    }

    #[test]
    fn binary_payloads_are_marked_where_their_bytes_are_those_of_the_text() {
        let bytes = b"\xffping\x00PING";
        let marked = |typed| filter(typed, false).highlights(Payload::Binary(bytes), 9);
        assert_eq!(marked("ping"), [1..5, 6..10]);
        assert_eq!(marked("/ping/"), []);
    }
}
