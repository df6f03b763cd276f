//! Makes text from the wire readable: characters that are invisible, or would reorder the line, are shown as
//! symbols.
//!
//! One scheme throughout: a line feed is `⏎` and a tab `⇥`; other control characters are their Unicode control picture
//! (`␀`, `␛`, `␍`); anything else without a shape of its own is its number, as `⟨U+202E⟩`. Strong right-to-left letters
//! stay as they are: the page isolates each row's direction.

use std::fmt::Write;
use std::ops::Range;

/// One line of text for a transcript row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// The line, invisible characters shown, ending in `…` if it was cut.
    pub text: String,
    /// Whether there was more.
    pub cut: bool,
}

/// The first `max_chars` characters, each shown as by [`visible`]. Takes time in proportion to `max_chars`,
/// not to the length of the text. An escape counts as one character, so the line can be up to ten times as
/// wide.
pub fn preview(text: &str, max_chars: usize) -> Preview {
    let end = text
        .char_indices()
        .nth(max_chars)
        .map_or(text.len(), |(at, _)| at);
    let cut = end < text.len();
    let mut line = visible(&text[..end]);
    if cut {
        line.push('…');
    }
    Preview { text: line, cut }
}

/// The whole text with control, bidirectional, zero-width and other shapeless characters shown.
///
/// `visible("a\r\nb\u{202e}c") == "a␍⏎b⟨U+202E⟩c"`
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    show(text, &mut shown, |_, _| {});
    shown
}

/// Maps ranges of the text to ranges of its [`visible`] form. They must be in order and must not overlap.
pub(crate) fn visible_places(text: &str, places: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut wanted = places
        .iter()
        .flat_map(|place| [place.start, place.end])
        .peekable();
    let mut found = Vec::with_capacity(2 * places.len());
    let mut shown = String::with_capacity(text.len());
    show(text, &mut shown, |at, shown_at| {
        while wanted.next_if(|&wanted| wanted <= at).is_some() {
            found.push(shown_at);
        }
    });
    found.extend(wanted.map(|_| shown.len()));
    found.chunks_exact(2).map(|ends| ends[0]..ends[1]).collect()
}

/// Writes [`visible`] of the text, and reports for each character its offsets in the text and in the output.
fn show(text: &str, shown: &mut String, mut at: impl FnMut(usize, usize)) {
    let mut chars = text.char_indices().peekable();
    let mut before = '\0';
    while let Some((offset, c)) = chars.next() {
        at(offset, shown.len());
        match c {
            ' '..='~' => shown.push(c),
            '\n' => shown.push('⏎'),
            '\t' => shown.push('⇥'),
            '\0'..='\u{1f}' => shown.push(control_picture(c)),
            '\u{7f}' => shown.push('␡'),
            // The joiner inside a family emoji is visible in the emoji that it forms.
            '\u{200d}' if is_pictorial(before) && chars.peek().is_some_and(|&(_, c)| is_pictorial(c)) => {
                shown.push(c);
            }
            _ if is_shapeless(c) => {
                write!(shown, "⟨U+{:04X}⟩", u32::from(c)).expect("writing to a String cannot fail");
            }
            _ => shown.push(c),
        }
        before = c;
    }
}

fn control_picture(c: char) -> char {
    char::from_u32(0x2400 + u32::from(c)).expect("U+2400 to U+241F are all characters")
}

/// Symbols and emoji, their skin tones and their variation selector.
fn is_pictorial(c: char) -> bool {
    matches!(c, '\u{fe0f}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Characters that draw nothing themselves or reorder those around them: C1 controls, bidirectional marks,
/// embeddings and isolates, zero-width and joining characters, blank fillers, interlinear and musical format
/// characters, tags (Unicode's `Default_Ignorable_Code_Point`, `Bidi_Control` and the line and paragraph
/// separators). U+FE0E and U+FE0F, which choose text or emoji style, are left alone.
fn is_shapeless(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_invisible_is_shown_and_the_visible_left_alone() {
        let check = |text: &str, expect: &str| assert_eq!(visible(text), expect);
        check("", "");
        check("plain {\"a\": 1}", "plain {\"a\": 1}");
        check(
            "a literal \\n stays two characters",
            "a literal \\n stays two characters",
        );
        check("a\r\nb\tc", "a␍⏎b⇥c");
        check("\0\u{1b}[31m\u{7f}\u{85}", "␀␛[31m␡⟨U+0085⟩");
        check("\u{feff}bom", "⟨U+FEFF⟩bom");
        check("user\u{202e}gpj.exe", "user⟨U+202E⟩gpj.exe");
        check("a\u{200b}b\u{2066}c\u{2069}", "a⟨U+200B⟩b⟨U+2066⟩c⟨U+2069⟩");
        check("\u{e0041}", "⟨U+E0041⟩");
        check("naïve שלום 日本 🐈", "naïve שלום 日本 🐈");
    }

    #[test]
    fn a_joiner_is_left_alone_only_between_emoji() {
        let check = |text: &str, expect: &str| assert_eq!(visible(text), expect);
        check("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧");
        check("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥");
        check("a\u{200d}b", "a⟨U+200D⟩b");
        check("👨\u{200d}", "👨⟨U+200D⟩");
    }

    #[test]
    fn places_move_with_what_is_written_out_before_them() {
        let check = |text: &str, places: &[Range<usize>], expect: &[&str]| {
            let shown = visible(text);
            let marked: Vec<&str> = visible_places(text, places)
                .into_iter()
                .map(|place| &shown[place])
                .collect();
            assert_eq!(marked, expect, "{text:?} {places:?}");
        };
        check("abcd", &[0..1, 1..2, 3..4], &["a", "b", "d"]);
        check("\u{202e}a\nb", &[3..4, 4..6], &["a", "⏎b"]);
        check("👨\u{200d}👩x", &[0..7, 11..12], &["👨\u{200d}", "x"]);
        check("", &[], &[]);
    }

    #[test]
    fn a_preview_is_cut_between_characters() {
        let check = |text: &str, max: usize, expect: &str, cut: bool| {
            assert_eq!(
                preview(text, max),
                Preview {
                    text: expect.to_owned(),
                    cut
                },
                "{text:?} {max}"
            );
        };
        check("", 0, "", false);
        check("abc", 3, "abc", false);
        check("abcd", 3, "abc…", true);
        check("é🐈x", 2, "é🐈…", true);
        check("\n\n", 1, "⏎…", true);
        check("x", 0, "…", true);
    }

    proptest! {
        #[test]
        fn nothing_shapeless_survives(text in "(\\PC|\\pC)*") {
            let shown = visible(&text);
            let left = |c: char| c.is_control() || (is_shapeless(c) && c != '\u{200d}');
            prop_assert!(!shown.contains(left), "{shown:?}");
        }

        #[test]
        fn a_preview_starts_as_the_whole_text_would(text in "(\\PC|\\pC)*", max in 0_usize..40) {
            let preview = preview(&text, max);
            prop_assert_eq!(preview.cut, text.chars().count() > max);
            if !preview.cut {
                prop_assert_eq!(preview.text, visible(&text));
            }
        }
    }
}
