//! How an entry reads as one line of the transcript. All decisions of wording are made here; views only place the words.
//! What of it is marked is decided in `row::mark`.

use crate::close::{CloseCode, Tone};
use crate::entry::{Body, Closed, Direction, Ending, Entry, EntryId, Message, Note, Opened, System};
use crate::format::{self, TokenKind};
use crate::payload::Encoding;
use crate::time::Timestamp;

mod mark;

/// How many characters of a message a row shows at most: more than the widest screen has room for.
const PREVIEW_CHARS: usize = 400;

/// How many bytes of a binary message a row shows at most.
const PREVIEW_BYTES: usize = 96;

/// One line of the transcript, ready to be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which entry it shows.
    pub id: EntryId,
    /// Its position in the whole transcript, counted from 1.
    pub index: usize,
    /// `sent`, `received` or `system`.
    pub direction: &'static str,
    /// `text`, `binary`, `open`, `close`, `error` or `note`.
    pub kind: &'static str,
    /// The local time of day, with milliseconds.
    pub time: String,
    /// The time since the row before, or empty for the first.
    pub delta: String,
    /// The payload's size, or empty for a system row.
    pub size: String,
    /// What a system row is, in a word or two.
    pub label: Option<String>,
    /// The colour of a system row's mark and label.
    pub tone: Tone,
    /// The rest of the line.
    pub pieces: Vec<Piece>,
    /// The line as a screen reader says it.
    pub spoken: String,
}

/// A run of characters of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub style: Style,
    /// The characters, with invisible ones made visible.
    pub text: String,
    /// Whether they are what is looked for.
    pub marked: bool,
}

/// What a run of characters is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Words.
    Plain,
    /// Words of less weight, such as "empty".
    Faint,
    /// A tag that says what kind of payload follows.
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

impl Style {
    /// The style's name in the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Faint => "faint",
            Self::Tag => "tag",
            Self::Key => "key",
            Self::Number => "num",
            Self::Literal => "lit",
            Self::Punctuation => "punct",
        }
    }
}

impl Row {
    /// The line for `entry`, which is the `index`th kept one, counted from 1. `before` is the time of the entry
    /// before it, and `utc_offset_minutes` what to add to UTC for local time.
    pub fn new(entry: &Entry<'_>, index: usize, before: Option<Timestamp>, utc_offset_minutes: i32) -> Self {
        let time = format::time_of_day(entry.at, utc_offset_minutes);
        let delta = before
            .map(|before| format::delta(entry.at - before))
            .unwrap_or_default();
        let Line {
            direction,
            kind,
            size,
            label,
            tone,
            pieces,
        } = match entry.body {
            Body::Message(message) => message_line(&message),
            Body::System(system) => system_line(system),
        };
        let shown: String = pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect::<Vec<_>>()
            .concat();
        let name = match entry.body {
            Body::Message(Message {
                direction: Direction::Sent,
                ..
            }) => "Sent",
            Body::Message(Message {
                direction: Direction::Received,
                ..
            }) => "Received",
            Body::System(_) => label.as_deref().unwrap_or("note"),
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
        }
    }
}

struct Line {
    direction: &'static str,
    kind: &'static str,
    size: String,
    label: Option<String>,
    tone: Tone,
    pieces: Vec<Piece>,
}

