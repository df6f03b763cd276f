//! Evidence that an attempt collects, to explain later why it ended. It decides nothing, and is small: each
//! visitor loads it.

use crate::entry::Direction;
use crate::evidence::Last;
use crate::target::Target;
use crate::time::{Span, Timestamp};

/// The pings of Engine.IO, and of protocols that use words or JSON.
const PINGS: [&[u8]; 3] = [b"2", b"ping", b"{\"type\":\"ping\"}"];
/// Engine.IO's answer to its ping.
const PONG: &[u8] = b"3";

/// The evidence of one attempt.
#[derive(Debug, Default)]
pub(super) struct Witness {
    /// Whether an `error` event came.
    pub(super) errored: bool,
    /// The size of the largest message that was sent before the last one.
    pub(super) largest_before: Option<u64>,
    sent: Option<(Timestamp, u64)>,
    received: Option<(Timestamp, u64)>,
    /// The server's last application-level ping, and whether it is Engine.IO's.
    ping: Option<(Timestamp, bool)>,
}

impl Witness {
    /// A message of so many bytes; `content` is empty where it is kept elsewhere.
    pub(super) fn message(&mut self, at: Timestamp, direction: Direction, bytes: usize, content: &[u8]) {
        let last = Some((at, bytes as u64));
        match direction {
            Direction::Received => {
                self.received = last;
                if PINGS.contains(&content) {
                    self.ping = Some((at, content == PINGS[0]));
                }
            }
            Direction::Sent => {
                let before = self.sent.map(|(_, bytes)| bytes);
                self.largest_before = self.largest_before.max(before);
                self.sent = last;
                // Any message after a ping that is not Engine.IO's may be its answer.
                self.ping = self.ping.filter(|(_, engine_io)| *engine_io && content != PONG);
            }
        }
    }

    /// When the last message came.
    pub(super) fn last_heard(&self) -> Option<Timestamp> {
        self.received.map(|(at, _)| at)
    }

    pub(super) fn last_sent(&self, now: Timestamp) -> Option<Last> {
        last(self.sent, now)
    }

    pub(super) fn last_received(&self, now: Timestamp) -> Option<Last> {
        last(self.received, now)
    }

    /// How long ago the server's last unanswered ping came. A `2` is a ping only with Engine.IO.
    pub(super) fn unanswered_ping(&self, target: &Target, now: Timestamp) -> Option<Span> {
        let (at, engine_io) = self.ping?;
        (!engine_io || target.url().contains("EIO=")).then(|| now - at)
    }
}

fn last(message: Option<(Timestamp, u64)>, now: Timestamp) -> Option<Last> {
    let (at, bytes) = message?;
    Some(Last { ago: now - at, bytes })
}
