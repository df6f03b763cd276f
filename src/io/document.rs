//! The parts of the document that no view owns: its theme, its title and the focus.

use std::ops::Range;

use wasm_bindgen::JsCast as _;

use super::listener::{Listener, window};

/// The selection in the text area `id`, in UTF-16 code units.
pub fn selection(id: &str) -> Range<usize> {
    let field = by_id(id).and_then(|field| field.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    let place = |unit: Result<Option<u32>, _>| unit.ok().flatten().unwrap_or_default() as usize;
    field.map_or(0..0, |field| {
        place(field.selection_start())..place(field.selection_end())
    })
}

/// Pins the colour theme, or with `None` follows the system.
pub fn set_theme(name: Option<&str>) {
    let Some(root) = window()
        .document()
        .and_then(|document| document.document_element())
    else {
        return;
    };
    // Neither fails for a valid attribute name.
    let _ = match name {
        Some(name) => root.set_attribute("data-theme", name),
        None => root.remove_attribute("data-theme"),
    };
}

/// Sets the document's title.
pub fn set_title(title: &str) {
    if let Some(document) = window().document() {
        document.set_title(title);
    }
}

/// Sets an attribute of the element `id`, if there is one, or removes it.
pub fn set_attribute(id: &str, name: &str, value: Option<&str>) {
    if let Some(element) = by_id(id) {
        // Neither fails for a valid name.
        let _ = match value {
            Some(value) => element.set_attribute(name, value),
            None => element.remove_attribute(name),
        };
    }
}

/// Types text in place of the whole text of the text area `id`, as a person would: it can be undone. False if
/// the browser does not do that.
pub fn retype(id: &str, text: &str) -> bool {
    let area = by_id(id).and_then(|area| area.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    let Some(area) = area else {
        return false;
    };
    // Never fails for an element in the document.
    let _ = area.focus();
    area.select();
    let command = if text.is_empty() { "delete" } else { "insertText" };
    exec(command, text) && area.value() == text
}

/// Has the browser edit at the caret, as if a person did: it can be undone. False if it does not do that.
fn exec(command: &str, text: &str) -> bool {
    let document = window().document().and_then(|document| document.dyn_into().ok());
    document.is_some_and(|document: web_sys::HtmlDocument| {
        let done = document.exec_command_with_show_ui_and_value(command, false, text);
        done.unwrap_or_default()
    })
}

/// The text of the text area `id`, if there is one.
pub fn value(id: &str) -> Option<String> {
    let area: web_sys::HtmlTextAreaElement = by_id(id)?.dyn_into().ok()?;
    Some(area.value())
}

/// A step of undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// Back.
    Undo,
    /// Forth again.
    Redo,
}

/// Calls `on_key` for the keys of undo and redo in the element `id`; if it returns false, the browser does the step and
/// `on_done` is called after it. Until the listeners are dropped.
pub fn on_history(
    id: &str,
    on_key: impl Fn(History) -> bool + 'static,
    on_done: impl Fn(History) + 'static,
) -> Option<[Listener; 2]> {
    let element = by_id(id)?;
    let keys = Listener::new(&element, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        let history = match (key.key().as_str(), key.shift_key()) {
            ("z", false) => History::Undo,
            ("Z" | "z", true) | ("y", false) => History::Redo,
            _ => return,
        };
        if (key.ctrl_key() || key.meta_key()) && !key.alt_key() && on_key(history) {
            event.prevent_default();
        }
    });
    let done = Listener::new(&element, "input", move |event| {
        let kind = js_sys::Reflect::get(&event, &"inputType".into());
        match kind.ok().and_then(|kind| kind.as_string()).as_deref() {
            Some("historyUndo") => on_done(History::Undo),
            Some("historyRedo") => on_done(History::Redo),
            _ => {}
        }
    });
    Some([keys, done])
}

/// Whether the element `id` is in the document.
pub fn has(id: &str) -> bool {
    by_id(id).is_some()
}

/// Moves the focus to the element `id`, if there is one.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        // Never fails for an element in the document.
        let _ = element.focus();
    }
}

/// Scrolls the top of the element `id` into view and moves the focus there, if there is one.
pub fn arrive_at(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view();
        // Never fails for an element in the document.
        let _ = element.focus();
    }
}

/// The scroll offsets of [`SCROLLERS`].
pub type Tops = [i32; 3];

/// The scrolled boxes of a reference page: itself, `main` on a phone, or the document on a low screen.
const SCROLLERS: [&str; 3] = [".learn-page", "main", "html"];

