//! What a written message is once it is sent: its payload, and what is said of it while it is typed.

use super::check::{Checking, check, problem};
use super::layout::Layout;
use super::{Format, Problem, base64, hex};
use crate::format;
use crate::payload::OwnedPayload;

/// The bytes of a preview.
const PREVIEW: usize = 16;

/// The payload of a text in this format, its placeholders filled in.
pub fn payload(text: &str, format: Format) -> Result<OwnedPayload, Problem> {
    match format {
        Format::Text => {}
        Format::Json => check(text)?,
        Format::Hex | Format::Base64 | Format::Layout | Format::File => {
            return bytes(text, format).map(OwnedPayload::Binary);
        }
    }
    Ok(OwnedPayload::Text(text.to_owned()))
}

/// The bytes of a text that is not checked to be JSON.
pub(super) fn bytes(text: &str, format: Format) -> Result<Vec<u8>, Problem> {
    match format {
        Format::Text | Format::Json => Ok(text.as_bytes().to_vec()),
        Format::Hex => hex::read(text),
        Format::Base64 => base64::read(text),
        Format::Layout => Layout::parse(text)?.build(),
        Format::File => Err(Problem {
            range: 0..0,
            sentence: "Choose a file to send.".to_owned(),
        }),
    }
}

/// What a text makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What the message is.
    pub kind: Kind,
    /// Its length.
    pub bytes: usize,
    /// Its first sixteen bytes in hex, where the text does not show them.
    pub preview: Option<String>,
    /// What may surprise.
    pub notes: Vec<Note>,
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Text that is JSON.
    Json,
    /// Bytes.
    Binary,
}

/// What may surprise about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// It holds U+FFFD.
    Replacement,
    /// It begins with U+FEFF.
    Bom,
    /// It holds U+0000.
    Nul,
}

impl Summary {
    /// In words: `5 B`, `Valid JSON, 89 B`.
    pub fn words(&self) -> String {
        // To the byte, as far as anybody counts them: 65,535 is not 65,536.
        let size = match self.bytes {
            0..1_000_000 => [&format::count(self.bytes as u64), " B"].concat(),
            bytes => format::size(bytes as u64),
        };
        match self.kind {
            Kind::Json => ["Valid JSON, ", &size].concat(),
            Kind::Text | Kind::Binary => size,
        }
    }
}

impl Note {
    /// A sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Replacement => "Holds U+FFFD: a lone surrogate is sent as U+FFFD.",
            Self::Bom => "Begins with a byte order mark, U+FEFF: its 3 bytes are sent.",
            Self::Nul => "Holds NUL, U+0000: it is sent.",
        }
    }
}

/// A summary being made, for a text that takes longer than a frame. Dropping it cancels the work.
#[derive(Debug)]
pub struct Summing {
    format: Format,
    checking: Option<Checking>,
}

impl Summing {
    /// The summary of a text in this format.
    pub fn new(text: &str, format: Format) -> Self {
        let looks_like_json = || text.trim_start().starts_with(['{', '[']);
        let checks = format == Format::Json || format == Format::Text && looks_like_json();
        Self {
            format,
            checking: checks.then(Checking::new),
        }
    }

    /// Checks about `budget` more bytes of JSON; the other formats are read at once. `None` if there is more to do. The
    /// text must be the same each time.
    pub fn step(&mut self, text: &str, budget: usize) -> Option<Result<Summary, Problem>> {
        let Some(checking) = &mut self.checking else {
            return Some(self.end(text, Kind::Text));
        };
        match checking.step(text, budget)? {
            Ok(()) => Some(self.end(text, Kind::Json)),
            Err(error) if self.format == Format::Json => Some(Err(problem(text, &error))),
            Err(_) => Some(self.end(text, Kind::Text)),
        }
    }

    fn end(&self, text: &str, kind: Kind) -> Result<Summary, Problem> {
        if matches!(self.format, Format::Text | Format::Json) {
            return Ok(Summary {
                kind,
                bytes: text.len(),
                preview: None,
                notes: notes(text),
            });
        }
        let bytes = bytes(text, self.format)?;
        let has_preview = self.format != Format::Hex && !bytes.is_empty();
        Ok(Summary {
            kind: Kind::Binary,
            bytes: bytes.len(),
            preview: has_preview.then(|| format::hex(&bytes, PREVIEW)),
            notes: Vec::new(),
        })
    }
}

