//! The life of the page as its connections feel it: hidden, frozen, kept in the back/forward cache, under a
//! clock that jumps. A connection that runs notes it, with its own state after it.

use super::{Connection, Workbench};
use crate::close::Tone;
use crate::entry::{Note, System};
use crate::format::{duration, short_span};
use crate::session::{self, Phase};
use crate::time::{Span, Timestamp};

/// A tab that was hidden for less is not worth a line.
const WORTH: Span = Span::from_secs(10);

/// Since when the page is hidden or frozen.
#[derive(Debug, Default)]
pub(super) struct Life {
    hidden: Option<Timestamp>,
    frozen: Option<Timestamp>,
}

/// A jump of the machine's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jump {
    /// It went on by so much at once, or the machine slept.
    Ahead(Span),
    /// It was put back by so much.
    Back(Span),
}

impl Workbench {
    pub(super) fn hidden(&mut self, now: Timestamp) {
        self.life.hidden.get_or_insert(now);
    }

    pub(super) fn visible(&mut self, now: Timestamp) {
        let Some(hidden) = self.life.hidden.take().map(|since| now - since) else {
            return;
        };
        if hidden >= WORTH {
            self.note_life(now, "tab hidden", &duration(hidden));
        }
    }

    pub(super) fn suspended(&mut self, now: Timestamp) {
        self.life.frozen.get_or_insert(now);
        self.surroundings.suspended();
    }

    /// `cached`: the page comes back from the back/forward cache, for which the browser closed its sockets.
    pub(super) fn resumed(&mut self, now: Timestamp, cached: bool) {
        self.surroundings.resumed(now);
        let frozen = self.life.frozen.take().map(|since| now - since);
        if cached {
            self.each(now, || session::Input::Cached);
        } else if let Some(frozen) = frozen.filter(|frozen| *frozen >= Span::from_secs(1)) {
            self.note_life(now, "frozen", &["by the browser, ", &duration(frozen)].concat());
        }
    }

    pub(super) fn jumped(&mut self, now: Timestamp, jump: Jump) {
        let text = match jump {
            Jump::Ahead(by) => ["ahead by ", &short_span(by), ", or the machine slept"],
            Jump::Back(by) => ["back by ", &short_span(by), ": the times here go on as before"],
        };
        self.note_life(now, "clock", &text.concat());
    }

    /// Adds a note to each transcript whose connection runs.
    fn note_life(&mut self, now: Timestamp, label: &'static str, text: &str) {
        for connection in self.all_mut() {
            let Some(state) = state(connection) else { continue };
            let note = Note::Said {
                label,
                tone: Tone::Neutral,
                text: [text, "; ", state].concat(),
            };
            connection.transcript.push_system(now, System::Note(note));
        }
    }
}

/// What became of the connection, as far as the page can tell.
fn state(connection: &Connection) -> Option<&'static str> {
    match connection.session.phase() {
        Phase::Idle => None,
        Phase::Connecting(_) => Some("still connecting"),
        Phase::Open(_) => Some("the connection is open, as far as the browser says"),
        Phase::Closing { .. } => Some("the connection is closing"),
        Phase::Waiting(_) => Some("waiting to connect again"),
    }
}
