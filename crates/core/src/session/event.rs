//! The inputs and effects of a session.

use super::phase::{AttemptId, Negotiated};
use super::sends::{Outcome, SendId};
use crate::close::CloseArgs;
use crate::payload::{Large, OwnedPayload, Payload, Unread};
use crate::plan::Plan;
use crate::policies::Policies;
use crate::repeat::Repeating;
use crate::target::Target;
use crate::time::Timestamp;

/// Something that a person did or the socket said.
#[derive(Debug)]
pub enum Input<'a> {
    /// Connect was pressed. Does nothing unless idle.
    Connect(Plan, Option<Box<dyn Policies>>),
    /// Disconnect, Cancel or Stop was pressed. Does nothing unless connecting, open or waiting.
    Disconnect(CloseArgs),
    /// The person wants a message sent again and again, in place of what is sent so now. Does nothing unless
    /// [`Session::may_repeat`](super::Session::may_repeat).
    Repeat(Box<dyn Repeating>),
    /// The person stops that.
    StopRepeat,
    /// The person does not want to wait for the next attempt. Does nothing unless waiting.
    Hurry,
    /// The network came or went.
    Online(bool),
    /// The page comes from the back/forward cache: its socket was closed.
    Cached,
    /// The person does not want to wait for the close any longer. Does nothing unless closing.
    Abandon,
    /// The socket of the attempt said something.
    Socket(SocketEvent<'a>),
    /// Time has passed: due at [`Session::next_wakeup`](super::Session::next_wakeup).
    Tick,
}

/// An event of a socket.
#[derive(Debug)]
pub enum SocketEvent<'a> {
    /// The `open` event.
    Opened(Negotiated),
    /// `message` events, in order of arrival.
    Messages(&'a [Arrival<'a>]),
    /// A `message` event whose payload stays where the browser put it.
    LargeMessage(Large),
    /// A payload was handed to the browser. A large one stays there.
    Sent(SendId, OwnedPayload),
    /// A payload was not accepted: the socket was no longer open.
    NotSent(SendId),
    /// What is outside could not be read, and was not sent.
    Unread(SendId, Unread),
    /// The socket's bufferedAmount.
    Buffered(u64),
    /// Messages that can't be read came.
    Lost {
        /// How many, as far as their owner said.
        messages: u32,
        /// What is wrong with them.
        why: String,
    },
    /// The owner of the socket has stopped, for this reason (its words, or ours). Messages not handed over
    /// are lost.
    Stopped(String),
    /// The `error` event; `terminal` when readyState was already CLOSED.
    Error {
        /// Whether the socket was already CLOSED.
        terminal: bool,
    },
    /// The browser refused to create the socket, for this reason (its words).
    Refused(String),
    /// The `close` event.
    Closed(CloseEvent),
}

/// A `message` event.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// When it reached the page.
    pub at: Timestamp,
    /// The payload.
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
    /// The socket's bufferedAmount: bytes given to the browser but never sent.
    pub unsent_bytes: u64,
}

/// Something for the caller to do. While idle, only `Connect` produces effects.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Create a socket.
    Open(AttemptId, Target),
    /// Hand it a message, and report [`SocketEvent::Sent`] or [`SocketEvent::NotSent`] with its id.
    Transmit(AttemptId, SendId, OwnedPayload),
    /// Tell the sender the outcome of the message.
    Settled(SendId, Outcome),
    /// Call `close()` on it: without arguments while it is connecting.
    Close(AttemptId, Option<CloseArgs>),
    /// Forget it; its later events are ignored.
    Release(AttemptId),
}
