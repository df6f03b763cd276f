//! The reader's position in a list whose rows come and go: following its end, or at a row that is pinned in
//! view. Everything that scrolls the list goes through here; [`Reader::settle`] returns the new position.

use crate::entry::EntryId;
use crate::listing::Listing;
use crate::window::{Hold, NOISE, Place, View, is_the_end};

/// The reader's position. Lengths are in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reader {
    place: Place,
    /// The row pinned in view while others come and go; chosen anew on each scroll.
    hold: Option<Hold>,
    /// The entry to bring into view once the rows before it are known.
    wanted: Option<EntryId>,
    /// Whether the newest row is kept in view.
    follow: bool,
    /// The entry after the last one when following stopped.
    seen: EntryId,
    /// Whether the list is being scrolled.
    moving: bool,
    /// Whether the pointer is down on a row, so that the list must not move although its end is followed.
    still: bool,
    /// The height of the viewport.
    height: f64,
    row_height: f64,
    /// The height of the viewport when the list last settled.
    settled: f64,
}

/// A way to move the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the row below.
    Next,
    /// To the row above.
    Previous,
    /// Down by a page.
    PageDown,
    /// Up by a page.
    PageUp,
    /// To the oldest row.
    First,
    /// To the newest row.
    Last,
    /// To the marked row, or to the one in its place.
    Marked,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            place: Place::default(),
            hold: None,
            wanted: None,
            follow: true,
            seen: EntryId::default(),
            moving: false,
            still: false,
            height: 0.0,
            row_height: 1.0,
            settled: 0.0,
        }
    }
}

impl Reader {
    /// Computes where the list must be scrolled now, and returns the view there.
    pub fn settle(&mut self, listing: &Listing, selected: Option<EntryId>) -> View {
        let list = self.list(listing);
        let follow = self.follow && !self.still;
        if follow {
            self.hold = None;
            self.wanted = None;
            self.place.top = list.bottom();
        } else if let Some(hold) = self.hold {
            self.place.top = hold.top(&list, |id| listing.before(id), |row| listing.at(row));
        }
        if !follow && list.height < self.settled {
            // A detail pane that opens below shrinks the list: its message must stay in view.
            let height = self.settled;
            let top = self.place.top.min(View { height, ..list }.bottom());
            let is_in_view = |id: &EntryId| {
                let below = list.offset(listing.before(*id)) - top;
                (-list.row_height..height).contains(&below)
            };
            self.wanted = selected.filter(is_in_view).or(self.wanted);
        }
        self.settled = list.height;
        if let Some(id) = self.wanted.filter(|id| listing.has_passed(*id)) {
            self.wanted = None;
            self.hold = None;
            self.place.top = list.at(self.place.top).reveal(listing.before(id));
        }
        self.place = self.place.settled(&list, self.moving);
        let view = list.at(self.place.top);
        if !follow && self.hold.is_none() {
            self.hold = Hold::first(&view, |row| listing.at(row));
        }
        view
    }

    /// Where the scrollbar is.
    pub fn bar(&self) -> f64 {
        self.place.bar
    }

    /// Sets the height of the viewport.
    pub fn set_height(&mut self, height: f64) {
        self.height = height;
    }

    /// Sets the height of a row.
    pub fn set_row_height(&mut self, height: f64) {
        self.row_height = height;
    }

    /// The list is in another element, which is not scrolled yet.
    pub fn remounted(&mut self) {
        self.place.bar = 0.0;
        self.moving = false;
    }

    /// The list was scrolled to `bar`, at most `most`. Up turns following off; down to the end turns it on.
    /// `most` comes from the element: the browser scrolls up a list that has just shrunk, which must not stop
    /// following. `rests` is whether [`Self::rested`] will be called. Returns whether to settle again.
    pub fn scrolled(&mut self, listing: &Listing, bar: f64, most: f64, rests: bool) -> bool {
        let by = bar - self.place.bar;
        if by.abs() < NOISE {
            return false;
        }
        let at_end = is_the_end(bar, most);
        if self.follow && (by > 0.0 || at_end) {
            self.place.bar = bar;
        } else if by > 0.0 && at_end {
            self.follow();
        } else {
            self.stop_following(listing);
            self.place = self.place.scrolled(&self.list(listing), bar, most);
            self.hold = None;
            self.wanted = None;
            self.moving = rests;
        }
        true
    }

    /// The list is no longer being scrolled. Returns whether to settle again.
    pub fn rested(&mut self) -> bool {
        std::mem::take(&mut self.moving)
    }

    /// Keeps the list from moving while the pointer is down on a row.
    pub fn hold_still(&mut self, still: bool) {
        self.still = still;
    }

    /// Whether the newest row is kept in view.
    pub fn is_following(&self) -> bool {
        self.follow
    }

    /// Keeps the newest row in view from now on.
    pub fn follow(&mut self) {
        self.follow = true;
        self.hold = None;
        self.wanted = None;
    }

    /// Stops following the newest row.
    pub fn stop_following(&mut self, listing: &Listing) {
        if self.follow {
            self.follow = false;
            self.seen = listing.next();
        }
    }

    /// How many rows have come since following stopped.
    pub fn newer(&self, listing: &Listing) -> usize {
        if self.follow {
            0
        } else {
            listing.rows() - listing.before(self.seen)
        }
    }

    /// Brings an entry into view once the rows before it are known, unless the end is followed.
    pub fn want(&mut self, id: EntryId) {
        if !self.follow {
            self.wanted = Some(id);
        }
    }

    /// The entry that a move of the selection reaches, if there is one.
    pub fn reached(
        &self,
        listing: &Listing,
        to: Move,
        selected: Option<EntryId>,
        marked: Option<EntryId>,
    ) -> Option<EntryId> {
        let last = listing.rows().checked_sub(1)?;
        let page = self.list(listing).page();
        let row = match (to, selected.map(|id| listing.before(id))) {
            (Move::Marked, _) => listing.before(marked?),
            (Move::First, _) => 0,
            (Move::Last, _) | (_, None) => last,
            // If the selected message has no row now, the next one is in its place.
            (Move::Next, Some(row)) => row + usize::from(listing.at(row) == selected),
            (Move::Previous, Some(row)) => row.saturating_sub(1),
            (Move::PageDown, Some(row)) => row + page,
            (Move::PageUp, Some(row)) => row.saturating_sub(page),
        };
        listing.at(row.min(last))
    }

    /// The list from its top.
    fn list(&self, listing: &Listing) -> View {
        View {
            scroll_top: 0.0,
            height: self.height,
            row_height: self.row_height,
            rows: listing.rows(),
        }
    }
}
