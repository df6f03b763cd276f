//! The time of day, steady enough to measure with.

use std::cell::Cell;

use tabcat_core::workbench::Jump;
use tabcat_core::{Span, Timestamp};

use super::listener::window;

/// How far the wall clock may run ahead of the steady one before the steady one is adjusted. Laptops sleep,
/// and `performance.now()` may sleep with them.
const LARGEST_LAG: Span = Span::from_secs(1);

/// A jump of less is not told.
const WORTH: Span = Span::from_secs(5);

/// Wall-clock time with microseconds that never steps back.
pub struct Clock {
    performance: web_sys::Performance,
    /// The start of the steady clock, in milliseconds since 1970.
    origin: f64,
    /// Added to `performance.now()` to give milliseconds since 1970.
    offset: Cell<f64>,
    latest: Cell<Timestamp>,
    /// How far the wall clock is known to be behind.
    behind: Cell<Span>,
    jump: Cell<Option<Jump>>,
}

impl Default for Clock {
    fn default() -> Self {
        let performance = window()
            .performance()
            .expect("every browser with WebAssembly has performance.now()");
        let origin = performance.time_origin();
        Self {
            performance,
            origin,
            offset: Cell::new(origin),
            latest: Cell::default(),
            behind: Cell::default(),
            jump: Cell::default(),
        }
    }
}

impl Clock {
    /// Now.
    pub fn now(&self) -> Timestamp {
        let steady = self.performance.now();
        let mut now = Timestamp::from_millis(self.offset.get() + steady);
        let millis = js_sys::Date::now();
        let wall = Timestamp::from_millis(millis);
        let (ahead, behind) = (wall - now, now - wall);
        if ahead > LARGEST_LAG {
            self.offset.set(millis - steady);
            now = wall;
            self.jump.set(Some(Jump::Ahead(ahead)));
            self.behind.set(Span::ZERO);
        } else if behind > self.behind.get() + LARGEST_LAG {
            self.jump.set(Some(Jump::Back(behind)));
            self.behind.set(behind);
        }
        let now = now.max(self.latest.get());
        self.latest.set(now);
        now
    }

    /// The jump since the last call of this, if there was one of more than [`WORTH`].
    pub fn jump(&self) -> Option<Jump> {
        self.jump.take().filter(|jump| {
            let (Jump::Ahead(by) | Jump::Back(by)) = *jump;
            by >= WORTH
        })
    }

    /// The time at which a steady clock of this machine showed `millis`, as a Worker reports it: such a clock
    /// starts at the wall clock's time, like this page's, and may sleep like it.
    pub fn at(&self, millis: f64) -> Timestamp {
        self.now();
        self.steady()(millis)
    }

    /// The same for many times, with the offset that [`Self::now`] has measured.
    pub fn steady(&self) -> impl Fn(f64) -> Timestamp + use<> {
        let ahead = self.offset.get() - self.origin;
        move |millis| Timestamp::from_millis(millis + ahead)
    }

    /// The current time, from a clock that may step.
    pub fn wall() -> Timestamp {
        Timestamp::from_millis(js_sys::Date::now())
    }

    /// Minutes to add to UTC for the person's local time at `at`: 60 in Berlin in winter.
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds since 1970 are exact in an f64 for 285,000 years"
    )]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "an offset is a whole number of minutes within a day"
    )]
    pub fn utc_offset_minutes(at: Timestamp) -> i32 {
        let date = js_sys::Date::new(&(at.as_millis() as f64).into());
        -date.get_timezone_offset() as i32
    }
}
