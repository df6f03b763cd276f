//! An entry as one line of the transcript. All wording is decided here; views only place the words.
//! `row::mark` marks matches, `row::system` words system rows.

use crate::close::Tone;
use crate::entry::{Body, Direction, Entry, EntryId, Message, System};
use crate::format::{self, TokenKind};
use crate::payload::{Encoding, File};
use crate::secret::Masking;

mod mark;
mod since;
mod system;
mod tag;

pub use since::Since;

/// The most characters of a message that a row shows: enough to fill 2,000 pixels. Each costs layout time in
/// a flood, seen or not.
const PREVIEW_CHARS: usize = 240;

/// The most bytes of a binary message that a row shows.
const PREVIEW_BYTES: usize = 96;

/// One line of the transcript, ready to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The entry shown.
    pub id: EntryId,
    /// Its position in the whole transcript, counted from 1.
    pub index: usize,
    /// The direction of a message; `None` for a system row.
    pub direction: Option<Direction>,
    /// The kind of the entry.
    pub kind: Kind,
    /// The local time of day, with milliseconds.
    pub time: String,
    /// The time since the row above or the mark, or empty if there is neither.
    pub delta: String,
    /// The payload's size, or empty for a system row.
    pub size: String,
    /// The label of a system row, a word or two.
    pub label: Option<String>,
    /// The colour of a system row's mark and label.
    pub tone: Tone,
    /// The rest of the line.
    pub pieces: Vec<Piece>,
    /// The line as a screen reader says it.
    pub spoken: String,
    /// Whether it is the marked row.
    pub flagged: bool,
    /// Whether it begins a connection after the first.
    pub divides: bool,
}

/// The kind of a row's entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text message.
    Text,
    /// A binary message.
    Binary,
    /// The `open` event.
    Open,
    /// The end of a connection.
    Close,
    /// The `error` event.
    Error,
    /// Any other system entry.
    Note,
}

impl Kind {
    const fn of(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Text => Self::Text,
            Encoding::Binary => Self::Binary,
        }
    }
}

/// A run of characters of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The kind of the characters.
    pub style: Style,
    /// The characters, with invisible ones made visible.
    pub text: String,
    /// Whether they match the filter's pattern.
    pub marked: bool,
}

/// The kind of a run of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Words.
    Plain,
    /// Fainter words, such as "empty".
    Faint,
    /// A tag that names the kind of the payload.
    Tag,
    /// A JSON key.
    Key,
    /// A JSON number.
    Number,
    /// A JSON true, false or null.
    Literal,
    /// JSON punctuation.
    Punctuation,
}

impl Row {
    /// The line for `entry`, which is the `index`th kept one, counted from 1. `utc_offset_minutes` is what to add to UTC
    /// for local time.
    pub fn new(
        entry: &Entry<'_>,
        index: usize,
        since: Since,
        utc_offset_minutes: i32,
        masking: &Masking,
    ) -> Self {
        let time = format::time_of_day(entry.at, utc_offset_minutes);
        let delta = since.delta(entry.at);
        let Line {
            direction,
            kind,
            size,
            label,
            tone,
            pieces,
        } = match entry.body {
            Body::Message(message) => message_line(&message),
            Body::System(system) => system::line(system, masking),
        };
        let shown: String = pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect::<Vec<_>>()
            .concat();
        let name = match direction {
            Some(Direction::Sent) => "Sent",
            Some(Direction::Received) => "Received",
            None => label.as_deref().unwrap_or("note"),
        };
        let spoken = match entry.body {
            Body::Message(message) => format!("{name}, {time}, {} bytes, {shown}", message.len()),
            Body::System(_) => format!("{name}, {time}, {shown}"),
        };
        Self {
            id: entry.id,
            index,
            direction,
            kind,
            time,
            delta,
            size,
            label,
            tone,
            pieces,
            spoken,
            flagged: false,
            divides: matches!(entry.body, Body::System(System::Open(opened)) if opened.session > 1),
        }
    }

    /// Makes it the marked row.
    pub fn flag(&mut self) {
        self.flagged = true;
        self.pieces.insert(0, piece(Style::Tag, "Marked"));
        self.spoken.insert_str(0, "Marked, ");
    }

