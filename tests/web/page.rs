//! The page as a person finds it: by role and name.

use leptos::mount::{UnmountHandle, mount_to};
use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, Node};

/// The whole page, in an element of its own that goes when this is dropped.
pub(crate) struct Page {
    root: HtmlElement,
    mounted: Option<Box<dyn std::any::Any>>,
}

impl Page {
    pub(crate) fn open() -> Self {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let mounted: UnmountHandle<_> = mount_to(root.clone(), || tabcat::ui::page(&crate::parts::SOURCES));
        Self {
            root,
            mounted: Some(Box::new(mounted)),
        }
    }

    /// Everything in the page.
    pub(crate) fn elements(&self) -> Vec<Element> {
        let mut elements = Vec::new();
        walk(&self.root, &mut elements);
        elements
    }

    /// All elements of a role, whether they name it or are born with it.
    pub(crate) fn all(&self, role: &str) -> Vec<Element> {
        self.elements()
            .into_iter()
            .filter(|element| role_of(element) == role)
            .collect()
    }

    /// All elements of that role and accessible name.
    pub(crate) fn named(&self, role: &str, name: &str) -> Vec<Element> {
        self.all(role)
            .into_iter()
            .filter(|element| name_of(element) == name)
            .collect()
    }

    /// The one element of that role and accessible name.
    pub(crate) fn find(&self, role: &str, name: &str) -> Element {
        let mut found = self.named(role, name);
        assert_eq!(found.len(), 1, "elements of role {role} named {name:?}");
        found.remove(0)
    }

    pub(crate) fn press(&self, name: &str) {
        self.find("button", name).unchecked_into::<HtmlElement>().click();
    }

    pub(crate) fn type_in(&self, name: &str, text: &str) {
        let field: HtmlInputElement = self.find("textbox", name).unchecked_into();
        field.set_value(text);
        let event = Event::new_with_event_init_dict("input", &bubbling()).unwrap();
        field.dispatch_event(&event).unwrap();
    }

    /// What the one status says.
    pub(crate) fn status(&self) -> String {
        let status = self.all("status");
        assert_eq!(status.len(), 1, "one status");
        text_of(&status[0])
    }

    pub(crate) fn has_row_saying(&self, text: &str) -> bool {
        self.all("row").iter().any(|row| text_of(row).contains(text))
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        drop(self.mounted.take());
        self.root.remove();
    }
}

/// What an element says to those who see it or hear it: not what is hidden from them.
pub(crate) fn text_of(node: &Node) -> String {
    let mut text = String::new();
    let mut child = node.first_child();
    while let Some(node) = child {
        child = node.next_sibling();
        match node.dyn_ref::<Element>() {
            Some(element) if element.get_attribute("aria-hidden").as_deref() == Some("true") => {}
            Some(element) => text += &text_of(element),
            None if node.node_type() == Node::TEXT_NODE => text += &node.node_value().unwrap_or_default(),
            None => {}
        }
    }
    text.trim().to_owned()
}

fn role_of(element: &Element) -> String {
    let born_with = match element.tag_name().as_str() {
        "BUTTON" => "button",
        "INPUT" | "TEXTAREA" => "textbox",
        _ => "",
    };
    element
        .get_attribute("role")
        .unwrap_or_else(|| born_with.to_owned())
}

fn name_of(element: &Element) -> String {
    let label = || {
        document()
            .query_selector(&format!("label[for={}]", element.id()))
            .ok()
            .flatten()
    };
    match element.get_attribute("aria-label") {
        Some(name) => name,
        None if role_of(element) == "textbox" => label().map(|label| text_of(&label)).unwrap_or_default(),
        None => text_of(element),
    }
}

fn walk(parent: &Element, elements: &mut Vec<Element>) {
    let mut child = parent.first_element_child();
    while let Some(element) = child {
        walk(&element, elements);
        child = element.next_element_sibling();
        elements.push(element);
    }
}

fn bubbling() -> web_sys::EventInit {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    init
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}
