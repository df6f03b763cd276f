//! Messages that were handed to a socket, by their ids: each is settled once, whatever the socket says afterwards.

/// Names one message that is to be sent. The caller gives it, and never the same one twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SendId(pub u64);

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The browser took it.
    Sent,
    /// The browser did not take it: the socket was no longer open.
    NotSent,
    /// The socket's owner ended before it said. It may have been sent.
    Unknown,
}

/// Those that are not settled, oldest first.
#[derive(Debug, Default)]
pub(super) struct Sends {
    waiting: Vec<SendId>,
}

impl Sends {
    pub(super) fn begin(&mut self, id: SendId) {
        self.waiting.push(id);
    }

    /// Takes one off the list. False where it is not on it: it has been settled, or was never given.
    pub(super) fn settle(&mut self, id: SendId) -> bool {
        let at = self.waiting.iter().position(|waiting| *waiting == id);
        if let Some(at) = at {
            self.waiting.remove(at);
        }
        at.is_some()
    }

    /// Takes all off the list.
    pub(super) fn take(&mut self) -> Vec<SendId> {
        std::mem::take(&mut self.waiting)
    }
}
