//! The line about the message.

use leptos::prelude::*;

use crate::app::{MessageStatus, MessageTone, Pane};
use crate::ui::elements::{When, handler};

/// The line.
pub(super) fn status(said: Memo<MessageStatus>) -> AnyView {
    let pane = Pane::get();
    let is = move |tone| said.with(|said| said.tone == tone);
    let words = move || said.with(|said| said.words.clone());
    view! {
        <p
            id="message-note"
            class="hint"
            class:refused=move || is(MessageTone::Wrong)
            class:message-wrong=move || pane.composing().problem.with(Option::is_some)
            class:enter-sends=move || pane.page.settings.enter_sends()
            class:repeats=move || pane.model.repeats()
            class:fine=move || is(MessageTone::Fine)
            role=move || said.with(|said| said.is_alert).then_some("alert")
        >
            <span class="said" title=words>{words}</span>
            <When test=move || said.with(|said| said.can_reshape)>
                <button type="button" class="link-button" on:click=handler(move |_| pane.format_json())>"Format"</button>
                <button type="button" class="link-button" on:click=handler(move |_| pane.minify_json())>"Minify"</button>
            </When>
        </p>
    }
    .into_any()
}
