//! The frame: skip links, header, the page in view, and the floating elements.

use leptos::prelude::*;

use crate::ui::elements::{When, arrived, handler};

use super::header::Header;
use super::shortcuts::ShortcutsDialog;
use super::tester::Tester;
use super::toast::ToastView;
use crate::app::{LIST, MESSAGE_FIELD, Page, Panes, REFERENCE_PAGE, Sources, focus};

/// The whole page.
#[component]
pub fn Shell(
    /// The sources of the parts.
    sources: &'static Sources,
) -> impl IntoView {
    let panes = Panes::start(sources);
    let page = panes.page;
    provide_context(panes);
    provide_context(page);
    view! {
        <div class="app">
            <SkipLink to=LIST label="Skip to transcript"/>
            <SkipLink to=MESSAGE_FIELD label="Skip to message"/>
            <Header/>
            {move || if page.reading.get() {
                view! {
                    <main class="reference" id=REFERENCE_PAGE tabindex="-1">{arrived(page.parts.learn, REFERENCE_PAGE, |learn| (learn.view)())}</main>
                }
                .into_any()
            } else {
                view! { <Tester/> }.into_any()
            }}
        </div>
        <When test=page.reading>
            <ToastView/>
        </When>
        <ShortcutsDialog/>
        <div class="visually-hidden" role="log" aria-live="polite" aria-label="Announcements">{page.announcement.line}</div>
    }
}

#[component]
fn SkipLink(to: &'static str, label: &'static str) -> impl IntoView {
    let page = Page::get();
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus(to);
    };
    view! {
        <When test=move || !page.reading.get()>
            <a class="skip-link" href=format!("#{to}") on:click=handler(skip)>{label}</a>
        </When>
    }
}
