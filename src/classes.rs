//! The names that the style sheets use for core's enums: the classes of elements, and the `data-` attributes
//! of rows.

use tabcat_core::close::Tone;
use tabcat_core::detail::Side;
use tabcat_core::entry::Direction;
use tabcat_core::format::TokenKind;
use tabcat_core::json;
use tabcat_core::row::{Kind, Style};

/// The class that gives a tone its colour.
pub const fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => "neutral",
        Tone::Ok => "ok",
        Tone::Warn => "warn",
        Tone::Danger => "danger",
    }
}

/// The classes of the label before a system row's words.
pub const fn label(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => "label",
        Tone::Ok => "label ok",
        Tone::Warn => "label warn",
        Tone::Danger => "label danger",
    }
}

/// The classes of the dot that a system row has instead of an arrow.
pub const fn dot(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => "dot",
        Tone::Ok => "dot ok",
        Tone::Warn => "dot warn",
        Tone::Danger => "dot danger",
    }
}

/// The `data-direction` of a row: the direction of its message, if it is one.
pub const fn direction(direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::Sent) => "sent",
        Some(Direction::Received) => "received",
        None => "system",
    }
}

/// The `data-kind` of a row.
pub const fn row(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Binary => "binary",
        Kind::Open => "open",
        Kind::Close => "close",
        Kind::Error => "error",
        Kind::Note => "note",
    }
}

/// The class of a run of characters in a row.
pub const fn style(style: Style) -> &'static str {
    match style {
        Style::Plain => "plain",
        Style::Faint => "faint",
        Style::Tag => "tag",
        Style::Key => "key",
        Style::Number => "num",
        Style::Literal => "lit",
        Style::Punctuation => "punct",
    }
}

/// The class of a token of JSON.
pub const fn token(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Key => "key",
        TokenKind::Str => "str",
        TokenKind::Num => "num",
        TokenKind::Lit => "lit",
        TokenKind::Punct => "punct",
    }
}

/// The class of a value in a tree, or of its brackets.
pub const fn value(kind: json::Kind) -> &'static str {
    match kind {
        json::Kind::String => "str",
        json::Kind::Number => "num",
        json::Kind::True | json::Kind::False | json::Kind::Null => "lit",
        json::Kind::Object(_) | json::Kind::Array(_) | json::Kind::TooDeep => "punct",
    }
}

/// The class of a line in a comparison.
pub const fn side(side: Side) -> &'static str {
    match side {
        Side::Both => "both",
        Side::Marked => "marked",
        Side::This => "this",
        Side::Skipped => "skipped",
    }
}
