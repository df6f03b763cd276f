//! The composer, in which a message is written and sent. A message that can't be sent stays in it.

use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::prelude::*;

use crate::ui::elements::{Icon, Shape, When, arrived, handler};
use tabcat_core::compose::Format;
use tabcat_core::draft::LineEnd;
use tabcat_core::format;

use crate::app::{
    ADD_BUTTON, ComposeMenu, FORMAT_BUTTON, Held, MESSAGE_FIELD as MESSAGE, Pane, effect, memo,
};

/// The form.
#[component]
pub fn Composer() -> impl IntoView {
    let pane = Pane::get();
    let (draft, part) = (pane.draft, pane.page.parts.compose);
    let extras = draft.extras;
    let refusal = move || pane.model.send_refusal();
    let is_empty = move || draft.text.with_untracked(|draft| draft.shown().is_empty());
    let enter_sends = move || untrack(|| pane.page.settings.enter_sends());
    let on_key = move |event: KeyboardEvent| {
        let is_command = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "Enter" if event.shift_key() || event.is_composing() => return,
            "Enter" if is_command || enter_sends() => draft.send(pane),
            "ArrowUp" if event.alt_key() || is_empty() => draft.earlier(),
            "ArrowDown" if event.alt_key() => draft.later(),
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
        }
    };
    // The rest waits for none of this: a text is written and sent without it.
    effect(move || {
        let is_more = draft
            .text
            .with(|text| text.shown().contains("{{") || text.line_end() != Some(LineEnd::Lf));
        if is_more || draft.manner.get() != Default::default() || pane.model.queues() {
            part.arrival.ask();
        }
    });
    let is_held = memo(move || extras.held.with(Option::is_some));
    let format = move || match extras.held.with(|held| matches!(held, Some(Held::File(_)))) {
        true => Format::File,
        false => draft.manner.get().0,
    };
    let opens = move |menu: ComposeMenu| {
        handler(move |_| {
            pane.with_compose(|_, _| {});
            extras
                .menu
                .update(|open| *open = (*open != Some(menu)).then_some(menu));
        })
    };
    let is_open = move |menus: [ComposeMenu; 2]| {
        extras
            .menu
            .with(|open| open.is_some_and(|open| menus.contains(&open)))
            .to_string()
    };
    let basic = move || {
        let note = refusal().map_or_else(
            || format::size(draft.text.with(|draft| draft.text().len()) as u64),
            str::to_owned,
        );
        let is_refused = move || draft.refused.get();
        view! {
            <p id="message-note" class="hint" class:refused=is_refused role=move || is_refused().then_some("alert")>
                {note}
            </p>
        }
        .into_any()
    };
    view! {
        <form class="composer" aria-label="Send message" on:submit=handler(submit)>
            <When test=move || has_outbox()>
                {arrived(pane.page.parts.options, MESSAGE, |options| (options.tray)())}
            </When>
            <div class="composer-box" class:held=move || is_held.get() class:wrong=move || extras.problem.with(Option::is_some)>
                <div class="composer-field">
                    {move || part.entries().map(|compose| (compose.field)())}
                    <textarea
                        id=MESSAGE
                        aria-label="Message"
                        aria-describedby="message-note"
                        rows="1"
                        placeholder=move || format().example()
                        spellcheck="false"
                        autocomplete="off"
                        prop:value=move || draft.text.with(|draft| draft.shown().to_owned())
                        on:input:target=move |event| draft.edit(&event.target().value())
                        on:keydown=handler(on_key)
                        on:paste=handler(on_paste)
                    ></textarea>
                </div>
                {move || part.entries().map(|compose| (compose.lines)())}
                <div class="composer-foot">
                    <button
                        type="button"
                        id=FORMAT_BUTTON
                        class="button ghost"
                        aria-label=move || ["Format: ", format().name()].concat()
                        aria-haspopup="menu"
                        aria-expanded=move || is_open([ComposeMenu::Format; 2])
                        on:mousedown=handler(keep_focus)
                        on:click=opens(ComposeMenu::Format)
                    >
                        {move || format().name()}
                        <Icon shape=Shape::Chevron/>
                    </button>
                    <button
                        type="button"
                        id=ADD_BUTTON
                        class="icon-button"
                        aria-label="Add"
                        aria-haspopup="menu"
                        aria-expanded=move || is_open([ComposeMenu::Add, ComposeMenu::EdgeCases])
                        on:mousedown=handler(keep_focus)
                        on:click=opens(ComposeMenu::Add)
                    >
                        <Icon shape=Shape::Plus/>
                    </button>
                    {move || part.entries().map_or_else(&basic, |compose| (compose.status)())}
                    <button
                        type="submit"
                        class="button ink send-button"
                        aria-keyshortcuts="Control+Enter Meta+Enter"
                        aria-disabled=move || (refusal().is_some() || extras.problem.with(Option::is_some)).then_some("true")
                    >
                        {move || draft.press(pane.model)}
                        <kbd aria-hidden="true">{move || (!pane.page.settings.enter_sends()).then(|| pane.page.mod_key())}"↵"</kbd>
                    </button>
                </div>
            </div>
        </form>
    }
}

/// Pressing a button while its menu has the focus must close the menu, not close it here and open it again.
#[expect(clippy::needless_pass_by_value, reason = "handlers are given their event")]
fn keep_focus(event: leptos::ev::MouseEvent) {
    event.prevent_default();
}
