//! The rate of redrawing the page while messages pour in. A list whose rows all change in each frame can't be
//! read, and drawing it takes a quarter of a small machine away from receiving: it is drawn at a rate that
//! the eye can follow instead. Receiving, counting and keeping continue.

use crate::entry::EntryId;
use crate::time::{Span, Timestamp};

/// About a screenful of a small screen: with more new entries in a frame, no row stays in view for the next
/// one.
const SCREENFUL: u64 = 20;

/// How long the page stays as drawn then: six frames of 60 a second.
const STANDS: Span = Span::from_millis(100);

/// When the page was last drawn, and the entries shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    drawn: Option<(Timestamp, EntryId)>,
}

impl Pace {
    /// How long to wait before drawing; `next` is the id of the next entry. `None` means to draw now, and
    /// counts as drawn.
    pub fn wait(&mut self, now: Timestamp, next: EntryId) -> Option<Span> {
        let wait = self.drawn.and_then(|(at, shown)| {
            let pours = next.0.saturating_sub(shown.0) > SCREENFUL;

            // A clock that was set back must not stop the drawing.
            (pours && now >= at && now - at < STANDS).then(|| at + STANDS - now)
        });
        if wait.is_none() {
            self.drawn = Some((now, next));
        }
        wait
    }

    /// Lets the next frame be drawn, after input by a person.
    pub fn hurry(&mut self) {
        self.drawn = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of 60 frames in a second are drawn if `per_frame` entries arrive in each.
    fn drawn(per_frame: u64) -> usize {
        let mut pace = Pace::default();
        let frame = |frame: u64| {
            let at = Timestamp::from_millis(f64::from(u32::try_from(frame).unwrap()) * 1000.0 / 60.0);
            pace.wait(at, EntryId(frame * per_frame)).is_none()
        };
        (0..60).map(frame).filter(|due| *due).count()
    }

    #[test]
    fn what_can_be_read_is_drawn_in_every_frame_and_a_flood_ten_times_a_second() {
        for (per_frame, expect) in [(0, 60), (1, 60), (20, 60), (21, 10), (600, 10)] {
            assert_eq!(drawn(per_frame), expect, "{per_frame} in a frame");
        }
    }

    #[test]
    fn what_a_person_does_is_drawn_at_once() {
        let mut pace = Pace::default();
        assert_eq!(pace.wait(Timestamp::default(), EntryId(0)), None);
        assert_eq!(pace.wait(Timestamp::default(), EntryId(1_000)), Some(STANDS));
        pace.hurry();
        assert_eq!(pace.wait(Timestamp::default(), EntryId(1_000)), None);
    }
}
