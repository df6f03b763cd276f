//! What is in view of the transcript: where the reader is, following the tail, the selected row and the marked one.
//! Drawing it is in `app::list`.

use leptos::prelude::*;
use tabcat_core::entry::EntryId;
use tabcat_core::window::{Hold, Place, View};

use super::detail::Beside;
use super::filter::Filtering;
use super::model::Model;

/// The end of the list as the browser counts it, in whole pixels.
const AT_THE_END: f64 = 2.0;

/// Where the reader is and what is selected, over the entries that are shown.
#[derive(Clone, Copy)]
pub struct Viewer {
    model: Model,
    filtering: Filtering,
    /// Whether the newest row is kept in view.
    pub follow: RwSignal<bool>,
    /// The selected entry, if any.
    pub selected: RwSignal<Option<EntryId>>,
    /// The entry that others are compared with, if any.
    pub marked: RwSignal<Option<EntryId>>,
    /// What is shown beside the list, if anything.
    pub beside: RwSignal<Option<Beside>>,
    /// In CSS pixels.
    pub(super) height: RwSignal<f64>,
    /// In CSS pixels.
    pub(super) row_height: RwSignal<f64>,
    reader: StoredValue<Reader>,
    /// Told when the reader has moved.
    moved: RwSignal<bool>,
    seen: RwSignal<EntryId>,
}

/// Where the reader is.
#[derive(Clone, Copy, Default)]
struct Reader {
    place: Place,
    /// What is not to move while rows come and go; taken anew when the reader moves.
    hold: Option<Hold>,
    /// The entry that is to be in view once the rows before it are known.
    wanted: Option<EntryId>,
    /// Whether the list is being scrolled.
    moving: bool,
    /// Whether a row is held, so that the list is not to move although the newest row is followed.
    still: bool,
    /// How much was in view, in CSS pixels.
    height: f64,
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
    /// To the marked row, or to the one in its place.
    Marked,
}

impl Viewer {
    pub(super) fn new(model: Model, filtering: &Filtering) -> Self {
        Self {
            model,
            filtering: *filtering,
            follow: RwSignal::new(true),
            selected: RwSignal::new(None),
            marked: RwSignal::new(None),
            beside: RwSignal::new(None),
            height: RwSignal::new(0.0),
            row_height: RwSignal::new(1.0),
            reader: StoredValue::new(Reader::default()),
            moved: RwSignal::new(false),
            seen: RwSignal::new(EntryId::default()),
        }
    }

    /// Finds out where the list has to be now, and follows whatever that depends on. Gives what is then in view, and where
    /// the scrollbar is.
    pub(super) fn settle(&self) -> (View, f64) {
        self.moved.track();
        let list = self.list();
        let mut reader = self.reader.get_value();
        let follow = self.follow.get() && !reader.still;
        let id_at = |row| self.id_at(row);
        if follow {
            reader.hold = None;
            reader.wanted = None;
            reader.place.top = list.bottom();
        } else if let Some(hold) = reader.hold {
            reader.place.top = hold.top(&list, |id| self.filtering.before(id), id_at);
        }
        if !follow
            && list.height < reader.height
            && self.selection_is_within(&list.at(reader.place.top), reader.height)
        {
            reader.wanted = self.selected.get_untracked();
        }
        reader.height = list.height;
        let wanted = reader.wanted.filter(|id| self.filtering.has_passed(*id));
        if let Some(id) = wanted {
            reader.wanted = None;
            reader.hold = None;
            reader.place.top = list.at(reader.place.top).reveal(self.filtering.before(id));
        }
        reader.place = reader.place.settled(&list, reader.moving);
        let view = list.at(reader.place.top);
        if !follow && reader.hold.is_none() {
            reader.hold = Hold::first(&view, id_at);
        }
        self.reader.set_value(reader);
        (view, reader.place.bar)
    }

    /// The list is in another element, which is not scrolled yet.
    pub(super) fn moved_house(&self) {
        self.reader.update_value(|reader| {
            reader.place.bar = 0.0;
            reader.moving = false;
        });
    }

