//! Where in a list a reader is, and how that stays so: while the bar is scrolled a little (exactly that much), while it
//! is dragged (in proportion), and while rows come and go above.

use super::View;
use super::bar::Bar;
use crate::entry::EntryId;

/// How far a wheel, a finger or a key goes at most from one event to the next. In a long list, a pixel of dragging is
/// more.
const SMALL: f64 = 5_000.0;

/// A scroll of less than this is a rounding of the browser's, not a person's: zoomed pages scroll by fractions.
pub(crate) const NOISE: f64 = 1.0;

/// As near as this the end is reached: a browser rounds how far a box can be scrolled and how far it is, each by itself.
const END: f64 = 2.0;

/// Whether a bar that can be scrolled to `most` is at its end.
pub(crate) fn is_the_end(bar: f64, most: f64) -> bool {
    bar >= most - END
}

/// A place in a list, and where the scrollbar is for it. In CSS pixels, the bar's in whole ones.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// How far down the list the view is.
    pub top: f64,
    /// How far the element is scrolled that the browser knows of.
    pub bar: f64,
}

impl Place {
    /// The bar was scrolled to `bar`, of `most` that it can be. `view` says how long the list is and how much is in view.
    #[must_use]
    pub fn scrolled(self, view: &View, bar: f64, most: f64) -> Self {
        let by = bar - self.bar;
        let top = if by.abs() < NOISE {
            return self;
        } else if bar < NOISE {
            0.0
        } else if by > 0.0 && is_the_end(bar, most) {
            view.bottom()
        } else if by.abs() <= SMALL {
            self.top + by
        } else {
            Bar::of(view).top(bar)
        };
        Self { top, bar }.within(view)
    }

    /// With the bar where it belongs. In a long list it may be a little off: putting it right would stop the wheel in
    /// its turn. While it is `moving`, only an end that would be reached too early or too late is reason enough.
    #[must_use]
    pub fn settled(self, view: &View, moving: bool) -> Self {
        let place = self.within(view);
        let bar = Bar::of(view);
        let right = bar.at(place.top).round();
        let off = (right - place.bar).abs();
        let near_an_end = bar.margin(right).min(bar.margin(place.bar)) < SMALL;
        let bearable = match (bar.is_native() || near_an_end, moving) {
            (true, _) => 0.0,
            (false, false) => SMALL,
            (false, true) => f64::INFINITY,
        };
        Self {
            bar: if off > bearable { right } else { place.bar },
            ..place
        }
    }

    /// With `row` in view, moving as little as possible.
    #[must_use]
    pub fn revealed(self, view: &View, row: usize) -> Self {
        let top = view.at(self.top).reveal(row);
        Self { top, ..self }.settled(view, false)
    }

    fn within(self, view: &View) -> Self {
        Self {
            top: self.top.clamp(0.0, view.bottom()),
            ..self
        }
    }
}

/// A row that stays where it is in view, whatever comes and goes around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hold {
    id: EntryId,
    /// How much of it is above the view, in CSS pixels.
    above: f64,
}

impl Hold {
    /// Of the first row in view. `id_at` tells which entry has the row of a position.
    pub fn first(view: &View, id_at: impl FnOnce(usize) -> Option<EntryId>) -> Option<Self> {
        let row = view.first();
        Some(Self {
            id: id_at(row)?,
            above: view.scroll_top - view.offset(row),
        })
    }

    /// Where the list is to be scrolled to. `before` tells how many rows come before an entry, whether or not it has
    /// one. Where it has none any more, the row in its place is the first in view.
    pub fn top(
        &self,
        view: &View,
        before: impl FnOnce(EntryId) -> usize,
        id_at: impl FnOnce(usize) -> Option<EntryId>,
    ) -> f64 {
        let row = before(self.id);
        let above = if id_at(row) == Some(self.id) {
            self.above
        } else {
            0.0
        };
        view.offset(row) + above
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(rows: usize) -> View {
        View {
            scroll_top: 2_600.0 + 7.0,
            height: 600.0,
            row_height: 26.0,
            rows,
        }
    }

    /// Where row 100 of a thousand, held 7 pixels into it, is when `gone` rows are evicted before it.
    fn held(gone: u64) -> f64 {
        let hold = Hold::first(&view(1_000), |row| Some(EntryId(row as u64))).unwrap();
        let rows = 1_000 - usize::try_from(gone).unwrap();
        hold.top(
            &view(rows),
            |id| usize::try_from(id.0.saturating_sub(gone)).unwrap(),
            |row| Some(EntryId(row as u64 + gone)),
        )
    }

    #[test]
    fn rows_that_are_evicted_above_leave_the_reader_where_they_were() {
        let check = |gone: u64, top: f64| {
            let off = (held(gone) - top).abs();
            assert!(off < 1e-9, "{gone} evicted: {off} px off");
        };
        check(0, 2_607.0);
        check(60, 40.0 * 26.0 + 7.0);
        check(100, 7.0);
        check(101, 0.0);
        check(500, 0.0);
    }

    #[test]
    fn nothing_is_held_in_an_empty_list() {
        assert_eq!(Hold::first(&view(0), |_| None), None);
    }

    #[test]
    fn a_list_that_is_growing_puts_the_bar_right_when_the_wheel_rests() {
        let reading = Place {
            top: 13_000_000.0,
            bar: 3_000_000.0,
        };
        let million = view(1_000_000).total_height();
        assert!((million - 26_000_000.0).abs() < f64::EPSILON);
        let longer = view(1_100_000);
        assert_eq!(reading.settled(&longer, true), reading);
        let at_rest = reading.settled(&longer, false);
        assert!((at_rest.top - reading.top).abs() < f64::EPSILON);
        assert!(at_rest.bar < reading.bar - SMALL);
    }
}
