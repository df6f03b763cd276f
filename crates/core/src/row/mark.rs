//! Marks the matches of a filter in a row: ranges of the payload become ranges of the line that shows it.

use std::ops::Range;

use super::{PREVIEW_BYTES, PREVIEW_CHARS, Piece, Row, Style};
use crate::entry::{Body, Entry, Message};
use crate::filter::Filter;
use crate::format;
use crate::payload::{Encoding, Payload};

/// The most matches that are marked: more than anyone counts, and few enough to draw.
const MOST_MARKS: usize = 40;

impl Row {
    /// Marks the filter's matches that the row shows. `entry` is the one that the row was made from.
    pub fn mark(&mut self, entry: &Entry<'_>, filter: &Filter) {
        let Body::Message(message) = entry.body else {
            return;
        };
        let (style, places) = match message.encoding {
            Encoding::Text => (None, text_places(&message, filter)),
            Encoding::Binary => (Some(Style::Tag), hex_places(message.bytes, filter)),
        };
        if places.is_empty() {
            return;
        }
        // The tag before a binary payload is not part of it.
        let from = self
            .pieces
            .iter()
            .take_while(|piece| Some(piece.style) == style)
            .count();
        let shown = self.pieces.split_off(from);
        cut(shown, &places, &mut self.pieces);
    }
}

fn text_places(message: &Message<'_>, filter: &Filter) -> Vec<Range<usize>> {
    let text = message.text_prefix(4 * PREVIEW_CHARS);
    let end = text
        .char_indices()
        .nth(PREVIEW_CHARS)
        .map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    format::visible_places(text, &filter.highlights(Payload::Text(text), MOST_MARKS))
}

/// Each byte is two digits and a gap: `08 96 01`.
fn hex_places(bytes: &[u8], filter: &Filter) -> Vec<Range<usize>> {
    let bytes = &bytes[..bytes.len().min(PREVIEW_BYTES)];
    filter
        .highlights(Payload::Binary(bytes), MOST_MARKS)
        .into_iter()
        .map(|place| 3 * place.start..3 * place.end - 1)
        .collect()
}

/// Cuts pieces at both ends of each place, counted in bytes over all pieces, and marks the pieces within.
fn cut(pieces: Vec<Piece>, places: &[Range<usize>], cut: &mut Vec<Piece>) {
    let mut start = 0;
    let mut places = places.iter().peekable();
    for piece in pieces {
        let end = start + piece.text.len();
        let mut at = start;
        while at < end {
            while places.next_if(|place| place.end <= at).is_some() {}
            let (until, marked) = match places.peek() {
                Some(place) if place.start <= at => (place.end.min(end), true),
                Some(place) => (place.start.min(end), false),
                None => (end, false),
            };
            cut.push(Piece {
                style: piece.style,
                text: piece.text[at - start..until - start].to_owned(),
                marked,
            });
            at = until;
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use crate::entry::EntryId;
    use crate::filter::Query;
    use crate::row::Since;
    use crate::secret::VEIL;

    /// The row's line, with marked pieces in brackets.
    fn marked(typed: &str, encoding: Encoding, bytes: &[u8]) -> String {
        let query = Query {
            text: typed.to_owned(),
            ..Query::default()
        };
        let entry = Entry {
            id: EntryId(0),
            at: Timestamp::default(),
            body: Body::Message(Message::received(encoding, bytes)),
        };
        let mut row = Row::new(&entry, 1, Since::Nothing, 0, &VEIL);
        let plain: String = row.pieces.iter().map(|piece| piece.text.as_str()).collect();
        row.mark(&entry, &query.compile(&crate::case::StdCase).unwrap());
        let after: String = row.pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(after, plain, "marking changes no character");
        row.pieces
            .iter()
            .map(|piece| {
                if piece.marked {
                    format!("[{}]", piece.text)
                } else {
                    piece.text.clone()
                }
            })
            .collect()
    }

    #[test]
    fn what_is_looked_for_is_marked_across_pieces_and_escapes() {
        let check = |typed: &str, text: &str, expect: &str| {
            assert_eq!(
                marked(typed, Encoding::Text, text.as_bytes()),
                expect,
                "{typed} in {text:?}"
            );
        };
        check("", "abc", "abc");
        check("zzz", "abc", "abc");
        check("B", "abcb", "a[b]c[b]");
        check("a\":1", r#"{"a":1}"#, r#"{"[a"][:][1]}"#);
        check("b", "\u{202e}a\nb", "⟨U+202E⟩a⏎[b]");
        check("/\\d+/", "a 12 b 3", "a [12] b [3]");
        check("empty", "", "empty");
    }

    #[test]
    fn bytes_are_marked_as_the_digits_that_show_them() {
        assert_eq!(
            marked("ing", Encoding::Binary, b"\xffping"),
            "Binaryff 70 [69 6e 67]"
        );
        assert_eq!(marked("bin", Encoding::Binary, b"\x00"), "Binary00");
    }

    #[test]
    fn what_is_cut_off_is_not_marked() {
        let text = format!("{}needle", "x".repeat(PREVIEW_CHARS));
        assert!(!marked("needle", Encoding::Text, text.as_bytes()).contains('['));
    }
}
