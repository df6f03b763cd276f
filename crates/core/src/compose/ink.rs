//! The colours of a text in the field: JSON, placeholders, and the place of a problem.

use std::ops::Range;

use crate::format::{TokenKind, json_tokens};

/// A longer text has no colours: the browser lays all of it out anew with each key.
const MOST: usize = 16 << 10;

/// The kind of a run of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Nothing special.
    Plain,
    /// Of JSON.
    Json(TokenKind),
    /// A placeholder that is filled in.
    Placeholder,
    /// What is wrong.
    Problem,
}

/// The runs of a text, in order: together they are the text. `None` if all of it is plain.
pub fn runs(
    text: &str,
    placeholders: &[Range<usize>],
    problem: Option<&Range<usize>>,
) -> Option<Vec<(Ink, Range<usize>)>> {
    if text.len() > MOST {
        return None;
    }
    let mut above: Vec<_> = placeholders
        .iter()
        .map(|range| (Ink::Placeholder, range.clone()))
        .collect();
    if let Some(problem) = problem {
        // At the end there is no character: the one before it is marked.
        let end = problem.end.max(problem.start + 1).min(text.len());
        let start = problem.start.min(text.len().saturating_sub(1));
        let range = text.floor_char_boundary(start)..text.ceil_char_boundary(end);
        above.retain(|(_, other)| other.end <= range.start || other.start >= range.end);
        above.push((Ink::Problem, range));
        above.sort_by_key(|(_, range)| range.start);
    }
    let tokens = json_tokens(text).unwrap_or_default();
    if above.is_empty() && tokens.is_empty() {
        return None;
    }
    let mut out = Runs::default();
    let mut above = above.into_iter().peekable();
    for token in tokens {
        let mut rest = token.range;
        while let Some((ink, range)) = above.next_if(|(_, range)| range.start < rest.end) {
            // It may end before the token begins.
            if rest.start < range.start {
                out.push(Ink::Json(token.kind), rest.start..range.start);
            }
            rest.start = rest.start.max(range.end);
            out.push(ink, range);
        }
        out.push(Ink::Json(token.kind), rest);
    }
    for (ink, range) in above {
        out.push(ink, range);
    }
    out.push(Ink::Plain, text.len()..text.len());
    Some(out.runs)
}

#[derive(Default)]
struct Runs {
    runs: Vec<(Ink, Range<usize>)>,
    end: usize,
}

impl Runs {
    /// Adds a run, as far as nothing lies over it yet, and the plain one before it.
    fn push(&mut self, ink: Ink, range: Range<usize>) {
        let start = range.start.max(self.end);
        if self.end < start {
            self.runs.push((Ink::Plain, self.end..start));
        }
        self.end = range.end.max(start);
        if start < self.end {
            self.runs.push((ink, start..self.end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, placeholders: &[&str], problem: Option<&Range<usize>>) -> String {
        let place = |written: &&str| {
            let start = text.find(written).expect("it is written there");
            start..start + written.len()
        };
        let placeholders: Vec<_> = placeholders.iter().map(place).collect();
        let runs = runs(text, &placeholders, problem).unwrap_or_default();
        let name = |ink| match ink {
            Ink::Plain => "",
            Ink::Json(TokenKind::Key) => "k",
            Ink::Json(TokenKind::Punct) => "p",
            Ink::Json(_) => "v",
            Ink::Placeholder => "t",
            Ink::Problem => "!",
        };
        let run = |(ink, range): (Ink, Range<usize>)| format!("{}<{}>", name(ink), &text[range]);
        runs.into_iter().map(run).collect()
    }

    #[test]
    fn placeholders_and_problems_lie_over_json() {
        assert_eq!(shown("hello", &[], None), "");
        assert_eq!(shown("a {{seq}} b", &["{{seq}}"], None), "<a >t<{{seq}}>< b>");
        assert_eq!(
            shown(r#"{"n":{{seq}},"a":"x{{now}}"}"#, &["{{seq}}", "{{now}}"], None),
            r#"p<{>k<"n">p<:>t<{{seq}}>p<,>k<"a">p<:>v<"x>t<{{now}}>v<">p<}>"#
        );
        assert_eq!(shown("[1 2]", &[], Some(&(3..4))), "p<[>v<1>< >!<2>p<]>");
        assert_eq!(shown("[1", &[], Some(&(2..2))), "p<[>!<1>");
        assert_eq!(shown("{é 1", &[], Some(&(1..3))), "p<{>!<é>< >v<1>");
        assert_eq!(shown("{é {{x}} 1", &["{{x}}"], None), "p<{><é >t<{{x}}>< >v<1>");
        assert_eq!(shown("é", &[], Some(&(0..1))), "!<é>");
        assert_eq!(shown("{{tokn}}", &["{{tokn}}"], Some(&(0..8))), "!<{{tokn}}>");
        assert_eq!(shown("", &[], Some(&(0..0))), "");
    }

    proptest! {
        #[test]
        fn the_runs_are_the_text_and_the_problem_is_one_of_them(
            text in r#"[{}"a:,1é🐈\n ]{0,20}"#, cuts in prop::collection::vec(0..60_usize, 0..6),
            problem in prop::option::of((0..60_usize, 0..9_usize)),
        ) {
            let mut cuts: Vec<_> = cuts.into_iter().filter(|cut| text.is_char_boundary(*cut)).collect();
            cuts.sort_unstable();
            cuts.dedup();
            let placeholders: Vec<_> = cuts.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect();
            let problem = problem.map(|(start, length)| start..start + length);
            let Some(runs) = runs(&text, &placeholders, problem.as_ref()) else {
                prop_assert!(placeholders.is_empty() && problem.is_none());
                return Ok(());
            };
            let mut end = 0;
            for (_, range) in &runs {
                prop_assert_eq!(range.start, end);
                prop_assert!(text.get(range.clone()).is_some_and(|run| !run.is_empty()));
                end = range.end;
            }
            prop_assert_eq!(end, text.len());
            let problems: Vec<_> = runs.iter().filter(|(ink, _)| *ink == Ink::Problem).collect();
            prop_assert_eq!(problems.len(), usize::from(problem.is_some() && !text.is_empty()));
            if let (Some(problem), [(_, marked)]) = (problem, &problems[..]) {
                prop_assert!(marked.start <= problem.start && problem.end.min(text.len()) <= marked.end);
            }
        }
    }
}
