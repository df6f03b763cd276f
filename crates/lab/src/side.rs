//! Which end of a connection something came from.

/// The end that sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The end that asked for the connection: a browser. It masks what it sends.
    Client,
    /// The end that answered. It never masks.
    Server,
}

impl Side {
    /// The likely sender of bytes: a masked first frame is a client's.
    pub fn guess(bytes: &[u8]) -> Self {
        match bytes.get(1) {
            Some(second) if second & 0x80 != 0 => Self::Client,
            _ => Self::Server,
        }
    }

    /// The one that [`Self::label`] names.
    pub fn of(label: &str) -> Option<Self> {
        [Self::Client, Self::Server]
            .into_iter()
            .find(|side| side.label() == label)
    }

    /// Its name in a sentence.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}