    /// The list was scrolled to `bar`, of `most` that it can be now. Up turns following off; down to the end turns it on.
    /// What it can be scrolled by is the element's own word: a list that has just shrunk is pushed up by the browser, and
    /// that is no wish to stop. `rests` is whether it will be told when the scrolling ends.
    pub(super) fn scrolled(&self, bar: f64, most: f64, rests: bool) {
        let mut reader = self.reader.get_value();
        let by = bar - reader.place.bar;
        if by.abs() < 1.0 {
            return;
        }
        let at_end = bar >= most - AT_THE_END;
        if self.follow.get_untracked() {
            if by > 0.0 || at_end {
                reader.place.bar = bar;
                self.reader.set_value(reader);
                return self.moved.notify();
            }
            self.stop_following();
        } else if by > 0.0 && at_end {
            return self.follow_tail();
        }
        let list = untrack(|| self.list());
        self.reader.set_value(Reader {
            place: reader.place.scrolled(&list, bar, most),
            hold: None,
            wanted: None,
            moving: rests,
            ..reader
        });
        self.moved.notify();
    }

    /// Keeps the list where it is, as long as the pointer is down on a row of it.
    pub(super) fn hold_still(&self, still: bool) {
        self.reader.update_value(|reader| reader.still = still);
        self.moved.notify();
    }

    /// The list is not being scrolled any more.
    pub(super) fn rested(&self) {
        // Told of the program's own scrolling too, in every frame of a flood.
        if self.reader.with_value(|reader| reader.moving) {
            self.reader.update_value(|reader| reader.moving = false);
            self.moved.notify();
        }
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
        let view = untrack(|| self.list());
        let Some(last) = view.rows.checked_sub(1) else {
            return;
        };
        let selected = self.selected.get_untracked();
        let before = |id| self.filtering.before(id);
        let row = match (to, selected.map(before)) {
            (Move::Marked, _) => match self.marked.get_untracked() {
                Some(marked) => before(marked),
                None => return,
            },
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

    /// Marks an entry as the one that others are compared with; unmarks it if it is that one.
    pub fn toggle_mark(&self, id: EntryId) {
        self.marked
            .update(|marked| *marked = if *marked == Some(id) { None } else { Some(id) });
    }

    /// The newest entry that has a row.
    pub(super) fn last_row(&self) -> Option<EntryId> {
        self.id_at(untrack(|| self.filtering.rows()).checked_sub(1)?)
    }

    /// The first entry that has a row, of that one and those after it.
    pub(super) fn row_from(&self, id: EntryId) -> Option<EntryId> {
        self.id_at(self.filtering.before(id))
    }

    /// Selects an entry and brings it into view.
    pub(super) fn show(&self, id: EntryId) {
        self.select(id);
        self.want(id);
        self.moved.notify();
    }

    /// To be called before rows are hidden or shown: what is selected will be in view after it. What is in view stays
    /// where it is, as far as it is still shown.
    pub(super) fn hold_place(&self) {
        if let Some(id) = self.selected.get_untracked()
            && !self.follow.get_untracked()
        {
            self.want(id);
        }
    }

    /// Whether the selected row was in view when that much was. A detail that opens below takes from the list, and must
    /// not take what it is about.
    fn selection_is_within(&self, view: &View, height: f64) -> bool {
        self.selected.get_untracked().is_some_and(|id| {
            let below = view.offset(self.filtering.before(id)) - view.scroll_top;
            (-view.row_height..height).contains(&below)
        })
    }

    fn want(&self, id: EntryId) {
        self.reader.update_value(|reader| reader.wanted = Some(id));
    }

    /// The list with nothing of it in view yet.
    fn list(&self) -> View {
        View {
            scroll_top: 0.0,
            height: self.height.get(),
            row_height: self.row_height.get(),
            rows: self.filtering.rows(),
        }
    }

    fn id_at(&self, row: usize) -> Option<EntryId> {
        self.filtering.ids(row, 1).first().copied()
    }

    /// Puts away what is beside the list.
    pub fn close_detail(&self) {
        self.beside.set(None);
    }

    /// The transcript has been emptied.
    pub(super) fn cleared(&self) {
        self.selected.set(None);
        self.marked.set(None);
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
