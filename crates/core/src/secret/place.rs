//! Names for the place of a secret: the name before it, or the part of the URL. A name that may be a secret
//! itself is not told.

use super::decoded::Decoded;
use super::holds_secret;
use super::value::name_before;
use crate::format::preview;

/// The most characters of a name that are told.
const LONGEST: usize = 40;

/// How many bytes before a secret are searched for its name.
const FARTHEST: usize = 4096;

/// The parts of a URL, from its path on.
pub(super) struct Place<'a> {
    text: &'a Decoded,
    /// The decoded bytes before this belong to the path.
    pub(super) path_end: usize,
    fragment: usize,
}

impl<'a> Place<'a> {
    /// Of the text that was decoded.
    pub(super) fn new(text: &'a Decoded, source: &str) -> Self {
        let fragment = source.find('#').unwrap_or(source.len());
        let path_end = source[..fragment].find('?').unwrap_or(fragment);
        Self {
            text,
            path_end: text.find(path_end),
            fragment: text.find(fragment),
        }
    }

    /// The name of the secret that begins there, or the part of the URL.
    pub(super) fn name(&self, start: usize) -> String {
        self.named(start).unwrap_or_else(|| self.part(start).to_owned())
    }

    /// The name of the secret that begins there, if there is one before it.
    pub(super) fn named(&self, start: usize) -> Option<String> {
        let bytes = &self.text.bytes;
        let before = bytes[..start].iter().rev().take(FARTHEST);
        let quotes = before.take_while(|byte| b" \"'\\".contains(byte)).count();
        let sign = (start - quotes)
            .checked_sub(1)
            .filter(|at| b"=:".contains(&bytes[*at]));
        let near = sign.map(|sign| &bytes[name_before(bytes, sign)]);
        near.and_then(called)
            .or_else(|| called(&bytes[self.parameter(start)?]))
    }

    /// The name of the parameter whose value contains that byte.
    fn parameter(&self, start: usize) -> Option<std::ops::Range<usize>> {
        let bytes = &self.text.bytes;
        let separates = |at: &usize| b"?&;#".contains(&bytes[*at]) && self.text.width(*at) == 1;
        let farthest = self.path_end.max(start.saturating_sub(FARTHEST));
        let begins = (farthest..start).rev().find(separates)? + 1;
        let length = bytes[begins..start].iter().position(|byte| *byte == b'=')?;
        Some(begins..begins + length)
    }

    fn part(&self, start: usize) -> &'static str {
        if start < self.path_end {
            "part of the path"
        } else if start < self.fragment {
            "part of the query"
        } else {
            "part of the fragment"
        }
    }
}

fn called(name: &[u8]) -> Option<String> {
    presentable(&String::from_utf8_lossy(name))
}

/// A name fit to be told: short, with invisible characters made visible. `None` if it has a secret in it, or
/// no letter.
pub(super) fn presentable(name: &str) -> Option<String> {
    let tells = name.contains(char::is_alphanumeric) && !holds_secret(name);
    tells.then(|| preview(name, LONGEST).text)
}
