//! The name, the pages, and the tools that belong to no page.

use leptos::prelude::*;
use tabcat_core::preferences::Theme;

use super::elements::{Cat, Icon, IconButton, Shape, handler};
use crate::app::{App, REFERENCE, TESTER};

/// The top of the page.
#[component]
pub fn Header() -> impl IntoView {
    let app = App::get();
    let theme = move || match app.settings.theme() {
        Theme::System => ("Theme: follow system", Shape::System),
        Theme::Light => ("Theme: light", Shape::Sun),
        Theme::Dark => ("Theme: dark", Shape::Moon),
    };
    view! {
        <header class="header">
            <a class="brand" href=TESTER><Cat/>"Tabcat"</a>
            <nav aria-label="Main">
                <PageLink href=TESTER to_read=false label="Tester"/>
                <PageLink href=REFERENCE to_read=true label="Reference"/>
            </nav>
            <div class="header-tools">
                <button
                    type="button"
                    class="icon-button"
                    aria-label=move || theme().0
                    title=move || theme().0
                    on:click=handler(move |_| app.settings.next_theme())
                >
                    {move || view! { <Icon shape=theme().1/> }.into_any()}
                </button>
                <IconButton label="Keyboard shortcuts" title="Keyboard shortcuts" shape=Shape::Question press=move |()| app.help.set(true) class="wide-only"/>
                <button
                    type="button"
                    class="icon-button"
                    title="Copy a link that fills in this setup"
                    on:click=handler(move |_| app.share())
                >
                    <Icon shape=Shape::Link/>
                    <span>"Share"</span>
                </button>
            </div>
        </header>
    }
}

#[component]
fn PageLink(href: &'static str, to_read: bool, label: &'static str) -> impl IntoView {
    let app = App::get();
    let current = move || (app.reading.get() == to_read).then_some("page");
    view! { <a href=href aria-current=move || current()>{label}</a> }
}
