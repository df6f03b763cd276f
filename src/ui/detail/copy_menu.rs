//! The menu that copies a message as text, hex or Base64.

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html::Div;
use leptos::prelude::*;
use tabcat_core::detail::CopyForm;
use tabcat_core::entry::EntryId;

use crate::app::App;
use crate::ui::parts::{Icon, Shape};

const BUTTON: &str = "copy-message";

/// The button and, when it is pressed, the menu.
#[component]
pub fn CopyMenu(
    /// Which message is copied.
    id: Signal<EntryId>,
) -> impl IntoView {
    let app = App::get();
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let menu = NodeRef::<Div>::new();
    let last = CopyForm::ALL.len() - 1;

    Effect::new(move || {
        if let Some(menu) = menu.get() {
            // It fails for no element that is in the document.
            let _ = menu.focus();
        }
    });
    let close = move || {
        open.set(false);
        app.focus(BUTTON);
    };
    let choose = move |index: usize| {
        app.copy_message(id.get_untracked(), CopyForm::ALL[index]);
        close();
    };
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => active.update(|active| *active = (*active + 1).min(last)),
            "ArrowUp" => active.update(|active| *active = active.saturating_sub(1)),
            "Home" => active.set(0),
            "End" => active.set(last),
            "Enter" | " " => choose(active.get_untracked()),
            "Escape" => close(),
            "Tab" => return open.set(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let toggle = move |_| {
        active.set(0);
        open.update(|open| *open = !*open);
    };
    // As with the echo servers: the button must not take the focus from the menu that it closes.
    let keep_focus = move |event: MouseEvent| event.prevent_default();
    let on_blur = move |_: FocusEvent| open.set(false);
    let item = move |index: usize| {
        view! {
            <div
                role="menuitem"
                id=item_id(index)
                class:active=move || active.get() == index
                on:mousemove=move |_| active.set(index)
                on:mousedown=keep_focus
                on:click=move |_| choose(index)
            >
                {CopyForm::ALL[index].name()}
            </div>
        }
    };
    view! {
        <div class="menu-anchor">
            <button
                type="button"
                id=BUTTON
                class="icon-button"
                aria-label="Copy"
                title="Copy the message"
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                on:mousedown=keep_focus
                on:click=toggle
            >
                <Icon shape=Shape::Copy/>
            </button>
            <Show when=move || open.get()>
                <div
                    node_ref=menu
                    class="menu"
                    role="menu"
                    tabindex="-1"
                    aria-label="Copy"
                    aria-activedescendant=move || item_id(active.get())
                    on:keydown=on_key
                    on:blur=on_blur
                >
                    {(0..=last).map(item).collect_view()}
                </div>
            </Show>
        </div>
    }
}

fn item_id(index: usize) -> String {
    format!("copy-form-{index}")
}
