//! The detail pane beside the transcript: why a connection closed, or one message in full.

pub mod close_card;
pub mod compare;
pub mod copy_menu;
pub mod foot;
pub mod hex;
pub mod info;
pub mod message;
pub mod not_formatted;
pub mod pool;
pub mod pretty;
pub mod raw;
pub mod tabs;

use leptos::prelude::*;
use tabcat_core::entry::EntryId;

use self::close_card::CloseDetail;
use self::message::MessageDetail;
use crate::app::{LIST, Pane, SidePanel, memo, read_message};
use crate::ui::elements::{IconButton, Shape, arriving};

/// The pane. It stays while the selection moves from message to message, and with it the focus in it.
#[component]
pub fn DetailPane() -> impl IntoView {
    let pane = Pane::get();
    let beside = pane.viewer.beside;
    let entry = Memo::new(move |before: Option<&Option<EntryId>>| {
        beside.with(|beside| match beside {
            Some(SidePanel::Entry(id)) => Some(*id),
            Some(SidePanel::Close(_)) => None,
            None => before.copied().flatten(),
        })
    });
    let is_message = memo(move || entry.get().is_some());
    let id = Signal::derive(move || entry.get().unwrap_or_default());
    let part = pane.page.parts.detail;
    move || match part.entries() {
        Some(detail) if is_message.get() => (detail.message)(id),
        Some(detail) => (detail.close)(),
        None => view! { <Awaited/> }.into_any(),
    }
}

/// Stands in place of the pane while its code loads.
#[component]
fn Awaited() -> impl IntoView {
    let pane = Pane::get();
    let title = move || {
        pane.viewer.beside.with(|beside| match beside {
            Some(SidePanel::Close(_)) => "Why did it close?",
            Some(SidePanel::Entry(_)) | None => "Message",
        })
    };
    view! {
        <section class="detail" aria-labelledby="awaited-title">
            <div class="detail-head">
                <h2 id="awaited-title">{move || title()}</h2>
                <IconButton label="Close" title="Close (Esc)" shape=Shape::Cross press=move |()| pane.leave_detail()/>
            </div>
            {arriving(pane.page.parts.detail.arrival, LIST)}
        </section>
    }
}

/// The pane of a message.
pub fn message(id: Signal<EntryId>) -> AnyView {
    read_message(Pane::get(), id.get_untracked());
    view! { <MessageDetail id/> }.into_any()
}

/// The card of the close that is explained.
pub fn close() -> AnyView {
    view! { <CloseDetail/> }.into_any()
}
