//! Ids of the messages handed to a socket: each is settled once, whatever the socket says afterwards.

use crate::entry::Tag;

/// Names one message to send. The caller chooses it, and never twice the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SendId(pub u64);

/// The outcome of sending a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The browser took it.
    Sent,
    /// The browser did not take it: the socket was no longer open.
    NotSent,
    /// The socket's owner stopped before it told. The message may have been sent.
    Unknown,
    /// The person took it out of the outbox.
    Cancelled,
}

/// A message that was settled just now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settled {
    /// `None` where a person sent it just now.
    pub(super) tag: Option<Tag>,
}

/// The unsettled messages, oldest first.
#[derive(Debug, Default)]
pub(super) struct Sends {
    /// With the sizes in bytes, and the tags of those that no person sends just now.
    waiting: Vec<(SendId, usize, Option<Tag>)>,
}

impl Sends {
    pub(super) fn begin(&mut self, id: SendId, bytes: usize, tag: Option<Tag>) {
        self.waiting.push((id, bytes, tag));
    }

    /// Removes one from the list. `None` if it is not there: it was settled, or never
    /// added.
    pub(super) fn settle(&mut self, id: SendId) -> Option<Settled> {
        let at = self.waiting.iter().position(|(waiting, ..)| *waiting == id)?;
        let (.., tag) = self.waiting.remove(at);
        Some(Settled { tag })
    }

    /// Removes all from the list.
    pub(super) fn take(&mut self) -> Vec<(SendId, Option<Tag>)> {
        let all = std::mem::take(&mut self.waiting).into_iter();
        all.map(|(id, _, tag)| (id, tag)).collect()
    }

    /// The size of all in bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.waiting.iter().map(|(_, bytes, _)| *bytes as u64).sum()
    }
}
