//! Values that are secret because of their names: `token=…`, `"token":"…"`, `Bearer …`, encoded any number of
//! times.

use std::ops::Range;

use super::decoded::Decoded;
use super::found::Found;
use super::name::says_secret;
use super::shape::looks_made;

/// The text around a value, which says where one ends.
#[derive(Clone, Copy)]
pub(super) enum Around {
    /// A URL whose path ends at that byte: up to there a slash ends a value.
    Url(usize),
    /// A message, which may be JSON or have lines: a quote or a blank ends a value, too.
    Message,
}

impl Around {
    fn is_path(self, at: usize) -> bool {
        matches!(self, Self::Url(path_end) if at < path_end)
    }

    fn is_message(self) -> bool {
        matches!(self, Self::Message)
    }
}

/// The longest name examined, in bytes.
const LONGEST_NAME: usize = 64;

/// Marks the passwords of URLs within the text, and lone user names, which are often tokens.
pub(super) fn find_logins(text: &Decoded, found: &mut Found) {
    let bytes = &text.bytes;
    let mut at = 0;
    while let Some(slashes) = bytes[at..].windows(3).position(|three| three == b"://") {
        let start = at + slashes + 3;
        let ends = |byte: &u8| b"/?#&;,\"'\\ \t\n\r".contains(byte);
        let length = bytes[start..]
            .iter()
            .position(ends)
            .unwrap_or(bytes.len() - start);
        let authority = &bytes[start..start + length];
        if let Some(end) = authority.iter().rposition(|byte| *byte == b'@') {
            let password = authority[..end].iter().position(|byte| *byte == b':');
            found.mark(bytes, start + password.map_or(0, |colon| colon + 1)..start + end);
        }
        at = start + length;
    }
}

/// Marks them in the decoded text.
pub(super) fn find_values(text: &Decoded, around: Around, found: &mut Found) {
    let bytes = &text.bytes;
    let mut at = 0;
    while at < bytes.len() {
        let value = match bytes[at] {
            b'=' if is_named(bytes, at) => parameter(text, at, around),
            b':' if is_named(bytes, at) => member(text, at, around),
            b' ' | b'+' if is_scheme(&bytes[..at]) => {
                let rest = &bytes[at + 1..];
                let token = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_.~/=-".contains(byte);
                let length = rest.iter().take_while(token).count();
                at + 1..at + 1 + if looks_made(&rest[..length]) { length } else { 0 }
            }
            _ => at..at,
        };
        at = value.end.max(at + 1);
        if !(around.is_message() && is_filled_in(&bytes[value.clone()])) {
            found.mark(bytes, value);
        }
    }
}

/// Whether the value is placeholders and no more than signs beside them: it is known when it is sent only.
pub(super) fn is_filled_in(value: &[u8]) -> bool {
    let text = String::from_utf8_lossy(value);
    let mut pieces = text.split("{{");
    let before = pieces.next().unwrap_or_default();
    let mut after = pieces.map(|piece| piece.split_once("}}"));
    let says_nothing = |text: &str| !text.contains(char::is_alphanumeric);
    text.contains("{{")
        && says_nothing(before)
        && after.all(|piece| piece.is_some_and(|(_, rest)| says_nothing(rest)))
}

fn is_named(bytes: &[u8], sign: usize) -> bool {
    says_secret(&bytes[name_before(bytes, sign)])
}

/// The name before a `=` or `:`, in quotes or not.
pub(super) fn name_before(bytes: &[u8], sign: usize) -> Range<usize> {
    let least = sign.saturating_sub(LONGEST_NAME);
    let quotes = |byte: &u8| b" \"'\\".contains(byte);
    let end = sign
        - bytes[least..sign]
            .iter()
            .rev()
            .take_while(|byte| quotes(byte))
            .count();
    let ends = |byte: &u8| quotes(byte) || b"/?&;#,{}()=:@\t\n\r".contains(byte);
    let length = bytes[least..end]
        .iter()
        .rev()
        .take_while(|byte| !ends(byte))
        .count();
    end - length..end
}

