//! The DOM of the list: as many row elements as there are rows in view, painted from [`Row`]s and reused, in
//! a box that the browser scrolls. Only changes are written. The rows and the scroll position are decided
//! elsewhere.

mod element;
mod grip;
mod menu;
mod slot;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tabcat_core::entry::EntryId;
use tabcat_core::row::Row;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Event, HtmlElement};

use self::element::{child, set, unset};
use self::grip::Grip;
pub use self::menu::on_menu;
use self::slot::{Prototypes, Slot};
use super::listener::Listener;

/// The list's state to draw. Measures are in CSS pixels.
#[derive(Debug)]
pub struct Scene {
    /// The rows to draw, in order.
    pub rows: Vec<Row>,
    /// The number of all rows.
    pub count: usize,
    /// The selected entry, whether or not it is drawn.
    pub selected: Option<EntryId>,
    /// The height of the scrolled element.
    pub spacer: f64,
    /// The distance of the first drawn row from the top of that element.
    pub offset: f64,
    /// The scroll position.
    pub bar: f64,
}

/// A person's action on the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ListEvent {
    /// The list was scrolled.
    Scrolled {
        /// The new scroll position, in CSS pixels.
        bar: f64,
        /// The largest possible position now.
        most: f64,
        /// Whether [`ListEvent::Rested`] will follow: not every browser reports it.
        rests: bool,
    },
    /// The scrolling has ended.
    Rested,
    /// A row was pressed.
    Picked(EntryId),
    /// The pointer is down on a row, which must stay under it.
    Held,
    /// The row may move again.
    Released,
}

/// The elements in the list. Dropping it removes them.
pub struct Rows {
    list: HtmlElement,
    spacer: HtmlElement,
    pool: HtmlElement,
    prototypes: Prototypes,
    slots: RefCell<Vec<Slot>>,
    drawn: Cell<Drawn>,
    /// The last scroll position set, or reported by the browser.
    bar: Rc<Cell<i32>>,
    #[expect(dead_code, reason = "held for their Drop, which removes them")]
    listeners: ([Listener; 2], Grip),
}

#[derive(Clone, Copy, Default)]
struct Drawn {
    spacer: i32,
    offset: i32,
    count: Option<usize>,
    active: Option<EntryId>,
}

impl Rows {
    /// Fills `list`, which is empty. `arrows` draw sent and received: SVG paths in a box of 16 by 16.
    pub fn new(list: &Element, arrows: [&str; 2], on_touch: impl Fn(ListEvent) + 'static) -> Self {
        let list: HtmlElement = list.clone().unchecked_into();
        let spacer = child(&list, "div", "");
        let pool = child(&spacer, "div", "rows");
        for between in [&spacer, &pool] {
            set(between, "role", "presentation");
        }
        let bar = Rc::new(Cell::new(0));
        let on_touch: Rc<dyn Fn(ListEvent)> = Rc::new(on_touch);
        let grip = Grip::new(&list, Rc::clone(&on_touch));
        let listeners = (listen(&list, &bar, on_touch), grip);
        Self {
            list,
            spacer: spacer.unchecked_into(),
            pool: pool.unchecked_into(),
            prototypes: Prototypes::new(arrows),
            slots: RefCell::default(),
            drawn: Cell::default(),
            bar,
            listeners,
        }
    }

    /// Draws a scene.
    pub fn paint(&self, scene: Scene) {
        let mut drawn = self.drawn.get();
        let is_active = |row: &Row| scene.selected == Some(row.id);
        let active = scene
            .rows
            .iter()
            .any(is_active)
            .then_some(scene.selected)
            .flatten();
        if drawn.active != active {
            drawn.active = active;
            match active {
                Some(id) => set(&self.list, "aria-activedescendant", &slot::name(id)),
                None => unset(&self.list, "aria-activedescendant"),
            }
        }
        if drawn.count != Some(scene.count) {
            drawn.count = Some(scene.count);
            set(&self.list, "aria-rowcount", &scene.count.to_string());
        }
        self.paint_rows(scene.rows, scene.selected);
        // Height first, then the position: a box can't be scrolled further than its height.
        let offset = whole(scene.offset);
        if drawn.offset != offset {
            drawn.offset = offset;
            style(&self.pool, "transform", &format!("translateY({offset}px)"));
        }
        let spacer = whole(scene.spacer);
        if drawn.spacer != spacer {
            drawn.spacer = spacer;
            style(&self.spacer, "height", &format!("{spacer}px"));
        }
        let bar = whole(scene.bar);
        if self.bar.replace(bar) != bar {
            self.list.set_scroll_top(bar);
        }
        self.drawn.set(drawn);
    }

    fn paint_rows(&self, rows: Vec<Row>, selected: Option<EntryId>) {
        let slots = &mut *self.slots.borrow_mut();
        self.turn(slots, &rows);
        slots.truncate(rows.len());
        while slots.len() < rows.len() {
            slots.push(Slot::new(&self.prototypes, &self.pool));
        }
        for (slot, row) in slots.iter_mut().zip(rows) {
            let selected = selected == Some(row.id);
            slot.paint(row, selected, &self.prototypes);
        }
    }

    /// Moves elements from one end to the other, so that the others keep their rows: when the list moves by
    /// one row, one row is painted.
    fn turn(&self, slots: &mut [Slot], rows: &[Row]) {
        let (Some(row), Some(slot)) = (rows.first(), slots.first()) else {
            return;
        };
        let id = slot.id();
        if let Some(gone) = slots.iter().position(|slot| slot.id() == Some(row.id)) {
            for slot in &slots[..gone] {
                slot.place(&self.pool, None);
            }
            slots.rotate_left(gone);
        } else if let Some(come) = rows.iter().position(|row| id == Some(row.id)) {
            let from = slots.len().saturating_sub(come);
            for slot in &slots[from..] {
                slot.place(&self.pool, Some(&slots[0]));
            }
            slots.rotate_right(slots.len() - from);
        }
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        self.spacer.remove();
    }
}

fn listen(list: &HtmlElement, bar: &Rc<Cell<i32>>, on_touch: Rc<dyn Fn(ListEvent)>) -> [Listener; 2] {
    let rests = js_sys::Reflect::has(list, &JsValue::from_str("onscrollend")).unwrap_or_default();
    let (on_scroll, on_rest) = (Rc::clone(&on_touch), on_touch);
    let (scrolled, bar) = (list.clone(), Rc::clone(bar));
    [
        Listener::new(list, "scroll", move |_| {
            let now = scrolled.scroll_top();
            if bar.replace(now) == now {
                // The program set this position.
                return;
            }
            on_scroll(ListEvent::Scrolled {
                bar: now.into(),
                most: (scrolled.scroll_height() - scrolled.client_height()).into(),
                rests,
            });
        }),
        Listener::new(list, "scrollend", move |_| on_rest(ListEvent::Rested)),
    ]
}

/// The entry whose row an event is about.
fn row_at(event: &Event) -> Option<EntryId> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    slot::named(&target.closest("[role=row]").ok()??.id())
}

fn style(element: &HtmlElement, property: &str, value: &str) {
    // Never fails for a property that exists.
    let _ = element.style().set_property(property, value);
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "browsers lay out at most 2^25 pixels; a float cast saturates"
)]
fn whole(pixels: f64) -> i32 {
    pixels.round() as i32
}
