//! The frame: skip links, header, the page in view, and what floats above it.

use leptos::prelude::*;

use crate::ui::elements::{When, arrived, handler};

use super::header::Header;
use super::shortcuts::ShortcutsDialog;
use super::tester::Tester;
use super::toast::ToastView;
use crate::app::{App, Sources};

/// The whole page.
#[component]
pub fn Shell(
    /// Where the parts come from.
    sources: &'static Sources,
) -> impl IntoView {
    let app = App::start(sources);
    provide_context(app);
    view! {
        <div class="app">
            <SkipLink to="transcript" label="Skip to transcript"/>
            <SkipLink to="message" label="Skip to message"/>
            <Header/>
            {move || if app.reading.get() {
                view! {
                    <main class="reference" id="reference" tabindex="-1">{arrived(app.parts.learn, "reference", |learn| (learn.view)())}</main>
                }
                .into_any()
            } else {
                view! { <Tester/> }.into_any()
            }}
        </div>
        <When test=app.reading>
            <ToastView/>
        </When>
        <ShortcutsDialog/>
        <div class="visually-hidden" role="log" aria-live="polite" aria-label="Announcements">{app.announcement.line}</div>
    }
}

#[component]
fn SkipLink(to: &'static str, label: &'static str) -> impl IntoView {
    let app = App::get();
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        app.focus(to);
    };
    view! {
        <When test=move || !app.reading.get()>
            <a class="skip-link" href=format!("#{to}") on:click=handler(skip)>{label}</a>
        </When>
    }
}
