//! Guesses the placeholder that was probably meant.

use super::name::Name;
use crate::edits::edits;

/// Each with what may stand in its place, for an example; the last two read a received message.
const KNOWN: [(&str, &str); 6] = [
    ("seq", "seq"),
    ("now", "now"),
    ("uuid", "uuid"),
    ("random", "random:1:100"),
    ("message", "message"),
    ("match", "match:$.id"),
];

/// Names in other tools, and longer words.
const ALIASES: [(&str, &str); 9] = [
    ("guid", "uuid"),
    ("randomuuid", "uuid"),
    ("timestamp", "now"),
    ("time", "now"),
    ("iso", "now:iso"),
    ("isotimestamp", "now:iso"),
    ("randomint", "random:0:1000"),
    ("counter", "seq"),
    ("sequence", "seq"),
];

/// No name is longer, and nothing much longer is a misspelt one.
const LONGEST: usize = 12;

/// The placeholder that was probably meant by a name that there is not.
pub(super) fn by(name: &str, answers: bool) -> Option<String> {
    let name = name.trim_start_matches('$').to_ascii_lowercase();
    let (head, tail) = name
        .split_once(':')
        .map_or((name.as_str(), None), |(head, tail)| (head, Some(tail)));
    if head.len() > LONGEST {
        return None;
    }
    if let Some((_, meant)) = ALIASES.iter().find(|(alias, _)| *alias == head) {
        return Some((*meant).to_owned());
    }
    let there = if answers { &KNOWN[..] } else { &KNOWN[..4] };
    let near = there.iter().map(|known| (edits(head, known.0), known));
    let (edits, (known, example)) = near.min_by_key(|(edits, _)| *edits)?;
    if edits > if head.len() > 3 { 2 } else { 1 } {
        return None;
    }
    let Some(tail) = tail else {
        return Some((*example).to_owned());
    };
    if *known == "now" {
        return Some("now:iso".to_owned());
    }
    // What follows the name may be right.
    let corrected = [known, ":", tail].concat();
    let is_right = matches!(Name::find(&corrected, answers), Ok(Some(_)));
    Some(if is_right {
        corrected
    } else {
        (*example).to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_and_one_of_another_tool_are_understood() {
        let check = |name, meant: Option<&str>| assert_eq!(by(name, true).as_deref(), meant, "{name}");
        for name in ["sq", "SEQ", "esq", "seqq", "seq:5", "$seq", "counter"] {
            check(name, Some("seq"));
        }
        for name in ["nwo", "new", "no", "$timestamp"] {
            check(name, Some("now"));
        }
        for name in ["now:isoo", "now:", "nwo:iso", "Now:ISO", "iso"] {
            check(name, Some("now:iso"));
        }
        check("uid", Some("uuid"));
        check("$guid", Some("uuid"));
        check("randon:1:6", Some("random:1:6"));
        check("randon:6:1", Some("random:1:100"));
        check("ramdon", Some("random:1:100"));
        check("$randomInt", Some("random:0:1000"));
        check("massage", Some("message"));
        check("mach:$.x", Some("match:$.x"));
        check("match", Some("match:$.id"));
        for name in ["", "x", "nmae", "user.name", "name", "seqqqqqqqqqqqqqqqq", "é"] {
            check(name, None);
        }
    }

    #[test]
    fn nothing_is_offered_that_is_not_there() {
        assert_eq!(by("massage", false), None);
        assert_eq!(by("mach:$.x", false), None);
        assert_eq!(by("sq", false).as_deref(), Some("seq"));
    }
}
