//! What is beside the transcript: why a connection closed, or one message in full.

pub mod close_card;
pub mod compare;
pub mod copy_menu;
pub mod foot;
pub mod hex;
pub mod info;
pub mod message;
pub mod pool;
pub mod pretty;
pub mod raw;
pub mod tabs;

use leptos::prelude::*;
use tabcat_core::entry::EntryId;

use self::close_card::CloseDetail;
use self::message::MessageDetail;
use crate::app::{App, Beside, memo};

/// The pane. It stays while the selection moves from message to message, and with it the focus in it.
#[component]
pub fn DetailPane() -> impl IntoView {
    let app = App::get();
    let beside = app.viewer.beside;
    let entry = Memo::new(move |before: Option<&Option<EntryId>>| {
        beside.with(|beside| match beside {
            Some(Beside::Entry(id)) => Some(*id),
            Some(Beside::Close(_)) => None,
            None => before.copied().flatten(),
        })
    });
    let is_message = memo(move || entry.get().is_some());
    let id = Signal::derive(move || entry.get().unwrap_or_default());
    move || {
        if is_message.get() {
            view! { <MessageDetail id/> }.into_any()
        } else {
            view! { <CloseDetail/> }.into_any()
        }
    }
}
