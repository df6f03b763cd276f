//! The message being written: the text shown in a text field, and the text to send. A text field turns every
//! line end into LF; pasted text keeps its own ones when sent.

use std::borrow::Cow;
use std::ops::Range;

use crate::compose::{Format, Written};

/// How the lines of a text end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnd {
    /// A line feed, U+000A.
    #[default]
    Lf,
    /// A carriage return and a line feed.
    CrLf,
    /// A carriage return, U+000D.
    Cr,
}

impl LineEnd {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Lf, Self::CrLf, Self::Cr];

    /// Its name: `LF`, `CRLF`, `CR`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lf => "LF",
            Self::CrLf => "CRLF",
            Self::Cr => "CR",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
        }
    }
}

/// A message that is being written. The default is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its format; never a file.
    pub format: Format,
    /// Whether placeholders in it are sent as they stand.
    pub as_written: bool,
    /// The text with LF as its only line end.
    shown: String,
    end: LineEnd,
    /// The text itself, if its line ends are mixed.
    mixed: Option<String>,
    /// An expected paste: the UTF-16 range that it replaces, and the text.
    expected: Option<(Range<usize>, String)>,
    /// The shown text before an edit removed line ends other than LF, and the text itself: an undo restores
    /// both.
    before: Option<(String, String)>,
}

impl Draft {
    /// A draft of this text, sent unchanged unless it is edited.
    pub fn of(text: &str) -> Self {
        let mut draft = Self::default();
        draft.take(text.to_owned());
        draft
    }

    /// A message as it was written.
    pub fn of_written(written: &Written) -> Self {
        Self {
            format: written.format,
            as_written: written.as_written,
            ..Self::of(&written.text)
        }
    }

    /// The message as it is written.
    pub fn written(&self) -> Written {
        Written {
            text: self.text().into_owned(),
            format: self.format,
            as_written: self.as_written,
        }
    }

    /// The text that the field shows.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The text to send.
    pub fn text(&self) -> Cow<'_, str> {
        match (&self.mixed, self.end) {
            (Some(mixed), _) => Cow::Borrowed(mixed),
            (None, LineEnd::Lf) => Cow::Borrowed(&self.shown),
            (None, end) => Cow::Owned(ended(&self.shown, end)),
        }
    }

    /// Its line end; `None` if they are mixed.
    pub fn line_end(&self) -> Option<LineEnd> {
        self.mixed.is_none().then_some(self.end)
    }

    /// Sets every line end.
    pub fn set_line_end(&mut self, end: LineEnd) {
        self.end = end;
        self.mixed = None;
    }

    /// Takes the field's text after an edit. Text outside the edit keeps its line ends, and so does an
    /// expected paste; a typed line end becomes the most frequent one.
    pub fn edit(&mut self, shown: &str) {
        if let Some((selected, pasted)) = self.expected.take() {
            let with = self.with(selected, &pasted);
            if self::shown(&with) == shown {
                return self.take(with);
            }
        }
        if shown == self.shown {
            return;
        }
        if let Some((_, text)) = self.before.take_if(|(before, _)| before == shown) {
            return self.take(text);
        }
        if self.line_end() == Some(LineEnd::Lf) {
            return self.take(shown.to_owned());
        }
        let text = self.text().into_owned();
        let start = shared(self.shown.chars(), shown.chars());
        let end = shared(self.shown[start..].chars().rev(), shown[start..].chars().rev());
        let [from, to] = [start, self.shown.len() - end].map(|at| self.place_of(&text, at));
        let typed = ended(&shown[start..shown.len() - end], usual_end(&text));
        if line_ends(&text[from..to]).any(|(_, end)| end != LineEnd::Lf) {
            self.before = Some((self.shown.clone(), text.clone()));
        }
        let edited = [&text[..from], &typed, &text[to..]].concat();
        // A CR and an LF that have come together would be one line end.
        let is_right = self::shown(&edited) == shown;
        self.take(if is_right {
            edited
        } else {
            ended(shown, usual_end(&text))
        });
    }

    /// Expects a paste over the selection, a UTF-16 range of the shown text. The field itself shows every
    /// line end as LF.
    pub fn expect_paste(&mut self, selected: Range<usize>, pasted: String) {
        self.expected = Some((selected, pasted));
    }

    /// The text with the selection replaced.
    fn with(&self, selected: Range<usize>, pasted: &str) -> String {
        let [start, end] = [selected.start, selected.end].map(|unit| byte_at(&self.shown, unit));
        let text = self.text();
        let [from, to] = [start, end.max(start)].map(|at| self.place_of(&text, at));
        [&text[..from], pasted, &text[to..]].concat()
    }

    /// The offset in `text`, the text to send, of an offset in the shown text.
    fn place_of(&self, text: &str, shown: usize) -> usize {
        // Each line end before it may be a byte longer in the text.
        let before = line_ends(&self.shown[..shown]).count();
        let longer = line_ends(text)
            .take(before)
            .filter(|(_, end)| *end == LineEnd::CrLf);
        shown + longer.count()
    }

    /// The place in the field, in units of UTF-16, of a byte of the text to send.
    pub fn shown_units(&self, at: usize) -> usize {
        let text = self.text();
        let before = &text[..text.floor_char_boundary(at)];
        let pairs = line_ends(before).filter(|(_, end)| *end == LineEnd::CrLf).count();
        before.encode_utf16().count() - pairs
    }

    fn take(&mut self, text: String) {
        self.shown = shown(&text);
        let first = line_ends(&text).map(|(_, end)| end).next();
        self.end = first.unwrap_or_default();
        let is_mixed = line_ends(&text).any(|(_, end)| end != self.end);
        self.mixed = is_mixed.then_some(text);
    }
}

