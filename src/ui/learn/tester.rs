//! Links into the tester, and the question before one ends a connection.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::app::{DISCONNECT, Page, Panes, Waiting, effect};
use crate::ui::elements::handler;

/// A link that fills the tester in with a route and a message, which may be empty.
pub struct TesterLink {
    /// The route of wsbin.
    pub route: &'static str,
    /// The message for the composer.
    pub message: &'static str,
    /// Its class.
    pub class: &'static str,
    /// Its name, where its words are not enough.
    pub name: Option<String>,
}

impl TesterLink {
    /// The link around its words.
    pub fn around(self, words: AnyView) -> AnyView {
        let panes = Panes::get();
        let href = panes.page.link_to_route(self.route);
        let link = href.clone();
        let message = self.message.to_owned();
        let press = move |event: MouseEvent| {
            // The browser opens another tab.
            if event.ctrl_key() || event.meta_key() || event.shift_key() {
                return;
            }
            let waiting = Waiting {
                link: link.clone(),
                message: message.clone(),
                ..Waiting::default()
            };
            event.prevent_default();
            panes.follow_to_tester(waiting);
        };
        let title = [
            "Fills the tester in with /",
            self.route.trim_start_matches('/'),
            ". Nothing connects.",
        ]
        .concat();
        view! {
            <a class=self.class href=href title=title aria-label=self.name on:click=handler(press)>{words}</a>
        }
        .into_any()
    }
}

/// Asks whether the connection is to end for the link that was followed.
pub(super) fn ask() -> AnyView {
    let page = Page::get();
    let waiting = page.waiting();
    let panes = Panes::get();
    effect(move || panes.follow_waiting());
    let shown = move || {
        let is_agreed = waiting.get()?.is_agreed;
        let (said, button) = if is_agreed {
            ("The server has not answered the close yet.", "Abandon and open")
        } else {
            (
                "The tester is connected, and this link needs it free.",
                "Disconnect and open",
            )
        };
        Some(
            view! {
                <div class="ask" role="group" aria-label="Open in the tester">
                    <p>{said}</p>
                    <button type="button" id=DISCONNECT class="button small ink" on:click=handler(move |_| panes.disconnect_for_link())>{button}</button>
                    <button type="button" class="button small" on:click=handler(move |_| page.stay_connected())>"Stay"</button>
                </div>
            }
            .into_any(),
        )
    };
    view! { <section aria-live="polite">{move || shown()}</section> }.into_any()
}
