//! What the server remembers from one connection to the next.

use crate::runs::Runs;
use crate::tickets::Tickets;

/// One of these for all connections.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) tickets: Tickets,
    pub(crate) runs: Runs,
}
