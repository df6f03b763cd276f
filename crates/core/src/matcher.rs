//! A condition on a received message: any, an exact text, or the value of a JSON field. The one matcher of
//! heartbeat, on-open messages and replies.

use crate::entry::Message;
use crate::json::FieldEquals;

/// A condition on a received message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// Any message.
    Any,
    /// A text message with exactly this text.
    Text(String),
    /// A text message of JSON whose field has this value.
    Field(FieldEquals),
}

impl Matcher {
    /// Whether the message meets the condition.
    pub fn matches(&self, message: &Message<'_>) -> bool {
        match self {
            Self::Any => true,
            Self::Text(_) | Self::Field(_) => message.is_empty(),
        }
    }
}
