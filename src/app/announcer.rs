//! Announces arriving messages to screen readers: at most one line every three seconds.

use super::reactive::effect;
use leptos::prelude::*;
use tabcat_core::entry::{Body, Direction, EntryId};
use tabcat_core::row::{Row, Since};
use tabcat_core::secret::VEIL;
use tabcat_core::workbench::ConnectionId;
use tabcat_core::{Span, format};

use super::pane::Pane;
use super::panes::Panes;
use crate::io::timer::Alarm;

const PAUSE: Span = Span::from_secs(3);

/// The latest line, for a polite live region.
#[derive(Clone, Copy)]
pub struct Announcement {
    /// The text that is read out when it changes.
    pub line: RwSignal<String>,
}

impl Announcement {
    pub(super) fn new() -> Self {
        Self {
            line: RwSignal::new(String::new()),
        }
    }

    /// Announces a line, even if it equals the last one.
    pub fn say(&self, mut line: String) {
        if self.line.with_untracked(|before| *before == line) {
            line.push('\u{a0}');
        }
        self.line.set(line);
    }
}

/// Announces messages that arrive on the shown connection.
pub(super) fn start(panes: &Panes) {
    let panes = *panes;
    let page = panes.page;
    // The connection, and the first entry not yet announced.
    let told = StoredValue::new((ConnectionId::default(), EntryId::default()));
    let pause = StoredValue::new_local(None::<Alarm>);
    let say = move || {
        let shown = panes.shown_now();
        let next = shown.model.summary.with_untracked(|summary| summary.next);
        let (of, from) = told.get_value();
        // Messages that came while another connection was shown are not announced.
        if of == shown.id
            && let Some(line) = since(&shown, from)
        {
            page.announcement.say(line);
        }
        told.set_value((shown.id, next));
    };
    effect(move || {
        panes.shown().model.summary.track();
        if pause.with_value(Option::is_some) {
            return;
        }
        say();
        pause.set_value(Some(Alarm::after(PAUSE, move || {
            pause.set_value(None);
            say();
        })));
    });
}

/// The messages received since `told`: the text of a single one, or their number.
fn since(pane: &Pane, told: EntryId) -> Option<String> {
    pane.transcript(|transcript| {
        let first = told.max(transcript.first_id());
        let count = usize::try_from(transcript.next_id().0 - first.0).ok()?;
        let start = transcript.len() - count;
        let mut received = transcript.window(start, count).filter(
            |entry| matches!(entry.body, Body::Message(message) if message.direction == Direction::Received),
        );
        let one = received.next()?;
        Some(match received.count() {
            0 => Row::new(&one, start, Since::Nothing, 0, &VEIL)
                .pieces
                .into_iter()
                .map(|piece| piece.text)
                .collect(),
            more => format!("{} received", format::count(more as u64 + 1)),
        })
    })
}
