//! The connection workbench behind Tabcat: the state and the decisions of a WebSocket tester, without a
//! browser.
//!
//! Everything here is pure. Time comes in as a [`Timestamp`], ids and randomness come in as arguments, and
//! actions go out as a [`session::Effect`]. Nothing here reads a clock, opens a socket or draws.

pub mod batch;
pub mod case;
pub mod close;
pub mod compose;
pub mod detail;
pub mod diagnosis;
pub mod dice;
pub mod draft;
pub mod echo;
mod edits;
pub mod ending;
pub mod entry;
pub mod evidence;
pub mod filter;
pub mod format;
pub mod job;
pub mod json;
pub mod jump;
pub mod limit;
pub mod listing;
pub mod matcher;
pub mod pace;
pub mod payload;
pub mod plan;
pub mod policies;
pub mod preferences;
pub mod pulse;
pub mod reader;
pub mod repeat;
mod report;
pub mod restore;
pub mod row;
pub mod secret;
pub mod session;
pub mod setup;
pub mod share;
pub mod stats;
pub mod tab;
pub mod target;
pub mod template;
pub mod time;
pub mod transcript;
pub mod window;
pub mod workbench;

pub use close::CloseCode;
pub use session::Session;
pub use time::{Span, Timestamp};
pub use transcript::Transcript;
pub use workbench::Workbench;
