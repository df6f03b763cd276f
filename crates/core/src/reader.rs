//! Where a reader is in a list whose rows come and go: at its end, which is followed; or at a row, which stays where it is in
//! view. All that moves the list goes through here, and [`Reader::settle`] says where it is then.

use crate::entry::EntryId;
use crate::listing::Listing;
use crate::window::{Hold, NOISE, Place, View, is_the_end};

/// Where a reader is. Measures are in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reader {
    place: Place,
    /// The row that stays where it is in view while others come and go; chosen anew when the reader moves.
    hold: Option<Hold>,
    /// The entry that is to be in view once the rows before it are known.
    wanted: Option<EntryId>,
    /// Whether the newest row is kept in view.
    follow: bool,
    /// The entry after the last that was there when following stopped.
    seen: EntryId,
    /// Whether the list is being scrolled.
    moving: bool,
    /// Whether the pointer is down on a row, so that the list is not to move although its end is followed.
    still: bool,
    /// How much is in view.
    height: f64,
    row_height: f64,
    /// How much was in view when the list last settled.
    settled: f64,
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
    /// Finds out where the list has to be now, and gives what is then in view.
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
            // A detail that opens below takes from the list, and must not take the row that it is about.
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

    /// So much of the list is in view now.
    pub fn set_height(&mut self, height: f64) {
        self.height = height;
    }

    /// The rows are so high now.
    pub fn set_row_height(&mut self, height: f64) {
        self.row_height = height;
    }

    /// The list is in another element, which is not scrolled yet.
    pub fn remounted(&mut self) {
        self.place.bar = 0.0;
        self.moving = false;
    }

    /// The list was scrolled to `bar`, of `most` that it can be. Up turns following off; down to the end turns it on.
    /// `most` is the element's own word: a list that has just shrunk is pushed up by the browser, and that is no wish to
    /// stop. `rests` is whether [`Self::rested`] will follow. Says whether the list is to settle anew.
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

    /// The list is not being scrolled any more. Says whether it is to settle anew.
    pub fn rested(&mut self) -> bool {
        std::mem::take(&mut self.moving)
    }

    /// Keeps the list where it is, as long as the pointer is down on a row of it.
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

    /// Stays where it is from now on.
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

    /// The entry that a move of the selection reaches, if there is a row.
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
            // The selected message may have no row now: the next one is then in its place.
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
