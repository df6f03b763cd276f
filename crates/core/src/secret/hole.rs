//! The place of a masked secret in a URL or a list of subprotocols, for a person to put theirs in.

use std::fmt;
use std::ops::Range;

use super::decoded::Decoded;
use super::place::Place;
use super::{Mask, url};

/// The masks of a text. Display says what to do about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// The kind of the first mask.
    pub mask: Mask,
    /// Its range in the text, in UTF-16 code units, as text fields count.
    pub range: Range<usize>,
    /// The names of the masked secrets. Empty behind a veil.
    pub names: Vec<String>,
}

impl fmt::Display for Hole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.mask.as_str())?;
        f.write_str(" stands for a secret that was left out")?;
        f.write_str(&in_brackets(&self.names))?;
        f.write_str(". Put yours in its place, or press Connect again to connect with it as it stands.")
    }
}

/// ` (token, password)`, or nothing.
pub fn in_brackets(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    [" (", &names.join(", "), ")"].concat()
}

/// The masks in a URL as typed, if there are any, encoded or not.
pub fn hole_in_url(typed: &str) -> Option<Hole> {
    let parts = url::split(typed);
    let rest = &typed[parts.searched..];
    let rest_text = Decoded::new(rest);
    let place = Place::new(&rest_text, rest);
    let name = |at| {
        if at >= parts.searched {
            place.name(rest_text.find(at - parts.searched))
        } else if at >= parts.userinfo.end {
            "host".to_owned()
        } else if typed
            .get(parts.userinfo.start..at)
            .is_some_and(|user| user.as_bytes().contains(&b':'))
        {
            "password".to_owned()
        } else {
            "user name".to_owned()
        }
    };
    hole(typed, &|at| Some(name(at)))
}

/// The masks in a list of subprotocols as typed.
pub fn hole_in_subprotocols(typed: &str) -> Option<Hole> {
    hole(typed, &|_| Some("subprotocol".to_owned()))
}

/// The masks in a message as typed, encoded or not. A letter or digit beside one says that it is no mask: in
/// `***bold***` nothing was left out.
pub fn hole_in_message(typed: &str) -> Option<Hole> {
    let text = Decoded::new(typed);
    let place = Place::new(&text, typed);
    let is_free = |byte: Option<&u8>| !byte.is_some_and(u8::is_ascii_alphanumeric);
    let mut first: Option<Hole> = None;
    for mask in [Mask::Stars, Mask::Dots] {
        let signs = mask.as_str().as_bytes();
        let sign = &signs[..signs.len() / 3];
        for at in 0..text.bytes.len().saturating_sub(signs.len() - 1) {
            let (before, rest) = text.bytes.split_at(at);
            let Some(after) = rest.strip_prefix(signs) else {
                continue;
            };
            // More signs in a row are a line or a password's shape.
            let is_one = !before.ends_with(sign) && !after.starts_with(sign);
            if is_one && is_free(before.last()) && is_free(after.first()) {
                let units = |end: usize| typed[..end].encode_utf16().count();
                let hole = first.get_or_insert_with(|| {
                    let source = text.source(&(at..at + signs.len()));
                    Hole {
                        mask,
                        range: units(source.start)..units(source.end),
                        names: Vec::new(),
                    }
                });
                let name = place.named(at);
                hole.names.extend(name.filter(|name| !hole.names.contains(name)));
            }
        }
    }
    first
}

/// The masks in a text. `name` names the secret of a mask by the mask's start.
pub(super) fn hole(typed: &str, name: &dyn Fn(usize) -> Option<String>) -> Option<Hole> {
    let text = Decoded::new(typed);
    let mut first: Option<Hole> = None;
    let mut at = 0;
    while at < text.bytes.len() {
        let rest = &text.bytes[at..];
        let Some(mask) = [Mask::Stars, Mask::Dots]
            .into_iter()
            .find(|mask| rest.starts_with(mask.as_str().as_bytes()))
        else {
            at += 1;
            continue;
        };
        let length = mask.as_str().len();
        // Adjacent signs belong to the same mask.
        let sign = &rest[..length / 3];
        let length = rest.chunks(sign.len()).take_while(|chunk| *chunk == sign).count() * sign.len();
        let source = text.source(&(at..at + length));
        at += length;
        let hole = first.get_or_insert_with(|| {
            let units = |end: usize| typed[..end].encode_utf16().count();
            Hole {
                mask,
                range: units(source.start)..units(source.end),
                names: Vec::new(),
            }
        });
        let name = name(source.start);
        hole.names.extend(name.filter(|name| !hole.names.contains(name)));
    }
    first
}