    /// Puts words before the rest of the spoken line.
    pub fn say_first(&mut self, words: &str) {
        self.pieces.insert(0, piece(Style::Plain, [words, "; "].concat()));
        self.spoken.push_str(", ");
        self.spoken.push_str(words);
    }
}

struct Line {
    direction: Option<Direction>,
    kind: Kind,
    size: String,
    label: Option<String>,
    tone: Tone,
    pieces: Vec<Piece>,
}

fn message_line(message: &Message<'_>) -> Line {
    let (kind, pieces) = match (message.file, message.encoding) {
        (Some(file), encoding) => (Kind::of(encoding), file_pieces(file)),
        (None, Encoding::Text) => (Kind::Text, text_pieces(message)),
        (None, Encoding::Binary) => (Kind::Binary, binary_pieces(message.bytes)),
    };
    Line {
        direction: Some(message.direction),
        kind,
        size: format::size(message.len() as u64),
        label: None,
        tone: Tone::Neutral,
        pieces,
    }
}

fn text_pieces(message: &Message<'_>) -> Vec<Piece> {
    if message.bytes.is_empty() {
        return vec![piece(Style::Faint, "empty")];
    }
    // No character is longer than four bytes: the prefix holds PREVIEW_CHARS of them and tells if more
    // follow.
    let preview = format::preview(message.text_prefix(4 * PREVIEW_CHARS + 4), PREVIEW_CHARS);
    let Some(tokens) = format::json_tokens(&preview.text) else {
        return vec![piece(Style::Plain, preview.text)];
    };
    let mut pieces = Vec::with_capacity(2 * tokens.len());
    let mut end = 0;
    for token in tokens {
        if end < token.range.start {
            push(&mut pieces, Style::Plain, &preview.text[end..token.range.start]);
        }
        let style = match token.kind {
            TokenKind::Key => Style::Key,
            TokenKind::Num => Style::Number,
            TokenKind::Lit => Style::Literal,
            TokenKind::Punct => Style::Punctuation,
            TokenKind::Str => Style::Plain,
        };
        push(&mut pieces, style, &preview.text[token.range.clone()]);
        end = token.range.end;
    }
    if end < preview.text.len() {
        push(&mut pieces, Style::Plain, &preview.text[end..]);
    }
    pieces
}

fn binary_pieces(bytes: &[u8]) -> Vec<Piece> {
    let content = if bytes.is_empty() {
        piece(Style::Faint, "empty")
    } else {
        piece(Style::Plain, format::hex(bytes, PREVIEW_BYTES))
    };
    vec![piece(Style::Tag, "Binary"), content]
}

fn file_pieces(file: &File) -> Vec<Piece> {
    vec![
        piece(Style::Tag, "File"),
        piece(Style::Plain, format::preview(&file.name, PREVIEW_CHARS).text),
        piece(Style::Faint, [", ", &format::visible(file.kind())].concat()),
    ]
}

fn push(pieces: &mut Vec<Piece>, style: Style, text: &str) {
    match pieces.last_mut() {
        Some(last) if last.style == style => last.text.push_str(text),
        _ => pieces.push(piece(style, text)),
    }
}

