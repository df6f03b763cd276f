//! The checked policies of a run: what [`Document`](super::document::Document) becomes when Connect is pressed.

use crate::matcher::Matcher;
use crate::template::{Template, Values};
use crate::time::Span;

/// The policies of a run. The default is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Reconnecting after a close.
    pub reconnect: Option<ReconnectRules>,
    /// Proving that the peer is alive.
    pub heartbeat: Option<HeartbeatRules>,
    /// Keeping messages for a connection that is not open.
    pub outbox: Option<OutboxRules>,
    /// The bufferedAmount in bytes over which nothing is sent that no person sends.
    pub high_water: u64,
    /// The messages sent at every open.
    pub opening: Vec<StepRules>,
    /// The automatic replies.
    pub replies: Vec<ReplyRules>,
}

/// When to reconnect, and how long to wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReconnectRules {
    /// How many attempts in a row; `None` for unlimited.
    pub attempts: Option<u32>,
    /// The longest first wait.
    pub first: Span,
    /// The longest of all waits.
    pub longest: Span,
    /// Whether every close but the person's own is followed by an attempt, clean ones included.
    pub every: bool,
    /// Close codes treated differently from the table, and whether to reconnect after them.
    pub codes: Vec<(u16, bool)>,
}

/// When to send a beat, and which message is its reply.
#[derive(Clone, Debug, PartialEq)]
pub struct HeartbeatRules {
    /// The time between two beats.
    pub every: Span,
    /// The time within which the reply must come.
    pub within: Span,
    /// How many replies in a row may be missed.
    pub misses: u32,
    /// The payload.
    pub beat: Template,
    /// The reply.
    pub reply: ReplyTo,
    /// Whether any message received postpones the next beat.
    pub postpone: bool,
}

/// The reply to a beat. Texts are templates: a reply may repeat the `{{seq}}` of its beat.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplyTo {
    /// Any message.
    Any,
    /// A text.
    Text(Template),
    /// The value of a JSON field.
    Field {
        /// The path.
        path: String,
        /// The value.
        value: Template,
    },
}

impl ReplyTo {
    /// The condition on the reply to the beat with these values.
    pub fn matcher(&self, values: &Values<'_>) -> Matcher {
        match self {
            Self::Any => Matcher::Any,
            Self::Text(text) => Matcher::Text(text.expand(values)),
            // The path was read when Connect was pressed.
            Self::Field { path, value } => {
                Matcher::field(path, &value.expand(values)).unwrap_or(Matcher::Any)
            }
        }
    }
}

/// How much an outbox holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutboxRules {
    /// Messages.
    pub messages: usize,
    /// Bytes of their payloads.
    pub bytes: usize,
}

/// A message sent at every open.
#[derive(Clone, Debug, PartialEq)]
pub struct StepRules {
    /// The message.
    pub send: Template,
    /// The reply to wait for, and how long.
    pub reply: Option<(Matcher, Span)>,
    /// Whether the connection is closed when no reply came.
    pub closes: bool,
}

/// An automatic reply.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplyRules {
    /// The messages that it answers.
    pub when: Matcher,
    /// The reply; `None` sends the message back as it came.
    pub send: Option<Template>,
    /// Answers each nth of these messages.
    pub every: u32,
}
