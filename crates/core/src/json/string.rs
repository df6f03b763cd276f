//! The content of JSON strings. `raw` is always the inside of a string that the reader accepted, without its
//! quotes. Half a surrogate pair is not a character: it keeps its value for comparing, and is shown as
//! written.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use super::reader::plain_run;
use crate::format::push_hex;

/// A character of a string, or a lone half of a surrogate pair with its escape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit<'t> {
    Char(char),
    Lone(u16, &'t str),
}

impl Unit<'_> {
    fn code(self) -> u32 {
        match self {
            Unit::Char(c) => u32::from(c),
            Unit::Lone(half, _) => u32::from(half),
        }
    }
}

/// The content of the string as text: `a\u0062` is `ab`, a lone `\ud800` stays `\ud800`.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    for unit in units(raw) {
        match unit {
            Unit::Char(c) => text.push(c),
            Unit::Lone(_, written) => text.push_str(written),
        }
    }
    Cow::Owned(text)
}

/// The content of the string as text, or the place of the first lone half of a surrogate pair, for which text has no
/// character.
pub(crate) fn content(raw: &str) -> Result<String, Range<usize>> {
    let mut text = String::with_capacity(raw.len());
    let mut at = 0;
    while let Some((unit, length)) = first(&raw[at..]) {
        match unit {
            Unit::Char(c) => text.push(c),
            Unit::Lone(..) => return Err(at..at + length),
        }
        at += length;
    }
    Ok(text)
}

/// Hands on a text as the content of a string, piece by piece, with the escapes that the grammar asks for and no others.
pub(crate) fn escape(text: &str, push: &mut dyn FnMut(&str)) {
    let mut rest = text;
    loop {
        let (plain, after) = rest.split_at(plain_run(rest.as_bytes()));
        push(plain);
        let Some(&special) = after.as_bytes().first() else {
            return;
        };
        match special {
            b'\n' => push("\\n"),
            b'\r' => push("\\r"),
            b'\t' => push("\\t"),
            b'"' => push("\\\""),
            b'\\' => push("\\\\"),
            _ => {
                let mut escaped = "\\u00".to_owned();
                push_hex(&mut escaped, special);
                push(&escaped);
            }
        }
        rest = &after[1..];
    }
}

/// Orders strings by content, however they are written: `"a"` and `"\u0061"` are equal.
pub(super) fn compare(raw: &str, other: &str) -> Ordering {
    if raw.contains('\\') || other.contains('\\') {
        units(raw).map(Unit::code).cmp(units(other).map(Unit::code))
    } else {
        // UTF-8 bytes sort in the order of their characters.
        raw.cmp(other)
    }
}

/// A hash that is equal for strings of equal content (FNV-1a over the characters).
pub(super) fn digest(raw: &str) -> u64 {
    let mix = |sum: u64, code: u32| (sum ^ u64::from(code)).wrapping_mul(0x0100_0000_01b3);
    let start = 0xcbf2_9ce4_8422_2325;
    if raw.contains('\\') {
        units(raw).map(Unit::code).fold(start, mix)
    } else {
        raw.chars().map(u32::from).fold(start, mix)
    }
}

/// A string to look for, prepared for many comparisons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sought {
    /// `None` if only an escape can write it: it has half a surrogate pair.
    plain: Option<Box<str>>,
    codes: Box<[u32]>,
}

impl Sought {
    /// The text itself.
    pub(super) fn text(text: &str) -> Self {
        Self {
            plain: Some(text.into()),
            codes: text.chars().map(u32::from).collect(),
        }
    }

    /// The content of a JSON string.
    pub(super) fn raw(raw: &str) -> Self {
        let has_half = units(raw).any(|unit| matches!(unit, Unit::Lone(..)));
        Self {
            plain: (!has_half).then(|| unescape(raw).into()),
            codes: units(raw).map(Unit::code).collect(),
        }
    }

    /// Whether a JSON string has this content.
    pub(super) fn is(&self, raw: &str) -> bool {
        if raw.contains('\\') {
            units(raw).map(Unit::code).eq(self.codes.iter().copied())
        } else {
            self.plain.as_deref() == Some(raw)
        }
    }
}

