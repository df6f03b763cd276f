//! The scrollbar of a list that may be higher than a browser can lay out: maps offsets of the bar to offsets
//! of the list. Both ends are always exact.

use super::View;

/// The greatest height of the scrolled element, in CSS pixels. Chromium lays out 2^25 pixels of the screen:
/// 33 million at zoom 1, a third of that on a phone with three to each CSS pixel, a fifth at 500 %. Firefox
/// lays out 17 million.
const TALLEST: f64 = 6_000_000.0;

/// The length at either end that scrolls pixel by pixel in a list of any length.
const NATIVE: f64 = 500_000.0;

/// The bar of one list. In a list that is low enough, a pixel of it is a pixel of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    /// How high the scrolled element is.
    pub(super) spacer: f64,
    /// How far the list goes down.
    bottom: f64,
    /// How far the bar goes down.
    most: f64,
}

impl Bar {
    pub(super) fn of(view: &View) -> Self {
        let spacer = view.total_height().min(TALLEST);
        Self {
            spacer,
            bottom: view.bottom(),
            most: (spacer - view.height).max(0.0),
        }
    }

    /// Whether a pixel of the bar is a pixel of the list everywhere.
    pub(super) fn is_native(&self) -> bool {
        self.bottom <= self.most
    }

    /// The distance from there to the nearer end of the bar.
    pub(super) fn margin(&self, bar: f64) -> f64 {
        bar.min(self.most - bar)
    }

    /// The offset of the bar for an offset of the list.
    pub(super) fn at(&self, top: f64) -> f64 {
        if self.is_native() || top <= NATIVE {
            top
        } else if top >= self.bottom - NATIVE {
            self.most - (self.bottom - top)
        } else {
            NATIVE + (top - NATIVE) / self.stretch()
        }
    }

    /// The offset of the list for an offset of the bar.
    pub(super) fn top(&self, bar: f64) -> f64 {
        if self.is_native() || bar <= NATIVE {
            bar
        } else if bar >= self.most - NATIVE {
            self.bottom - (self.most - bar)
        } else {
            NATIVE + (bar - NATIVE) * self.stretch()
        }
    }

    /// Pixels of the list for each pixel of the bar, away from the ends.
    fn stretch(&self) -> f64 {
        (self.bottom - 2.0 * NATIVE) / (self.most - 2.0 * NATIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(rows: usize) -> Bar {
        Bar::of(&View {
            height: 600.0,
            row_height: 26.0,
            rows,
            ..View::default()
        })
    }

    #[test]
    fn a_list_that_can_be_laid_out_has_a_bar_of_its_own_height() {
        let bar = bar(100_000);
        assert!(bar.is_native());
        assert!((bar.spacer - 2_600_000.0).abs() < f64::EPSILON);
        assert!((bar.at(1_234.0) - 1_234.0).abs() < f64::EPSILON);
    }

    #[test]
    fn there_and_back_is_the_same_place_and_the_ends_are_the_ends() {
        for rows in [0, 10, 250_000, 1_000_000, 10_000_000] {
            let bar = bar(rows);
            assert!(bar.spacer <= TALLEST);
            for step in 0..=1_000 {
                let top = bar.bottom * f64::from(step) / 1_000.0;
                let back = bar.top(bar.at(top));
                assert!((back - top).abs() < 0.01, "{rows} rows: {top} became {back}");
            }
            assert!(bar.at(0.0).abs() < f64::EPSILON);
            assert!((bar.at(bar.bottom) - bar.most).abs() < f64::EPSILON);
        }
    }
}
