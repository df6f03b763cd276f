//! The connection: its form, its options and its state.

pub mod echo_menu;
pub mod options;
pub mod status;
pub mod url_field;

use leptos::prelude::*;
use tabcat_core::session::Phase;

use self::echo_menu::EchoMenu;
use self::status::StatusStrip;
use self::url_field::{UrlField, UrlNotes};
use super::elements::{Icon, IconButton, Shape, When, arrived, handler};
use super::tester::PhoneView;
use crate::app::{MAIN_BUTTON, OPTIONS_BUTTON, Pane, Panes};

/// Everything above the panel.
#[component]
pub fn Connection(
    /// The part of the panel that a phone shows.
    phone_view: RwSignal<PhoneView>,
) -> impl IntoView {
    let pane = Pane::get();
    let options_open = pane.form.options_open;
    // Enter in the URL field connects; it never disconnects.
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if untrack(|| pane.model.is_idle()) {
            pane.connect();
        }
    };
    view! {
        <section class="connection" aria-label="Connection">
            <form class="connect-bar" class:busy=move || !pane.model.is_idle() novalidate on:submit=handler(submit)>
                <UrlField/>
                <EchoMenu/>
                <button
                    type="button"
                    id=OPTIONS_BUTTON
                    class="button large options-button"
                    class:waiting=move || pane.waits()
                    title=move || pane.waits().then_some("A change applies at the next press on Connect")
                    aria-expanded=move || options_open.get().to_string()
                    aria-controls="options"
                    on:click=handler(move |_| options_open.update(|open| *open = !*open))
                >
                    <Icon shape=Shape::Sliders/>
                    "Options"
                    <Icon shape=Shape::Chevron/>
                </button>
                <MainButton/>
            </form>
            <When test=move || options_open.get()>
                <div class="options" id="options" role="group" aria-label="Options">
                    {arrived(pane.page.parts.options, OPTIONS_BUTTON, |options| (options.view)())}
                </div>
            </When>
            <div class="strip-line">
                <StatusStrip/>
                <UrlNotes/>
                <NewConnection/>
            </div>
            <div class="views-line">
                <Views phone_view/>
                <NewConnection/>
            </div>
        </section>
    }
}

/// Stands at the end of the status strip; on a phone, where the strip has no room, at the end of the views.
#[component]
fn NewConnection() -> impl IntoView {
    let panes = Panes::get();
    view! { <IconButton label="New connection" title="New connection (N)" shape=Shape::Plus press=move |()| panes.open_empty()/> }
}

#[component]
fn MainButton() -> impl IntoView {
    let pane = Pane::get();
    let label = move || {
        pane.model.phase.with(|phase| match phase {
            Phase::Idle => "Connect",
            Phase::Connecting(_) => "Cancel",
            Phase::Waiting(_) => "Stop",
            Phase::Open(_) | Phase::Closing { .. } => "Disconnect",
        })
    };
    let ink = move || pane.model.is_idle() && pane.form.url.text.with(|url| !url.trim().is_empty());
    let closing = move || {
        pane.model
            .phase
            .with(|phase| matches!(phase, Phase::Closing { .. }))
    };
    // Ignore the second click of a double click: the button means something else by then.
    let press = move |event: leptos::ev::MouseEvent| {
        if event.detail() < 2 {
            pane.press_main();
        }
    };
    view! {
        // One element in all states, so that the focus stays on it; for the same reason `aria-disabled`, not
        // `disabled`.
        <button
            type="button"
            id=MAIN_BUTTON
            class="button large main-button"
            class:ink=move || ink()
            aria-disabled=move || closing().then_some("true")
            on:click=handler(press)
        >
            <When test=move || label() == "Cancel">
                <span class="spinner" aria-hidden="true"></span>
            </When>
            {move || label()}
        </button>
    }
}

#[component]
fn Views(phone_view: RwSignal<PhoneView>) -> impl IntoView {
    let pane = Pane::get();
    let options_open = pane.form.options_open;
    let button = move |label: &'static str, shown: PhoneView| {
        let pressed = move || (!options_open.get() && phone_view.get() == shown).to_string();
        let show = move |_| {
            options_open.set(false);
            phone_view.set(shown);
        };
        view! { <button type="button" aria-pressed=move || pressed() on:click=handler(show)>{label}</button> }
    };
    view! {
        <div class="views" role="group" aria-label="View">
            {button("Transcript", PhoneView::Transcript)}
            {button("Stats", PhoneView::Stats)}
            <button
                type="button"
                class:waiting=move || pane.waits()
                aria-pressed=move || options_open.get().to_string()
                on:click=handler(move |_| options_open.set(true))
            >
                "Options"
            </button>
        </div>
    }
}
