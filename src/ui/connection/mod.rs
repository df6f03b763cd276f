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
use super::elements::{Icon, Shape, When, arrived, handler};
use super::tester::Pane;
use crate::app::{App, MAIN_BUTTON};

/// The id of the button that unfolds the options.
const OPTIONS_BUTTON: &str = "options-button";

/// Everything above the panel.
#[component]
pub fn Connection(
    /// Which part of the panel a phone shows.
    pane: RwSignal<Pane>,
) -> impl IntoView {
    let app = App::get();
    let options_open = app.form.options_open;
    // Enter in the URL field connects; it never disconnects.
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if untrack(|| app.model.is_idle()) {
            app.connect();
        }
    };
    view! {
        <section class="connection" aria-label="Connection">
            <form class="connect-bar" novalidate on:submit=handler(submit)>
                <UrlField/>
                <EchoMenu/>
                <button
                    type="button"
                    id=OPTIONS_BUTTON
                    class="button large options-button"
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
                    {arrived(app.parts.options, OPTIONS_BUTTON, |options| (options.view)())}
                </div>
            </When>
            <div class="strip-line">
                <StatusStrip/>
                <UrlNotes/>
            </div>
            <Views pane/>
        </section>
    }
}

#[component]
fn MainButton() -> impl IntoView {
    let app = App::get();
    let label = move || {
        app.model.phase.with(|phase| match phase {
            Phase::Idle => "Connect",
            Phase::Connecting(_) => "Cancel",
            Phase::Open(_) | Phase::Closing { .. } => "Disconnect",
        })
    };
    let ink = move || app.model.is_idle() && app.form.url.text.with(|url| !url.trim().is_empty());
    let closing = move || {
        app.model
            .phase
            .with(|phase| matches!(phase, Phase::Closing { .. }))
    };
    // The second half of a double click is no press on what the button has become.
    let press = move |event: leptos::ev::MouseEvent| {
        if event.detail() < 2 {
            app.press_main();
        }
    };
    view! {
        // One element in all states, so that the focus stays on it. Disabled to the ear and the eye only, for the same reason.
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
fn Views(pane: RwSignal<Pane>) -> impl IntoView {
    let options_open = App::get().form.options_open;
    let button = move |label: &'static str, shown: Pane| {
        let pressed = move || (!options_open.get() && pane.get() == shown).to_string();
        let show = move |_| {
            options_open.set(false);
            pane.set(shown);
        };
        view! { <button type="button" aria-pressed=move || pressed() on:click=handler(show)>{label}</button> }
    };
    view! {
        <div class="views" role="group" aria-label="View">
            {button("Transcript", Pane::Transcript)}
            {button("Stats", Pane::Stats)}
            <button
                type="button"
                aria-pressed=move || options_open.get().to_string()
                on:click=handler(move |_| options_open.set(true))
            >
                "Options"
            </button>
        </div>
    }
}
