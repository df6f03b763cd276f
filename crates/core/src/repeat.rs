//! A message that is sent every so often. [`Repeat`] answers when it is asked and never acts; the session asks
//! it, and acts. It is code of a part that loads later, so the session knows it as [`Repeating`] only.

mod every;
mod schedule;

use std::fmt;

pub use every::{Every, RepeatError};
pub use schedule::{Make, Repeat};

use crate::payload::OwnedPayload;
use crate::time::Timestamp;

/// What a session asks from the start of a repeat to its end.
pub trait Repeating: fmt::Debug {
    /// What to do now.
    fn next(&mut self, now: Timestamp, standing: Standing) -> Turn;
    /// When to call [`Self::next`] again, if nothing happens until then.
    fn due(&self) -> Option<Timestamp>;
    /// Its state for the page.
    fn report(&self) -> Repeated;
}

/// Whether the connection takes the messages of a repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Open {
        /// The number of bytes that the socket was given and has not sent.
        buffered: u64,
    },
    /// Not now: it is not open, or other messages come first.
    Waiting,
}

/// What a repeat wants done.
#[derive(Debug)]
pub enum Turn {
    /// Send this; more may be due.
    Send(OwnedPayload),
    /// Nothing until something happens or time passes.
    Rest,
    /// It has ended.
    Over(Ended),
}

/// Why a repeat ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All were sent.
    Done,
    /// The person stopped it.
    Stopped,
    /// The connection ended, as these words say: `closed 1006 Abnormal Closure`.
    Closed(String),
    /// No message could be made, as this sentence says.
    Failed(String),
}

/// A repeat for the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeated {
    /// How many messages were handed to the connection, without those that it did not take.
    pub sent: u64,
    /// How many there are to be; `None` until it is stopped.
    pub of: Option<u64>,
    /// How many the connection did not take: it was closing.
    pub not_sent: u64,
    /// How many went out more than 50 ms after their time, as the page or the machine was busy or asleep.
    pub late: u64,
    /// How many had to wait for bufferedAmount to fall.
    pub held_back: u64,
    /// The time of the next one, unless it waits.
    pub next: Option<Timestamp>,
    /// Whether it waits for the connection to open, or for messages that come first.
    pub is_waiting: bool,
    /// Why it ended, if it did.
    pub ended: Option<Ended>,
}
