//! Text with placeholders, expanded at the moment of sending. The one template engine of heartbeat, on-open
//! messages and replies.
//!
//! | placeholder | outside double quotes | inside double quotes |
//! |---|---|---|
//! | `{{seq}}` | a number from 1 | the same |
//! | `{{now}}` | whole milliseconds since the Unix epoch | the same |
//! | `{{message}}` | the text of the received message as it came; the bytes of a binary one in hex | the same, escaped for a JSON string |
//! | `{{match:$.id}}` | the value of that field as written (`7`, `"x"`, `{"a":1}`); `null` if it is missing | the content of a string; any other value as written, escaped for a JSON string; nothing if it is missing |
//!
//! So `{"pong":{{match:$.ping}}}` and `{"id":"{{match:$.id}}"}` are JSON whenever the received message is.
//! `{{{{` stands for `{{` itself. A `{` before a placeholder is just that: `{{{seq}}}` becomes `{1}`.

use std::fmt;
use std::fmt::Write as _;

use crate::entry::Message;
use crate::format::preview;
use crate::json::{FieldPath, PathError};
use crate::payload::{Encoding, whole_characters};
use crate::time::Timestamp;

/// No expansion is longer, in bytes: it ends there.
pub const MAX_BYTES: usize = 64 << 20;

/// A parsed text with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Placeholder {
        name: Name,
        /// Whether it stands inside double quotes.
        quoted: bool,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Name {
    Seq,
    Now,
    Message,
    Match(FieldPath),
}

/// The values of the placeholders.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// `{{seq}}`: counts the messages made from this template from 1.
    pub seq: u64,
    /// `{{now}}`, in milliseconds since the Unix epoch.
    pub now: Timestamp,
    /// The received message that `{{message}}` and `{{match:…}}` read, if there is one.
    pub message: Option<Message<'a>>,
}

/// A text that is no template. Display says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// There is no placeholder of that name.
    Unknown(String),
    /// A placeholder does not end; holds its start.
    Unclosed(String),
    /// The path of a `{{match:…}}` cannot be followed.
    Path(String, PathError),
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What was typed may be anything, and long.
        let shown = |text: &str| preview(text, 30).text;
        match self {
            Self::Unknown(name) => write!(f, "{{{{{}}}}} is no placeholder. ", shown(name)),
            Self::Unclosed(start) => write!(f, "The placeholder {{{{{} does not end in }}}}. ", shown(start)),
            Self::Path(path, error) => {
                return write!(
                    f,
                    "{{{{match:{}}}}} has no path that can be followed. {error}",
                    shown(path)
                );
            }
        }?;
        f.write_str(
            "There are {{seq}}, {{now}}, {{message}} and {{match:$.id}}; write {{{{ where the message has {{ itself.",
        )
    }
}

impl std::error::Error for TemplateError {}

impl Template {
    /// Reads a text with placeholders.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut quotes = Quotes::default();
        let mut rest = text;
        while let Some(at) = rest.find("{{") {
            let (before, from) = rest.split_at(at);
            literal.push_str(before);
            quotes.pass(before);
            if let Some(after) = from.strip_prefix("{{{{") {
                literal.push_str("{{");
                quotes.pass("{{");
                rest = after;
            } else if from.starts_with("{{{") {
                literal.push('{');
                quotes.pass("{");
                rest = &from[1..];
            } else {
                let (inside, after) = split_placeholder(&from[2..])?;
                if !literal.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut literal)));
                }
                pieces.push(Piece::Placeholder {
                    name: Name::read(inside)?,
                    quoted: quotes.open,
                });
                quotes.pass("x");
                rest = after;
            }
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        Ok(Self { pieces })
    }

    /// The text for these values, at most [`MAX_BYTES`] of it. Without a message `{{message}}` is empty and
    /// each field is missing.
    pub fn expand(&self, values: &Values<'_>) -> String {
        self.expand_within(values, MAX_BYTES)
    }

    fn expand_within(&self, values: &Values<'_>, most: usize) -> String {
        let mut out = Bounded {
            text: String::new(),
            room: most,
        };
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push(text),
                Piece::Placeholder { name, quoted } => name.expand_into(&mut out, *quoted, values),
            }
        }
        out.text
    }

    /// Whether it reads the received message.
    pub fn uses_message(&self) -> bool {
        self.names()
            .any(|name| matches!(name, Name::Message | Name::Match(_)))
    }

    /// Whether it is the received message and nothing else.
    pub(crate) fn is_message(&self) -> bool {
        let whole = |piece: &Piece| {
            matches!(
                piece,
                Piece::Placeholder {
                    name: Name::Message,
                    quoted: false
                }
            )
        };
        self.pieces.len() == 1 && self.pieces.iter().all(whole)
    }

    /// Whether its text is empty for all values.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    fn names(&self) -> impl Iterator<Item = &Name> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Placeholder { name, .. } => Some(name),
        })
    }
}

