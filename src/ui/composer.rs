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
    let has_outbox = move || tray_of(&pane).is_some();
    let bytes = memo(move || draft.text.with(|draft| draft.text().len()));
    let is_refused = move || draft.refused.get() && goes_to_outbox(&pane, bytes.get()).is_none();
    let note = move || note(&pane, bytes.get());
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

/// The outbox, if it is on.
fn tray_of(pane: &Pane) -> Option<Tray> {
    pane.model.lasting.with(|lasting| lasting.report?.outbox)
}

/// The sentence about a message of so many bytes that the outbox will take.
fn goes_to_outbox(pane: &Pane, bytes: usize) -> Option<String> {
    // A refusal says why not; the message itself may be too large for what is left.
    let fits = |tray: &Tray| tray.bytes + bytes <= tray.most_bytes;
    let takes = |tray: &Tray| {
        let is_refused = pane.model.send_refusal().is_some();
        pane.model.queues() && !is_refused && (!pane.draft.refused.get() || fits(tray))
    };
    let tray = tray_of(pane).filter(takes)?;
    let (waiting, most) = (tray.messages.to_string(), tray.most.to_string());
    Some(["Goes to the outbox, ", &waiting, " of ", &most, "."].concat())
}

/// The note below a message of so many bytes.
fn note(pane: &Pane, bytes: usize) -> String {
    let mut note = match (goes_to_outbox(pane, bytes), pane.model.send_refusal()) {
        (Some(sentence), _) => sentence,
        (None, None) if pane.model.queues() => SendRefusal::OutboxFull.sentence().to_owned(),
        (None, None) => format::size(bytes as u64),
        (None, Some(refusal)) => refusal.to_owned(),
    };
    if bytes > MAX_TEXT {
        note.push_str(" Over 1 MB: this will not survive a reload.");
    }
    note
}
