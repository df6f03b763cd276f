//! Making elements and setting attributes, without errors.

use web_sys::{Document, Element, Node};

use crate::io::listener::window;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A new element of a class, not in the document yet.
pub(super) fn element(tag: &str, class: &str) -> Element {
    let element = document()
        .create_element(tag)
        .expect("the names of elements are written in this program and are valid");
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element
}

/// A new element of a class, appended to `parent`.
pub(super) fn child(parent: &Node, tag: &str, class: &str) -> Element {
    let element = element(tag, class);
    append(parent, &element);
    element
}

/// A line drawing in the text colour. `path` is in a box of 16 by 16.
pub(super) fn drawing(path: &str) -> Element {
    let create = |tag| {
        document()
            .create_element_ns(Some(SVG), tag)
            .expect("SVG has an element of that name")
    };
    let (svg, line) = (create("svg"), create("path"));
    for (name, value) in [
        ("width", "16"),
        ("height", "16"),
        ("viewBox", "0 0 16 16"),
        ("fill", "none"),
        ("stroke", "currentColor"),
        ("stroke-width", "1.5"),
        ("stroke-linecap", "round"),
        ("stroke-linejoin", "round"),
        ("aria-hidden", "true"),
    ] {
        set(&svg, name, value);
    }
    set(&line, "d", path);
    append(&svg, &line);
    svg
}

/// Appends `node` to `parent`; a node with a parent is moved.
pub(super) fn append(parent: &Node, node: &Node) {
    before(parent, node, None);
}

/// Inserts or moves `node` before a child of `parent`; without one, to the end.
pub(super) fn before(parent: &Node, node: &Node, next: Option<&Node>) {
    // Fails only for a node inserted into itself.
    let _ = parent.insert_before(node, next);
}

/// A deep copy.
pub(super) fn copy(of: &Node) -> Node {
    of.clone_node_with_deep(true).expect("elements can be copied")
}

/// The text node that an element was made with.
pub(super) fn text_in(element: &Node) -> Node {
    element.first_child().expect("its prototype has a text")
}

/// Sets an attribute.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    // Fails only for an invalid name.
    let _ = element.set_attribute(name, value);
}

/// Sets or removes a boolean attribute.
pub(super) fn set_if(element: &Element, name: &str, there: bool) {
    if there {
        set(element, name, "");
    } else {
        unset(element, name);
    }
}

/// Removes an attribute.
pub(super) fn unset(element: &Element, name: &str) {
    // Fails only for an invalid name.
    let _ = element.remove_attribute(name);
}

fn document() -> Document {
    window().document().expect("a page has a document")
}
