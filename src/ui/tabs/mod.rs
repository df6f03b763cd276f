//! The tabs of the connections: a strip of them, and on a phone a button with a sheet.

mod menu;
mod rename;
mod sheet;
mod strip;

pub use sheet::switcher;
pub use strip::strip;

use leptos::prelude::*;
use tabcat_core::tab::{Badge, Shape, unread};

use crate::app::{LIST, Pane, Tabs, focus};
use crate::ui::elements::{IconButton, Shape as Drawing, handler};

/// The connection that was closed last and can be brought back.
pub fn notice() -> AnyView {
    let tabs = Tabs::get();
    let undo = move |_| {
        tabs.undo_close();
        tabs.go_to(tabs.panes.shown_now());
    };
    let dismiss = move |()| {
        focus(LIST);
        tabs.forget_closed();
    };
    let shown = move || {
        let closed = tabs.closed.get()?;
        Some(
            view! {
                <p class="notice">
                    <span>{closed.sentence()}</span>
                    <button type="button" class="link-button" on:click=handler(undo)>"Undo"</button>
                    <IconButton label="Dismiss" title="Dismiss, and free the memory" shape=Drawing::Cross press=dismiss/>
                </p>
            }
            .into_any(),
        )
    };
    (move || shown()).into_any()
}

/// The shape of a connection's state, and its letter. The style sheet draws both, so that neither is part of
/// an accessible name.
fn marks(pane: &Pane) -> AnyView {
    let pane = *pane;
    let state = move || {
        pane.badge.with(|badge| match badge.standing.shape {
            Shape::Ring => "state ring",
            Shape::Arc => "state arc",
            Shape::Disc => "state disc",
            Shape::Square => "state square",
        })
    };
    let letter = format!("letter c{}", pane.letter.hue());
    view! {
        <span class=state aria-hidden="true"></span>
        <span class=letter data-says=pane.letter.char().to_string() aria-hidden="true"></span>
    }
    .into_any()
}

/// The number of unread messages, and whether something else happened.
fn count(badge: Signal<Badge>) -> AnyView {
    let shown = move || {
        badge.with(|badge| {
            (badge.unread > 0 || badge.warning().is_some()).then(|| {
                let class = if badge.warning().is_some() {
                    "unread warn"
                } else {
                    "unread"
                };
                view! { <span class=class title=badge.warning() data-says=unread(badge.unread) aria-hidden="true"></span> }.into_any()
            })
        })
    };
    (move || shown()).into_any()
}
