//! The phase of a connection, and what that allows. The session decides the transitions.

use crate::ending::Ending;
use crate::policies::Waiting;
use crate::target::Target;
use crate::time::Timestamp;

/// Names one connection attempt, so that late events of an older one can be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AttemptId(pub u32);

/// The phase of the connection.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// No connection.
    Idle,
    /// The opening handshake is under way.
    Connecting(Link),
    /// Messages can be sent and received.
    Open(Link),
    /// The end has begun, but the browser has not confirmed it.
    Closing {
        /// The connection that is ending.
        link: Link,
        /// When the end began.
        since: Timestamp,
        /// How it will end.
        ending: Ending,
    },
    /// The last attempt has ended, and the next one will start by itself.
    Waiting(Waiting),
}

/// Facts about a connection that has not ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its name.
    pub id: AttemptId,
    /// The URL and subprotocols.
    pub target: Target,
    /// When Connect was pressed.
    pub started: Timestamp,
    /// When it opened, if it did.
    pub opened: Option<Timestamp>,
    /// The subprotocol and extensions, as the browser reports them. Empty before it opened.
    pub negotiated: Negotiated,
}

/// The outcome of the opening handshake.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Negotiated {
    /// The subprotocol, or empty.
    pub protocol: String,
    /// The extensions, or empty.
    pub extensions: String,
}

/// Where a message went that was to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// To the socket.
    UnderWay,
    /// To the outbox.
    Queued,
}

/// Why a message can't be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendRefusal {
    /// There is no connection.
    Idle,
    /// The connection is not open yet.
    Connecting,
    /// The connection is ending.
    Closing,
    /// The next attempt has not begun.
    Waiting,
    /// The outbox has no room for it.
    OutboxFull,
    /// A file, while the connection is not open: it may have changed when its turn comes.
    FileWaits,
}

impl SendRefusal {
    /// What to tell the person who wants to send.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Idle => "Connect first, then send.",
            Self::Connecting => "Still connecting. Send once it is open; your message stays here.",
            Self::Closing => "The connection is closing. Your message stays here.",
            Self::Waiting => "Waiting to connect again. Your message stays here; Options has an outbox.",
            Self::OutboxFull => {
                "The outbox is full. Cancel some, or hold more in Options; your message stays here."
            }
            Self::FileWaits => "A file can't wait in the outbox. Send it once connected.",
        }
    }
}

impl Phase {
    /// The connection, unless idle.
    pub fn link(&self) -> Option<&Link> {
        match self {
            Self::Idle | Self::Waiting(_) => None,
            Self::Connecting(link) | Self::Open(link) | Self::Closing { link, .. } => Some(link),
        }
    }

    /// Whether a message can be sent now, and if not, why.
    pub fn may_send(&self) -> Result<(), SendRefusal> {
        match self {
            Self::Open(_) => Ok(()),
            Self::Idle => Err(SendRefusal::Idle),
            Self::Waiting(_) => Err(SendRefusal::Waiting),
            Self::Connecting(_) => Err(SendRefusal::Connecting),
            Self::Closing { .. } => Err(SendRefusal::Closing),
        }
    }
}
