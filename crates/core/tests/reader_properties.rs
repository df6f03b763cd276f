//! A reader in a list, in a box that a browser scrolls: whatever comes, is evicted, is hidden or shown, the end is in view
//! while it is followed, and else the row that was first in view stays where it is.

use proptest::prelude::*;
use tabcat_core::case::StdCase;
use tabcat_core::entry::{Direction, EntryId};
use tabcat_core::filter::{Filter, Matches, Query};
use tabcat_core::job::{Job as _, Progress};
use tabcat_core::listing::Listing;
use tabcat_core::payload::Payload;
use tabcat_core::reader::{Move, Reader};
use tabcat_core::transcript::Limits;
use tabcat_core::window::View;
use tabcat_core::{Timestamp, Transcript};

const ROW: f64 = 26.0;

/// As near as the end is taken for reached.
const END: f64 = 2.0;

#[derive(Clone, Debug)]
enum Act {
    /// Something happens that is not the reader's doing.
    Around(Around),
    Wheel(i32),
    Drag(f64),
    Follow,
    StopFollowing,
    /// Selects an entry by its place among all and wants it in view.
    Show(f64),
    Go(Move),
    HoldStill(bool),
}

#[derive(Clone, Debug)]
enum Around {
    Messages(usize),
    Limit(Option<usize>),
    Search(bool),
    Hide(bool),
    Pause(bool),
    Step(usize),
    Taller(u32),
}

