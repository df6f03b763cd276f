//! The views: props and signals in, calls to [`crate::app::App`] out. No rules, and nothing of the browser beyond
//! elements and their events.

#![allow(
    clippy::redundant_closure,
    reason = "a closure that stands in a view is boxed there; one that is named is compiled anew (docs/decisions/0007)"
)]

pub mod composer;
pub mod connection;
pub mod detail;
pub mod header;
pub mod parts;
pub mod reference;
pub mod shell;
pub mod shortcuts;
pub mod stats;
pub mod tester;
pub mod toast;
pub mod transcript;

/// Puts the page into the document.
pub fn mount() {
    leptos::mount::mount_to_body(shell::Shell);
}

pub use shell::Shell;
