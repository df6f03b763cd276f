//! The lists of messages in a [`Document`](super::Document), as typed: JSON arrays, so that each is one text.

use serde::{Deserialize, Serialize};

/// A condition on a received message, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Expect {
    /// `any`, `text` or `field`; empty for `any`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The JSON path of the field, such as `$.type`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// The whole text, or the value of the field.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A message sent at every open, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    /// The message, a template.
    pub send: String,
    /// The reply to wait for before the next step, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Expect>,
    /// Seconds to wait for it; empty for 10.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub within: String,
    /// Whether the connection is closed when no reply came; otherwise the next step follows.
    #[serde(skip_serializing_if = "is_false")]
    pub closes: bool,
}

/// An automatic reply, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rule {
    /// The messages that it answers.
    pub when: Expect,
    /// The reply, a template. Unused by an echo.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub send: String,
    /// Whether the message is sent back as it came, text or binary.
    #[serde(skip_serializing_if = "is_false")]
    pub echo: bool,
    /// Answers each nth of these messages; empty for all.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub every: String,
}

/// An item of a list.
pub trait Item: Default + Serialize + for<'a> Deserialize<'a> {}

impl Item for Step {}

impl Item for Rule {}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// Reads a list. An empty text is an empty list; `None` if it is not such a list.
pub fn read<T: for<'a> Deserialize<'a>>(text: &str) -> Option<Vec<T>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    serde_json::from_str(text).ok()
}

/// Writes a list that [`read`] reads; an empty one is an empty text.
pub fn write<T: Serialize>(list: &[T]) -> String {
    if list.is_empty() {
        return String::new();
    }
    serde_json::to_string(list).expect("strings and flags are JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_what_was_written() {
        let steps = vec![
            Step {
                send: "{\"type\":\"auth\"}\n".to_owned(),
                reply: Some(Expect {
                    kind: "field".to_owned(),
                    path: "$.type".to_owned(),
                    text: "ok".to_owned(),
                }),
                ..Step::default()
            },
            Step::default(),
        ];
        assert_eq!(read::<Step>(&write(&steps)), Some(steps));
        assert_eq!(write::<Step>(&[]), "");
        assert_eq!(read::<Rule>(""), Some(Vec::new()));
        assert_eq!(read::<Rule>("[{\"when\":3}]"), None);
        let later = r#"[{"when":{},"send":"x","later":1}]"#;
        assert_eq!(read::<Rule>(later).map(|rules| rules.len()), Some(1));
    }
}