/// Splits after the `}}` of a placeholder. Those in the quotes of a key belong to the key.
fn split_placeholder(from: &str) -> Result<(&str, &str), TemplateError> {
    let mut quotes = Quotes::default();
    let bytes = from.as_bytes();
    for at in 0..bytes.len() {
        if !quotes.open && bytes[at..].starts_with(b"}}") {
            return Ok((&from[..at], &from[at + 2..]));
        }
        quotes.pass_byte(bytes[at]);
    }
    Err(TemplateError::Unclosed(from.to_owned()))
}

/// Whether a place in a text is inside double quotes, as in JSON.
#[derive(Default)]
struct Quotes {
    open: bool,
    escaped: bool,
}

impl Quotes {
    fn pass(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.pass_byte(byte));
    }

    fn pass_byte(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'"' {
            self.open = !self.open;
        } else {
            self.escaped = self.open && byte == b'\\';
        }
    }
}

impl Name {
    fn read(inside: &str) -> Result<Self, TemplateError> {
        let name = inside.trim();
        match name {
            "seq" => Ok(Self::Seq),
            "now" => Ok(Self::Now),
            "message" => Ok(Self::Message),
            _ => {
                let unknown = || TemplateError::Unknown(name.to_owned());
                let path = name.strip_prefix("match:").ok_or_else(unknown)?;
                let way = FieldPath::new(path);
                way.map(Self::Match)
                    .map_err(|error| TemplateError::Path(path.to_owned(), error))
            }
        }
    }

    fn expand_into(&self, out: &mut Bounded, quoted: bool, values: &Values<'_>) {
        match (self, &values.message) {
            (Self::Seq, _) => out.push(&values.seq.to_string()),
            (Self::Now, _) => out.push(&values.now.as_millis().to_string()),
            (Self::Message, Some(message)) => push_message(out, quoted, message),
            (Self::Message, None) => {}
            (Self::Match(path), message) => {
                let text = message.map(|message| message.text_for_fields());
                let raw = text.as_ref().and_then(|text| path.raw_value(text));
                match raw {
                    None if quoted => {}
                    None => out.push("null"),
                    Some(raw) if !quoted => out.push(raw),
                    // As written, it is escaped already.
                    Some(raw) if raw.starts_with('"') => out.push(&raw[1..raw.len() - 1]),
                    Some(raw) => out.push_escaped(raw),
                }
            }
        }
    }
}

fn push_message(out: &mut Bounded, quoted: bool, message: &Message<'_>) {
    // A character more than there is room for, so that what is cut is told from what fits.
    let bytes = message.stretch(0..out.room + 4);
    if message.encoding == Encoding::Binary {
        let mut hex = String::new();
        for byte in bytes.iter() {
            write!(hex, "{byte:02x}").expect("writing to a String cannot fail");
        }
        return out.push(&hex);
    }
    let text = std::str::from_utf8(&bytes[..whole_characters(&bytes)]).unwrap_or_default();
    if quoted {
        out.push_escaped(text);
    } else {
        out.push(text);
    }
}

/// A text that takes no more than there is room for.
struct Bounded {
    text: String,
    room: usize,
}

impl Bounded {
    /// Once something did not fit, nothing more does.
    fn push(&mut self, text: &str) {
        if text.len() > self.room {
            let end = text.floor_char_boundary(self.room);
            self.text.push_str(&text[..end]);
            self.room = 0;
        } else {
            self.text.push_str(text);
            self.room -= text.len();
        }
    }

    fn push_escaped(&mut self, text: &str) {
        let mut from = 0;
        let must_escape = |(_, c): &(usize, char)| matches!(c, '"' | '\\' | '\0'..='\u{1f}');
        for (at, c) in text.char_indices().filter(must_escape) {
            self.push(&text[from..at]);
            from = at + 1;
            match c {
                '\n' => self.push("\\n"),
                '\r' => self.push("\\r"),
                '\t' => self.push("\\t"),
                '"' => self.push("\\\""),
                '\\' => self.push("\\\\"),
                _ => self.push(&format!("\\u{:04x}", u32::from(c))),
            }
        }
        self.push(&text[from..]);
    }
}

#[cfg(test)]
mod tests;
