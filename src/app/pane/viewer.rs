//! The viewport, the selection and the mark of the transcript. A [`Reader`] computes the scroll position;
//! `app::list` draws the list.

use leptos::prelude::*;
use tabcat_core::entry::EntryId;
use tabcat_core::listing::Listing;
use tabcat_core::reader::{Move, Reader};
use tabcat_core::window::View;

use super::detail::SidePanel;
use super::filter::Filtering;

/// The viewport and the selection over the shown entries.
#[derive(Clone, Copy)]
pub struct Viewer {
    filtering: Filtering,
    /// Whether the newest row is kept in view.
    pub follow: RwSignal<bool>,
    /// The selected entry, if any.
    pub selected: RwSignal<Option<EntryId>>,
    /// The entry that others are compared with, if any.
    pub marked: RwSignal<Option<EntryId>>,
    /// The content of the side panel, if it is open.
    pub beside: RwSignal<Option<SidePanel>>,
    reader: StoredValue<Reader>,
    /// Notified when the list is to be settled again.
    moved: RwSignal<()>,
}

impl Viewer {
    pub(super) fn new(filtering: &Filtering) -> Self {
        Self {
            filtering: *filtering,
            follow: RwSignal::new(true),
            selected: RwSignal::new(None),
            marked: RwSignal::new(None),
            beside: RwSignal::new(None),
            reader: StoredValue::new(Reader::default()),
            moved: RwSignal::new(()),
        }
    }

    /// Computes the list's position, and tracks all signals it depends on. Returns the rows in view and the
    /// scrollbar's position.
    pub(super) fn settle(&self) -> (View, f64) {
        self.filtering.track();
        self.moved.track();
        let selected = self.selected.get_untracked();
        self.read(|reader, listing| (reader.settle(listing, selected), reader.bar()))
    }

    /// Called when the list was scrolled to `bar`, at most `most`. `rests` is whether [`Self::rested`] will
    /// be called when the scrolling ends.
    pub(super) fn scrolled(&self, bar: f64, most: f64, rests: bool) {
        if self.read(|reader, listing| reader.scrolled(listing, bar, most, rests)) {
            self.changed();
        }
    }

    /// Called when the scrolling has ended.
    pub(super) fn rested(&self) {
        // Called for the program's own scrolling too, in every frame of a flood.
        if self.read(|reader, _| reader.rested()) {
            self.changed();
        }
    }

    /// Changes the reader's state.
    pub(super) fn move_reader(&self, change: impl FnOnce(&mut Reader)) {
        self.read(|reader, _| change(reader));
        self.changed();
    }

    /// Keeps the newest row in view from now on.
    pub fn follow_tail(&self) {
        self.move_reader(Reader::follow);
    }

    /// Starts or stops following.
    pub fn toggle_follow(&self) {
        if self.follow.get_untracked() {
            self.stop_following();
        } else {
            self.follow_tail();
        }
    }

    /// How many rows were added since following stopped.
    pub fn newer(&self) -> usize {
        self.filtering.track();
        self.follow.track();
        self.read(|reader, listing| reader.newer(listing))
    }

    /// Selects an entry, and stops following so that the entry stays in place.
    pub fn select(&self, id: EntryId) {
        self.stop_following();
        self.selected.set(Some(id));
    }

    /// Moves the selection and brings it into view.
    pub fn go(&self, to: Move) {
        let (selected, marked) = (self.selected.get_untracked(), self.marked.get_untracked());
        if let Some(id) = self.read(|reader, listing| reader.reached(listing, to, selected, marked)) {
            self.show(id);
        }
    }

    /// Marks an entry for comparison; unmarks it if it is marked.
    pub fn toggle_mark(&self, id: EntryId) {
        self.marked
            .update(|marked| *marked = if *marked == Some(id) { None } else { Some(id) });
    }

    /// Selects an entry and brings it into view.
    pub(super) fn show(&self, id: EntryId) {
        self.select(id);
        self.move_reader(|reader| reader.want(id));
    }

    /// Keeps the selected row in view when rows have been hidden or shown. Otherwise the view moves as little
    /// as possible.
    pub(super) fn keep_selected_in_view(&self) {
        if let Some(id) = self.selected.get_untracked() {
            self.read(|reader, _| reader.want(id));
        }
    }

    /// Closes the side panel.
    pub fn close_detail(&self) {
        self.beside.set(None);
    }

    /// Called when the transcript has been emptied.
    pub(super) fn cleared(&self) {
        self.selected.set(None);
        self.marked.set(None);
        self.beside.set(None);
        self.follow_tail();
    }

    fn stop_following(&self) {
        self.read(Reader::stop_following);
        self.changed();
    }

    /// Settles the list again, and updates [`Self::follow`].
    fn changed(&self) {
        let follow = self.read(|reader, _| reader.is_following());
        if self.follow.get_untracked() != follow {
            self.follow.set(follow);
        }
        self.moved.notify();
    }

    fn read<T>(&self, read: impl FnOnce(&mut Reader, &Listing) -> T) -> T {
        self.filtering.listing(|listing| {
            let read = self.reader.try_update_value(|reader| read(reader, listing));
            read.expect("it lasts as long as the page")
        })
    }
}
