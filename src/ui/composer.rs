//! The composer, in which a message is written and sent. A message that can't be sent stays in it.

use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::prelude::*;

use crate::ui::elements::{When, arrived, handler};
use tabcat_core::draft::{self, LineEnd};
use tabcat_core::format;
use tabcat_core::policies::Tray;
use tabcat_core::restore::MAX_TEXT;
use tabcat_core::session::SendRefusal;

use crate::app::{MESSAGE_FIELD as MESSAGE, Pane, memo};

/// The form.
#[component]
pub fn Composer() -> impl IntoView {
    let pane = Pane::get();
    let draft = pane.draft;
    let refusal = move || pane.model.send_refusal();
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" if (event.ctrl_key() || event.meta_key()) && !event.shift_key() => draft.send(pane),
            "ArrowUp" if event.alt_key() => draft.earlier(),
            "ArrowDown" if event.alt_key() => draft.later(),
            _ => return,
        }
        event.prevent_default();
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        draft.send(pane);
    };
    let queues = move || pane.model.queues();
    let tray = move || pane.model.lasting.with(|lasting| lasting.report?.outbox);
    let has_outbox = move || tray().is_some();
    let bytes = memo(move || draft.text.with(|draft| draft.text().len()));
    let queued = move || {
        // A refusal says why not; the message itself may be too large for what is left.
        let fits = |tray: &Tray| tray.bytes + bytes.get() <= tray.most_bytes;
        let takes = |tray: &Tray| queues() && refusal().is_none() && (!draft.refused.get() || fits(tray));
        let tray = tray().filter(takes)?;
        let (waiting, most) = (tray.messages.to_string(), tray.most.to_string());
        Some(["Goes to the outbox, ", &waiting, " of ", &most, "."].concat())
    };
    let is_refused = move || draft.refused.get() && queued().is_none();
    let size = move || format::size(bytes.get() as u64);
    let note = move || {
        let mut note = match (queued(), refusal()) {
            (Some(queued), _) => queued,
            (None, None) if queues() => SendRefusal::OutboxFull.sentence().to_owned(),
            (None, refusal) => refusal.map_or_else(size, str::to_owned),
        };
        if bytes.get() > MAX_TEXT {
            note.push_str(" Over 1 MB: this will not survive a reload.");
        }
        note
    };
    let on_paste = move |event: ClipboardEvent| {
        let pasted = event
            .clipboard_data()
            .and_then(|data| data.get_data("text/plain").ok());
        if let Some(pasted) = pasted {
            draft.expect_paste(pasted);
        }
    };
    let line_end = memo(move || draft.text.with(draft::Draft::line_end));
    // Buttons as elsewhere: a select would bring code of its own into the first load.
    let choice = move |end: LineEnd| {
        let pressed = move || (line_end.get() == Some(end)).to_string();
        view! {
            <button
                type="button"
                class="button small"
                aria-pressed=move || pressed()
                on:click=handler(move |_| draft.set_line_end(end))
            >
                {end.name()}
            </button>
        }
        .into_any()
    };
    view! {
        <form class="composer" aria-label="Send message" on:submit=handler(submit)>
            <When test=move || has_outbox()>
                {arrived(pane.page.parts.options, MESSAGE, |options| (options.tray)())}
            </When>
            <div class="composer-box">
                <textarea
                    id=MESSAGE
                    aria-label="Message"
                    aria-describedby="message-note"
                    rows="3"
                    placeholder="Hello, server"
                    spellcheck="false"
                    autocomplete="off"
                    prop:value=move || draft.text.with(|draft| draft.shown().to_owned())
                    on:input:target=move |event| draft.edit(&event.target().value())
                    on:keydown=handler(on_key)
                    on:paste=handler(on_paste)
                ></textarea>
                <div class="composer-foot">
                    <p id="message-note" class="hint" class:refused=move || is_refused() role=move || is_refused().then_some("alert")>
                        {move || note()}
                    </p>
                    <When test=move || line_end.get() != Some(LineEnd::Lf)>
                        <div class="line-ends" role="group" aria-label="Line ends">
                            <span>{move || if line_end.get().is_some() { "Line ends" } else { "Line ends mixed, as pasted" }}</span>
                            {LineEnd::ALL.into_iter().map(choice).collect::<Vec<_>>()}
                        </div>
                    </When>
                    <button
                        type="submit"
                        class="button ink send-button"
                        aria-keyshortcuts="Control+Enter Meta+Enter"
                        aria-disabled=move || refusal().map(|_| "true")
                    >
                        {move || if queues() { "Queue" } else { "Send" }}
                        <kbd aria-hidden="true">{pane.page.mod_key()}"↵"</kbd>
                    </button>
                </div>
            </div>
        </form>
    }
}
