//! One look at one connection, as the driver knows it.

use std::cell::RefCell;

use leptos::prelude::*;
use tabcat_core::entry::EntryId;
use tabcat_core::session::{Outcome, SendId};
use tabcat_core::tab::{Badge, Seen};
use tabcat_core::workbench::{Connection, ConnectionId};

use crate::app::pane::filter::Filtering;
use crate::app::pane::model::Model;

/// Makes a badge of a connection, how it was when it was looked at, and the bytes that wait in its socket.
pub(super) type Counter = fn(&Connection, &Seen, u64) -> Badge;

/// Where one connection is looked at: the signals that are set, and who is told what became of messages.
pub(in crate::app) struct Look {
    pub(in crate::app) id: ConnectionId,
    pub(in crate::app) model: Model,
    pub(in crate::app) filtering: Filtering,
    pub(in crate::app) badge: RwSignal<Badge>,
    /// Told when it is known what became of a message; not all are this connection's.
    pub(in crate::app) on_settled: Box<dyn Fn(SendId, Outcome)>,
    /// Told the oldest entry that is left when older ones have been evicted or cleared.
    pub(in crate::app) on_evicted: Box<dyn Fn(EntryId)>,
    /// How it was when it was shown last.
    pub(in crate::app) seen: RefCell<Seen>,
}
