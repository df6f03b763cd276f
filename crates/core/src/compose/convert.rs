//! A written message in another format: the same bytes, or why not.

use super::{Format, Problem, base64, composed, hex, layout, placeholder};
use crate::format::preview;

/// The text in the format `to` that makes the bytes which `text` makes in the format `from`. JSON and text become each
/// other as they are. With `templated`, the text is a template, and so is the result.
pub fn convert(text: &str, from: Format, to: Format, templated: bool) -> Result<String, Problem> {
    let stays = |reason: &str| Problem {
        range: 0..text.len(),
        sentence: [reason, ": stays ", in_sentence(from), "."].concat(),
    };
    if from == to || is_text(from) && is_text(to) {
        return Ok(text.to_owned());
    }
    if from == Format::File {
        return Err(stays("The bytes of a file are not written out"));
    }
    if to == Format::File {
        return Err(stays("A file is chosen, not written"));
    }
    if !templated {
        return between(text, from, to)?.ok_or_else(|| stays("Not UTF-8"));
    }
    if let Some(range) = placeholder::first(text) {
        let name = preview(&text[range.clone()], 30).text;
        let reason = [&name, " is filled in when the message is sent"].concat();
        return Err(Problem {
            range,
            ..stays(&reason)
        });
    }
    let literal = placeholder::unescaped(text);
    let written = between(&literal, from, to).map_err(|problem| Problem {
        // Its place is that in the literal text.
        range: if literal == text {
            problem.range
        } else {
            0..text.len()
        },
        ..problem
    })?;
    let written = written.ok_or_else(|| stays("Not UTF-8"))?;
    Ok(placeholder::escaped(&written))
}

/// `None` if the bytes are no text and text is asked for.
fn between(text: &str, from: Format, to: Format) -> Result<Option<String>, Problem> {
    if is_text(from) && to == Format::Layout {
        return Ok(Some(layout::of_text(text)));
    }
    Ok(write(&bytes(text, from)?, to))
}

/// The bytes of a text, or why it has none and stays what it is.
fn bytes(text: &str, format: Format) -> Result<Vec<u8>, Problem> {
    composed::bytes(text, format).map_err(|mut problem| {
        if !problem.sentence.ends_with(['.', '?']) {
            problem.sentence.push('.');
        }
        problem.sentence.push_str(" Stays ");
        problem.sentence.push_str(in_sentence(format));
        problem.sentence.push('.');
        problem
    })
}

fn write(bytes: &[u8], format: Format) -> Option<String> {
    Some(match format {
        Format::Text | Format::Json | Format::File => str::from_utf8(bytes).ok()?.to_owned(),
        Format::Hex => hex::write(bytes),
        Format::Base64 => base64::write(bytes),
        Format::Layout => layout::of_bytes(bytes),
    })
}

fn is_text(format: Format) -> bool {
    matches!(format, Format::Text | Format::Json)
}

