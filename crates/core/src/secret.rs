//! Secrets in URLs, lists of subprotocols and sentences: found by the name before them and by their shape,
//! and masked in all text shown or copied. This is a guess, and the only place that guesses: all code that
//! shows a URL uses it. It cannot tell whether a secret is real.
//!
//! The finder is not in the page's first load. So text shown from the start takes a [`Masking`], which is the
//! [`VEIL`] until the finder is loaded; links and reports need the finder.

mod base64;
mod decoded;
mod found;
mod hole;
mod name;
mod place;
mod random;
mod shape;
mod url;
mod value;
mod veil;

pub use hole::{Hole, hole_in_message, hole_in_subprotocols, hole_in_url, in_brackets};
pub(crate) use veil::HIDDEN;
pub use veil::{Masking, VEIL, hides};

use decoded::Decoded;
use found::Found;
use name::says_secret;
use place::{Place, presentable};
use value::Around;

/// Looks for secrets.
pub const FINDER: Masking = Masking {
    url: |url| mask_url(url, Mask::Dots).text,
    subprotocols: |list| mask_subprotocols(list, Mask::Dots).text,
    text: |text| mask_text(text, Mask::Dots).text,
    names: secrets_after_host,
    hole_in_url,
};

/// The most passes over a text. Two are enough for all but text crafted to need more.
const MOST_PASSES: usize = 16;

/// The most names that are told.
const MOST_NAMES: usize = 20;

/// The replacement of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mask {
    /// For text copied or shared: it survives every encoding.
    Stars,
    /// For the screen.
    Dots,
}

impl Mask {
    /// Its text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stars => "***",
            Self::Dots => "•••",
        }
    }

    /// Whether the bytes are a mask of either kind.
    fn is(bytes: &[u8]) -> bool {
        [Self::Stars, Self::Dots]
            .iter()
            .any(|mask| bytes == mask.as_str().as_bytes())
    }
}

/// Text without its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Masked {
    /// The text with masks.
    pub text: String,
    /// The names of the masked secrets, each once, to tell a person. No secret is in a name.
    pub names: Vec<String>,
}

impl Masked {
    /// Adds the names of secrets masked elsewhere.
    pub(crate) fn add_names(&mut self, names: Vec<String>) {
        for name in names {
            self.name(name);
        }
    }

    fn name(&mut self, name: String) {
        if self.names.len() < MOST_NAMES && !self.names.contains(&name) {
            self.names.push(name);
            if self.names.len() == MOST_NAMES {
                self.names.push("more".to_owned());
            }
        }
    }
}

/// The text after "Link copied": empty, or `, without the secrets in it (token, part of the path)`.
pub fn left_out(names: &[String]) -> String {
    let names = in_brackets(names);
    if names.is_empty() {
        names
    } else {
        [", without the secrets in it", &names].concat()
    }
}

/// A URL without its secrets. Any text is masked, as an invalid URL can have secrets too. As in the URL
/// standard, tabs and line breaks are ignored: "to\nken=x" is a token.
pub fn mask_url(url: &str, mask: Mask) -> Masked {
    let mut url = url.to_owned();
    url.retain(|c| !matches!(c, '\t' | '\n' | '\r'));
    settled(url, &|url| {
        let parts = url::split(url);
        let mut masked = Masked::default();
        masked.text.push_str(&url[..parts.userinfo.start]);
        mask_userinfo(&mut masked, &url[parts.userinfo.clone()], mask);
        masked.text.push_str(&url[parts.userinfo.end..parts.searched]);
        mask_rest(&mut masked, &url[parts.searched..], mask);
        masked
    })
}

/// Masks until nothing more is found: the text beside a mask may look like a secret, too.
fn settled(mut text: String, once: &dyn Fn(&str) -> Masked) -> Masked {
    let mut all = Masked::default();
    for _ in 0..MOST_PASSES {
        let masked = once(&text);
        text = masked.text;
        if masked.names.is_empty() {
            break;
        }
        all.add_names(masked.names);
    }
    Masked { text, ..all }
}

/// The names of the secrets that [`mask_url`] would mask after the host.
fn secrets_after_host(path_and_query: &str) -> Vec<String> {
    let mut masked = Masked::default();
    mask_rest(&mut masked, path_and_query, Mask::Stars);
    masked.names
}

/// A list of subprotocols without its secrets. Pages cannot set headers, so tokens are sent here: as an item
/// after one that announces it (`bearer, TOKEN`), or within an item
/// (`base64url.bearer.authorization.k8s.io.TOKEN`), which is masked as a whole.
pub fn mask_subprotocols(list: &str, mask: Mask) -> Masked {
    let mut masked = Masked::default();
    let secrets = secret_items(list);
    for (at, item) in list.split(',').enumerate() {
        if at > 0 {
            masked.text.push(',');
        }
        let name = item.trim_ascii();
        let Some((_, called)) = secrets.iter().find(|(secret, _)| *secret == name) else {
            masked.text.push_str(item);
            continue;
        };
        let start = item.len() - item.trim_ascii_start().len();
        masked.text.push_str(&item[..start]);
        masked.text.push_str(mask.as_str());
        masked.text.push_str(&item[start + name.len()..]);
        masked.name(called.clone());
    }
    masked
}