fn around() -> impl Strategy<Value = Around> {
    prop_oneof![
        6 => (0_usize..80).prop_map(Around::Messages),
        2 => prop::option::of(0_usize..400).prop_map(Around::Limit),
        2 => any::<bool>().prop_map(Around::Search),
        3 => any::<bool>().prop_map(Around::Hide),
        1 => any::<bool>().prop_map(Around::Pause),
        4 => (0_usize..4_000).prop_map(Around::Step),
        1 => (1_u32..300).prop_map(Around::Taller),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    let moves = prop::sample::select(vec![
        Move::Next,
        Move::Previous,
        Move::PageDown,
        Move::PageUp,
        Move::First,
        Move::Last,
    ]);
    prop_oneof![
        12 => around().prop_map(Act::Around),
        4 => (-800_i32..800).prop_map(Act::Wheel),
        1 => (-3_i32..3).prop_map(Act::Wheel),
        2 => (0.0..=1.0).prop_map(Act::Drag),
        1 => Just(Act::Follow),
        1 => Just(Act::StopFollowing),
        2 => (0.0..=1.0).prop_map(Act::Show),
        2 => moves.prop_map(Act::Go),
        1 => any::<bool>().prop_map(Act::HoldStill),
    ]
}

fn messages() -> impl Strategy<Value = usize> {
    prop_oneof![2 => Just(0_usize), 8 => 0_usize..60, 8 => 60_usize..3_000, 1 => Just(260_000_usize)]
}

/// A page with a list in it.
struct Page {
    transcript: Transcript,
    listing: Listing,
    reader: Reader,
    selected: Option<EntryId>,
    height: f64,
    /// What is in view.
    view: View,
    /// The row that was the first in view when the reader moved last, and how far below the edge it was.
    held: Option<(EntryId, f64)>,
    wanted: Option<EntryId>,
    still: bool,
}

impl Page {
    fn new(messages: usize) -> Self {
        let mut page = Self {
            transcript: Transcript::default(),
            listing: Listing::default(),
            reader: Reader::default(),
            selected: None,
            height: 300.0,
            view: View::default(),
            held: None,
            wanted: None,
            still: false,
        };
        page.reader.set_row_height(ROW);
        page.reader.set_height(page.height);
        page.push(messages);
        page.step(0);
        page.settle();
        page
    }

    fn push(&mut self, messages: usize) {
        for _ in 0..messages {
            let number = self.transcript.next_id().0;
            let text = Payload::Text(if number.is_multiple_of(3) { "cat" } else { "dog" });
            self.transcript
                .push_message(Timestamp::default(), Direction::Received, text);
        }
    }

    fn step(&mut self, budget: usize) -> Progress {
        self.listing.step(&self.transcript, budget)
    }

    fn look_for_cats(&mut self, begin: bool) {
        self.listing
            .look_for(begin.then(|| (cats(), Matches::extend as _)));
    }

    fn happen(&mut self, around: &Around) {
        match around {
            Around::Messages(messages) => self.push(*messages),
            Around::Limit(entries) => {
                let limits = Limits {
                    entries: *entries,
                    ..self.transcript.limits()
                };
                self.transcript.set_limits(limits);
            }
            Around::Search(begin) => self.look_for_cats(*begin),
            Around::Hide(hides) => self.listing.set_hides(*hides),
            Around::Pause(true) => self.listing.pause(&self.transcript),
            Around::Pause(false) => self.listing.resume(),
            Around::Taller(by) => {
                self.height += f64::from(*by);
                self.reader.set_height(self.height);
            }
            Around::Step(budget) => {
                self.step(*budget);
            }
        }
        self.settle();
    }

    /// How far the bar can be scrolled.
    fn most(&self) -> f64 {
        (self.view.spacer() - self.height).max(0.0)
    }

    /// The browser scrolls to there, as far as that goes. Says by how much the bar went, and the rows.
    fn scroll_to(&mut self, bar: f64) -> (f64, f64) {
        let (before, top, most) = (self.reader.bar(), self.view.scroll_top, self.most());
        let bar = bar.clamp(0.0, most).round().min(most);
        let followed = self.reader.is_following();
        let scrolled = self.reader.scrolled(&self.listing, bar, most, false);
        if scrolled && followed && self.reader.is_following() {
            self.settle();
        } else if scrolled {
            self.moved();
        }
        (bar - before, self.view.scroll_top - top)
    }

    /// The reader has moved: what is in view now is what stays.
    fn moved(&mut self) {
        self.held = None;
        self.wanted = None;
        self.settle();
    }

    fn show(&mut self, id: EntryId) {
        self.reader.stop_following(&self.listing);
        self.selected = Some(id);
        self.reader.want(id);
        self.wanted = Some(id);
        self.settle();
    }

    fn is_following(&self) -> bool {
        self.reader.is_following() && !self.still
    }

    /// Brings the list up to date, and looks at what is then in view.
    fn settle(&mut self) {
        let known = self.wanted.filter(|id| self.listing.has_passed(*id));
        self.view = self.reader.settle(&self.listing, self.selected);
        let (view, bottom) = (self.view, self.view.bottom());
        assert_eq!(view.rows, self.listing.rows());
        assert!((0.0..=bottom).contains(&view.scroll_top), "{view:?}");
        assert!(
            (0.0..=self.most()).contains(&self.reader.bar()),
            "the bar goes that far"
        );
        if self.is_following() {
            self.held = None;
            self.wanted = None;
            assert!(
                (view.scroll_top - bottom).abs() < 1e-9,
                "the newest row is in view"
            );
        } else if let Some(id) = known {
            self.wanted = None;
            self.held = None;
            self.is_in_view(id);
        }
        if self.is_following() {
            return;
        }
        match self.held {
            Some((id, below)) => self.is_where_it_was(id, below),
            None => self.held = self.first(),
        }
    }

    /// The first row in view, and how far below the edge it is.
    fn first(&self) -> Option<(EntryId, f64)> {
        let row = self.view.first();
        Some((self.listing.at(row)?, self.below(row)))
    }

    fn below(&self, row: usize) -> f64 {
        self.view.offset(row) - self.view.scroll_top
    }

    fn is_in_view(&self, id: EntryId) {
        let Some(last) = self.view.rows.checked_sub(1) else {
            return;
        };
        let below = self.below(self.listing.before(id).min(last));
        assert!(
            (-1e-6..=self.height - ROW + 1e-6).contains(&below),
            "{below} px down"
        );
    }

    /// Or what has its place, at the edge; or an end of the list is in view, which leaves no choice.
    fn is_where_it_was(&self, id: EntryId, below: f64) {
        let row = self.listing.before(id);
        let expect = if self.listing.at(row) == Some(id) {
            below
        } else {
            0.0
        };
        let off = self.below(row) - expect;
        let at_bottom = (self.view.scroll_top - self.view.bottom()).abs() < 1e-6;
        assert!(
            off.abs() < 1e-6 || at_bottom && off > 0.0,
            "{id:?} is {off} px off: {:?}",
            self.view
        );
    }

    fn take(&mut self, act: &Act) {
        match act {
            Act::Around(around) => self.happen(around),
            Act::Wheel(by) => self.wheel(f64::from(*by)),
            Act::Drag(share) => {
                let bar = self.most() * share;
                self.scroll_to(bar);
            }
            Act::Follow => {
                self.reader.follow();
                self.moved();
            }
            Act::StopFollowing => {
                let followed = self.reader.is_following();
                self.reader.stop_following(&self.listing);
                self.settle();
                assert!(!followed || self.reader.newer(&self.listing) == 0);
            }
            Act::Show(share) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    clippy::cast_precision_loss,
                    reason = "few entries"
                )]
                let id = (share * self.transcript.next_id().0 as f64) as u64;
                self.show(EntryId(id));
            }
            Act::Go(to) => {
                if let Some(id) = self.reader.reached(&self.listing, *to, self.selected, None) {
                    self.show(id);
                }
            }
            Act::HoldStill(still) => {
                self.still = *still;
                self.reader.hold_still(*still);
                self.settle();
            }
        }
    }

    /// Up turns following off, down to the end turns it on, and the rows go with the wheel.
    fn wheel(&mut self, by: f64) {
        let (followed, most, bar) = (self.reader.is_following(), self.most(), self.reader.bar());
        let (went, rows) = self.scroll_to(bar + by);
        let at_end = bar + went >= most - END;
        let follows = match went {
            went if went.abs() < 1.0 => followed,
            went if went > 0.0 => followed || at_end,
            _ => followed && at_end,
        };
        assert_eq!(self.reader.is_following(), follows, "{went} px of {most}");
        if !follows {
            assert!((went - rows).abs() < 1.0, "{went} px of wheel, {rows} px of rows");
        }
    }
}

