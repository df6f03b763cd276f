//! The WebSocket protocol taken apart, for a person who learns by trying: the computations of Tabcat's labs,
//! and the sentences that explain the results.
//!
//! Everything here is pure, as in the core. Keys, masks and random numbers are arguments, a wait is a
//! [`Span`](tabcat_core::Span) that nobody waits for, and the page does the layout.

#![warn(missing_docs)]

pub mod address;
pub mod backoff;
pub mod close;
pub mod contents;
pub mod frame;
pub mod handshake;
pub mod hex;
mod number;
mod side;
pub mod size;

pub use side::Side;
