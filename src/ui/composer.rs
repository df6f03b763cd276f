//! Where a message is written and sent. A message that can't be sent stays where it is.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::ui::elements::handler;
use tabcat_core::format;

use crate::app::App;

/// The form.
#[component]
pub fn Composer() -> impl IntoView {
    let app = App::get();
    let draft = app.draft;
    let refusal = move || app.model.send_refusal();
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" if (event.ctrl_key() || event.meta_key()) && !event.shift_key() => draft.send(app),
            "ArrowUp" if event.alt_key() => draft.earlier(),
            "ArrowDown" if event.alt_key() => draft.later(),
            _ => return,
        }
        event.prevent_default();
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        draft.send(app);
    };
    let size = move || draft.text.with(|text| format::size(text.len() as u64));
    view! {
        <form class="composer" aria-label="Send message" on:submit=handler(submit)>
            <div class="composer-head"><label for="message">"Send message"</label></div>
            <div class="composer-box">
                <textarea
                    id="message"
                    aria-label="Message"
                    aria-describedby="message-note"
                    rows="3"
                    placeholder="Hello, server"
                    spellcheck="false"
                    autocomplete="off"
                    prop:value=move || draft.text.get()
                    on:input:target=move |event| draft.type_in(event.target().value())
                    on:keydown=handler(on_key)
                ></textarea>
                <div class="composer-foot">
                    <p id="message-note" class="hint" class:refused=move || draft.refused.get() role=move || draft.refused.get().then_some("alert")>
                        {move || refusal().map_or_else(size, str::to_owned)}
                    </p>
                    <button
                        type="submit"
                        class="button ink send-button"
                        aria-label="Send"
                        aria-keyshortcuts="Control+Enter Meta+Enter"
                        aria-disabled=move || refusal().map(|_| "true")
                    >
                        "Send"
                        <kbd aria-hidden="true">{app.mod_key()}"↵"</kbd>
                    </button>
                </div>
            </div>
        </form>
    }
}