fn cats() -> Filter {
    let query = Query {
        text: "cat".to_owned(),
        ..Query::default()
    };
    query.compile(&StdCase).expect("it is a word")
}

proptest! {
    #[test]
    fn the_end_is_followed_or_else_a_row_stays_where_it_is(messages in messages(), acts in prop::collection::vec(act(), 1..60)) {
        let mut page = Page::new(messages);
        for act in &acts {
            page.take(act);
        }
    }

    #[test]
    fn what_was_hidden_around_the_reader_is_shown_again_around_the_same_row(messages in 100_usize..2_000, share in 0.0..0.9_f64, budget in 1_usize..2_000) {
        let mut page = Page::new(messages);
        page.wheel(-1.0 - page.most() * share);
        let (bar, view) = (page.reader.bar(), page.view);
        page.look_for_cats(true);
        while page.step(budget) == Progress::More {
            page.settle();
        }
        page.settle();
        page.listing.set_hides(false);
        page.settle();
        prop_assert_eq!((page.reader.bar(), page.view), (bar, view));
        page.listing.set_hides(true);
        page.settle();
        page.look_for_cats(false);
        page.step(0);
        page.settle();
        prop_assert_eq!((page.reader.bar(), page.view), (bar, view));
    }

    #[test]
    fn a_selected_row_stays_in_view_while_a_detail_opens_below(messages in 1_usize..2_000, place in 0.0..=1.0_f64, acts in prop::collection::vec(act(), 0..20), height in 100_u32..300) {
        let mut page = Page::new(messages);
        page.take(&Act::Show(place));
        for act in &acts {
            page.take(act);
        }
        page.step(usize::MAX);
        page.settle();
        let row = page.selected.map(|id| page.listing.before(id));
        let Some(row) = row.filter(|row| page.listing.at(*row) == page.selected && !page.is_following()) else {
            return Ok(());
        };
        let in_view = |page: &Page| (1e-6 - ROW..page.view.height - 1e-6).contains(&page.below(row));
        let was_in_view = in_view(&page);
        page.held = None;
        page.wanted = None;
        page.height = f64::from(height);
        page.reader.set_height(page.height);
        page.view = page.reader.settle(&page.listing, page.selected);
        prop_assert!(!was_in_view || in_view(&page), "{:?}", page.view);
    }
}

#[test]
fn rows_are_counted_that_come_while_a_reader_is_elsewhere() {
    let mut page = Page::new(100);
    page.wheel(-200.0);
    page.push(30);
    page.step(0);
    assert_eq!(page.reader.newer(&page.listing), 30);
    page.look_for_cats(true);
    page.step(usize::MAX);
    assert_eq!(page.reader.newer(&page.listing), 10);
    page.reader.follow();
    assert_eq!(page.reader.newer(&page.listing), 0);
}

#[test]
fn a_list_that_shrinks_under_one_who_follows_is_followed_on() {
    let mut page = Page::new(100);
    let most = page.most();
    // The browser pushes it up before the page has heard of its new height.
    assert!(
        page.reader
            .scrolled(&page.listing, most - 40.0, most - 40.0, false)
    );
    assert!(page.reader.is_following());
    // A person does the same with the wheel.
    assert!(
        page.reader
            .scrolled(&page.listing, most - 80.0, most - 40.0, false)
    );
    assert!(!page.reader.is_following());
}

#[test]
fn a_list_in_another_element_is_where_it_was() {
    let mut page = Page::new(100);
    page.wheel(-900.0);
    let view = page.view;
    page.reader.remounted();
    assert!(page.reader.bar().abs() < f64::EPSILON);
    page.settle();
    assert_eq!(page.view, view);
}
