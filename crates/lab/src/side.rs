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
    /// As a word in a sentence.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}
