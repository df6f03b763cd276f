//! The menu of servers that send back what they get. Choosing one fills in the URL and does no more.

use leptos::prelude::*;

use crate::app::App;
use crate::ui::elements::{Icon, Menu, MenuKind, Shape};

/// The button and, when it is pressed, the list.
#[component]
pub fn EchoMenu() -> impl IntoView {
    let app = App::get();
    let servers = app.echo_servers();
    let items = servers
        .iter()
        .map(|server| (server.url.clone(), server.note))
        .collect();
    let choose = move |index: usize| {
        app.form.set_url(&servers[index].url);
        app.form.url.id
    };
    view! {
        <Menu
            id="echo-servers"
            label="Public echo servers"
            class="button large"
            kind=MenuKind::Values
            items
            choose
            disabled=move || !app.model.is_idle()
            hint="Third parties see what you send them."
        >
            "Public echo servers"
            <Icon shape=Shape::Chevron/>
        </Menu>
    }
}