fn scrollers() -> [Option<web_sys::Element>; 3] {
    SCROLLERS.map(|selector| window().document()?.query_selector(selector).ok()?)
}

/// The current scroll offsets.
pub fn tops() -> Tops {
    scrollers().map(|scroller| scroller.map_or(0, |scroller| scroller.scroll_top()))
}

/// Scrolls all boxes to these offsets.
pub fn scroll_to(tops: Tops) {
    for (scroller, top) in scrollers().into_iter().zip(tops) {
        if let Some(scroller) = scroller {
            scroller.set_scroll_top(top);
        }
    }
}

/// Scrolls an element into view, as little as possible.
pub fn reveal(id: &str) {
    if let Some(element) = by_id(id) {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        nearest.set_inline(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// Scrolls `column` so that `element` is in view, unless it is; both are selectors. `column` must be the
/// element's offset parent.
pub fn scroll_within(column: &str, element: &str) {
    let found = |selector| {
        let found = window().document()?.query_selector(selector);
        found.ok()??.dyn_into::<web_sys::HtmlElement>().ok()
    };
    if let (Some(column), Some(element)) = (found(column), found(element)) {
        let top = element.offset_top();
        let room = column.client_height() - element.client_height();
        if !(0..=room).contains(&(top - column.scroll_top())) {
            column.set_scroll_top(top - room / 2);
        }
    }
}

/// Moves the focus to the text field `id` and selects a range of UTF-16 code units.
pub fn select(id: &str, range: Range<usize>) {
    let units = |end: usize| u32::try_from(end).unwrap_or(u32::MAX);
    focus(id);
    let (start, end) = (units(range.start), units(range.end));
    // Neither fails for a text field.
    let _ = match by_id(id).map(wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlTextAreaElement>) {
        Some(Ok(area)) => area.set_selection_range(start, end),
        Some(Err(other)) => other
            .unchecked_ref::<web_sys::HtmlInputElement>()
            .set_selection_range(start, end),
        None => Ok(()),
    };
}

/// Puts text in place of the selection of the text area `id`, and the caret after it. Returns the whole text.
pub fn insert(id: &str, text: &str) -> Option<String> {
    let area: web_sys::HtmlTextAreaElement = by_id(id)?.dyn_into().ok()?;
    let before = area.value();
    // Never fails for an element in the document.
    let _ = area.focus();
    let typed = exec("insertText", text);
    if typed && area.value() != before {
        return Some(area.value());
    }
    let selected = selection(id);
    let units = |end: usize| u32::try_from(end).unwrap_or(u32::MAX);
    // Fails for no range of the text.
    let _ = area.set_range_text_with_start_and_end_and_mode(
        text,
        units(selected.start),
        units(selected.end),
        "end",
    );
    Some(area.value())
}

/// Whether the focus is in an element of a class.
pub fn has_focus(class: &str) -> bool {
    let within = |focused: web_sys::Element| focused.closest(&[".", class].concat());
    active().is_some_and(|focused| within(focused).is_ok_and(|around| around.is_some()))
}

/// The element that had the focus, to give it back.
pub struct Focus(web_sys::HtmlElement);

impl Focus {
    /// The focused element, if any.
    pub fn now() -> Option<Self> {
        let focused = active()?.dyn_into().ok()?;
        let nothing = window().document()?.body().is_some_and(|body| body == focused);
        (!nothing).then_some(Self(focused))
    }

    /// Moves the focus back. False if the element is gone or hidden.
    pub fn restore(&self) -> bool {
        let _ = self.0.focus();
        active().is_some_and(|focused| focused == *self.0)
    }
}

fn active() -> Option<web_sys::Element> {
    window().document()?.active_element()
}

/// Opens the popover `id`, if there is one and it is closed.
pub fn show_popover(id: &str) {
    if let Some(element) = by_id(id) {
        // Fails if it is open already.
        let _ = element.show_popover();
    }
}

/// Closes the popover `id`, if there is one.
pub fn hide_popover(id: &str) {
    if let Some(element) = by_id(id) {
        // Never fails for a popover.
        let _ = element.hide_popover();
    }
}

/// Whether a dialog is open: it then takes all keys.
pub fn has_open_dialog() -> bool {
    window().document().is_some_and(|document| {
        document
            .query_selector("dialog[open]")
            .is_ok_and(|found| found.is_some())
    })
}

fn by_id(id: &str) -> Option<web_sys::HtmlElement> {
    window().document()?.get_element_by_id(id)?.dyn_into().ok()
}
