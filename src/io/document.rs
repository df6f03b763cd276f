//! The few things of the document that are not a view's own: its theme, its title, and where the focus is.

use wasm_bindgen::JsCast as _;

use super::listener::window;

/// Pins the colour theme, or with `None` follows the system.
pub fn set_theme(name: Option<&str>) {
    let Some(root) = window()
        .document()
        .and_then(|document| document.document_element())
    else {
        return;
    };
    // Neither fails for an attribute name that is valid, as this one is.
    let _ = match name {
        Some(name) => root.set_attribute("data-theme", name),
        None => root.remove_attribute("data-theme"),
    };
}

/// What the tab is called.
pub fn set_title(title: &str) {
    if let Some(document) = window().document() {
        document.set_title(title);
    }
}

/// Moves the focus to the element of that id, if there is one.
pub fn focus(id: &str) {
    let element = window()
        .document()
        .and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails for no element that is in the document.
        let _ = element.focus();
    }
}

/// Whether a dialog is open, which then has the keyboard to itself.
pub fn has_open_dialog() -> bool {
    window().document().is_some_and(|document| {
        document
            .query_selector("dialog[open]")
            .is_ok_and(|found| found.is_some())
    })
}