/// The items that are secrets, each with its name. An item is then a secret everywhere in the list.
fn secret_items(list: &str) -> Vec<(&str, String)> {
    let mut secrets = Vec::new();
    let mut before = "";
    for item in list.split(',') {
        let name = item.trim_ascii();
        // A masked item announces nothing, and its text must not be told as a name.
        let herald = std::mem::take(&mut before);
        // "auth" announces a token; "auth.v2" is a protocol's own name.
        let announced = !herald.contains('.') && says_secret(herald.as_bytes());
        let inner = prefix_of_secret(name);
        let looks = find(&Decoded::new(name), 0).next(0);
        if name.is_empty() || Mask::is(name.as_bytes()) || !(announced || inner.is_some() || looks.is_some())
        {
            before = name;
            continue;
        }
        let begins = looks.map_or(name.len(), |range| range.start);
        let inner = inner.filter(|prefix| prefix.len() < begins);
        let called = if announced { Some(herald) } else { inner };
        let called = called.and_then(presentable);
        secrets.push((name, called.unwrap_or_else(|| "subprotocol".to_owned())));
    }
    secrets
}

/// A sentence without its secrets: those in its URLs, and text that looks like one.
pub fn mask_text(text: &str, mask: Mask) -> Masked {
    let mut masked = Masked::default();
    for word in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        let inner = word.trim_ascii_end();
        let part = if url::has_scheme(inner) {
            mask_url(inner, mask)
        } else {
            settled(inner.to_owned(), &|word| {
                let mut part = Masked::default();
                mask_rest(&mut part, word, mask);
                part
            })
        };
        masked.text.push_str(&part.text);
        masked.text.push_str(&word[inner.len()..]);
        masked.add_names(part.names);
    }
    masked
}

/// A message without its secrets: values of JSON members and of parameters by their names, and text that looks
/// like a secret. A value that is all placeholders is none.
pub fn mask_message(text: &str, mask: Mask) -> Masked {
    settled(text.to_owned(), &|source| {
        let text = Decoded::new(source);
        let place = Place::new(&text, source);
        let name = |start| {
            place
                .named(start)
                .unwrap_or_else(|| "part of a message".to_owned())
        };
        let found = find_around(&text, Around::Message, 0);
        let mut masked = Masked::default();
        replace(&mut masked, source, mask, &text, &found, &name);
        masked
    })
}

/// The value of the field at a path, masked as a whole if a name on the path says that it is secret, as a
/// message otherwise.
pub fn mask_field(path: &str, value: &str, mask: Mask) -> Masked {
    let mut names = path.split(['.', '[', ']', '"']);
    let bytes = value.as_bytes();
    let secret = names.find(|name| says_secret(name.as_bytes()));
    match secret {
        Some(name) if !(value.is_empty() || Mask::is(bytes) || value::is_filled_in(bytes)) => Masked {
            text: mask.as_str().to_owned(),
            names: vec![presentable(name).unwrap_or_else(|| "part of a message".to_owned())],
        },
        Some(_) => Masked {
            text: value.to_owned(),
            names: Vec::new(),
        },
        None => mask_message(value, mask),
    }
}

/// `user:password` without the password, or without a lone user name, which is often a token. A user name
/// that looks like a secret is masked in any case.
fn mask_userinfo(masked: &mut Masked, userinfo: &str, mask: Mask) {
    let (user, password) = match userinfo.split_once(':') {
        Some((user, password)) => (user, Some(password)),
        None => (userinfo, None),
    };
    let mut part = |text: &str, is_secret: bool, name: &str| {
        if is_secret && !text.is_empty() && !Mask::is(text.as_bytes()) {
            masked.text.push_str(mask.as_str());
            masked.name(name.to_owned());
        } else {
            masked.text.push_str(text);
        }
    };
    part(user, password.is_none() || holds_secret(user), "user name");
    if let Some(password) = password {
        part(":", false, "");
        part(password, true, "password");
    }
}

/// Masks from the host or the path on.
fn mask_rest(masked: &mut Masked, rest: &str, mask: Mask) {
    let text = Decoded::new(rest);
    let place = Place::new(&text, rest);
    let found = find(&text, place.path_end);
    replace(masked, rest, mask, &text, &found, &|start| place.name(start));
}

/// Replaces the secrets found. `name` names each by its start in the decoded text.
fn replace(
    masked: &mut Masked,
    source: &str,
    mask: Mask,
    text: &Decoded,
    found: &Found,
    name: &dyn Fn(usize) -> String,
) {
    let (mut end, mut at) = (0, 0);
    while let Some(range) = found.next(at) {
        at = range.end;
        let place = text.source(&range);
        masked.text.push_str(&source[end..place.start]);
        masked.text.push_str(mask.as_str());
        end = place.end;
        masked.name(name(range.start));
    }
    masked.text.push_str(&source[end..]);
}

/// Marks the secrets that are not masked already.
fn find(text: &Decoded, path_end: usize) -> Found {
    find_around(text, Around::Url(path_end), path_end)
}

fn find_around(text: &Decoded, around: Around, path_end: usize) -> Found {
    let mut found = Found::nothing(text.bytes.len());
    value::find_values(text, around, &mut found);
    value::find_logins(text, &mut found);
    shape::find_shapes(text, path_end, &mut found);
    found.spread(&text.bytes);
    found
}

fn holds_secret(text: &str) -> bool {
    find(&Decoded::new(text), 0).next(0).is_some()
}

/// The part of a subprotocol before the dot that a secret follows: its last word names a secret, and no
/// version follows.
fn prefix_of_secret(subprotocol: &str) -> Option<&str> {
    let dots = subprotocol
        .match_indices('.')
        .map(|(at, _)| subprotocol.split_at(at));
    let mut secret = dots.filter(|(prefix, rest)| {
        let last = prefix.rsplit('.').next().unwrap_or_default();
        let next = rest[1..].split('.').next().unwrap_or_default();
        says_secret(last.as_bytes()) && !next.is_empty() && !is_version(next)
    });
    secret.next().map(|(prefix, _)| prefix)
}

/// `v2` and `13`.
fn is_version(word: &str) -> bool {
    let number = word.trim_start_matches(['v', 'V']);
    (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
