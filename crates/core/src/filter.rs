//! Filters for messages: a [`Query`] as it was typed, the [`Filter`] compiled from it, and the [`Matches`] in
//! a transcript, found a slice at a time. Drawing them, and deciding when to scan, are elsewhere.

use std::ops::{Range, RangeInclusive};

use crate::entry::{Body, Direction, Entry, FIELD_BYTES, Message};
use crate::json::FieldEquals;
use crate::payload::Encoding;
use crate::transcript::{Chunk, RECORD_BYTES};

mod bits;
mod error;
mod fold;
mod heartbeat;
mod highlight;
mod large;
mod literal;
mod matches;
mod pattern;
mod query;
mod regex;
mod required;
mod scan;
mod size;

pub use error::FilterError;
pub use matches::Matches;
pub use query::{Encodings, Query, Shown};

use pattern::Pattern;
use scan::Scratch;

/// A compiled query.
#[derive(Debug)]
pub struct Filter {
    pattern: Option<Pattern>,
    field: Option<FieldEquals>,
    invert: bool,
    shown: Shown,
    encodings: Encodings,
    sizes: RangeInclusive<usize>,
    hide_heartbeats: bool,
}

impl Filter {
    /// Whether the entry is kept. Takes time in proportion to its payload; for many entries use [`Matches`].
    pub fn keeps(&self, entry: &Entry<'_>) -> bool {
        match &entry.body {
            Body::Message(message) if message.large.is_some() => {
                let (mut scratch, mut endless) = (Scratch::default(), usize::MAX);
                self.keeps_large(message, &mut scratch, &mut endless)
                    .expect("an endless budget ends with the message")
            }
            Body::Message(message) => {
                let found = self
                    .pattern
                    .as_ref()
                    .is_some_and(|pattern| pattern.is_in(message, &mut Vec::new()));
                self.decide(message, found)
            }
            Body::System(_) => self.shown.system,
        }
    }

    /// Whether nothing is hidden, so that there is nothing to scan for.
    pub fn keeps_all(&self) -> bool {
        self.pattern.is_none()
            && self.field.is_none()
            && self.shown == Shown::default()
            && self.encodings == Encodings::default()
            && self.sizes == (0..=usize::MAX)
            && !self.hide_heartbeats
    }

    /// The verdict on a large message, or `None` if `budget` bytes were read without one: `scratch` has the
    /// progress.
    fn keeps_large(&self, message: &Message<'_>, scratch: &mut Scratch, budget: &mut usize) -> Option<bool> {
        if !self.admits(message) {
            return Some(false);
        }
        let found = match (&self.pattern, message.large) {
            (Some(pattern), Some(large)) => {
                pattern.is_in_large(large, &mut scratch.cursor, &mut scratch.lowered, budget)?
            }
            _ => false,
        };
        let read = if self.field.is_some() {
            FIELD_BYTES
        } else {
            RECORD_BYTES
        };
        *budget = budget.saturating_sub(read);
        Some(self.decide(message, found))
    }

    /// For each of these records, none of them large, whether it is a message that the filter keeps.
    fn scan<'a>(&self, chunk: &Chunk, records: Range<usize>, scratch: &'a mut Scratch) -> &'a mut [bool] {
        let Scratch { marks, lowered, .. } = scratch;
        marks.clear();
        marks.resize(records.len(), false);
        if let Some(pattern) = &self.pattern {
            pattern.mark(chunk, records.clone(), marks, lowered);
        }
        for (mark, index) in marks.iter_mut().zip(records) {
            *mark = chunk
                .message(index)
                .is_some_and(|message| self.decide(&message, *mark));
        }
        marks
    }

    /// The verdict on a message, given whether the pattern was found in it. Cheap conditions come first.
    fn decide(&self, message: &Message<'_>, found: bool) -> bool {
        self.admits(message)
            && self.has_content(message, found)
            && !(self.hide_heartbeats && heartbeat::is_heartbeat(message))
    }

    fn admits(&self, message: &Message<'_>) -> bool {
        let direction = match message.direction {
            Direction::Sent => self.shown.sent,
            Direction::Received => self.shown.received,
        };
        let encoding = match message.encoding {
            Encoding::Text => self.encodings.text,
            Encoding::Binary => self.encodings.binary,
        };
        direction && encoding && self.sizes.contains(&message.len())
    }

    /// `invert` negates the conditions on the content; without conditions, any content matches.
    fn has_content(&self, message: &Message<'_>, found: bool) -> bool {
        if self.pattern.is_none() && self.field.is_none() {
            return true;
        }
        let pattern = self.pattern.is_none() || found;
        let content = pattern
            && self
                .field
                .as_ref()
                .is_none_or(|field| field.matches(&message.text_for_fields()));
        content != self.invert
    }
}
