//! One look at one connection, as the driver knows it.

use std::cell::RefCell;

use leptos::prelude::*;
use tabcat_core::entry::EntryId;
use tabcat_core::session::{Outcome, SendId};
use tabcat_core::tab::{Badge, Seen};
use tabcat_core::workbench::{Connection, ConnectionId};

use crate::app::pane::filter::Filtering;
use crate::app::pane::model::Model;

/// Makes a badge from a connection, its state when last seen, and the socket's bufferedAmount.
pub(super) type Counter = fn(&Connection, &Seen, u64) -> Badge;

/// The signals of one pane, and its callbacks.
pub(in crate::app) struct Look {
    pub(in crate::app) id: ConnectionId,
    pub(in crate::app) model: Model,
    pub(in crate::app) filtering: Filtering,
    pub(in crate::app) badge: RwSignal<Badge>,
    /// Called with a message's outcome; not all messages are this connection's.
    pub(in crate::app) on_settled: Box<dyn Fn(SendId, Outcome)>,
    /// Called with the oldest kept entry when older ones have been evicted or cleared.
    pub(in crate::app) on_evicted: Box<dyn Fn(EntryId)>,
    /// Its state when it was shown last.
    pub(in crate::app) seen: RefCell<Seen>,
}