/// Whether `Bearer` or `Basic` ends here, the schemes of an Authorization header.
fn is_scheme(before: &[u8]) -> bool {
    let letters = before
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let word = &before[before.len() - letters..];
    word.eq_ignore_ascii_case(b"bearer") || word.eq_ignore_ascii_case(b"basic")
}

/// The value of a parameter. In a message it may be in quotes, after blanks.
fn parameter(text: &Decoded, sign: usize, around: Around) -> Range<usize> {
    let bytes = &text.bytes;
    let mut start = sign + 1;
    if around.is_message() {
        start += count(&bytes[start..], b" \t");
        if let Some(inside) = string(text, sign, start, around) {
            return inside;
        }
    }
    start..end_of_value(text, sign, start, around)
}

/// The value of a member of an object: the text between its quotes, or a whole object or array, or the rest
/// up to the place where the next member would begin.
fn member(text: &Decoded, colon: usize, around: Around) -> Range<usize> {
    let bytes = &text.bytes;
    let blanks: &[u8] = if around.is_message() { b" \t\r\n" } else { b" " };
    let start = colon + 1 + count(&bytes[colon + 1..], blanks);
    if let Some(inside) = string(text, colon, start, around) {
        return inside;
    }
    let escapes = count(&bytes[start..], b"\\");
    let end = match bytes.get(start + escapes) {
        Some(b'{' | b'[') => end_of_group(bytes, start).unwrap_or(bytes.len()),
        _ => start,
    };
    let ends = |byte: &&u8| {
        b",}])\"&#;".contains(byte)
            || (around.is_path(colon) && **byte == b'/')
            || (around.is_message() && b"\r\n\0".contains(byte))
    };
    start..end + bytes[end..].iter().take_while(|byte| !ends(byte)).count()
}

/// The text between the quotes that begin there, escaped or not.
fn string(text: &Decoded, sign: usize, start: usize, around: Around) -> Option<Range<usize>> {
    let bytes = &text.bytes;
    let escapes = count(&bytes[start..], b"\\");
    let quote = bytes.get(start + escapes)?;
    if !b"\"'".contains(quote) {
        return None;
    }
    let inside = start + escapes + 1;
    let end = end_of_string(bytes, inside, escapes, *quote);
    Some(inside..end.unwrap_or_else(|| end_of_value(text, sign, inside, around)))
}

fn count(bytes: &[u8], kinds: &[u8]) -> usize {
    bytes.iter().take_while(|byte| kinds.contains(byte)).count()
}

/// The closing quote: the first with no more backslashes before it than the opening one.
fn end_of_string(bytes: &[u8], from: usize, escapes: usize, quote: u8) -> Option<usize> {
    let mut backslashes = 0;
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        if byte == quote && backslashes <= escapes {
            return Some(at - backslashes);
        }
        backslashes = if byte == b'\\' { backslashes + 1 } else { 0 };
    }
    None
}

fn end_of_group(bytes: &[u8], from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 1 => return Some(at + 1),
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The end of a value that begins at `from`, after a `=`: a separator that is encoded no more often than that
/// sign. One that is encoded more often belongs to the value, as do the backslashes before a quote to the quote.
fn end_of_value(text: &Decoded, sign: usize, from: usize, around: Around) -> usize {
    let bytes = &text.bytes;
    let width = text.width(sign);
    let separates = |at: usize| match bytes[at] {
        b'&' | b'#' => true,
        b';' => names_follow(&bytes[at + 1..]),
        b'/' => around.is_path(at),
        b'"' | b' ' | b'\t' | b'\r' | b'\n' | 0 => around.is_message(),
        _ => false,
    };
    let end = (from..bytes.len())
        .find(|at| text.width(*at) <= width && separates(*at))
        .unwrap_or(bytes.len());
    let is_quote = around.is_message() && bytes.get(end) == Some(&b'"');
    let escapes = bytes[from..end].iter().rev().take_while(|byte| **byte == b'\\');
    end - if is_quote { escapes.count() } else { 0 }
}

/// A `;` separates parameters if a `=` comes next; otherwise it is an ordinary character.
fn names_follow(rest: &[u8]) -> bool {
    let next = rest.iter().find(|byte| b"=&;# ".contains(byte));
    next == Some(&b'=')
}
