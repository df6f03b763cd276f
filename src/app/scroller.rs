//! A box of lines of one height, and where it is scrolled to.

use leptos::prelude::*;
use tabcat_core::detail::Lines;

use crate::io::resize::{Element, HeightWatch};

/// The scroll position of one box. Which lines there are is the view's to say.
#[derive(Clone, Copy)]
pub struct Scroller {
    line_height: f64,
    scroll_top: RwSignal<f64>,
    height: RwSignal<f64>,
}

impl Scroller {
    /// For lines of that height, in CSS pixels.
    pub fn new(line_height: f64) -> Self {
        Self {
            line_height,
            scroll_top: RwSignal::new(0.0),
            height: RwSignal::new(0.0),
        }
    }

    /// The box with so many lines in it.
    pub fn lines(&self, count: usize) -> Lines {
        Lines {
            scroll_top: self.scroll_top.get(),
            height: self.height.get(),
            line_height: self.line_height,
            count,
        }
    }

    /// The box is scrolled to there.
    pub fn scrolled(&self, top: f64) {
        self.scroll_top.set(top);
    }

    /// Keeps up with the height of the box, for as long as the view that shows it lives.
    pub fn watch(&self, element: &Element) {
        let height = self.height;
        let watch = StoredValue::new_local(Some(HeightWatch::new(element, move |now| height.set(now))));
        on_cleanup(move || watch.set_value(None));
    }
}