/// The length of the common prefix in bytes.
fn shared(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let both = one.zip(other).take_while(|(one, other)| one == other);
    both.map(|(character, _)| character.len_utf8()).sum()
}

/// A text as a field shows it.
fn shown(text: &str) -> String {
    ended(text, LineEnd::Lf)
}

/// The text with this line end only. By hand, in few bytes of code: every visitor loads it.
fn ended(text: &str, end: LineEnd) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, found) in line_ends(text) {
        out.push_str(&text[from..at]);
        out.push_str(end.text());
        from = at + found.text().len();
    }
    out.push_str(&text[from..]);
    out
}

/// Where each line ends, and how.
fn line_ends(text: &str) -> impl Iterator<Item = (usize, LineEnd)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let byte = *bytes.get(at)?;
            at += 1;
            match (byte, bytes.get(at)) {
                (b'\r', Some(b'\n')) => {
                    at += 1;
                    return Some((at - 2, LineEnd::CrLf));
                }
                (b'\r', _) => return Some((at - 1, LineEnd::Cr)),
                (b'\n', _) => return Some((at - 1, LineEnd::Lf)),
                _ => {}
            }
        }
    })
}

/// The most frequent line end; in a tie, the first of LF, CRLF and CR.
fn usual_end(text: &str) -> LineEnd {
    let count = |wanted| line_ends(text).filter(|(_, end)| *end == wanted).count();
    let most = LineEnd::ALL.map(count).into_iter().max();
    LineEnd::ALL
        .into_iter()
        .find(|end| Some(count(*end)) == most)
        .unwrap_or_default()
}

