//! A list in a box that a browser scrolls, from ten rows to ten million: whatever a person does with wheel and scrollbar,
//! rows move as much as the wheel turned, never the wrong way, and both ends are where they seem to be.

use proptest::prelude::*;
use tabcat_core::window::{Place, View};

/// What a browser can lay out on every screen.
const HIGHEST_ELEMENT: f64 = 6_500_000.0;

/// The browser's part: a scrolled element that keeps its scroll position within bounds and in whole pixels.
struct Scrolled {
    view: View,
    place: Place,
    bar: f64,
}

impl Scrolled {
    fn new(rows: usize, row_height: f64) -> Self {
        let view = View {
            scroll_top: 0.0,
            height: 600.0,
            row_height,
            rows,
        };
        assert!(view.spacer() <= HIGHEST_ELEMENT);
        Self {
            view,
            place: Place::default(),
            bar: 0.0,
        }
    }

    fn most(&self) -> f64 {
        (self.view.spacer() - self.view.height).max(0.0)
    }

    /// A person scrolls to there, as far as that goes. Says by how much the bar and the list went.
    fn scroll_to(&mut self, bar: f64) -> (f64, f64) {
        let before = (self.bar, self.place.top);
        let most = self.most();
        self.bar = bar.clamp(0.0, most).round();
        let went = self.bar - before.0;
        let scrolled = self.place.scrolled(&self.view, self.bar, most);
        self.settle(scrolled);
        (went, self.place.top - before.1)
    }

    fn scroll_by(&mut self, by: f64) -> (f64, f64) {
        self.scroll_to(self.bar + by)
    }

    fn go_to(&mut self, row: usize) {
        let top = self.view.offset(row);
        self.settle(Place { top, ..self.place });
    }

    fn reveal(&mut self, row: usize) {
        self.settle(self.place.revealed(&self.view, row));
    }

    /// How far below the upper edge of the box a row is drawn, if it is.
    fn drawn(&self, row: usize) -> Option<f64> {
        let view = self.view.at(self.place.top);
        let window = view.window();
        let below = view.drawn(row, self.bar) - self.bar;
        (window.start..window.start + window.count)
            .contains(&row)
            .then_some(below)
    }

    fn settle(&mut self, place: Place) {
        self.place = place.settled(&self.view, false);
        self.bar = self.place.bar.clamp(0.0, self.most());
        assert!((self.bar - self.place.bar).abs() < 1e-9, "the bar goes that far");
    }
}

#[derive(Clone, Debug)]
enum Act {
    Wheel(i32),
    Drag(f64),
    Go(f64),
    Reveal(f64),
    Grow(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (-4_000_i32..4_000).prop_map(Act::Wheel),
        2 => (0.0..=1.0).prop_map(Act::Drag),
        1 => (0.0..=1.0).prop_map(Act::Go),
        1 => (0.0..=1.0).prop_map(Act::Reveal),
        1 => (0_usize..5_000).prop_map(Act::Grow),
    ]
}

fn rows() -> impl Strategy<Value = usize> {
    prop_oneof![
        Just(10),
        Just(230_000),
        Just(240_000),
        Just(1_000_000),
        Just(10_000_000),
        0_usize..10_000_000
    ]
}

fn row_height() -> impl Strategy<Value = f64> {
    prop_oneof![Just(20.0), Just(22.0), Just(26.0), Just(44.0)]
}

/// The row that is so far down.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a row of some millions"
)]
fn row(list: &Scrolled, share: f64) -> usize {
    (share * list.view.rows as f64) as usize
}

proptest! {
    #[test]
    fn rows_follow_wheel_and_bar(rows in rows(), height in row_height(), acts in prop::collection::vec(act(), 1..60)) {
        let mut list = Scrolled::new(rows, height);
        for act in acts {
            match act {
                Act::Wheel(by) => {
                    let (went, moved) = list.scroll_by(f64::from(by));
                    // The last two pixels come along.
                    let bearable = if went > 0.0 && list.view.bottom() - list.place.top < 1.0 { 3.0 } else { 1.0 };
                    prop_assert!((went - moved).abs() < bearable, "{went} px of wheel, {moved} px of rows");
                }
                Act::Drag(share) => {
                    let (went, moved) = list.scroll_to(list.most() * share);
                    prop_assert!(moved.abs() < 1.0 || moved.signum() == went.signum(), "dragged {went}, moved {moved}");
                }
                Act::Go(share) => {
                    let row = row(&list, share);
                    list.go_to(row);
                    let top = list.view.offset(row).min(list.view.bottom());
                    prop_assert!((list.place.top - top).abs() < f64::EPSILON);
                }
                Act::Reveal(share) => {
                    let before = list.place.top;
                    let row = row(&list, share);
                    let was_in_view = (before..=before + list.view.height - height).contains(&list.view.offset(row));
                    list.reveal(row);
                    if row < list.view.rows {
                        let below = list.drawn(row).expect("it is drawn");
                        prop_assert!(below.fract() == 0.0, "drawn at {below}");
                        prop_assert!((-0.5..=list.view.height - height + 0.5).contains(&below), "{row} is drawn at {below}");
                        prop_assert!(!was_in_view || (list.place.top - before).abs() < f64::EPSILON, "it was in view");
                    }
                }
                Act::Grow(more) => {
                    let top = list.place.top;
                    list.view.rows += more;
                    let place = list.place;
                    list.settle(place);
                    prop_assert!((list.place.top - top).abs() < f64::EPSILON, "nothing moves under the reader");
                }
            }
            let (bottom, most) = (list.view.bottom(), list.most());
            prop_assert!((0.0..=bottom).contains(&list.place.top));
            prop_assert_eq!(list.bar < 1.0, list.place.top < 1.0, "{:?}", list.place);
            prop_assert_eq!(list.bar > most - 1.0, list.place.top > bottom - 1.0, "{:?} of {}", list.place, bottom);
        }
    }

    #[test]
    fn every_row_is_reached_by_dragging_near_it_and_turning_the_wheel(rows in 1_usize..10_000_000, share in 0.0..=1.0_f64) {
        let mut list = Scrolled::new(rows, 26.0);
        let wanted = (list.view.bottom() * share / 26.0).floor() * 26.0;
        let (mut before, mut after) = (0.0, list.most());
        for _ in 0..12 {
            let half = f64::midpoint(before, after);
            list.scroll_to(half);
            if list.place.top < wanted {
                before = half;
            } else {
                after = half;
            }
        }
        let mut turns = 0;
        while (wanted - list.place.top).abs() >= 1.0 && turns < 100 {
            list.scroll_by((wanted - list.place.top).clamp(-4_000.0, 4_000.0).round());
            turns += 1;
        }
        prop_assert!((wanted - list.place.top).abs() < 1.0, "{} px off", wanted - list.place.top);
    }
}