fn piece(style: Style, text: impl Into<String>) -> Piece {
    Piece {
        style,
        text: text.into(),
        marked: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Opened;
    use crate::secret::VEIL;
    use crate::time::{Span, Timestamp};

    fn message_row(direction: Direction, encoding: Encoding, bytes: &[u8]) -> Row {
        let at = Timestamp::from_micros(50_533_817_000);
        let body = Body::Message(Message {
            direction,
            ..Message::received(encoding, bytes)
        });
        Row::new(
            &Entry {
                id: EntryId(4),
                at,
                body,
            },
            5,
            Since::RowAbove(Timestamp::from_micros(50_533_613_000)),
            0,
            &VEIL,
        )
    }

    fn text(row: &Row) -> String {
        row.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn a_message_row_has_time_delta_size_and_a_preview() {
        let row = message_row(Direction::Received, Encoding::Text, br#"{"seq":1,"ok":true}"#);
        assert_eq!(
            (row.time.as_str(), row.delta.as_str(), row.size.as_str()),
            ("14:02:13.817", "+0.204 s", "19 B")
        );
        assert_eq!(
            (row.direction, row.kind, row.index),
            (Some(Direction::Received), Kind::Text, 5)
        );
        let styles: Vec<(Style, &str)> = row
            .pieces
            .iter()
            .map(|piece| (piece.style, piece.text.as_str()))
            .collect();
        assert_eq!(
            styles,
            [
                (Style::Punctuation, "{"),
                (Style::Key, "\"seq\""),
                (Style::Punctuation, ":"),
                (Style::Number, "1"),
                (Style::Punctuation, ","),
                (Style::Key, "\"ok\""),
                (Style::Punctuation, ":"),
                (Style::Literal, "true"),
                (Style::Punctuation, "}"),
            ]
        );
        assert_eq!(
            row.spoken,
            r#"Received, 14:02:13.817, 19 bytes, {"seq":1,"ok":true}"#
        );
    }

    #[test]
    fn the_row_of_a_file_has_its_name_type_and_size() {
        let check = |name: &str, media_type: &str, expect: &str| {
            let file = File {
                name: name.to_owned(),
                media_type: media_type.to_owned(),
                bytes: 48_000_000,
                encoding: Encoding::Binary,
            };
            let message = Message {
                direction: Direction::Sent,
                file: Some(&file),
                ..Message::received(Encoding::Binary, &[])
            };
            let line = message_line(&message);
            let shown: String = line.pieces.iter().map(|piece| piece.text.as_str()).collect();
            assert_eq!((shown.as_str(), line.size.as_str()), (expect, "48.0 MB"));
        };
        check("book.bin", "image/png", "Filebook.bin, image/png");
        check("a\u{202e}b", "", "Filea⟨U+202E⟩b, unknown type");
    }

    #[test]
    fn nothing_of_a_message_is_lost_between_the_pieces() {
        for sample in [
            "[1, {\"a\": \"b\"}] tail",
            "{\"cut",
            "plain",
            "{ x : y }",
            "[[[[",
            "{\"é\":\"\u{202e}\"}",
        ] {
            let row = message_row(Direction::Sent, Encoding::Text, sample.as_bytes());
            assert_eq!(text(&row), format::visible(sample));
        }
    }

    #[test]
    fn a_binary_row_shows_bytes_and_an_empty_one_says_so() {
        assert_eq!(
            text(&message_row(Direction::Sent, Encoding::Binary, &[8, 255])),
            "Binary08 ff"
        );
        assert_eq!(
            text(&message_row(Direction::Sent, Encoding::Binary, &[])),
            "Binaryempty"
        );
        assert_eq!(text(&message_row(Direction::Sent, Encoding::Text, &[])), "empty");
    }

    #[test]
    fn a_huge_message_gives_a_short_row() {
        let row = message_row(
            Direction::Received,
            Encoding::Text,
            "é".repeat(1_000_000).as_bytes(),
        );
        assert_eq!(text(&row).chars().count(), PREVIEW_CHARS + 1);
        assert!(text(&row).ends_with('…'));
        assert_eq!(row.size, "2.0 MB");
    }

    #[test]
    fn a_flagged_row_says_so_in_front() {
        let mut row = message_row(Direction::Received, Encoding::Binary, &[8]);
        row.flag();
        assert!(row.flagged);
        assert_eq!(text(&row), "MarkedBinary08");
        assert_eq!(row.spoken, "Marked, Received, 14:02:13.817, 1 bytes, Binary08");
    }

    #[test]
    fn every_connection_but_the_first_divides_the_list() {
        let check = |session: u32, expect: (bool, &str)| {
            let opened = System::Open(Opened {
                session,
                url: "ws://localhost/".to_owned(),
                protocol: String::new(),
                extensions: String::new(),
                took: Span::from_millis(3),
            });
            let entry = Entry {
                id: EntryId(0),
                at: Timestamp::default(),
                body: Body::System(&opened),
            };
            let row = Row::new(&entry, 1, Since::Nothing, 0, &VEIL);
            assert_eq!((row.divides, row.label.as_deref().unwrap()), expect);
        };
        check(1, (false, "open"));
        check(2, (true, "Session 2 open"));
    }
}