/// The byte at which a unit of UTF-16 begins; the text's end for one after it.
fn byte_at(text: &str, unit: usize) -> usize {
    let mut units = 0;
    text.char_indices()
        .find(|(_, character)| {
            let is_there = units >= unit;
            units += character.len_utf16();
            is_there
        })
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIP: &str = "REGISTER sip:x.example SIP/2.0\r\nCSeq: 1 REGISTER\r\n\r\n";

    #[test]
    fn a_paste_keeps_its_line_ends_and_shows_them() {
        let inserted = shown(SIP);
        let mut draft = pasted("", 0..0, SIP);
        assert_eq!((draft.shown(), draft.text().len()), (inserted.as_str(), 52));
        assert_eq!(
            (draft.text().as_ref(), draft.line_end()),
            (SIP, Some(LineEnd::CrLf))
        );
        draft.edit(&format!("{inserted}x"));
        assert_eq!(
            draft.text(),
            format!("{SIP}x"),
            "typing goes on as the text began"
        );
        draft.set_line_end(LineEnd::Lf);
        assert_eq!(draft.text(), format!("{inserted}x"));
    }

    /// The draft after the field took a paste.
    fn pasted(text: &str, selected: Range<usize>, pasted: &str) -> Draft {
        let mut draft = Draft::of(text);
        let field = shown(&draft.with(selected.clone(), pasted));
        draft.expect_paste(selected, pasted.to_owned());
        draft.edit(&field);
        draft
    }

    #[test]
    fn a_place_in_the_text_is_found_in_the_field() {
        let draft = Draft::of("a\r\né\n🐈x");
        let units: Vec<_> = [0, 1, 3, 5, 6, 10, 11, 99].map(|at| draft.shown_units(at)).into();
        assert_eq!(units, [0, 1, 2, 3, 4, 6, 7, 7]);
    }

    #[test]
    fn an_edit_leaves_the_other_line_ends_as_they_are() {
        let mixed = "a\r\nb\nc\rd\r\n";
        let mut draft = Draft::of(mixed);
        assert_eq!((draft.text().as_ref(), draft.line_end()), (mixed, None));
        let echo = draft.shown().to_owned();
        draft.edit(&echo);
        assert_eq!(draft.text(), mixed, "the field's own echo is no edit");
        draft.edit("a\nb\nc\nd\n!");
        assert_eq!(draft.text(), "a\r\nb\nc\rd\r\n!");
        draft.edit("a\nb\nd\n!");
        assert_eq!(draft.text(), "a\r\nb\nd\r\n!");
        draft.edit("a\nb\nx\ny\nd\n!");
        assert_eq!(draft.text(), "a\r\nb\nx\r\ny\r\nd\r\n!");
    }

    #[test]
    fn what_an_undo_shows_again_has_its_line_ends_again() {
        for text in ["a\r\nb\r\nc", "1\r\n2\n3\r4", "x\ry"] {
            let mut draft = Draft::of(text);
            let whole = draft.shown().to_owned();
            for edits in [vec![""], vec!["q"], vec!["", "q", "qr", ""]] {
                for edit in edits {
                    draft.edit(edit);
                    assert_eq!(draft.text(), edit);
                }
                draft.edit(&whole);
                assert_eq!(draft.text(), text);
            }
        }
    }

    #[test]
    fn a_paste_that_did_not_come_as_expected_is_an_edit() {
        let mut draft = Draft::of("a\r\n");
        draft.expect_paste(0..0, "x\r".to_owned());
        draft.edit("a\n!");
        assert_eq!(draft.text(), "a\r\n!");
        draft.edit("x\na\n!");
        assert_eq!(draft.text(), "x\r\na\r\n!", "it is expected no more");
    }

    #[test]
    fn a_paste_goes_into_the_place_that_is_selected() {
        let check = |text: &str, selected, with, expect: &str| {
            assert_eq!(pasted(text, selected, with).text(), expect);
        };
        check("a\r\nb\r\nc", 2..3, "X\r\nY", "a\r\nX\r\nY\r\nc");
        check("a\r\nb", 1..2, "-", "a-b");
        check("\u{1f600}\r\n\u{e9}x", 3..4, "\u{feff}", "\u{1f600}\r\n\u{feff}x");
        check("ab", 7..9, "\r", "ab\r");
        check("a\r\n\nb", 2..2, "x", "a\r\nx\nb");
        check("a\nb", 0..3, "a\r\nb", "a\r\nb");
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(prop_oneof!["\r\n", "\n", "\r", "[ab]", "\\PC", "\u{0}"], 0..24)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_pasted_is_what_is_sent(text in text(), more in text(), from in 0_usize..40, units in 0_usize..9) {
            let draft = pasted("", 0..0, &text);
            prop_assert_eq!(draft.text(), text.as_str());
            prop_assert!(!draft.shown().contains('\r'));
            let start = byte_at(draft.shown(), from);
            let end = byte_at(draft.shown(), from + units).max(start);
            let expect = [&draft.shown()[..start], &shown(&more), &draft.shown()[end..]].concat();
            let draft = pasted(&text, from..from + units, &more);
            // A CR before the paste and an LF at its start become one line end.
            let joined = !draft.shown().eq(&expect);
            prop_assert!(!joined || draft.text().contains("\r\n"));
            prop_assert!(draft.text().contains(&more));
        }

        #[test]
        fn an_edit_is_shown_as_it_was_made(text in text(), at in 0_usize..24) {
            let mut draft = Draft::of(&text);
            let cut: String = draft.shown().chars().enumerate().filter(|(place, _)| *place != at).map(|(_, c)| c).collect();
            draft.edit(&cut);
            prop_assert_eq!(draft.shown(), cut);
        }

        #[test]
        fn another_text_is_shown_as_it_was_made(text in text(), next in "[ab\n\u{e9}\u{1f600}]{0,12}") {
            let mut draft = Draft::of(&text);
            draft.edit(&next);
            prop_assert_eq!(draft.shown(), next);
        }

        #[test]
        fn each_place_in_any_text_is_one_in_the_field(text in text()) {
            let draft = Draft::of(&text);
            for (at, _) in text.char_indices() {
                // Inside a CRLF there is no place in the field.
                if !(text[..at].ends_with('\r') && text[at..].starts_with('\n')) {
                    prop_assert_eq!(draft.shown_units(at), shown(&text[..at]).encode_utf16().count());
                }
            }
            let all = draft.shown().encode_utf16().count();
            let units: Vec<_> = (0..=text.len() + 2).map(|at| draft.shown_units(at)).collect();
            prop_assert!(units.is_sorted() && units.last() == Some(&all), "{:?}", units);
        }

        #[test]
        fn any_text_comes_back_as_it_went_in(text in text()) {
            let draft = Draft::of(&text);
            prop_assert_eq!(draft.text(), text.as_str());
        }
    }
}
