//! The reader's place in a list, and its changes: a small scroll moves it by the same distance, a drag of the
//! bar in proportion; rows that come and go above do not move it.

use super::View;
use super::bar::Bar;
use crate::entry::EntryId;

/// The longest scroll by a wheel, a finger or a key from one event to the next. In a long list, dragging by
/// one pixel is more.
const SMALL: f64 = 5_000.0;

/// A shorter scroll is the browser's rounding, not a person's: zoomed pages scroll by fractions.
pub(crate) const NOISE: f64 = 1.0;

/// Within this distance the end counts as reached: a browser rounds scroll height and scroll offset
/// separately.
const END: f64 = 2.0;

/// Whether a bar that can be scrolled to `most` is at its end.
pub(crate) fn is_the_end(bar: f64, most: f64) -> bool {
    bar >= most - END
}

/// A place in a list, and the offset of the scrollbar for it. In CSS pixels, the bar's in whole ones.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// How far down the list the view is.
    pub top: f64,
    /// The browser's scroll offset of the element.
    pub bar: f64,
}

impl Place {
    /// The place after the bar was scrolled to `bar`, at most `most`. `view` has the sizes of the list and
    /// the viewport.
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

    /// Corrects the bar. In a long list it may stay a little off: correcting it mid-scroll cancels the
    /// wheel's momentum. While it is `moving`, it is corrected only near an end.
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

    /// Brings `row` into view, moving as little as possible.
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

/// A row pinned in view while rows around it come and go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hold {
    id: EntryId,
    /// How much of it is above the view, in CSS pixels.
    above: f64,
}

impl Hold {
    /// Pins the first row in view. `id_at` maps a row to its entry.
    pub fn first(view: &View, id_at: impl FnOnce(usize) -> Option<EntryId>) -> Option<Self> {
        let row = view.first();
        Some(Self {
            id: id_at(row)?,
            above: view.scroll_top - view.offset(row),
        })
    }

    /// The offset to scroll the list to. `before` counts the rows before an entry, even one without a row. If
    /// the pinned entry has none any more, the row in its place becomes the first in view.
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
