//! What is in view of the transcript: scrolling, following the tail, and the selected row.

use leptos::prelude::*;
use tabcat_core::entry::EntryId;
use tabcat_core::window::{View, Window};

use super::detail::Beside;
use super::filter::Filtering;
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

/// The scroll position and the selection, over the entries that are shown.
#[derive(Clone, Copy)]
pub struct Viewer {
    model: Model,
    filtering: Filtering,
    /// Whether the newest row is kept in view.
    pub follow: RwSignal<bool>,
    /// The selected entry, if any.
    pub selected: RwSignal<Option<EntryId>>,
    /// What is shown beside the list, if anything.
    pub beside: RwSignal<Option<Beside>>,
    /// Where the list ought to be scrolled to, in CSS pixels.
    pub scroll_to: RwSignal<f64>,
    scroll_top: RwSignal<f64>,
    height: RwSignal<f64>,
    row_height: RwSignal<f64>,
    seen: RwSignal<EntryId>,
    /// The entry that is to be in view again once the rows around it are known.
    held: RwSignal<Option<EntryId>>,
}

/// From one match to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the one after.
    Next,
    /// To the one before.
    Previous,
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
    pub(super) fn new(model: Model, filtering: Filtering) -> Self {
        Self {
            model,
            filtering,
            follow: RwSignal::new(true),
            selected: RwSignal::new(None),
            beside: RwSignal::new(None),
            scroll_to: RwSignal::new(0.0),
            scroll_top: RwSignal::new(0.0),
            height: RwSignal::new(0.0),
            row_height: RwSignal::new(row_height(false)),
            seen: RwSignal::new(EntryId::default()),
            held: RwSignal::new(None),
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
            rows: self.filtering.rows(),
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

    /// How many rows came since following stopped.
    pub fn newer(&self) -> usize {
        if self.follow.get() {
            0
        } else {
            let rows = self.filtering.rows();
            rows.saturating_sub(self.filtering.before(self.seen.get()))
        }
    }

    /// Selects an entry, and stops following so that it stays where it is.
    pub fn select(&self, id: EntryId) {
        self.stop_following();
        self.selected.set(Some(id));
    }

    /// Moves the selection and brings it into view.
    pub fn go(&self, to: Move) {
        let view = untrack(|| self.view());
        let Some(last) = view.rows.checked_sub(1) else {
            return;
        };
        let selected = self.selected.get_untracked();
        let row = match (to, selected.map(|id| self.filtering.before(id))) {
            (Move::First, _) => 0,
            (Move::Last, _) | (_, None) => last,
            // The selected message may have no row now: the next one is then in its place.
            (Move::Next, Some(row)) => row + usize::from(self.id_at(row) == selected),
            (Move::Previous, Some(row)) => row.saturating_sub(1),
            (Move::PageDown, Some(row)) => row.saturating_add(view.page()),
            (Move::PageUp, Some(row)) => row.saturating_sub(view.page()),
        }
        .min(last);
        if let Some(id) = self.id_at(row) {
            self.show(id);
        }
    }

    /// Selects an entry and brings it into view.
    pub(super) fn show(&self, id: EntryId) {
        self.select(id);
        self.scroll(untrack(|| self.view()).reveal(self.filtering.before(id)));
    }

    /// To be called before rows are hidden or shown: what is selected, or else the first row in view, will be in view
    /// after it too.
    pub(super) fn hold_place(&self) {
        if self.follow.get_untracked() {
            return;
        }
        let view = untrack(|| self.view());
        let first = self.id_at(view.first());
        self.held.set(self.selected.get_untracked().or(first));
    }

    /// Keeps the promise of [`Self::hold_place`], for as long as the view that shows the list lives.
    pub fn keep_place(&self) {
        let viewer = *self;
        Effect::new(move || {
            let view = viewer.view();
            let Some(id) = viewer.held.get_untracked() else {
                return;
            };
            if !viewer.filtering.has_passed(id) {
                return;
            }
            viewer.held.set(None);
            let row = viewer.filtering.before(id);
            viewer.scroll(if viewer.selected.get_untracked() == Some(id) {
                view.reveal(row)
            } else {
                view.offset(row)
            });
        });
    }

    fn id_at(&self, row: usize) -> Option<EntryId> {
        self.filtering.ids(row, 1).first().copied()
    }

    fn scroll(&self, top: f64) {
        self.scroll_to.set(top);
        // Also when it is there already: the list may have been scrolled by hand in between.
        self.scroll_to.notify();
    }

    /// Puts away what is beside the list.
    pub fn close_detail(&self) {
        self.beside.set(None);
    }

    /// The transcript has been emptied.
    pub(super) fn cleared(&self) {
        self.selected.set(None);
        self.beside.set(None);
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
