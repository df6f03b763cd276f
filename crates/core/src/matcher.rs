//! A condition on a received message: any, an exact text, or the value of a JSON field. The one matcher of
//! heartbeat, on-open messages and replies.

use std::fmt;

use crate::entry::Message;
use crate::json::{FieldEquals, FieldPath, PathError};
use crate::payload::Encoding;
use crate::policies::lists::Expect;

/// A condition on a received message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// Any message.
    Any,
    /// A text message with exactly this text.
    Text(String),
    /// A text message of JSON whose field has this value. Of a large one the first megabyte is read.
    Field(FieldEquals),
    /// A text message of JSON that has this field. Of a large one the first megabyte is read.
    Has(FieldPath),
}

/// A condition that cannot be used. Display says what to enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectError {
    /// Neither `any`, `text` nor `field`.
    Kind,
    /// The path of the field cannot be followed.
    Path(PathError),
    /// No text to compare with.
    NoText,
}

impl fmt::Display for ExpectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind => f.write_str("Choose any message, a text, or a JSON field."),
            Self::Path(error) => error.fmt(f),
            Self::NoText => f.write_str("Enter the whole text of the message."),
        }
    }
}

impl std::error::Error for ExpectError {}

impl Matcher {
    /// Reads a condition as typed. A field without a value needs to be there and no more; `""` in quotes is
    /// an empty one.
    pub fn read(expect: &Expect) -> Result<Self, ExpectError> {
        match expect.kind.as_str() {
            "" | "any" => Ok(Self::Any),
            "text" if expect.text.is_empty() => Err(ExpectError::NoText),
            "text" => Ok(Self::Text(expect.text.clone())),
            "field" => Self::field(&expect.path, &expect.text).map_err(ExpectError::Path),
            _ => Err(ExpectError::Kind),
        }
    }

    /// The field at that path with that value, or with any if none is given.
    pub fn field(path: &str, value: &str) -> Result<Self, PathError> {
        if value.is_empty() {
            FieldPath::new(path).map(Self::Has)
        } else {
            FieldEquals::new(path, value).map(Self::Field)
        }
    }

    /// Whether the message meets the condition.
    pub fn matches(&self, message: &Message<'_>) -> bool {
        match self {
            Self::Any => true,
            Self::Text(text) => {
                // Most messages differ in length or in their first bytes, which are at hand.
                message.encoding == Encoding::Text
                    && message.len() == text.len()
                    && text.as_bytes().starts_with(message.bytes)
                    && *message.stretch(0..text.len()) == *text.as_bytes()
            }
            Self::Field(field) => field.matches(&message.text_for_fields()),
            Self::Has(path) => path.raw_value(&message.text_for_fields()).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::payload::{Large, larges};

    fn expect(kind: &str, path: &str, text: &str) -> Expect {
        Expect {
            kind: kind.to_owned(),
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    fn matcher(kind: &str, path: &str, text: &str) -> Matcher {
        Matcher::read(&expect(kind, path, text)).unwrap()
    }

    fn received(text: &str) -> Message<'_> {
        Message::received(Encoding::Text, text.as_bytes())
    }

    fn outside<'a>(large: &'a Large, preview: &'a [u8]) -> Message<'a> {
        Message {
            large: Some(large),
            ..Message::received(large.encoding(), preview)
        }
    }

    #[test]
    fn a_text_is_compared_whole() {
        let two = matcher("text", "", "2");
        for (text, matches) in [
            ("2", true),
            ("2 ", false),
            ("22", false),
            ("3", false),
            ("", false),
        ] {
            assert_eq!(two.matches(&received(text)), matches, "{text}");
        }
        assert!(!two.matches(&Message::received(Encoding::Binary, b"2")));
    }

    #[test]
    fn a_large_text_is_compared_to_its_end() {
        let text = format!("{}end", "é".repeat(50_000));
        let other = format!("{}End", "é".repeat(50_000));
        let whole = matcher("text", "", &text);
        for (received, matches) in [(&text, true), (&other, false)] {
            let large = larges::text(received);
            assert_eq!(whole.matches(&outside(&large, &large.preview())), matches);
        }
        let large = larges::binary(text.as_bytes());
        assert!(!whole.matches(&outside(&large, &large.preview())));
    }

    #[test]
    fn a_field_is_compared_by_what_it_says() {
        let pong = matcher("field", "$.type", "pong");
        assert!(pong.matches(&received(r#"{"id":1,"type":"p\u006fng"}"#)));
        assert!(!pong.matches(&received(r#"{"type":"ping"}"#)));
        assert!(!pong.matches(&received("pong")));
        assert!(!pong.matches(&Message::received(Encoding::Binary, br#"{"type":"pong"}"#)));
    }

    #[test]
    fn a_field_without_a_value_needs_to_be_there() {
        let ping = matcher("field", "ping", "");
        for (text, matches) in [
            (r#"{"ping":17}"#, true),
            (r#"{"ping":{"a":[]}}"#, true),
            (r#"{"ping":null}"#, true),
            (r#"{"pong":17}"#, false),
            (r#"{"a":{"ping":17}}"#, false),
            ("ping", false),
        ] {
            assert_eq!(ping.matches(&received(text)), matches, "{text}");
        }
        let empty = matcher("field", "ping", "\"\"");
        assert!(empty.matches(&received(r#"{"ping":""}"#)));
        assert!(!empty.matches(&received(r#"{"ping":17}"#)));
    }

    #[test]
    fn of_a_large_message_the_first_megabyte_is_read() {
        let text = format!(r#"{{"type":"a","load":"{}","far":1}}"#, "x".repeat(1 << 20));
        let large = larges::text(&text);
        let preview = large.preview();
        let message = outside(&large, &preview);
        assert!(matcher("field", "type", "a").matches(&message));
        assert!(!matcher("field", "far", "1").matches(&message));
        assert!(!matcher("field", "far", "").matches(&message));
        assert!(Matcher::Any.matches(&message));
    }

    #[test]
    fn a_condition_that_cannot_be_used_says_what_to_enter() {
        let check = |kind, path, text, says: &str| {
            let error = Matcher::read(&expect(kind, path, text)).unwrap_err();
            assert_eq!(error.to_string(), says);
        };
        check("some", "", "", "Choose any message, a text, or a JSON field.");
        check("text", "$", "", "Enter the whole text of the message.");
        check(
            "field",
            "",
            "x",
            "Enter a path such as $.type or data.items[0].id.",
        );
        check(
            "field",
            "a[",
            "",
            "Between [ and ] write a number, or a key in double quotes.",
        );
        assert_eq!(Matcher::read(&Expect::default()), Ok(Matcher::Any));
    }

    proptest! {
        #[test]
        fn a_text_matches_itself_alone(text in "\\PC{1,8}", other in "\\PC{0,8}") {
            let this = matcher("text", "", &text);
            prop_assert!(this.matches(&received(&text)));
            prop_assert_eq!(this.matches(&received(&other)), text == other);
        }
    }
}
