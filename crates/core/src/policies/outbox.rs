//! The outbox: messages that wait, in order, for a connection that takes them.

use std::collections::VecDeque;

use super::rules::OutboxRules;
use super::{Queued, Tray};
use crate::format;
use crate::payload::{Encoding, OwnedPayload};
use crate::session::{SendId, SendRefusal};
use crate::time::{Span, Timestamp};

/// How many characters of a message the tray shows.
const PREVIEW: usize = 120;

/// The waiting messages, oldest first.
#[derive(Debug)]
pub struct Outbox {
    rules: OutboxRules,
    waiting: VecDeque<Item>,
    bytes: usize,
    revision: u32,
}

#[derive(Debug)]
struct Item {
    id: SendId,
    payload: OwnedPayload,
    since: Timestamp,
}

impl Outbox {
    /// With these bounds.
    pub fn new(rules: OutboxRules) -> Self {
        Self {
            rules,
            waiting: VecDeque::new(),
            bytes: 0,
            revision: 0,
        }
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Adds a message, unless there is no room for it.
    pub fn push(&mut self, now: Timestamp, id: SendId, payload: OwnedPayload) -> Result<(), SendRefusal> {
        let bytes = payload.len();
        if self.waiting.len() >= self.rules.messages || self.bytes + bytes > self.rules.bytes {
            return Err(SendRefusal::OutboxFull);
        }
        self.bytes += bytes;
        self.revision += 1;
        self.waiting.push_back(Item {
            id,
            payload,
            since: now,
        });
        Ok(())
    }

    /// Takes the oldest message, and how long it waited.
    pub fn pop(&mut self, now: Timestamp) -> Option<(SendId, OwnedPayload, Span)> {
        let item = self.waiting.pop_front()?;
        self.removed(&item);
        Some((item.id, item.payload, now - item.since))
    }

    /// Removes a message; false if it is not there.
    pub fn cancel(&mut self, id: SendId) -> bool {
        let at = self.waiting.iter().position(|item| item.id == id);
        let item = at.and_then(|at| self.waiting.remove(at));
        item.is_some_and(|item| {
            self.removed(&item);
            true
        })
    }

    fn removed(&mut self, item: &Item) {
        self.bytes -= item.payload.len();
        self.revision += 1;
    }

    /// The messages from the `start`th on, at most `count`.
    pub fn list(&self, start: usize, count: usize) -> Vec<Queued> {
        let shown = self.waiting.iter().skip(start).take(count);
        shown
            .map(|item| Queued {
                id: item.id,
                bytes: item.payload.len(),
                preview: preview(&item.payload),
            })
            .collect()
    }

    /// Its state for the page.
    pub fn tray(&self) -> Tray {
        Tray {
            messages: self.waiting.len(),
            bytes: self.bytes,
            most: self.rules.messages,
            most_bytes: self.rules.bytes,
            revision: self.revision,
        }
    }
}

fn preview(payload: &OwnedPayload) -> String {
    let start = payload.start(4 * PREVIEW);
    match payload.encoding() {
        Encoding::Text => format::preview(&String::from_utf8_lossy(&start), PREVIEW).text,
        Encoding::Binary => format::hex(&start, PREVIEW / 3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_sees_a_part_of_a_long_outbox_and_the_start_of_a_long_message() {
        let mut outbox = Outbox::new(OutboxRules {
            messages: 3,
            bytes: 1_000,
        });
        let now = Timestamp::default();
        for (id, payload) in [
            OwnedPayload::Text("a\n".to_owned()),
            OwnedPayload::Binary(vec![0xab, 0xcd]),
            OwnedPayload::Text("x".repeat(300)),
        ]
        .into_iter()
        .enumerate()
        {
            outbox.push(now, SendId(id as u64), payload).unwrap();
        }
        let shown = outbox.list(1, 2);
        assert_eq!(shown.len(), 2);
        assert_eq!(
            (shown[0].id, shown[0].bytes, shown[0].preview.as_str()),
            (SendId(1), 2, "ab cd")
        );
        assert_eq!(shown[1].bytes, 300);
        assert!(shown[1].preview.len() < 130, "{}", shown[1].preview);
        assert!(outbox.list(3, 9).is_empty());
        let before = outbox.tray().revision;
        assert!(outbox.cancel(SendId(1)));
        assert_ne!(outbox.tray().revision, before);
        assert_eq!(outbox.tray().bytes, 302);
    }
}
