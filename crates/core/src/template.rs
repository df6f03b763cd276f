//! Text with placeholders, expanded at the moment of sending. The one template engine of heartbeat, on-open
//! messages, replies, and of what a person writes.
//!
//! | placeholder | outside double quotes | inside double quotes |
//! |---|---|---|
//! | `{{seq}}` | a number from 1 | the same |
//! | `{{now}}` | whole milliseconds since the Unix epoch | the same |
//! | `{{now:iso}}` | `2026-11-26T18:35:23.123Z` | the same |
//! | `{{uuid}}` | a UUID, version 4 | the same |
//! | `{{random:1:100}}` | a whole number from 1 to 100 | the same |
//! | `{{message}}` | the text of the received message as it came; the bytes of a binary one in hex | the same, escaped for a JSON string |
//! | `{{match:$.id}}` | the value of that field as written (`7`, `"x"`, `{"a":1}`); `null` if it is missing | the content of a string; any other value as written, escaped for a JSON string; nothing if it is missing |
//!
//! So `{"pong":{{match:$.ping}}}` and `{"id":"{{match:$.id}}"}` are JSON whenever the received message is. Only a
//! reply has a received message to read.
//! `{{{{` stands for `{{` itself. A `{` before a placeholder is just that: `{{{seq}}}` becomes `{1}`.

mod bounded;
mod error;
mod expanded;
pub(crate) mod lexer;
mod meant;
mod name;

use std::ops::Range;

pub use error::TemplateError;
pub use expanded::Expanded;

use crate::dice::Dice;
use crate::entry::Message;
use crate::time::Timestamp;
use bounded::Bounded;
use error::Fault;
use lexer::{Kind, Token};
use name::Name;

/// No expansion is longer, in bytes: it ends there.
pub const MAX_BYTES: usize = 64 << 20;

/// A parsed text with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    source: String,
    pieces: Vec<Piece>,
}

/// A stretch of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    range: Range<usize>,
    part: Part,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Stands for itself.
    Text,
    /// `{{{{`.
    Braces,
    Placeholder {
        name: Name,
        /// Whether it stands inside double quotes.
        quoted: bool,
    },
}

/// The values of the placeholders. The same values make the same text.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// `{{seq}}`: counts the messages made from this template from 1.
    pub seq: u64,
    /// `{{now}}`, in milliseconds since the Unix epoch, and `{{now:iso}}`.
    pub now: Timestamp,
    /// Each `{{uuid}}` and each `{{random:…}}` draws its own from it: to be drawn anew for each message.
    pub seed: u64,
    /// The received message that `{{message}}` and `{{match:…}}` read, if there is one.
    pub message: Option<Message<'a>>,
}

impl Template {
    /// Reads a text with placeholders that answers a received message.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        Self::read(text, true)
    }

    /// The same for a message that answers none: `{{message}}` and `{{match:…}}` are errors.
    pub fn for_message(text: &str) -> Result<Self, TemplateError> {
        Self::read(text, false)
    }

    fn read(text: &str, answers: bool) -> Result<Self, TemplateError> {
        let mut pieces = Vec::new();
        for Token { range, kind } in lexer::tokens(text) {
            let part = match kind {
                Kind::Text => Part::Text,
                Kind::Braces => Part::Braces,
                Kind::Placeholder { inside, quoted } => match Name::read(inside, answers) {
                    Ok(name) => Part::Placeholder { name, quoted },
                    Err(fault) => return Err(TemplateError { range, fault }),
                },
                Kind::Unclosed => {
                    let braces = range.start..range.start + 2;
                    return Err(TemplateError {
                        fault: Fault::unclosed(&text[braces.end..], answers),
                        range: braces,
                    });
                }
            };
            pieces.push(Piece { range, part });
        }
        Ok(Self {
            source: text.to_owned(),
            pieces,
        })
    }

    /// The text for these values, at most [`MAX_BYTES`] of it. Without a message `{{message}}` is empty and
    /// each field is missing.
    pub fn expand(&self, values: &Values<'_>) -> String {
        self.expand_within(values, MAX_BYTES, &mut |_, _| {}).text
    }

    /// The same, with the place in the source of each of its bytes.
    pub fn expand_mapped(&self, values: &Values<'_>) -> Expanded {
        let mut places = Vec::new();
        let out = self.expand_within(values, MAX_BYTES, &mut |at, piece| {
            places.push(expanded::Place {
                at,
                source: piece.range.clone(),
                is_text: piece.part == Part::Text,
            });
        });
        Expanded::new(out, places, self.source.len())
    }

    /// `begins` hears where in the expansion each piece begins.
    fn expand_within(
        &self,
        values: &Values<'_>,
        most: usize,
        begins: &mut dyn FnMut(usize, &Piece),
    ) -> Bounded {
        let mut out = Bounded::new(most);
        let mut dice = Dice::of(values.seed);
        for piece in &self.pieces {
            begins(out.text.len(), piece);
            match &piece.part {
                Part::Text => out.push(&self.source[piece.range.clone()]),
                Part::Braces => out.push("{{"),
                Part::Placeholder { name, quoted } => name.expand_into(&mut out, *quoted, values, &mut dice),
            }
        }
        out
    }

    /// Where its placeholders are in the source, in bytes.
    pub fn spans(&self) -> impl Iterator<Item = Range<usize>> {
        let placeholders = self.pieces.iter().filter(|piece| piece.is_placeholder());
        placeholders.map(|piece| piece.range.clone())
    }

    /// Whether it has placeholders. `{{{{` is none, and yet does not stand for itself.
    pub fn has_placeholders(&self) -> bool {
        self.pieces.iter().any(Piece::is_placeholder)
    }

    /// Whether it is the received message and nothing else.
    pub(crate) fn is_message(&self) -> bool {
        matches!(
            self.pieces.as_slice(),
            [Piece {
                part: Part::Placeholder {
                    name: Name::Message,
                    quoted: false
                },
                ..
            }]
        )
    }

    /// Whether its text is empty for all values.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

impl Piece {
    fn is_placeholder(&self) -> bool {
        matches!(self.part, Part::Placeholder { .. })
    }
}

#[cfg(test)]
mod tests;
