//! The name, the pages, and the tools that belong to no page.

use leptos::prelude::*;
use tabcat_core::preferences::Theme;

use super::elements::{Cat, Icon, IconButton, Shape, handler};
use crate::app::{Page, Panes, REFERENCE, TESTER, memo};

/// The top of the page.
#[component]
pub fn Header() -> impl IntoView {
    let page = Page::get();
    let panes = Panes::get();
    let tabs = page.parts.tabs;
    let are_many = memo(move || panes.are_many());
    let switcher = move || {
        let tabs = are_many.get().then(|| tabs.entries()).flatten()?;
        Some((tabs.switcher)())
    };
    let theme = move || match page.settings.theme() {
        Theme::System => ("Theme: follow system", Shape::System),
        Theme::Light => ("Theme: light", Shape::Sun),
        Theme::Dark => ("Theme: dark", Shape::Moon),
    };
    view! {
        <header class="header">
            <a class="brand" href=TESTER><Cat/><span>"Tabcat"</span></a>
            {move || switcher()}
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
                    on:click=handler(move |_| page.settings.next_theme())
                >
                    {move || view! { <Icon shape=theme().1/> }.into_any()}
                </button>
                <IconButton label="Keyboard shortcuts" title="Keyboard shortcuts" shape=Shape::Question press=move |()| page.help.set(true) class="wide-only"/>
                <button
                    type="button"
                    class="icon-button"
                    title="Copy a link that fills in this setup"
                    on:click=handler(move |_| panes.shown_now().share())
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
    let page = Page::get();
    let current = move || (page.reading.get() == to_read).then_some("page");
    view! { <a href=href aria-current=move || current()>{label}</a> }
}
