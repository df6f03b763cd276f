//! The start of the foot: the format, what can be added, the line about the message.

use leptos::prelude::*;

use super::menus::{menus, opener};
use super::status::status;
use crate::app::{ADD_BUTTON, ComposeMenu, FORMAT_BUTTON, Pane, memo};
use crate::ui::elements::{Icon, Shape, handler};

/// The start of the foot.
pub fn foot() -> AnyView {
    let pane = Pane::get();
    let format = memo(move || pane.shown_format());
    let said = memo(move || pane.message_status());
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
    }
    .into_any()
}
