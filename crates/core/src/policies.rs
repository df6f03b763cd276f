//! The policies of a connection that lasts: reconnect, heartbeat, outbox, on-open messages, replies. Each is a
//! plain value that answers and never acts: [`run::Run`] asks them in one order, and the session acts. They
//! are code of a part that loads later, so the session knows them as [`Policies`] only.

pub mod check;
pub mod codes;
pub mod document;
pub mod heartbeat;
pub mod lists;
mod number;
pub mod opening;
pub mod outbox;
pub mod presets;
pub mod reconnect;
pub mod replies;
pub mod rules;
pub mod run;
pub mod sentences;

use std::fmt;

use crate::close::CloseArgs;
use crate::ending::Closed;
use crate::entry::{Message, Note, Tag};
use crate::payload::OwnedPayload;
use crate::session::{SendId, SendRefusal};
use crate::time::{Span, Timestamp};

/// bufferedAmount has no event: while messages wait for it to fall, it is looked at this often.
pub(crate) const LOOK: Span = Span::from_millis(50);

/// What a session asks from Connect to the end of all attempts.
pub trait Policies: fmt::Debug {
    /// Hears of a change.
    fn hear(&mut self, now: Timestamp, news: News<'_>);
    /// Hears of a received message. Returns the tag of its entry, if it wears one.
    fn message(&mut self, at: Timestamp, message: &Message<'_>) -> Option<Tag>;
    /// The next thing to do, until there is none. `buffered` is the number of bytes that the socket was given
    /// and has not sent.
    fn next(&mut self, now: Timestamp, buffered: u64) -> Option<Act>;
    /// When to call [`Self::next`] again, if nothing happens until then.
    fn due(&self) -> Option<Timestamp>;
    /// Whether a message that a person sends now goes to the outbox.
    fn queues(&self) -> bool;
    /// Puts a message into the outbox.
    fn queue(&mut self, now: Timestamp, id: SendId, payload: OwnedPayload) -> Result<(), SendRefusal>;
    /// Takes a message out of the outbox again; false if it is not there.
    fn cancel(&mut self, id: SendId) -> bool;
    /// The messages in the outbox from the `start`th on, at most `count`.
    fn queued(&self, start: usize, count: usize) -> Vec<Queued>;
    /// Their state for the page.
    fn report(&self) -> Report;
}

/// A change that policies hear of.
#[derive(Clone, Copy, Debug)]
pub enum News<'a> {
    /// An attempt starts.
    Started,
    /// It opened.
    Opened,
    /// It ended.
    Closed(&'a Closed),
    /// It takes no more messages, and will end.
    Closing,
    /// The person pressed Disconnect, Cancel or Stop.
    Stop,
    /// The person does not want to wait for the next attempt.
    Now,
    /// The network came or went.
    Online(bool),
}

/// Something for the session to do.
#[derive(Debug, PartialEq)]
pub enum Act {
    /// Send a message; it has an id already if a person sent it.
    Send(OwnedPayload, Tag, Option<SendId>),
    /// Begin the next attempt.
    Attempt(u32),
    /// Add a note to the transcript.
    Note(Note),
    /// Close, and don't wait for an answer: the peer is dead.
    Abandon(CloseArgs),
    /// Close: an on-open message was not answered.
    Close(CloseArgs),
    /// Tell the person that a message of the outbox was not sent.
    Unsent(SendId),
    /// All is over. The number of attempts, if all were in vain.
    Over(Option<u32>),
}

/// A message in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Its id.
    pub id: SendId,
    /// Its size in bytes.
    pub bytes: usize,
    /// Its start, invisible characters made visible.
    pub preview: String,
}

/// The state of policies for the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The wait for the next attempt.
    pub waiting: Option<Waiting>,
    /// The attempt under way, and how many there may be; `None` for the first one.
    pub attempt: Option<(u32, Option<u32>)>,
    /// The heartbeat, if it is on.
    pub heartbeat: Option<Pulse>,
    /// The outbox, if it is on.
    pub outbox: Option<Tray>,
    /// The automatic replies, if they are on.
    pub replies: Option<Replied>,
    /// Whether messages wait for bufferedAmount to fall.
    pub is_holding: bool,
    /// Whether a reply to an on-open message is waited for.
    pub is_opening: bool,
}

impl Report {
    /// Whether the outbox holds as many messages, or bytes, as it may.
    pub fn is_full(&self) -> bool {
        self.outbox
            .is_some_and(|tray| tray.messages >= tray.most || tray.bytes >= tray.most_bytes)
    }
}

/// A wait for the next attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// When it is over; `None` while the machine is offline.
    pub until: Option<Timestamp>,
    /// The number of the next attempt, counted from 1.
    pub attempt: u32,
    /// How many attempts there may be; `None` for unlimited.
    pub of: Option<u32>,
}

/// The heartbeat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pulse {
    /// How many beats were sent.
    pub sent: u64,
    /// The last eight beats, the oldest first.
    pub last: [Option<Beat>; 8],
    /// The time of the last reply.
    pub reply: Option<Span>,
    /// How many replies were missed in a row.
    pub missed: u32,
}

/// The outcome of a beat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beat {
    /// No reply yet.
    Asked,
    /// Answered in time.
    Answered,
    /// Answered after more than half of the time.
    Late,
    /// Not answered.
    Missed,
}

/// The outbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tray {
    /// How many messages wait.
    pub messages: usize,
    /// Their size in bytes.
    pub bytes: usize,
    /// How many messages it holds.
    pub most: usize,
    /// How many bytes it holds.
    pub most_bytes: usize,
    /// Changes whenever its messages do.
    pub revision: u32,
}

/// The automatic replies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replied {
    /// How many were sent.
    pub sent: u64,
    /// How many wait for their turn.
    pub waiting: usize,
    /// Whether replying was switched off, as too many waited.
    pub is_off: bool,
}
