//! Where a message is written and sent. A message that can't be sent stays where it is.

use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::html::Textarea;
use leptos::prelude::*;

use crate::ui::elements::{When, handler};
use tabcat_core::draft::{self, LineEnd};
use tabcat_core::format;

use crate::app::{App, memo};

/// The form.
#[component]
pub fn Composer() -> impl IntoView {
    let app = App::get();
    let draft = app.draft;
    let field = NodeRef::<Textarea>::new();
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
    let size = move || draft.text.with(|draft| format::size(draft.text().len() as u64));
    let on_paste = move |event: ClipboardEvent| {
        let Some(data) = event.clipboard_data() else {
            return;
        };
        let (Ok(pasted), Some(field)) = (data.get_data("text/plain"), field.get_untracked()) else {
            return;
        };
        let place = |unit: Result<Option<u32>, _>| unit.ok().flatten().unwrap_or_default() as usize;
        let selected = place(field.selection_start())..place(field.selection_end());
        if draft.paste(selected, &pasted) {
            event.prevent_default();
        }
    };
    let line_end = memo(move || draft.text.with(draft::Draft::line_end));
    let choose = move |chosen: String| {
        if let Some(end) = LineEnd::ALL.into_iter().find(|end| end.name() == chosen) {
            draft.set_line_end(end);
        }
    };
    let choice = move |end: LineEnd| {
        view! { <option value=end.name() prop:selected=move || line_end.get() == Some(end)>{end.name()}</option> }
            .into_any()
    };
    view! {
        <form class="composer" aria-label="Send message" on:submit=handler(submit)>
            <div class="composer-head"><label for="message">"Send message"</label></div>
            <div class="composer-box">
                <textarea
                    node_ref=field
                    id="message"
                    aria-label="Message"
                    aria-describedby="message-note"
                    rows="3"
                    placeholder="Hello, server"
                    spellcheck="false"
                    autocomplete="off"
                    prop:value=move || draft.text.with(|draft| draft.shown().to_owned())
                    on:input:target=move |event| draft.type_in(event.target().value())
                    on:keydown=handler(on_key)
                    on:paste=handler(on_paste)
                ></textarea>
                <div class="composer-foot">
                    <p id="message-note" class="hint" class:refused=move || draft.refused.get() role=move || draft.refused.get().then_some("alert")>
                        {move || refusal().map_or_else(size, str::to_owned)}
                    </p>
                    <When test=move || line_end.get() != Some(LineEnd::Lf)>
                        <select
                            class="line-ends"
                            aria-label="Line ends"
                            title="How the lines of this message end, as it was pasted"
                            on:change:target=move |event| choose(event.target().value())
                        >
                            <When test=move || line_end.get().is_none()>
                                <option selected>"Mixed, as pasted"</option>
                            </When>
                            {LineEnd::ALL.into_iter().map(choice).collect::<Vec<_>>()}
                        </select>
                    </When>
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