/// The name of a format inside a sentence.
fn in_sentence(format: Format) -> &'static str {
    match format {
        Format::Text => "text",
        Format::Json => "JSON",
        Format::Hex => "hex",
        Format::Base64 => "Base64",
        Format::Layout => "layout",
        Format::File => "file",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Format::{Base64, File, Hex, Json, Layout, Text};
    use super::*;

    fn check(text: &str, from: Format, to: Format, expect: &str) {
        assert_eq!(convert(text, from, to, false).as_deref(), Ok(expect), "{text:?}");
    }

    fn refuses(text: &str, from: Format, to: Format, templated: bool, place: &str, says: &str) {
        let problem = convert(text, from, to, templated).unwrap_err();
        assert_eq!(
            (&text[problem.range], problem.sentence.as_str()),
            (place, says),
            "{text:?}"
        );
    }

    #[test]
    fn the_same_bytes_are_written_in_each_format() {
        let text = "\u{feff}{\"a\":\r\n1}\0";
        check(text, Text, Json, text);
        check(text, Json, Text, text);
        check(text, Text, Hex, "ef bb bf 7b 22 61 22 3a 0d 0a 31 7d 00");
        check(text, Json, Base64, "77u/eyJhIjoNCjF9AA==");
        check(text, Text, Layout, "utf8 \"\u{feff}{\\\"a\\\":\\r\\n1}\\u0000\"");
        check("00ff", Hex, Base64, "AP8=");
        check("AP8", Base64, Layout, "hex 00 ff");
        check("len8(u8[0, 255])", Layout, Hex, "02 00 ff");
        check("68 69", Hex, Text, "hi");
        check("", Text, Layout, "");
        check("u8 1 u8", Layout, Layout, "u8 1 u8");
    }

    #[test]
    fn what_cannot_be_written_stays_as_it_is_and_says_why() {
        refuses("00 ff", Hex, Text, false, "00 ff", "Not UTF-8: stays hex.");
        refuses("AP8=", Base64, Json, false, "AP8=", "Not UTF-8: stays Base64.");
        refuses("u8 255", Layout, Text, true, "u8 255", "Not UTF-8: stays layout.");
        refuses(
            "0",
            Hex,
            Text,
            false,
            "0",
            "Hex needs an even number of digits: 1. Stays hex.",
        );
        refuses(
            "utf8 \"x",
            Layout,
            Hex,
            false,
            "\"x",
            "Line 1, column 8: expected a closing quote, but the text ends. Stays layout.",
        );
        refuses(
            "x",
            Text,
            File,
            false,
            "x",
            "A file is chosen, not written: stays text.",
        );
        refuses(
            "",
            File,
            Text,
            false,
            "",
            "The bytes of a file are not written out: stays file.",
        );
    }

    #[test]
    fn placeholders_stay_until_the_message_is_sent() {
        let says =
            |format: &str| format!("{{{{seq}}}} is filled in when the message is sent: stays {format}.");
        for to in [Hex, Base64, Layout] {
            refuses("a {{seq}} {{now}}", Text, to, true, "{{seq}}", &says("text"));
            refuses("[{{seq}}]", Json, to, true, "{{seq}}", &says("JSON"));
        }
        refuses(
            "{{{{seq}} {{now}}",
            Text,
            Hex,
            true,
            "{{now}}",
            "{{now}} is filled in when the message is sent: stays text.",
        );
        refuses("u8 {{seq}}", Layout, Text, true, "{{seq}}", &says("layout"));
        assert_eq!(convert("[{{seq}}]", Json, Text, true).as_deref(), Ok("[{{seq}}]"));
        check("{{seq}}", Text, Hex, "7b 7b 73 65 71 7d 7d");
        assert_eq!(convert("{{{{", Text, Hex, true).as_deref(), Ok("7b 7b"));
        assert_eq!(convert("7b 7b", Hex, Text, true).as_deref(), Ok("{{{{"));
    }

    const FORMATS: [Format; 5] = [Text, Json, Hex, Base64, Layout];

    proptest! {
        #[test]
        fn there_and_back_are_the_same_bytes(
            bytes in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..40),
                r#"(\PC|[{}"\\\x00-\x1f]|\x{feff}){0,12}"#.prop_map(String::into_bytes),
            ],
            templated: bool,
        ) {
            for from in FORMATS {
                let Some(written) = write(&bytes, from) else { continue };
                let written = if templated { placeholder::escaped(&written) } else { written };
                for to in FORMATS {
                    let Ok(there) = convert(&written, from, to, templated) else {
                        prop_assert!(str::from_utf8(&bytes).is_err());
                        continue;
                    };
                    let back = convert(&there, to, from, templated).unwrap();
                    let back = if templated { placeholder::unescaped(&back) } else { back };
                    prop_assert_eq!(super::bytes(&back, from), Ok(bytes.clone()));
                }
            }
        }

        #[test]
        fn any_text_is_converted_or_has_a_reason(text in r"(\PC|\{\{){0,12}", templated: bool) {
            for from in FORMATS {
                for to in FORMATS {
                    if let Err(problem) = convert(&text, from, to, templated) {
                        prop_assert!(text.get(problem.range).is_some());
                        prop_assert!(problem.sentence.ends_with('.'));
                    }
                }
            }
        }
    }
}
