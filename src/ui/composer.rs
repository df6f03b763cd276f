//! The composer, in which a message is written and sent. A message that can't be sent stays in it. Whatever a
//! text and a press on Send do not need is in the part `compose`.

use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::prelude::*;

use crate::ui::elements::{Icon, Shape, When, arrived, handler, once_here};
use tabcat_core::compose::has_braces;
use tabcat_core::format;

use crate::app::{ADD_BUTTON, ComposeMenu, FORMAT_BUTTON, MESSAGE_FIELD as MESSAGE, Pane, SEND_BUTTON};

/// The form.
#[component]
pub fn Composer() -> impl IntoView {
    let pane = Pane::get();
    let (draft, part) = (pane.draft, pane.page.parts.compose);
    let is_empty = move || draft.text.with_untracked(|draft| draft.shown().is_empty());
    let is_free = move || !untrack(|| pane.model.repeats());
    let enter_sends = move || untrack(|| pane.page.settings.enter_sends());
    let on_key = move |event: KeyboardEvent| {
        let is_command = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "Enter" if event.shift_key() || event.is_composing() => return,
            "Enter" if is_command || enter_sends() && !is_empty() => draft.send(pane),
            "Enter" if enter_sends() => {}
            "ArrowUp" if (event.alt_key() || is_empty()) && is_free() => draft.earlier(),
            "ArrowDown" if event.alt_key() && is_free() => draft.later(),
            _ => return,
        }
        event.prevent_default();
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        draft.send(pane);
    };
    let has_outbox = move || pane.model.tray().is_some();
    let on_paste = move |event: ClipboardEvent| {
        let pasted = event
            .clipboard_data()
            .and_then(|data| data.get_data("text/plain").ok());
        if let Some(pasted) = pasted {
            draft.expect_paste(pasted);
            // Its line ends may be for a person to choose.
            part.arrival.ask();
        }
    };
    let on_input = move |text: &str| {
        draft.edit(text);
        if has_braces(text) {
            part.arrival.ask();
        }
    };
    // The button stays when the part comes: somebody may just be pressing it.
    let is_off = move || match part.entries() {
        Some(compose) => (compose.is_off)(pane),
        None => pane.model.send_refusal().is_some(),
    };
    view! {
        <form class="composer" aria-label="Send message" novalidate on:submit=handler(submit)>
            <When test=move || has_outbox()>
                {arrived(pane.page.parts.options, MESSAGE, |options| (options.tray)())}
            </When>
            <div class="composer-box">
                <div class="composer-field">
                    {once_here(part, |compose| (compose.field)(), || ().into_any())}
                    <textarea
                        id=MESSAGE
                        aria-label="Message"
                        aria-describedby="message-note"
                        rows="1"
                        placeholder="Hello, server"
                        spellcheck="false"
                        autocomplete="off"
                        prop:value=move || draft.text.with(|draft| draft.shown().to_owned())
                        on:input:target=move |event| on_input(&event.target().value())
                        on:keydown=handler(on_key)
                        on:paste=handler(on_paste)
                    ></textarea>
                </div>
                {once_here(part, |compose| (compose.lines)(), || ().into_any())}
                <div class="composer-foot">
                    {once_here(part, |compose| (compose.foot)(), foot)}
                    <button
                        type="submit"
                        id=SEND_BUTTON
                        class="button ink send-button"
                        aria-keyshortcuts="Control+Enter Meta+Enter"
                        aria-disabled=move || is_off().then_some("true")
                    >
                        {move || part.entries().map_or("Send", |compose| (compose.label)(pane))}
                        <kbd aria-hidden="true"><span>{pane.page.mod_key()}</span>"↵"</kbd>
                    </button>
                </div>
            </div>
        </form>
    }
}

/// The start of the foot until the part has come.
fn foot() -> AnyView {
    let pane = Pane::get();
    let draft = pane.draft;
    let refusal = move || pane.model.send_refusal();
    let note = move || {
        let size = || format::size(draft.text.with(|draft| draft.text().len()) as u64);
        refusal().map_or_else(size, str::to_owned)
    };
    view! {
        <button
            type="button"
            id=FORMAT_BUTTON
            class="button ghost"
            aria-label="Format: Text"
            aria-haspopup="menu"
            on:click=handler(move |_| pane.with_compose(|compose, pane| (compose.open)(pane, ComposeMenu::Format)))
        >
            "Text"
            <Icon shape=Shape::Chevron/>
        </button>
        <button
            type="button"
            id=ADD_BUTTON
            class="icon-button"
            aria-label="Add"
            aria-haspopup="menu"
            on:click=handler(move |_| pane.with_compose(|compose, pane| (compose.open)(pane, ComposeMenu::Add)))
        >
            <Icon shape=Shape::Plus/>
        </button>
        <p id="message-note" class="hint" class:refused=move || draft.refused.get() role=move || draft.refused.get().then_some("alert")>
            {move || note()}
        </p>
    }
    .into_any()
}
