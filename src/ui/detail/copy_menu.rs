//! The menu that copies a message as text, hex or Base64.

use leptos::prelude::*;
use tabcat_core::detail::CopyForm;
use tabcat_core::entry::EntryId;

use crate::app::Pane;
use crate::ui::elements::{Icon, Menu, MenuKind, Shape};

const BUTTON: &str = "copy-message";

/// The button and, while it is pressed, the menu.
#[component]
pub fn CopyMenu(
    /// The message to copy.
    id: Signal<EntryId>,
) -> impl IntoView {
    let pane = Pane::get();
    let items = CopyForm::ALL
        .map(|form| (form.name().to_owned(), "").into())
        .to_vec();
    let choose = move |index: usize| {
        pane.copy_message(id.get_untracked(), CopyForm::ALL[index]);
        BUTTON
    };
    view! {
        <Menu id=BUTTON label="Copy" class="icon-button" kind=MenuKind::Actions items choose>
            <Icon shape=Shape::Copy/>
        </Menu>
    }
}
