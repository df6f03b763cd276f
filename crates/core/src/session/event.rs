//! What goes into a session, and what it wants done.

use super::phase::{AttemptId, Negotiated};
use super::sends::{Outcome, SendId};
use crate::close::CloseArgs;
use crate::payload::{Large, OwnedPayload, Payload};
use crate::plan::Plan;
use crate::target::Target;
use crate::time::Timestamp;

/// Something that a person did or the socket said.
#[derive(Debug)]
pub enum Input<'a> {
    /// Connect was pressed: an attempt of a name that no other one has had. Does nothing unless idle.
    Connect(AttemptId, Plan),
    /// Disconnect or Cancel was pressed. Does nothing unless connecting or open.
    Disconnect(CloseArgs),
    /// The person does not want to wait for the close any longer. Does nothing unless closing.
    Abandon,
    /// The socket of the attempt said something.
    Socket(SocketEvent<'a>),
    /// Time has passed: due at [`Session::next_wakeup`](super::Session::next_wakeup).
    Tick,
}

/// What a socket says.
#[derive(Debug)]
pub enum SocketEvent<'a> {
    /// The `open` event.
    Opened(Negotiated),
    /// `message` events, in order of arrival.
    Messages(&'a [Arrival<'a>]),
    /// A `message` event whose payload stays where the browser put it.
    LargeMessage(Large),
    /// A payload was handed to the browser.
    Sent(SendId, OwnedPayload),
    /// The same of a large one, which is kept where the browser has it.
    LargeSent(SendId, Large),
    /// A payload was not accepted: the socket was no longer open.
    NotSent(SendId),
    /// Messages came that can't be read.
    Lost {
        /// How many, as far as their owner said.
        messages: u32,
        /// What is wrong with them.
        why: String,
    },
    /// Whoever owned the socket has stopped: its words, or ours. What it had not handed over is gone with it.
    Stopped(String),
    /// The `error` event; `terminal` when readyState was already CLOSED.
    Error {
        /// Whether the socket was already CLOSED.
        terminal: bool,
    },
    /// The browser refused to create the socket: its words.
    Refused(String),
    /// The `close` event.
    Closed(CloseEvent),
}

/// A `message` event.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// When the page was told.
    pub at: Timestamp,
    /// What it carried.
    pub payload: Payload<'a>,
}

/// A `close` event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CloseEvent {
    /// The code, which may be any number: browsers deliver 0 and 65535 as they come.
    pub code: u16,
    /// The reason, verbatim.
    pub reason: String,
    /// Whether the closing handshake completed.
    pub was_clean: bool,
    /// The socket's bufferedAmount, in bytes: given to the browser but never sent.
    pub unsent_bytes: u64,
}

/// Something for the caller to do. None is ever asked for while idle, but by the input that ends idleness.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Create a socket.
    Open(AttemptId, Target),
    /// Hand it a message, and report [`SocketEvent::Sent`] or [`SocketEvent::NotSent`] with its id.
    Transmit(AttemptId, SendId, OwnedPayload),
    /// Tell whoever gave the message what became of it.
    Settled(SendId, Outcome),
    /// Call `close()` on it: without arguments while it is connecting.
    Close(AttemptId, Option<CloseArgs>),
    /// Forget it; nothing it says matters any more.
    Release(AttemptId),
}
