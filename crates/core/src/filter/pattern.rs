//! The pattern to find in a message's content: a text or a regex.

use std::ops::Range;

use super::large::Cursor;
use super::literal::Literal;
use super::regex;
use super::scan;
use crate::entry::Message;
use crate::payload::Large;
use crate::transcript::Chunk;

/// The pattern. Text is searched for in the bytes of a message, text or binary alike. A regex reads
/// characters: in a binary message, invalid UTF-8 is a U+FFFD to it.
#[derive(Debug)]
pub(super) enum Pattern {
    Literal(Literal),
    Regex(regex::Pattern),
}

impl Pattern {
    /// Whether it is in the message. `lowered` is a buffer.
    pub(super) fn is_in(&self, message: &Message<'_>, lowered: &mut Vec<u8>) -> bool {
        match self {
            Self::Literal(literal) => literal.find(literal.prepare(message.bytes, lowered)).is_some(),
            Self::Regex(pattern) => pattern.is_in(message),
        }
    }

    /// Whether it is in the payload: `None` if `budget` bytes were searched without a verdict. `lowered` is a
    /// buffer.
    pub(super) fn is_in_large(
        &self,
        large: &Large,
        cursor: &mut Cursor,
        lowered: &mut Vec<u8>,
        budget: &mut usize,
    ) -> Option<bool> {
        cursor.search(large, budget, |cursor| match self {
            Self::Literal(literal) => cursor.look_for(literal, large, lowered),
            Self::Regex(pattern) => cursor.look_for_match(pattern, large, lowered),
        })
    }

    /// Sets the mark of each of these records that contains it. All marks are unset before.
    pub(super) fn mark(
        &self,
        chunk: &Chunk,
        records: Range<usize>,
        marks: &mut [bool],
        lowered: &mut Vec<u8>,
    ) {
        let first = records.start;
        let is_in = |pattern: &regex::Pattern, index| {
            chunk
                .message(index)
                .is_some_and(|message| pattern.is_in(&message))
        };
        match self {
            Self::Literal(literal) => {
                scan::holders(literal, chunk, records, lowered, |index| {
                    marks[index - first] = true;
                });
            }
            Self::Regex(pattern) => match &pattern.required {
                Some(required) => scan::holders(required, chunk, records, lowered, |index| {
                    marks[index - first] = is_in(pattern, index);
                }),
                None => records.for_each(|index| marks[index - first] = is_in(pattern, index)),
            },
        }
    }
}
