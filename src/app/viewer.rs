//! What is in view of the transcript: scrolling, following the tail, and the selected row.

use leptos::prelude::*;
use tabcat_core::entry::{Closed, EntryId};
use tabcat_core::window::{View, Window};

use super::model::Model;
use crate::io::media::MediaWatch;
use crate::io::resize::{Element, HeightWatch};

/// Where rows have two lines: the style sheets have the same.
const NARROW: &str = "(width < 640px)";

/// In CSS pixels, as `--row-height` in the style sheets.
const fn row_height(narrow: bool) -> f64 {
    if narrow { 44.0 } else { 26.0 }
}

/// A scroll of less than this is a rounding of the browser's, not a person's.
const SCROLL_NOISE: f64 = 1.0;

/// The scroll position and the selection, over the entries that the model has published.
#[derive(Clone, Copy)]
pub struct Viewer {
    model: Model,
    /// Whether the newest row is kept in view.
    pub follow: RwSignal<bool>,
    /// The selected entry, if any.
    pub selected: RwSignal<Option<EntryId>>,
    /// The close that is explained beside the list, if any.
    pub explained: RwSignal<Option<Closed>>,
    /// Where the list ought to be scrolled to, in CSS pixels.
    pub scroll_to: RwSignal<f64>,
    scroll_top: RwSignal<f64>,
    height: RwSignal<f64>,
    row_height: RwSignal<f64>,
    seen: RwSignal<EntryId>,
}

/// A way to move the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the row below.
    Next,
    /// To the row above.
    Previous,
    /// Down by what fits.
    PageDown,
    /// Up by what fits.
    PageUp,
    /// To the oldest row.
    First,
    /// To the newest row.
    Last,
}

impl Viewer {
    pub(super) fn new(model: Model) -> Self {
        Self {
            model,
            follow: RwSignal::new(true),
            selected: RwSignal::new(None),
            explained: RwSignal::new(None),
            scroll_to: RwSignal::new(0.0),
            scroll_top: RwSignal::new(0.0),
            height: RwSignal::new(0.0),
            row_height: RwSignal::new(row_height(false)),
            seen: RwSignal::new(EntryId::default()),
        }
    }

    /// The rows to draw.
    pub fn window(&self) -> Window {
        let view = self.view();
        if self.follow.get() {
            View {
                scroll_top: view.bottom(),
                ..view
            }
            .window()
        } else {
            view.window()
        }
    }

    /// The geometry of the list.
    pub fn view(&self) -> View {
        View {
            scroll_top: self.scroll_top.get(),
            height: self.height.get(),
            row_height: self.row_height.get(),
            rows: self.model.published.with(super::Published::rows),
        }
    }

    /// Keeps up with the height of the list and of its rows, for as long as the view that shows it lives.
    pub fn watch(&self, list: &Element) {
        let viewer = *self;
        let narrow = MediaWatch::new(NARROW, move |narrow| viewer.row_height.set(row_height(narrow)));
        self.row_height.set(row_height(narrow.matches()));
        let height = HeightWatch::new(list, move |height| viewer.height.set(height));
        let watches = StoredValue::new_local(Some((narrow, height)));
        on_cleanup(move || watches.set_value(None));
    }

    /// The list is scrolled to `top`, of `most` that it can be now. Up turns following off; down to the end turns it
    /// on. What the list can be scrolled by is the element's own word: a list that has just shrunk is pushed up by the
    /// browser, and that is no wish to stop.
    pub fn scrolled(&self, top: f64, most: f64) {
        let before = self.scroll_top.get_untracked();
        if (top - before).abs() < f64::EPSILON {
            return;
        }
        self.scroll_top.set(top);
        let at_bottom = top >= most - 1.0 - SCROLL_NOISE;
        let follow = self.follow.get_untracked();
        if follow && top < before - SCROLL_NOISE && !at_bottom {
            self.stop_following();
        } else if !follow && top > before + SCROLL_NOISE && at_bottom {
            self.follow_tail();
        }
    }

    /// The list was scrolled by the program, not by a person.
    pub fn placed(&self, top: f64) {
        self.scroll_top.set(top);
    }

    /// Keeps the newest row in view from now on.
    pub fn follow_tail(&self) {
        self.follow.set(true);
    }

    /// Follows, or stops following.
    pub fn toggle_follow(&self) {
        if self.follow.get_untracked() {
            self.stop_following();
        } else {
            self.follow_tail();
        }
    }

    /// How many entries came since following stopped.
    pub fn newer(&self) -> u64 {
        if self.follow.get() {
            0
        } else {
            self.model.published.with(|published| published.next.0) - self.seen.get().0
        }
    }

    /// Selects an entry, and stops following so that it stays where it is.
    pub fn select(&self, id: EntryId) {
        self.stop_following();
        self.selected.set(Some(id));
    }

    /// Moves the selection and brings it into view.
    pub fn go(&self, to: Move) {
        let published = self.model.published.get_untracked();
        let rows = published.rows();
        if rows == 0 {
            return;
        }
        let view = untrack(|| self.view());
        let position = |id: EntryId| usize::try_from(id.0.saturating_sub(published.first.0)).unwrap_or(0);
        let last = rows - 1;
        let row = match (to, self.selected.get_untracked().map(position)) {
            (Move::First, _) => 0,
            (Move::Last, _) | (_, None) => last,
            (Move::Next, Some(row)) => row.saturating_add(1),
            (Move::Previous, Some(row)) => row.saturating_sub(1),
            (Move::PageDown, Some(row)) => row.saturating_add(view.page()),
            (Move::PageUp, Some(row)) => row.saturating_sub(view.page()),
        }
        .min(last);
        self.select(EntryId(published.first.0 + row as u64));
        let top = view.reveal(row);
        self.scroll_to.set(top);
        // Also when it is there already: the list may have been scrolled by hand in between.
        self.scroll_to.notify();
    }

    /// Puts the explanation away.
    pub fn close_detail(&self) {
        self.explained.set(None);
    }

    /// The transcript has been emptied.
    pub(super) fn cleared(&self) {
        self.selected.set(None);
        self.explained.set(None);
        self.follow_tail();
    }

    fn stop_following(&self) {
        if self.follow.get_untracked() {
            self.seen
                .set(self.model.published.with_untracked(|published| published.next));
            self.follow.set(false);
        }
    }
}
