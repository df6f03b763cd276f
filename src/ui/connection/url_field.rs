//! The URL field, and the notes about its URL.

use leptos::prelude::*;
use tabcat_core::target::url_pieces;

use crate::app::{Pane, memo};
use crate::ui::elements::{Icon, Shape, When, handler};

/// The field. Read-only while there is a connection.
#[component]
pub fn UrlField() -> impl IntoView {
    let pane = Pane::get();
    let url = pane.form.url;
    let invalid = move || url.problem.with(Option::is_some);
    let locked = move || !pane.model.is_idle();
    view! {
        <div class="url-field" class:invalid=move || invalid() class:locked=move || locked()>
            <label for=url.id>"WebSocket URL"</label>
            <div class="url-box">
                <input
                    id=url.id
                    type="text"
                    inputmode="url"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder="wss://example.com/socket"
                    prop:value=move || url.text.get()
                    readonly=move || locked()
                    aria-invalid=move || invalid().then_some("true")
                    aria-describedby="url-notes"
                    on:input:target=move |event| pane.form.set_url(&event.target().value())
                />
                <UrlMirror/>
            </div>
        </div>
    }
}

/// A copy of the text, secrets masked and parts coloured, shown over the field while nobody types in it.
#[component]
fn UrlMirror() -> impl IntoView {
    let pane = Pane::get();
    let text = pane.form.url.text;
    let pieces = move || text.with(|text| url_pieces(&(pane.page.masking().url)(text)));
    let scheme_class = move || {
        if pieces().is_secure { "secure" } else { "plain" }
    };
    view! {
        <div class="url-mirror" aria-hidden="true">
            <span>
                <span class=move || scheme_class()>{move || pieces().scheme}</span>
                <b>{move || pieces().authority}</b>
                {move || pieces().rest}
            </span>
        </div>
    }
}

/// Shown in the status strip's place: the error, or else the warnings, and the origin of the set-up.
#[component]
pub fn UrlNotes() -> impl IntoView {
    let pane = Pane::get();
    let problem = pane.form.url.problem;
    let warnings = memo(move || {
        if pane.model.is_idle() {
            pane.form.warnings(&pane.page.masking())
        } else {
            Vec::new()
        }
    });
    let warning = |(sentence, is_obstacle): (String, bool)| {
        let (class, shape) = if is_obstacle {
            ("problem warn", Shape::Warning)
        } else {
            ("problem", Shape::Info)
        };
        view! { <p class=class><Icon shape/>{sentence}</p> }.into_any()
    };
    // After an attempt to connect, the form shows its own sentence.
    let missing = move || {
        pane.form
            .missing(&pane.page.masking())
            .filter(|_| problem.with(Option::is_none))
    };
    let restored = pane.keeper.restored;
    let switched_on = move || {
        let policies = pane.form.policies.text.get();
        let options = pane
            .page
            .parts
            .options
            .entries()
            .filter(|_| !policies.is_empty())?;
        Some((options.switched_on)(&policies))
    };
    let button = move |name: &'static str, press: fn(&Pane)| {
        view! { <button type="button" class="link-button" on:click=handler(move |_| press(&pane))>{name}</button> }
            .into_any()
    };
    view! {
        <div class="url-notes" id="url-notes">
            <When test=move || problem.with(Option::is_some)>
                <p class="problem danger" role="alert"><Icon shape=Shape::Warning/>{move || problem.get()}</p>
            </When>
            <When test=move || pane.form.from_link.get()>
                <p class="problem"><Icon shape=Shape::Link/>"Filled in from a link. Nothing connects until you press Connect."{move || switched_on()}{move || missing()}{button("Undo", Pane::undo_link)}</p>
            </When>
            <When test=move || restored.with(Option::is_some)>
                <p class="problem">{move || restored.get()}{button("Forget", Pane::forget_restored)}</p>
            </When>
            {move || warnings.get().into_iter().map(warning).collect::<Vec<_>>()}
        </div>
    }
}