fn message_line(message: &Message<'_>) -> Line {
    let (kind, pieces) = match message.encoding {
        Encoding::Text => ("text", text_pieces(message)),
        Encoding::Binary => ("binary", binary_pieces(message.bytes)),
    };
    let direction = match message.direction {
        Direction::Sent => "sent",
        Direction::Received => "received",
    };
    Line {
        direction,
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
    // Four bytes are enough for any character, so that the prefix holds PREVIEW_CHARS of them and tells if more follow.
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

fn system_line(system: &System) -> Line {
    let (kind, label, tone, text) = match system {
        System::Open(opened) => ("open", "open".to_owned(), Tone::Ok, open_text(opened)),
        System::Close(closed) => ("close", closed.label(), closed.tone(), close_text(closed)),
        System::Error => (
            "error",
            "error".to_owned(),
            Tone::Danger,
            "the browser gives no detail".to_owned(),
        ),
        System::Note(note) => {
            let (label, tone, text) = note_line(note);
            ("note", label.to_owned(), tone, text)
        }
    };
    Line {
        direction: "system",
        kind,
        size: String::new(),
        label: Some(label),
        tone,
        pieces: vec![piece(Style::Plain, text)],
    }
}

fn open_text(opened: &Opened) -> String {
    let protocol = if opened.protocol.is_empty() {
        "no subprotocol"
    } else {
        &opened.protocol
    };
    let extensions = if opened.extensions.is_empty() {
        "no extensions"
    } else {
        &opened.extensions
    };
    let took = format::short_span(opened.took);
    format::visible(&format!("in {took}, {protocol}, {extensions}, {}", opened.url))
}

fn close_text(closed: &Closed) -> String {
    let evidence = &closed.evidence;
    let clean = if evidence.was_clean { "clean" } else { "not clean" };
    let reason = if evidence.reason.is_empty() {
        "no reason".to_owned()
    } else {
        format!(
            "reason “{}”",
            format::preview(&evidence.reason, PREVIEW_CHARS).text
        )
    };
    let took = format::short_span(evidence.connecting_for);
    match closed.ending {
        Ending::Remote if evidence.opened => format!("{clean}, {reason}"),
        Ending::Remote => format!("the connection never opened, after {took}; {clean}, {reason}"),
        Ending::Disconnected => format!("{clean}, {reason}, after you disconnected"),
        Ending::Cancelled => format!("cancelled by you after {took}; {clean}, {reason}"),
        Ending::ConnectTimedOut => format!("no answer within {took}, given up; {clean}, {reason}"),
        Ending::Abandoned => "the server has not answered the close; stopped waiting for it".to_owned(),
        Ending::NoCloseEvent => "the browser failed the connection and reported no code".to_owned(),
        Ending::Refused => "the browser refused to create the socket".to_owned(),
    }
}

impl Closed {
    /// The end in a few words: `closed 1006 Abnormal Closure`.
    pub fn label(&self) -> String {
        match self.code() {
            Some(code) => format!("closed {} {}", code.as_u16(), code.name()),
            None => "closed without a code".to_owned(),
        }
    }

    /// The close code, if the browser reported one.
    pub fn code(&self) -> Option<CloseCode> {
        match self.ending {
            Ending::Abandoned | Ending::NoCloseEvent | Ending::Refused => None,
            _ => Some(CloseCode::from(self.evidence.code)),
        }
    }

    /// How bad it is. What the person asked for is not bad.
    pub fn tone(&self) -> Tone {
        match (self.ending, self.code()) {
            (Ending::Cancelled, _) => Tone::Neutral,
            (Ending::ConnectTimedOut | Ending::NoCloseEvent | Ending::Refused, _) => Tone::Danger,
            (Ending::Abandoned, _) | (_, None) => Tone::Warn,
            (_, Some(code)) => code.severity(),
        }
    }

    /// Whether it deserves an explanation unasked: not when a person ended it, and not for a normal close.
    pub fn is_unexpected(&self) -> bool {
        match self.ending {
            Ending::Disconnected => self.evidence.code == 1006,
            Ending::Cancelled | Ending::Abandoned => false,
            Ending::Remote => self.evidence.code != 1000,
            Ending::ConnectTimedOut | Ending::NoCloseEvent | Ending::Refused => true,
        }
    }
}

fn note_line(note: &Note) -> (&'static str, Tone, String) {
    match note {
        Note::Offline => (
            "offline",
            Tone::Warn,
            "the browser lost its network; an open socket may survive that".into(),
        ),
        Note::Online => ("online", Tone::Neutral, "the browser has a network again".into()),
        Note::NotSent => (
            "not sent",
            Tone::Danger,
            "the connection was already closing; your message is back in the field".into(),
        ),
        Note::Refused(why) => (
            "refused",
            Tone::Danger,
            format!(
                "the browser did not start the connection: {}",
                format::visible(why)
            ),
        ),
    }
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

    fn message_row(direction: Direction, encoding: Encoding, bytes: &[u8]) -> Row {
        let at = Timestamp::from_micros(50_533_817_000);
        let body = Body::Message(Message {
            direction,
            encoding,
            bytes,
            large: None,
        });
        Row::new(
            &Entry {
                id: EntryId(4),
                at,
                body,
            },
            5,
            Some(Timestamp::from_micros(50_533_613_000)),
            0,
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
        assert_eq!((row.direction, row.kind, row.index), ("received", "text", 5));
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
}
