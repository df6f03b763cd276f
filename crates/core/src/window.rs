//! The rows of a long list that are on the screen: arithmetic over rows of one height. The reader's position
//! and the scrollbar are in `window::place`. Drawing is elsewhere.

mod bar;
mod place;

use bar::Bar;
pub use place::{Hold, Place};
pub(crate) use place::{NOISE, is_the_end};

/// A stretch of rows to draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The position of the first row, counted from 0.
    pub start: usize,
    /// How many rows.
    pub count: usize,
}

/// The part of a list in view. Heights and offsets are in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct View {
    /// How far down the list the view is.
    pub scroll_top: f64,
    /// How much of the list is visible.
    pub height: f64,
    /// The height of one row; above zero.
    pub row_height: f64,
    /// How many rows the list has.
    pub rows: usize,
}

/// Rows drawn beyond either edge, so that a short scroll shows no gap before the next frame.
const OVERSCAN: usize = 4;

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "row numbers are far below 2^53, and a float cast saturates at zero"
)]
impl View {
    /// The rows to draw: those in view and a few more on either side. Unless the list is shorter, their
    /// number depends on the height alone, so that drawn rows can be reused.
    pub fn window(&self) -> Window {
        let visible = (self.height / self.row_height).ceil() as usize + 1;
        let count = (visible + 2 * OVERSCAN).min(self.rows);
        Window {
            start: self.first().saturating_sub(OVERSCAN).min(self.rows - count),
            count,
        }
    }

    /// The first row that is in view, if only in part.
    pub fn first(&self) -> usize {
        (self.scroll_top / self.row_height) as usize
    }

    /// How far down a row starts.
    pub fn offset(&self, row: usize) -> f64 {
        row as f64 * self.row_height
    }

    /// The offset of a row in the scrolled element while that is scrolled to `bar`: in whole pixels, so that
    /// letters are sharp.
    pub fn drawn(&self, row: usize, bar: f64) -> f64 {
        (bar + self.offset(row) - self.scroll_top).round()
    }

    /// The height of all rows together.
    pub fn total_height(&self) -> f64 {
        self.offset(self.rows)
    }

    /// The height of the scrolled element: that of all rows, but no more than browsers can lay out.
    pub fn spacer(&self) -> f64 {
        Bar::of(self).spacer
    }

    /// The same list, scrolled to another offset.
    #[must_use]
    pub fn at(self, scroll_top: f64) -> Self {
        Self { scroll_top, ..self }
    }

    /// Where to scroll so that the last row is in view.
    pub fn bottom(&self) -> f64 {
        (self.total_height() - self.height).max(0.0)
    }

    /// Where to scroll so that `row` is in view, moving as little as possible.
    pub fn reveal(&self, row: usize) -> f64 {
        let top = self.offset(row);
        let lowest = top + self.row_height - self.height;
        self.scroll_top.max(lowest).min(top).max(0.0)
    }

    /// How many rows fit, for moving by a page; at least one.
    pub fn page(&self) -> usize {
        ((self.height / self.row_height) as usize).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(scroll_top: f64, rows: usize) -> View {
        View {
            scroll_top,
            height: 260.0,
            row_height: 26.0,
            rows,
        }
    }

    #[test]
    fn the_window_covers_what_is_in_view_at_every_scroll_position() {
        for rows in [0, 1, 9, 10, 11, 18, 19, 20, 1_000, 1_000_000] {
            for step in 0..=500 {
                let view = view(view(0.0, rows).bottom() * f64::from(step) / 500.0, rows);
                let window = view.window();
                assert!(window.start + window.count <= rows);
                assert!(view.offset(window.start) <= view.scroll_top);
                let covered = view.offset(window.start + window.count);
                assert!(
                    covered >= (view.scroll_top + view.height).min(view.total_height()),
                    "{view:?}"
                );
            }
        }
    }

    #[test]
    fn a_list_that_fits_needs_no_scrolling() {
        let short = view(0.0, 3);
        assert_eq!(short.window(), Window { start: 0, count: 3 });
        assert!(short.bottom().abs() < f64::EPSILON);
    }

    #[test]
    fn scrolling_past_either_end_shows_the_end() {
        assert_eq!(view(-40.0, 100).window().start, 0);
        let window = view(1e9, 100).window();
        assert_eq!(window.start + window.count, 100);
    }

    #[test]
    fn a_row_is_revealed_by_the_shortest_way() {
        let view = view(260.0, 100);
        let check = |row: usize, scroll_top: f64, why: &str| {
            let off = (view.reveal(row) - scroll_top).abs();
            assert!(off < 1e-9, "row {row}, {why}: {off} px off");
        };
        check(12, 260.0, "in view: stays");
        check(5, 130.0, "above: becomes the first");
        check(30, 31.0 * 26.0 - 260.0, "below: becomes the last");
        assert_eq!(view.page(), 10);
    }
}
