//! Policies of a connection that lasts: reconnect, heartbeat, outbox, on-open messages, replies. Each is a
//! plain value that answers and never acts.

pub mod check;
pub mod document;
pub mod lists;
mod number;
pub mod presets;
pub mod rules;
