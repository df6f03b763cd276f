//! A scrolled box of lines of equal height: like the list of messages, it draws any number of lines.

use leptos::prelude::*;
use tabcat_core::window::{Place, View, Window};

use crate::app::reactive::memo;
use crate::io::resize::{Element, HeightWatch};

/// The scroll position of one box. The view provides the lines.
#[derive(Clone, Copy)]
pub struct Scroller {
    height: RwSignal<f64>,
    /// The last scroll position, possibly with more lines than now.
    place: RwSignal<Place>,
    /// The lines in view.
    lines: Memo<View>,
    settled: Memo<Place>,
}

impl Scroller {
    /// For `count` lines of height `line_height`, in CSS pixels.
    pub fn new(line_height: f64, count: Memo<usize>) -> Self {
        let height = RwSignal::new(0.0);
        let place = RwSignal::new(Place::default());
        let lines = memo(move || View {
            scroll_top: 0.0,
            height: height.get(),
            row_height: line_height,
            rows: count.get(),
        });
        let settled = memo(move || place.get().settled(&lines.get(), false));
        Self {
            height,
            place,
            lines,
            settled,
        }
    }

    /// The height of the scrolled element.
    pub fn spacer(&self) -> f64 {
        self.lines.with(View::spacer)
    }

    /// The lines to draw.
    pub fn window(&self) -> Window {
        self.lines.get().at(self.settled.get().top).window()
    }

    /// The distance of the first drawn line from the top of the scrolled element.
    pub fn offset(&self) -> f64 {
        let place = self.settled.get();
        let view = self.lines.get().at(place.top);
        view.drawn(view.window().start, place.bar)
    }

    /// Called when a person has scrolled the box.
    pub fn scrolled(&self, element: &Element) {
        let bar = element.scroll_top().into();
        let most = (element.scroll_height() - element.client_height()).into();
        let lines = self.lines.get_untracked();
        self.place
            .set(self.settled.get_untracked().scrolled(&lines, bar, most));
    }

    /// Brings a line into view.
    pub fn reveal(&self, line: usize) {
        let lines = self.lines.get_untracked();
        self.place
            .set(self.settled.get_untracked().revealed(&lines, line));
    }

    /// Goes back to the first line.
    pub fn rewind(&self) {
        self.place.set(Place::default());
    }

    /// Scrolls the box to its position, and tracks it.
    pub fn scroll(&self, element: &Element) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a box is scrolled by 2^25 pixels at most; a float cast saturates"
        )]
        let bar = self.settled.get().bar as i32;
        // Setting the same position would stop a wheel's momentum.
        if element.scroll_top() != bar {
            element.set_scroll_top(bar);
        }
    }

    /// Tracks the height of the box, until the view is unmounted.
    pub fn watch(&self, element: &Element) {
        let height = self.height;
        let watch = StoredValue::new_local(Some(HeightWatch::new(element, move |now| height.set(now))));
        on_cleanup(move || watch.set_value(None));
    }
}
