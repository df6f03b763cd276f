//! The foot of the field: its format, what can be added, the line about the message, and Send.

use leptos::prelude::*;
use tabcat_core::compose::Format;

use super::menus::{menus, opener};
use super::status::status;
use crate::app::{ADD_BUTTON, ComposeMenu, FORMAT_BUTTON, MessageTone, Pane, SEND_BUTTON, memo};
use crate::ui::elements::{Icon, Shape, handler};

/// The foot.
pub fn foot() -> AnyView {
    let pane = Pane::get();
    let format = memo(move || pane.shown_format());
    let said = memo(move || pane.message_status());
    let is_off = move || {
        let cannot = pane.model.send_refusal().is_some() && !pane.model.repeats();
        cannot || said.with(|said| said.tone == MessageTone::Wrong)
    };
    let key = move || {
        if pane.page.settings.enter_sends() {
            ""
        } else {
            pane.page.mod_key()
        }
    };
    let is_open = move |is: fn(ComposeMenu) -> bool| pane.composing().menu.get().is_some_and(is).to_string();
    view! {
        <button
            type="button"
            id=FORMAT_BUTTON
            class="button ghost"
            aria-label=move || ["Format: ", format.get().name()].concat()
            aria-haspopup="menu"
            aria-expanded=move || is_open(|menu| menu == ComposeMenu::Format)
            on:mousedown=handler(opener)
            on:click=handler(move |_| pane.open_menu(ComposeMenu::Format))
        >
            {move || format.get().name()}
            <Icon shape=Shape::Chevron/>
        </button>
        <button
            type="button"
            id=ADD_BUTTON
            class="icon-button"
            aria-label="Add"
            aria-haspopup="menu"
            aria-expanded=move || is_open(|menu| menu != ComposeMenu::Format)
            on:mousedown=handler(opener)
            on:click=handler(move |_| pane.open_menu(ComposeMenu::Add))
        >
            <Icon shape=Shape::Plus/>
        </button>
        {menus()}
        {status(said)}
        <button
            type="submit"
            id=SEND_BUTTON
            class="button send-button"
            class:ink=move || !pane.model.repeats()
            aria-keyshortcuts="Control+Enter Meta+Enter"
            aria-disabled=move || is_off().then_some("true")
        >
            {move || pane.press_label(format.get() == Format::File)}
            <kbd aria-hidden="true">{key}"↵"</kbd>
        </button>
    }
    .into_any()
}
