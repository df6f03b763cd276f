//! A path as a person types it or copies it from the tree: `$.bid.size`, `a.b.0`, `$["odd key"][3]`.

use std::fmt;

use super::error::Fault;
use super::reader::{Reader, Token};
use super::string::{Sought, inside_quotes};

/// One step into a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// The member to take in an object.
    pub(super) key: Option<Sought>,
    /// The item to take in an array.
    pub(super) index: Option<u32>,
}

/// Why a path cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathError {
    /// Nothing typed.
    Empty,
    /// Two dots in a row, or one at the end.
    EmptyName,
    /// In brackets, neither a number nor a key in quotes; or no bracket at the end.
    Bracket,
    /// Text after a closing bracket that does not start a step.
    AfterBracket,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter a path such as $.type or data.items[0].id.",
            Self::EmptyName => "A name is missing after a dot. Write a key with no letters as [\"\"].",
            Self::Bracket => "Between [ and ] write a number, or a key in double quotes.",
            Self::AfterBracket => "After ] write a dot and a name, another [, or nothing.",
        })
    }
}

impl std::error::Error for PathError {}

/// The steps from the root; none for `$`. A number after a dot is an index in an array and a key in an object.
pub(super) fn parse(path: &str) -> Result<Vec<Step>, PathError> {
    let path = path.trim();
    if path.is_empty() {
        return Err(PathError::Empty);
    }
    let mut rest = match path.strip_prefix('$') {
        Some(rest) if rest.is_empty() || rest.starts_with(['.', '[']) => rest,
        _ => path,
    };
    let mut steps = Vec::new();
    // The first name needs no dot.
    if !rest.is_empty() && !rest.starts_with(['.', '[']) {
        rest = push_name(rest, &mut steps)?;
    }
    while !rest.is_empty() {
        rest = if let Some(inside) = rest.strip_prefix('[') {
            push_bracket(inside, &mut steps)?
        } else {
            push_name(rest.strip_prefix('.').ok_or(PathError::AfterBracket)?, &mut steps)?
        };
    }
    Ok(steps)
}

fn push_name<'p>(path: &'p str, steps: &mut Vec<Step>) -> Result<&'p str, PathError> {
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (name, rest) = path.split_at(end);
    if name.is_empty() {
        return Err(PathError::EmptyName);
    }
    steps.push(Step {
        key: Some(Sought::text(name)),
        index: index(name),
    });
    Ok(rest)
}

fn push_bracket<'p>(inside: &'p str, steps: &mut Vec<Step>) -> Result<&'p str, PathError> {
    let (step, rest) = if inside.starts_with('"') {
        let key = inside_quotes(inside, 0);
        let quoted = inside.get(..key.len() + 2).ok_or(PathError::Bracket)?;
        let key = quoted_string(quoted).ok_or(PathError::Bracket)?;
        let step = Step {
            key: Some(key),
            index: None,
        };
        (step, &inside[quoted.len()..])
    } else {
        let (number, _) = inside.split_once(']').ok_or(PathError::Bracket)?;
        let step = Step {
            key: None,
            index: Some(index(number).ok_or(PathError::Bracket)?),
        };
        (step, &inside[number.len()..])
    };
    steps.push(step);
    rest.strip_prefix(']').ok_or(PathError::Bracket)
}

fn index(digits: &str) -> Option<u32> {
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

/// The content of a text that is one JSON string with its quotes.
pub(super) fn quoted_string(text: &str) -> Option<Sought> {
    let mut reader = Reader::new(text);
    let read: Result<_, Fault> = reader.read().and_then(|first| Ok((first, reader.read()?)));
    match read {
        Ok((Some(piece), None)) if piece.token == Token::String => {
            Some(Sought::raw(&text[piece.start + 1..piece.end - 1]))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Step {
        Step {
            key: Some(Sought::text(text)),
            index: None,
        }
    }

    fn item(index: u32) -> Step {
        Step {
            key: None,
            index: Some(index),
        }
    }

    #[test]
    fn a_path_is_a_way_of_keys_and_indexes() {
        let check = |path: &str, expect: &[Step]| assert_eq!(parse(path).as_deref(), Ok(expect), "{path}");
        let either = |index: u32| Step {
            key: key(&index.to_string()).key,
            index: Some(index),
        };
        check("$", &[]);
        check("$.type", &[key("type")]);
        check(" type ", &[key("type")]);
        check(".type", &[key("type")]);
        check("$type", &[key("$type")]);
        check("$.$", &[key("$")]);
        check("a.b.0", &[key("a"), key("b"), either(0)]);
        check("[3][\"\"].x", &[item(3), key(""), key("x")]);
        check(r#"$["odd key"][3]"#, &[key("odd key"), item(3)]);
        check(r#"$["a\"].b"]["\u0061"]"#, &[key("a\"].b"), key("a")]);
        check("a.-1", &[key("a"), key("-1")]);
        check("a.99999999999", &[key("a"), key("99999999999")]);
    }

    #[test]
    fn a_path_that_cannot_be_followed_says_what_to_write() {
        let check = |path: &str, expect: PathError| assert_eq!(parse(path), Err(expect), "{path}");
        check("", PathError::Empty);
        check("  ", PathError::Empty);
        check("a..b", PathError::EmptyName);
        check("a.", PathError::EmptyName);
        check("$.", PathError::EmptyName);
        check(".[0]", PathError::EmptyName);
        check("a[", PathError::Bracket);
        check("a[]", PathError::Bracket);
        check("a[b]", PathError::Bracket);
        check("a[-1]", PathError::Bracket);
        check("a[99999999999]", PathError::Bracket);
        check("a[\"b]", PathError::Bracket);
        check("a[\"b\"", PathError::Bracket);
        check("a[\"b\\\"", PathError::Bracket);
        check("a[\"\\x\"]", PathError::Bracket);
        check("a[\"é", PathError::Bracket);
        check("a[0]b", PathError::AfterBracket);
    }
}
