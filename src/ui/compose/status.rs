//! The line about the message, in the foot of the field.

use leptos::prelude::*;

use crate::app::{MessageTone, Pane, memo};
use crate::ui::elements::{When, handler};

/// The line.
pub fn status() -> AnyView {
    let pane = Pane::get();
    let said = memo(move || pane.message_status());
    let is = move |tone| said.with(|said| said.tone == tone);
    view! {
        <p
            id="message-note"
            class="hint"
            class:refused=move || is(MessageTone::Wrong)
            class:fine=move || is(MessageTone::Fine)
            role=move || said.with(|said| said.is_alert).then_some("alert")
        >
            <span class="said" title=move || said.with(|said| said.words.clone())>{move || said.with(|said| said.words.clone())}</span>
            <When test=move || said.with(|said| said.can_reshape)>
                <button type="button" class="link-button" on:click=handler(move |_| pane.format_json())>"Format"</button>
                <button type="button" class="link-button" on:click=handler(move |_| pane.minify_json())>"Minify"</button>
            </When>
        </p>
    }
    .into_any()
}
