//! The WebSocket protocol taken apart, for a person who learns it by trying: what the labs of Tabcat compute, and the
//! sentences that explain it.
//!
//! Everything here is pure, as in the core. Keys, masks and random numbers are arguments, a wait is a
//! [`Span`](tabcat_core::Span) that nobody waits for, and nothing is laid out: a page decides what is shown where.

#![warn(missing_docs)]

pub mod address;
pub mod backoff;
pub mod close;
pub mod contents;
pub mod dice;
pub mod frame;
pub mod handshake;
pub mod hex;
mod number;
mod side;
pub mod size;

pub use side::Side;
