//! Secrets recognised by their shape anywhere: JWTs, keys with their maker's prefix, Base64 of JSON with a
//! secret in it, and long random runs.

use std::ops::Range;

use super::decoded::Decoded;
use super::found::Found;
use super::random::{is_mixed, is_random};
use super::{base64, holds_secret};

/// Prefixes that only keys have.
const PREFIXES: &str = "sk_live_ sk_test_ rk_live_ rk_test_ whsec_ ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- glsa_ xapp- \
    AIza ya29. hvs. dop_v1_ shpat_ shpss_ dckr_pat_ lin_api_ pypi- tskey- figd_";

/// Prefixes that words may have, too: a digit or a capital must follow, or more letters than words have.
const SHORT_PREFIXES: &str = "sk- sk_ ek_ hf_ npm_ gsk_ xai- pplx- r8_ ntn_ SG.";

/// The fewest characters after a prefix.
const SHORTEST_REST: usize = 5;

/// No word after a prefix has so many letters.
const NO_WORD: usize = 16;

/// How many characters after a prefix are examined.
const FARTHEST: usize = 64;

/// The shortest AWS key id, without its four letters.
const SHORTEST_AWS: usize = 12;

/// How many words before a JWT are taken for none.
const MOST_WORDS: usize = 4;

/// Between slashes, a shorter piece may be anything.
const SHORTEST_PIECE: usize = 8;

/// Marks them in the decoded text. Up to `path_end` it is a path, whose slashes separate words.
pub(super) fn find_shapes(text: &Decoded, path_end: usize, found: &mut Found) {
    let bytes = &text.bytes;
    // Nothing new begins before these offsets: no byte is examined more than a few times.
    let (mut made, mut looked_into) = (0, 0);
    let mut again = 0..0;
    for at in 0..bytes.len() {
        let rest = &bytes[at..];
        let begins_word = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        if begins_word && at >= made && begins_key(rest) {
            made = at + count(rest, is_run);
            found.mark(bytes, at..made);
        }
        if at >= looked_into && base64::begins(rest) {
            let slash = at >= path_end;
            looked_into = at + count(rest, |byte| is_run(byte) || (slash && byte == b'/'));
            let json = base64::decode(&bytes[at..looked_into]);
            if bytes.get(looked_into) == Some(&b'.')
                && (is_header(&json)
                    || (begins_word && !bytes[..at].ends_with(b".") && has_three_parts(rest)))
            {
                looked_into = at + count(rest, is_part_of_jwt);
                found.mark(bytes, at..looked_into);
            } else if holds_secret(&String::from_utf8_lossy(&json)) {
                found.mark(bytes, at..padded(bytes, looked_into));
            } else if let Some(inner) = later_jwt(&bytes[at..looked_into]) {
                // What begins here is a word before a JWT: `ewo-eyJ`. Few such words are in one run.
                if at >= again.end {
                    again = 0..looked_into;
                }
                again.start += 1;
                if again.start <= MOST_WORDS {
                    looked_into = at + inner;
                }
            }
        }
    }
    find_random(bytes, path_end, found);
}

/// Where a JWT may begin after a word and a sign between.
fn later_jwt(run: &[u8]) -> Option<usize> {
    let at = run
        .windows(4)
        .position(|window| !window[0].is_ascii_alphanumeric() && window.ends_with(b"eyJ"))?;
    Some(at + 1)
}

/// The first part of a JWT is an object with a member.
fn is_header(json: &[u8]) -> bool {
    json.starts_with(b"{") && json.windows(2).any(|pair| pair == b"\":")
}

/// A JWT has three parts, of which the first begins with `{"`.
fn has_three_parts(text: &[u8]) -> bool {
    let mut dots = 0;
    let three = |byte: &&u8| {
        dots += usize::from(**byte == b'.');
        is_part_of_jwt(**byte) && dots < 3
    };
    text.iter().take_while(three).for_each(drop);
    text.starts_with(b"eyJ") && dots == 2
}

fn is_part_of_jwt(byte: u8) -> bool {
    is_run(byte) || b".=".contains(&byte)
}

/// Whether a key begins here.
fn begins_key(text: &[u8]) -> bool {
    let after = |prefixes: &str| {
        let mut prefixes = prefixes.split(' ');
        prefixes.find_map(|prefix| text.strip_prefix(prefix.as_bytes()))
    };
    let follows = |rest: &[u8]| rest.first().is_some_and(|byte| is_run(*byte));
    match text {
        [b'A', b'K' | b'S', b'I', b'A', rest @ ..] => {
            let capital = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
            rest.len() >= SHORTEST_AWS && rest[..SHORTEST_AWS].iter().all(capital)
        }
        [b'x', b'o', b'x', _, b'-', rest @ ..] => follows(rest),
        _ => match after(PREFIXES) {
            Some(rest) => follows(rest),
            None => after(SHORT_PREFIXES).is_some_and(|rest| {
                let rest = &rest[..rest.len().min(FARTHEST)];
                let rest = &rest[..count(rest, is_run)];
                looks_made(rest) || count(rest, |byte| byte.is_ascii_alphanumeric()) >= NO_WORD
            }),
        },
    }
}

/// Whether it is more than a word: five characters or more, a digit or a capital among them.
pub(super) fn looks_made(word: &[u8]) -> bool {
    word.len() >= SHORTEST_REST
        && word
            .iter()
            .any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

/// Marks random runs. Slashes are digits of Base64, but more often separate the words of a path: they belong
/// to a run only if it is mixed throughout.
fn find_random(bytes: &[u8], path_end: usize, found: &mut Found) {
    let mut at = 0;
    while at < bytes.len() {
        let length = count(&bytes[at..], |byte| is_run(byte) || byte == b'/');
        let word = at..padded(bytes, at + length);
        at = word.end.max(at + 1);
        if word.start >= path_end && is_mixed(&bytes[word.clone()]) && is_random(&bytes[word.clone()]) {
            found.mark(bytes, word);
        } else {
            find_in_word(bytes, word, found);
        }
    }
}

fn find_in_word(bytes: &[u8], word: Range<usize>, found: &mut Found) {
    let mut start = word.start;
    // A possible run with slashes in it: from a mixed piece to a mixed piece.
    let mut joined = 0..0;
    for piece in bytes[word].split(|byte| *byte == b'/') {
        let range = start..start + piece.len();
        start = range.end + 1;
        let is_one = is_random(piece);
        if !is_one && piece.len() >= SHORTEST_PIECE && is_mixed(piece) {
            if joined.is_empty() {
                joined.start = range.start;
            }
            joined.end = range.end;
        } else if is_one || piece.len() >= SHORTEST_PIECE {
            mark_random(bytes, joined, found);
            joined = 0..0;
        }
        if is_one {
            found.mark(bytes, range);
        }
    }
    mark_random(bytes, joined, found);
}

fn mark_random(bytes: &[u8], run: Range<usize>, found: &mut Found) {
    if is_random(&bytes[run.clone()]) {
        found.mark(bytes, run);
    }
}

/// The end of a run, including its padding `=` if nothing follows them.
fn padded(bytes: &[u8], end: usize) -> usize {
    let padding = count(&bytes[end..], |byte| byte == b'=');
    match bytes.get(end + padding) {
        Some(byte) if is_run(*byte) => end,
        _ => end + padding,
    }
}

fn is_run(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_+-".contains(&byte)
}

fn count(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| belongs(**byte)).count()
}
