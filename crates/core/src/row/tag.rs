//! The tag of a row that no person sent just now.

use super::{Row, Style, piece};
use crate::entry::Tag;
use crate::format::short_span;

impl Row {
    /// Puts the tag's words before the payload.
    pub fn wear(&mut self, tag: Tag) {
        let words = match tag {
            Tag::Beat => "heartbeat".to_owned(),
            Tag::OnOpen => "on open".to_owned(),
            Tag::Reply => "reply".to_owned(),
            Tag::Repeat => "repeat".to_owned(),
            Tag::Queued(waited) => ["queued ", &short_span(waited)].concat(),
        };
        self.spoken.push_str(", ");
        self.spoken.push_str(&words);
        self.pieces.insert(0, piece(Style::Tag, words));
    }
}
