//! Lines of one height in a box that is scrolled, however many they are. The box is no higher than the list of messages may be:
//! beyond [`TALLEST`] a pixel of the scrollbar stands for several of the lines, and those in view are placed where the box is.

use crate::window::{TALLEST, View, Window};

/// A box of lines and where it is scrolled to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lines {
    /// How far the box is scrolled, in its own pixels.
    pub scroll_top: f64,
    /// How much of it is visible.
    pub height: f64,
    /// The height of one line; above zero.
    pub line_height: f64,
    /// How many lines there are.
    pub count: usize,
}

/// What to draw, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Placed {
    /// The lines.
    pub window: Window,
    /// How far down in the scrolled element the first of them is.
    pub offset: f64,
}

impl Lines {
    /// How high the scrolled element is.
    pub fn spacer(&self) -> f64 {
        self.view(0.0).total_height().min(TALLEST)
    }

    /// The lines to draw.
    pub fn placed(&self) -> Placed {
        // Whole pixels, so that letters are sharp.
        let top = (self.scroll_top * self.stretch()).round();
        let view = self.view(top);
        let window = view.window();
        Placed {
            window,
            offset: view.offset(window.start) - top + self.scroll_top,
        }
    }

    /// Where to scroll so that a line is in view, moving as little as possible.
    pub fn reveal(&self, line: usize) -> f64 {
        let stretch = self.stretch();
        self.view(self.scroll_top * stretch).reveal(line) / stretch
    }

    /// How many pixels of the list one pixel of the box is.
    fn stretch(&self) -> f64 {
        let total = self.view(0.0).total_height();
        if total <= TALLEST {
            1.0
        } else {
            (total - self.height) / (TALLEST - self.height)
        }
    }

    fn view(&self, scroll_top: f64) -> View {
        View {
            scroll_top,
            height: self.height,
            row_height: self.line_height,
            rows: self.count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(scroll_top: f64, count: usize) -> Lines {
        Lines {
            scroll_top,
            height: 400.0,
            line_height: 20.0,
            count,
        }
    }

    /// From which pixel of the box to which a line is drawn.
    fn drawn(lines: &Lines, line: usize) -> (f64, f64) {
        let Placed { window, offset } = lines.placed();
        assert!(
            (window.start..window.start + window.count).contains(&line),
            "{window:?}"
        );
        let skipped = u32::try_from(line - window.start).expect("a window is short");
        let top = offset + f64::from(skipped) * 20.0 - lines.scroll_top;
        (top, top + 20.0)
    }

    #[test]
    fn a_short_list_scrolls_as_it_is() {
        let lines = lines(1_000.0, 500);
        assert!((lines.spacer() - 10_000.0).abs() < f64::EPSILON);
        assert_eq!(drawn(&lines, 50), (0.0, 20.0));
        assert!((lines.reveal(100) - 1_620.0).abs() < f64::EPSILON);
    }

    #[test]
    fn four_million_lines_are_all_reached_within_what_a_browser_lays_out() {
        let count = 4_194_304;
        let height = lines(0.0, count).spacer();
        assert!(height < 17_000_000.0);
        assert_eq!(drawn(&lines(0.0, count), 0), (0.0, 20.0));
        assert_eq!(drawn(&lines(height - 400.0, count), count - 1), (380.0, 400.0));
    }

    #[test]
    fn a_revealed_line_is_in_view_however_long_the_list() {
        for count in [30, 600_000, 4_194_304] {
            for line in [0, 17, count / 3, count - 1] {
                let mut lines = lines(0.0, count);
                lines.scroll_top = lines.reveal(line);
                let (top, bottom) = drawn(&lines, line);
                assert!(
                    (-1.0..=381.0).contains(&top),
                    "{line} of {count}: {top} to {bottom}"
                );
            }
        }
    }
}
