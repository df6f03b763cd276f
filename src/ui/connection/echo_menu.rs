//! The menu of echo servers. Choosing one only fills in the URL.

use leptos::prelude::*;

use crate::app::{Pane, Panes};
use crate::ui::elements::{Icon, Menu, MenuKind, Shape};

/// The button and, while it is pressed, the list.
#[component]
pub fn EchoMenu() -> impl IntoView {
    let panes = Panes::get();
    let pane = Pane::get();
    let servers = pane.page.echo_servers();
    let items = servers
        .iter()
        .map(|server| (server.url.clone(), server.note).into())
        .collect();
    let choose = move |index: usize| {
        panes.fill_in_url(&servers[index].url);
        pane.form.url.id
    };
    let hint = move || {
        if pane.model.is_idle() {
            "Third parties see what you send them."
        } else {
            "Opens in a new connection. Third parties see what you send them."
        }
    };
    view! {
        <Menu
            id="echo-servers"
            label="Public echo servers"
            class="button large"
            kind=MenuKind::Values
            items
            choose
            hint=Signal::derive(hint)
        >
            "Public echo servers"
            <Icon shape=Shape::Chevron/>
        </Menu>
    }
}
