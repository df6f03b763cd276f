//! The list of shortcuts, and the switch that turns single keys off.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::elements::{Check, IconButton, Shape, When, arrived, handler};
use crate::app::{Page, SHORTCUTS, Settings, effect};

/// The dialog, open while the page's state says so.
#[component]
pub fn ShortcutsDialog() -> impl IntoView {
    let page = Page::get();
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        match (page.help.get(), dialog.open()) {
            // Fails only for a dialog that is open or not in the document.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog node_ref=dialog id="shortcuts" tabindex="-1" aria-labelledby="shortcuts-title" on:close=handler(move |_| page.help.set(false))>
            <div class="dialog-head">
                <h2 id="shortcuts-title">"Keyboard shortcuts"</h2>
                <IconButton label="Close" title="Close" shape=Shape::Cross press=move |()| page.help.set(false)/>
            </div>
            <When test=move || page.help.get()>{arrived(page.parts.learn, "shortcuts", |learn| (learn.shortcuts)())}</When>
        </dialog>
    }
}

/// The content of the dialog.
pub fn shortcuts() -> AnyView {
    let page = Page::get();
    let keys = |keys: &'static [&'static str]| {
        let key = move |key: &&'static str| view! { <kbd>{if *key == "Mod" { page.mod_key() } else { *key }}</kbd> };
        keys.iter().map(key).collect::<Vec<_>>()
    };
    view! {
        <dl class="shortcuts">
            {SHORTCUTS
                .iter()
                .map(|shortcut| view! { <div><dt>{shortcut.action}</dt><dd>{keys(shortcut.keys)}</dd></div> }.into_any())
                .collect::<Vec<_>>()}
        </dl>
        <Check
            label="Shortcuts by a single key. They work outside text fields."
            is_on=Settings::single_keys
            turn=Settings::set_single_keys
        />
    }
    .into_any()
}
