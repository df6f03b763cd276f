//! How a connection ended: who or what ended it, and how bad that is.

use std::ops::Deref;
use std::sync::Arc;

use crate::close::{CloseCode, Tone};
use crate::evidence::Evidence;
use crate::time::Span;

/// Who or what ended a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// A `close` event nobody here asked for.
    #[default]
    Remote,
    /// A `close` event after Disconnect was pressed.
    Disconnected {
        /// The code that was passed to `close()`.
        asked: u16,
    },
    /// A `close` event after an on-open message was not answered.
    Unanswered {
        /// The code that was passed to `close()`.
        asked: u16,
    },
    /// Cancel was pressed before the connection opened.
    Cancelled,
    /// The connection did not open within the connect timeout.
    ConnectTimedOut {
        /// The timeout.
        limit: Span,
    },
    /// Our close was not answered within the close timeout, or the person stopped waiting for it.
    Abandoned {
        /// The code that was passed to `close()`.
        asked: u16,
    },
    /// The heartbeat found no sign of life: closed with 4000, and not waited for.
    Dead,
    /// An `error` event without a `close` event: Chromium does this when a page's CSP forbids the URL.
    NoCloseEvent,
    /// The browser closed the socket to keep the page in its back/forward cache.
    Cached,
    /// The browser's constructor threw, so that there was no socket at all.
    Refused,
    /// The Worker that owned the socket stopped. The end of the connection itself is unknown.
    Stopped,
}

impl Ending {
    /// The code that was passed to `close()`, where this side closed.
    pub fn asked(self) -> Option<u16> {
        match self {
            Self::Disconnected { asked } | Self::Unanswered { asked } | Self::Abandoned { asked } => {
                Some(asked)
            }
            _ => None,
        }
    }

    /// Whether this side ended it: the person, or an on-open message that was not answered.
    pub fn is_by_page(self) -> bool {
        self == Self::Cancelled || self.asked().is_some()
    }
}

/// The end of a connection, cheap to copy. It is equal to itself and its copies only.
#[derive(Clone, Debug)]
pub struct Closed(Arc<Evidence>);

impl Closed {
    /// The end with this evidence.
    pub fn new(evidence: Evidence) -> Self {
        Self(Arc::new(evidence))
    }

    /// The end in a few words: `closed 1006 Abnormal Closure`.
    pub fn label(&self) -> String {
        match self.code() {
            Some(code) => format!("closed {} {}", code.as_u16(), code.name()),
            None => "closed without a code".to_owned(),
        }
    }

    /// How bad it is. Ends that the person asked for are not bad.
    pub fn tone(&self) -> Tone {
        match (self.ending, self.code()) {
            (Ending::Cancelled, _) => Tone::Neutral,
            (
                Ending::ConnectTimedOut { .. }
                | Ending::Dead
                | Ending::Cached
                | Ending::NoCloseEvent
                | Ending::Refused
                | Ending::Stopped,
                _,
            ) => Tone::Danger,
            (_, None) => Tone::Warn,
            (_, Some(code)) => code.severity(),
        }
    }

    /// Whether to explain it unasked: not if it ended as the person asked, and not for a normal close.
    pub fn is_unexpected(&self) -> bool {
        match self.ending {
            Ending::Disconnected { .. } => {
                self.code() == Some(CloseCode::AbnormalClosure) || self.contradicts()
            }
            Ending::Cancelled | Ending::Abandoned { .. } => false,
            Ending::Remote => self.code() != Some(CloseCode::Normal),
            Ending::ConnectTimedOut { .. }
            | Ending::Unanswered { .. }
            | Ending::Dead
            | Ending::Cached
            | Ending::NoCloseEvent
            | Ending::Refused
            | Ending::Stopped => true,
        }
    }
}

impl Deref for Closed {
    type Target = Evidence;

    fn deref(&self) -> &Evidence {
        &self.0
    }
}

impl PartialEq for Closed {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
