//! The views: props and signals in, calls to the handles of [`crate::app`] out. They hold no rules, and use
//! only elements and events of the browser.

#![allow(
    clippy::redundant_closure,
    reason = "a closure that stands in a view is boxed there; one that is named is compiled anew (docs/decisions/0007)"
)]

pub mod compose;
pub mod composer;
pub mod connection;
pub mod detail;
pub mod elements;
pub mod header;
pub mod labs;
pub mod lasting;
pub mod learn;
pub mod notices;
pub mod shell;
pub mod shortcuts;
pub mod stats;
pub mod tabs;
pub mod tester;
pub mod toast;
pub mod transcript;

use leptos::prelude::*;

use crate::app::Sources;
use shell::Shell;

/// The whole page.
pub fn page(sources: &'static Sources) -> impl IntoView {
    view! { <Shell sources/> }
}
