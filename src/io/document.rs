//! The few things of the document that are not a view's own: its theme, its title, and where the focus is.

use std::ops::Range;

use wasm_bindgen::JsCast as _;

use super::listener::window;

/// What is selected in the text area of that id, in units of UTF-16.
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

/// Whether there is an element of that id.
pub fn has(id: &str) -> bool {
    by_id(id).is_some()
}

/// Moves the focus to the element of that id, if there is one.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        // Fails for no element that is in the document.
        let _ = element.focus();
    }
}

/// Brings the top of the element of that id into view, and the focus there, if there is one.
pub fn arrive_at(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view();
        // Fails for no element that is in the document.
        let _ = element.focus();
    }
}

/// How far each of [`SCROLLERS`] is scrolled.
pub type Tops = [i32; 3];

/// What scrolls a page to read: itself, what is around it on a phone, or all where there is little height.
const SCROLLERS: [&str; 3] = [".learn-page", "main", "html"];

fn scrollers() -> [Option<web_sys::Element>; 3] {
    SCROLLERS.map(|selector| window().document()?.query_selector(selector).ok()?)
}

/// How far they are scrolled.
pub fn tops() -> Tops {
    scrollers().map(|scroller| scroller.map_or(0, |scroller| scroller.scroll_top()))
}

/// Scrolls them.
pub fn scroll_to(tops: Tops) {
    for (scroller, top) in scrollers().into_iter().zip(tops) {
        if let Some(scroller) = scroller {
            scroller.set_scroll_top(top);
        }
    }
}

/// Scrolls what is around an element as little as brings it into view.
pub fn reveal(id: &str) {
    if let Some(element) = by_id(id) {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        nearest.set_inline(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// Scrolls what the first selector finds so that what the second finds within, with its offset from there, is in view. Not where
/// it is.
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

/// Moves the focus to the text field of that id and selects some of its UTF-16 code units.
pub fn select(id: &str, range: Range<usize>) {
    let units = |end: usize| u32::try_from(end).unwrap_or(u32::MAX);
    focus(id);
    if let Some(field) = by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        // Fails for no field of text.
        let _ = field.set_selection_range(units(range.start), units(range.end));
    }
}

/// Whether the focus is in an element of that class.
pub fn has_focus(class: &str) -> bool {
    let within = |focused: web_sys::Element| focused.closest(&[".", class].concat());
    active().is_some_and(|focused| within(focused).is_ok_and(|around| around.is_some()))
}

/// The element that had the focus, to give it back.
pub struct Focus(web_sys::HtmlElement);

impl Focus {
    /// What has it now, unless nothing has.
    pub fn now() -> Option<Self> {
        let focused = active()?.dyn_into().ok()?;
        let nothing = window().document()?.body().is_some_and(|body| body == focused);
        (!nothing).then_some(Self(focused))
    }

    /// Gives it back. False where the element is gone, or is not shown.
    pub fn restore(&self) -> bool {
        let _ = self.0.focus();
        active().is_some_and(|focused| focused == *self.0)
    }
}

fn active() -> Option<web_sys::Element> {
    window().document()?.active_element()
}

/// Opens the popover of that id, if there is one and it is closed.
pub fn show_popover(id: &str) {
    if let Some(element) = by_id(id) {
        // Fails where it is open already.
        let _ = element.show_popover();
    }
}

/// Closes the popover of that id, if there is one.
pub fn hide_popover(id: &str) {
    if let Some(element) = by_id(id) {
        // Fails for no element that is a popover.
        let _ = element.hide_popover();
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

fn by_id(id: &str) -> Option<web_sys::HtmlElement> {
    window().document()?.get_element_by_id(id)?.dyn_into().ok()
}
