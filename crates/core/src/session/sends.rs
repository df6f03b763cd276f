//! Ids of the messages handed to a socket: each is settled once, whatever the socket says afterwards.

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
}

/// The unsettled messages, oldest first.
#[derive(Debug, Default)]
pub(super) struct Sends {
    waiting: Vec<SendId>,
}

impl Sends {
    pub(super) fn begin(&mut self, id: SendId) {
        self.waiting.push(id);
    }

    /// Removes one from the list. False if it is not there: it was settled, or never added.
    pub(super) fn settle(&mut self, id: SendId) -> bool {
        let at = self.waiting.iter().position(|waiting| *waiting == id);
        if let Some(at) = at {
            self.waiting.remove(at);
        }
        at.is_some()
    }

    /// Removes all from the list.
    pub(super) fn take(&mut self) -> Vec<SendId> {
        std::mem::take(&mut self.waiting)
    }
}
