//! Exact counters of one connection: messages, payload bytes, and since when it has been up.

use crate::entry::Direction;
use crate::time::{Span, Timestamp};

/// Messages and their payload bytes (UTF-8 for text), in one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// How many messages.
    pub messages: u64,
    /// How many payload bytes, without framing.
    pub bytes: u64,
}

/// Whether a connection is up, and since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Uptime {
    /// It never opened.
    #[default]
    Never,
    /// It opened at `since` and is still there.
    Up {
        /// When it opened.
        since: Timestamp,
    },
    /// It was open from `since` for `lasted`.
    Was {
        /// When it opened.
        since: Timestamp,
        /// How long it was open.
        lasted: Span,
    },
}

/// The counters of the present connection, or of the last one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Messages that the page handed to the browser.
    pub sent: Traffic,
    /// Messages that the browser delivered to the page.
    pub received: Traffic,
    /// Messages that the browser delivered but that can't be read.
    pub lost: u64,
    /// Messages sent by themselves: beats, on-open messages, replies, repeats.
    pub by_itself: u64,
    /// Messages that a person asked to send, and that were not sent.
    pub not_sent: u64,
    /// Messages that a person took out of the outbox.
    pub cancelled: u64,
    /// How long the connection has been open.
    pub uptime: Uptime,
}

impl Stats {
    /// Counts a message of so many payload bytes.
    pub fn count(&mut self, direction: Direction, bytes: usize) {
        let traffic = match direction {
            Direction::Sent => &mut self.sent,
            Direction::Received => &mut self.received,
        };
        traffic.messages += 1;
        traffic.bytes += bytes as u64;
    }
}

impl Stats {
    /// Whether anything was sent by itself, or a person's message was not sent.
    pub fn has_accounts(&self) -> bool {
        self.by_itself + self.not_sent + self.cancelled > 0
    }
}

impl Uptime {
    /// How long the connection has been open at `now`, or was open in all; `None` if it never opened.
    pub fn span(self, now: Timestamp) -> Option<Span> {
        match self {
            Self::Never => None,
            Self::Up { since } => Some(now - since),
            Self::Was { lasted, .. } => Some(lasted),
        }
    }

    /// When the connection opened, if it did.
    pub fn since(self) -> Option<Timestamp> {
        match self {
            Self::Never => None,
            Self::Up { since } | Self::Was { since, .. } => Some(since),
        }
    }

    /// The uptime after the connection ended at `now`.
    #[must_use]
    pub fn ended(self, now: Timestamp) -> Self {
        match self {
            Self::Up { since } => Self::Was {
                since,
                lasted: now - since,
            },
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uptime_stops_when_the_connection_ends() {
        let (opened, closed) = (
            Timestamp::from_micros(1_000_000),
            Timestamp::from_micros(4_000_000),
        );
        let up = Uptime::Up { since: opened };
        assert_eq!(up.span(closed), Some(Span::from_secs(3)));
        let was = up.ended(closed);
        assert_eq!(was.span(closed + Span::from_secs(60)), Some(Span::from_secs(3)));
        assert_eq!(was.since(), Some(opened));
        assert_eq!(Uptime::Never.ended(closed), Uptime::Never);
    }
}
