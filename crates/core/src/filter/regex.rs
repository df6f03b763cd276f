//! Compiles `/regex/flags` as a person types it for the engine. The engine takes time in proportion to the
//! length of the text whatever the regex (no backtracking), and to the size of the regex, which is bounded
//! here.

use regex_lite::{Regex, RegexBuilder};

use super::error::FilterError;
use super::literal::Literal;
use super::required;
use crate::case::CaseMap;
use crate::entry::Message;

/// Syntax that may look at the character after it.
const LOOKS_AHEAD: [&str; 5] = ["$", r"\b", r"\B", r"\z", r"\>"];

/// The memory of the compiled regex: some 1,300 states, each of which may cost a step for each character searched.
const SIZE_LIMIT: usize = 32 << 10;

/// A regex, and a text that every match contains.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) regex: Regex,
    pub(super) required: Option<Literal>,
    /// Whether a match may depend on what follows it.
    pub(super) looks_ahead: bool,
}

impl Pattern {
    /// Whether the message has a match.
    pub(super) fn is_in(&self, message: &Message<'_>) -> bool {
        self.regex.is_match(&String::from_utf8_lossy(message.bytes))
    }
}

/// The body and the flags, if the text has the form of a regex. `g`, `u` and the other flags of JavaScript
/// that change nothing here are accepted.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let (body, flags) = text.strip_prefix('/')?.rsplit_once('/')?;
    let backslashes = body.bytes().rev().take_while(|&byte| byte == b'\\').count();
    let is_regex = !body.is_empty()
        && backslashes % 2 == 0
        && flags
            .chars()
            .all(|flag| matches!(flag, 'g' | 'i' | 'm' | 's' | 'u' | 'v' | 'x'));
    is_regex.then_some((body, flags))
}

pub(super) fn compile(body: &str, flags: &str, case: &dyn CaseMap) -> Result<Pattern, FilterError> {
    let body = escape_braces(body);
    let [any_case, lines, dot_all, spaced] = ['i', 'm', 's', 'x'].map(|flag| flags.contains(flag));
    let regex = RegexBuilder::new(&body)
        .case_insensitive(any_case)
        .multi_line(lines)
        .dot_matches_new_line(dot_all)
        .ignore_whitespace(spaced)
        .size_limit(SIZE_LIMIT)
        .build()
        .map_err(|error| FilterError::from_engine(&error))?;
    // With `x` the spaces and comments of the body would count as text.
    let text = (!spaced).then(|| required::text(&body)).flatten();
    let literal = |text: &str| {
        if any_case {
            Literal::any_case(text, case)
        } else {
            Literal::exact(text)
        }
    };
    Ok(Pattern {
        regex,
        required: text.as_deref().map(literal),
        looks_ahead: LOOKS_AHEAD.iter().any(|mark| body.contains(mark)),
    })
}

/// A `{` that starts no repetition is the character itself, as in JavaScript: `/{"op"/` is what a person types to find
/// JSON. The engine would refuse it.
fn escape_braces(body: &str) -> String {
    let mut escaped = String::with_capacity(body.len() + 4);
    let mut in_class = false;
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        let mut take = c.len_utf8();
        match c {
            '\\' => {
                let after = rest[1..].chars().next();
                take += after.map_or(0, char::len_utf8);
                // `\x{1F408}`, `\b{start}`: the brace belongs to the escape.
                let takes_brace = matches!(after, Some('x' | 'u' | 'U' | 'p' | 'P' | 'b'));
                if takes_brace && rest[take..].starts_with('{') {
                    take += 1;
                }
            }
            '[' => in_class = true,
            ']' => in_class = false,
            '{' if !in_class && !starts_repetition(rest) => escaped.push('\\'),
            _ => {}
        }
        let (taken, left) = rest.split_at(take);
        escaped.push_str(taken);
        rest = left;
    }
    escaped
}

/// Whether the text starts with `{n}`, `{n,}` or `{n,m}`.
fn starts_repetition(text: &str) -> bool {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((counts, _)) = text[1..].split_once('}') else {
        return false;
    };
    let (least, most) = counts.split_once(',').unwrap_or((counts, ""));
    !least.is_empty() && is_number(least) && is_number(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::StdCase;

    #[test]
    fn a_brace_that_repeats_nothing_is_itself() {
        let check = |body: &str, expect: &str| assert_eq!(escape_braces(body), expect);
        check(r#"{"op":"ping"}"#, r#"\{"op":"ping"}"#);
        check("a{2}b{2,}c{2,3}", "a{2}b{2,}c{2,3}");
        check("a{,3}", r"a\{,3}");
        check("a{x}{2", r"a\{x}\{2");
        check(r"\{a", r"\{a");
        check(r"\\{a", r"\\\{a");
        check(r"\x{41}", r"\x{41}");
        check("[{]{", r"[{]\{");
        check("é{é}", r"é\{é}");
    }

    #[test]
    fn flags_do_what_they_do_in_javascript() {
        let check = |body: &str, flags: &str, text: &str, expect: bool| {
            let regex = compile(body, flags, &StdCase).unwrap().regex;
            assert_eq!(regex.is_match(text), expect, "/{body}/{flags} in {text:?}");
        };
        check("tick", "", "TICK", false);
        check("tick", "i", "TICK", true);
        check("^b$", "", "a\nb", false);
        check("^b$", "m", "a\nb", true);
        check("a.b", "", "a\nb", false);
        check("a.b", "s", "a\nb", true);
        check("a b # c", "x", "ab", true);
        check("tick", "gu", "tick", true);
        check(r"a\/b", "", "a/b", true);
        check(r#"{"a":\d{2}}"#, "", r#"{"a":12}"#, true);
    }

    #[test]
    fn a_bad_regex_says_what_is_wrong_with_it() {
        let check = |body: &str, reason: &str| {
            let error = compile(body, "", &StdCase).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("Filter is not valid: {reason}."),
                "/{body}/"
            );
        };
        check("(", "unterminated group");
        check("(?:a", "unterminated group");
        check("(?", "unterminated group");
        check("a)", r"a ) has no ( before it (\) finds the character itself)");
        check("[", "unterminated character class");
        check("[a", "unterminated character class");
        check("[a-", "unterminated character class");
        check("[^", "unterminated character class");
        check("[]", "unterminated character class");
        check("[z-a]", "invalid range in character class");
        let nothing = r"nothing to repeat (\*, \+ and \? find the characters themselves)";
        check("*a", nothing);
        check("a|+", nothing);
        check("{2}", r"nothing to repeat (\{ finds the character itself)");
        check("a{3,2}", "a repetition has a least count above its largest");
        check("(?=a)", "look-ahead and look-behind are not supported");
        check("(?<!a)b", "look-ahead and look-behind are not supported");
        check(r"(a)\1", "backreferences are not supported");
        check(
            r"\p{L}",
            r"\p classes are not supported: list the characters between [ and ]",
        );
        check(r"\y", r"unknown escape (\\ finds a backslash)");
        check("(?q)a", "unrecognized inline flag");
        check(
            "(((a{99}){99}){99}){99}",
            "too large once its repetitions are counted out",
        );
        check(&"(".repeat(1_000), "pattern has too much nesting");
    }
}
