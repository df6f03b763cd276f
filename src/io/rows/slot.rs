//! One row element, whichever row it shows. Data from the wire is only ever written as text.

use tabcat_core::entry::{Direction, EntryId};
use tabcat_core::row::Row;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Node};

use super::element::{append, before, child, copy, drawing, element, set, set_if, text_in};
use crate::classes;

/// The elements that rows are cloned from.
pub(super) struct Prototypes {
    row: Element,
    sent: Element,
    received: Element,
    dot: Element,
    piece: Element,
    marked: Element,
}

/// A row element and the row it shows.
pub(super) struct Slot {
    element: Element,
    time: Node,
    delta: Node,
    arrow: Element,
    size: Node,
    text: Element,
    parts: Vec<Part>,
    shown: Option<Row>,
    selected: bool,
}

/// A run of characters of one kind.
struct Part {
    element: Element,
    text: Node,
    marked: bool,
    class: &'static str,
    shown: String,
}

/// The id of the element that shows an entry.
pub(super) fn name(id: EntryId) -> String {
    format!("entry-{}", id.0)
}

/// The entry that the element of this id shows.
pub(super) fn named(name: &str) -> Option<EntryId> {
    name.strip_prefix("entry-")?.parse().ok().map(EntryId)
}

impl Prototypes {
    pub(super) fn new([sent, received]: [&str; 2]) -> Self {
        let row = element("div", "row");
        set(&row, "role", "row");
        set(&row, "aria-selected", "false");
        for class in ["time", "delta", "mark", "size", "text"] {
            let cell = child(&row, "span", class);
            set(&cell, "role", "gridcell");
            if matches!(class, "time" | "delta" | "size") {
                cell.set_text_content(Some(" "));
            }
        }
        let arrow = |class, path| {
            let arrow = element("span", class);
            append(&arrow, &drawing(path));
            arrow
        };
        let piece = |tag| {
            let piece = element(tag, "");
            piece.set_text_content(Some(" "));
            piece
        };
        Self {
            row,
            sent: arrow("sent-mark", sent),
            received: arrow("recv-mark", received),
            dot: element("span", "dot"),
            piece: piece("span"),
            marked: piece("mark"),
        }
    }

    fn arrow(&self, row: &Row) -> Node {
        match row.direction {
            Some(Direction::Sent) => copy(&self.sent),
            Some(Direction::Received) => copy(&self.received),
            None => {
                self.dot.set_class_name(classes::dot(row.tone));
                copy(&self.dot)
            }
        }
    }
}

impl Slot {
    /// A row element without a row, appended to `pool`.
    pub(super) fn new(prototypes: &Prototypes, pool: &Node) -> Self {
        let element: Element = copy(&prototypes.row).unchecked_into();
        append(pool, &element);
        let mut next = element.first_element_child();
        let mut cell = || {
            let cell = next.take().expect("the prototype has five cells");
            next = cell.next_element_sibling();
            cell
        };
        Self {
            time: text_in(&cell()),
            delta: text_in(&cell()),
            arrow: cell(),
            size: text_in(&cell()),
            text: cell(),
            element,
            parts: Vec::new(),
            shown: None,
            selected: false,
        }
    }

    /// The entry it shows.
    pub(super) fn id(&self) -> Option<EntryId> {
        self.shown.as_ref().map(|row| row.id)
    }

    /// Moves it before another one, or to the end.
    pub(super) fn place(&self, pool: &Node, next: Option<&Self>) {
        before(pool, &self.element, next.map(|next| next.element.as_ref()));
    }

    /// Shows `row`.
    pub(super) fn paint(&mut self, row: Row, selected: bool, prototypes: &Prototypes) {
        if self.selected != selected {
            self.selected = selected;
            set(
                &self.element,
                "aria-selected",
                if selected { "true" } else { "false" },
            );
        }
        let old = self.shown.as_ref();
        if old == Some(&row) {
            return;
        }
        let is_new = |of: fn(&Row) -> &str| old.is_none_or(|old| of(old) != of(&row));
        let write = |node: &Node, of: fn(&Row) -> &str| {
            if is_new(of) {
                node.set_node_value(Some(of(&row)));
            }
        };
        write(&self.time, |row| &row.time);
        write(&self.delta, |row| &row.delta);
        write(&self.size, |row| &row.size);
        let name_it = |name, of: fn(&Row) -> &str| {
            if is_new(of) {
                set(&self.element, name, of(&row));
            }
        };
        name_it("aria-label", |row| &row.spoken);
        name_it("data-direction", |row| classes::direction(row.direction));
        name_it("data-kind", |row| classes::row(row.kind));
        if old.is_none_or(|old| old.id != row.id) {
            self.element.set_id(&name(row.id));
        }
        if old.is_none_or(|old| old.index != row.index) {
            set(&self.element, "aria-rowindex", &row.index.to_string());
        }
        if old.map_or(row.flagged, |old| old.flagged != row.flagged) {
            set_if(&self.element, "data-flagged", row.flagged);
        }
        if old.map_or(row.divides, |old| old.divides != row.divides) {
            set_if(&self.element, "data-divides", row.divides);
        }
        if old.is_none_or(|old| (old.direction, old.tone) != (row.direction, row.tone)) {
            self.arrow.set_text_content(None);
            append(&self.arrow, &prototypes.arrow(&row));
        }
        if old.is_none_or(|old| (&old.pieces, &old.label, old.tone) != (&row.pieces, &row.label, row.tone)) {
            self.paint_text(&row, prototypes);
        }
        self.shown = Some(row);
    }

    fn paint_text(&mut self, row: &Row, prototypes: &Prototypes) {
        let label = row.label.iter().flat_map(|label| {
            let label = (false, classes::label(row.tone), label.as_str());
            [label, (false, "plain", " ")]
        });
        let pieces = row
            .pieces
            .iter()
            .map(|piece| (piece.marked, classes::style(piece.style), piece.text.as_str()));
        let mut count = 0;
        for (marked, class, text) in label.chain(pieces) {
            if self.parts.get(count).is_some_and(|part| part.marked != marked) {
                self.cut(count);
            }
            if count == self.parts.len() {
                self.parts.push(Part::new(marked, prototypes, &self.text));
            }
            self.parts[count].paint(class, text);
            count += 1;
        }
        self.cut(count);
    }

    /// Removes the parts from index `count` on.
    fn cut(&mut self, count: usize) {
        for part in self.parts.drain(count..) {
            part.element.remove();
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.element.remove();
    }
}

impl Part {
    /// A part without text, appended to `cell`.
    fn new(marked: bool, prototypes: &Prototypes, cell: &Node) -> Self {
        let prototype = if marked {
            &prototypes.marked
        } else {
            &prototypes.piece
        };
        let element: Element = copy(prototype).unchecked_into();
        append(cell, &element);
        Self {
            text: text_in(&element),
            element,
            marked,
            class: "",
            shown: String::new(),
        }
    }

    fn paint(&mut self, class: &'static str, text: &str) {
        if self.class != class {
            self.class = class;
            self.element.set_class_name(class);
        }
        if self.shown != text {
            text.clone_into(&mut self.shown);
            self.text.set_node_value(Some(text));
        }
    }
}