/// The string whose opening quote is at `start`, without its quotes. The reader accepted it, so it ends.
pub(super) fn inside_quotes(text: &str, start: usize) -> &str {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while let Some(rest) = bytes.get(at..) {
        at += plain_run(rest);
        match bytes.get(at) {
            Some(b'"') | None => break,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
    text.get(start + 1..at).unwrap_or_default()
}

fn units(raw: &str) -> impl Iterator<Item = Unit<'_>> {
    let mut rest = raw;
    std::iter::from_fn(move || {
        let (unit, length) = first(rest)?;
        rest = &rest[length..];
        Some(unit)
    })
}

/// The first unit and its length in bytes as written.
fn first(raw: &str) -> Option<(Unit<'_>, usize)> {
    let c = raw.chars().next()?;
    if c != '\\' {
        return Some((Unit::Char(c), c.len_utf8()));
    }
    let said = match raw.as_bytes().get(1)? {
        b'u' => return Some(first_by_number(raw)),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        &same => char::from(same),
    };
    Some((Unit::Char(said), 2))
}

fn first_by_number(raw: &str) -> (Unit<'_>, usize) {
    let first = escaped_number(raw, 0).expect("the reader wants four hex digits after \\u");
    let pair = [first, escaped_number(raw, 6).unwrap_or_default()];
    match char::decode_utf16(pair).next() {
        Some(Ok(c)) => (Unit::Char(c), if c.len_utf16() == 2 { 12 } else { 6 }),
        _ => (Unit::Lone(first, &raw[..6]), 6),
    }
}

/// The number of a `\u` escape at `start`, if one stands there.
fn escaped_number(raw: &str, start: usize) -> Option<u16> {
    let digits = raw.get(start..start + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_and_half_pairs_stay_as_written() {
        let check = |raw: &str, expect: &str| assert_eq!(unescape(raw), expect, "{raw}");
        check("", "");
        check("é🐈", "é🐈");
        check(r#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t");
        check(r"a\u0062\u00E9\u0000", "abé\0");
        check(r"\ud83d\uDC08", "🐈");
        check(r"\ud800", r"\ud800");
        check(r"\uDC08\ud83d", r"\uDC08\ud83d");
        check(r"\ud800\ud83d\udc08.", r"\ud800🐈.");
        check(r"\ud83dx", r"\ud83dx");
        check(r"\ud83d\n", "\\ud83d\n");
    }

    #[test]
    fn what_is_escaped_reads_as_it_was() {
        let check = |text: &str, expect: &str| {
            let mut raw = String::new();
            escape(text, &mut |piece| raw.push_str(piece));
            assert_eq!(raw, expect, "{text:?}");
            assert_eq!(content(&raw).as_deref(), Ok(text));
        };
        check("", "");
        check("é🐈/\u{7f}", "é🐈/\u{7f}");
        check("\"\\\n\r\t\0\u{1f}é", r#"\"\\\n\r\t\u0000\u001fé"#);
    }

    #[test]
    fn strings_compare_by_what_they_say() {
        let check = |raw: &str, other: &str, expect: Ordering| {
            assert_eq!(compare(raw, other), expect, "{raw} {other}");
            assert_eq!(compare(other, raw), expect.reverse(), "{other} {raw}");
            assert_eq!(Sought::raw(raw).is(other), expect.is_eq(), "{raw} {other}");
            assert_eq!(digest(raw) == digest(other), expect.is_eq(), "{raw} {other}");
        };
        check("a", r"\u0061", Ordering::Equal);
        check("a", "a", Ordering::Equal);
        check("é", r"\u00e9", Ordering::Equal);
        check(r"\ud83d\udc08", "🐈", Ordering::Equal);
        check(r"\ud800", r"\uD800", Ordering::Equal);
        // The first is half a pair, the second a backslash and five characters.
        check(r"\ud800", r"\\ud800", Ordering::Greater);
        check("a", "b", Ordering::Less);
        check("a", r"\u0062", Ordering::Less);
        check("", r"\u0000", Ordering::Less);
        assert!(Sought::text(r"\ud800").is(r"\\ud800"));
        assert!(!Sought::text(r"\ud800").is(r"\ud800"));
    }
}