/// The summary of a text at once.
pub fn summary(text: &str, format: Format) -> Result<Summary, Problem> {
    Summing::new(text, format)
        .step(text, usize::MAX)
        .expect("a text ends before an endless budget does")
}

fn notes(text: &str) -> Vec<Note> {
    let notes = [
        (Note::Replacement, text.contains('\u{fffd}')),
        (Note::Bom, text.starts_with('\u{feff}')),
        (Note::Nul, text.contains('\0')),
    ];
    notes
        .into_iter()
        .filter_map(|(note, holds)| holds.then_some(note))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_sent_as_text_and_the_others_as_bytes() {
        let text = |text: &str| Ok(OwnedPayload::Text(text.to_owned()));
        let binary = |bytes: &[u8]| Ok(OwnedPayload::Binary(bytes.to_vec()));
        assert_eq!(payload("{", Format::Text), text("{"));
        assert_eq!(
            payload(" {\"a\" : 1}\r\n", Format::Json),
            text(" {\"a\" : 1}\r\n")
        );
        assert_eq!(payload("00ff", Format::Hex), binary(b"\0\xff"));
        assert_eq!(payload("AP8=", Format::Base64), binary(b"\0\xff"));
        assert_eq!(payload("len8(u8 255)", Format::Layout), binary(b"\x01\xff"));
        for (wrong, format) in [
            ("{", Format::Json),
            ("", Format::Json),
            ("0", Format::Hex),
            ("A", Format::Base64),
            ("u8", Format::Layout),
            ("", Format::File),
        ] {
            assert!(payload(wrong, format).is_err(), "{wrong} as {format:?}");
        }
    }

    #[test]
    fn a_summary_says_what_is_sent() {
        let check = |text: &str, format, words: &str, preview: Option<&str>| {
            let summary = summary(text, format).unwrap();
            assert_eq!(
                (summary.words().as_str(), summary.preview.as_deref()),
                (words, preview),
                "{text}"
            );
        };
        check("héllo", Format::Text, "6 B", None);
        check("", Format::Text, "0 B", None);
        check("5", Format::Text, "1 B", None);
        check("5", Format::Json, "Valid JSON, 1 B", None);
        check(" [1]", Format::Text, "Valid JSON, 4 B", None);
        check("{1}", Format::Text, "3 B", None);
        check("00ff", Format::Hex, "2 B", None);
        check("AP8=", Format::Base64, "2 B", Some("00 ff"));
        check("", Format::Base64, "0 B", None);
        check(
            "zero 1500",
            Format::Layout,
            "1,500 B",
            Some("00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 …"),
        );
        assert_eq!(
            summary("[1,]", Format::Json).unwrap_err().sentence,
            "Line 1, column 4: expected a value"
        );
        assert_eq!(
            summary("", Format::File).unwrap_err().sentence,
            "Choose a file to send."
        );
    }

    #[test]
    fn what_may_surprise_is_named() {
        let check = |text: &str, expect: &[Note]| {
            assert_eq!(summary(text, Format::Text).unwrap().notes, expect, "{text:?}");
        };
        check("plain", &[]);
        check("a\u{feff}", &[]);
        check("\u{feff}\0\u{fffd}", &[Note::Replacement, Note::Bom, Note::Nul]);
        check("[\"\u{fffd}\"]", &[Note::Replacement]);
    }

    #[test]
    fn a_summary_made_in_steps_is_the_one_made_at_once() {
        for text in ["[1, 2, 3, {\"a\": null}]", "[1, 2, 3 4]", "plain"] {
            for format in [Format::Text, Format::Json] {
                let mut summing = Summing::new(text, format);
                let in_steps = std::iter::repeat_with(|| summing.step(text, 3)).flatten().next();
                assert_eq!(in_steps, Some(summary(text, format)), "{text}");
            }
        }
    }
}
