//! The message being written, and the history of sent ones.

use leptos::prelude::*;
use tabcat_core::compose::{Written, has_braces};
use tabcat_core::draft::{self, LineEnd};
use tabcat_core::payload::OwnedPayload;
use tabcat_core::restore::{DRAFT, MAX_TEXT, Ring};
use tabcat_core::session::{Outcome, SendId, Sending};

use super::Pane;
use super::compose::Composing;
use super::keep::{Batch, Drawer};
use crate::app::driver::Driver;
use crate::app::ids::MESSAGE_FIELD;
use crate::app::settings::Settings;
use crate::io::document;

/// How many sent messages the history keeps.
const HISTORY: usize = 100;

/// The content of the composer.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The text of the field, its line ends and its format.
    pub text: RwSignal<draft::Draft>,
    /// Whether sending it was just refused.
    pub refused: RwSignal<bool>,
    history: StoredValue<History>,
    /// Messages given to the connection whose outcome is not known yet, and whether the history has them
    /// already: a message in the outbox is to outlive a reload.
    under_way: StoredValue<Vec<(SendId, Written, bool)>>,
    settings: Settings,
    drawer: Drawer,
}

#[derive(Default)]
struct History {
    sent: Vec<Written>,
    /// The sent messages that outlive a reload.
    ring: Ring,
    /// How far back the person has gone, and what they were writing before.
    back: usize,
    unsent: Written,
    /// How many messages were sent from the field in this connection.
    count: u64,
    /// The rest of the composer's state, once its part is used.
    composing: Option<Composing>,
}

impl Draft {
    pub(super) fn new(settings: Settings, drawer: Drawer) -> Self {
        Self {
            text: RwSignal::new(draft::Draft::default()),
            refused: RwSignal::new(false),
            history: StoredValue::new(History::default()),
            under_way: StoredValue::new(Vec::new()),
            settings,
            drawer,
        }
    }

    /// Restores a draft and the history, as they were kept.
    pub(super) fn restore(&self, draft: &str, sent: &[String], ring: Ring) {
        self.set(&Written::read(draft));
        self.history.update_value(|history| {
            history.sent = sent.iter().map(|kept| Written::read(kept)).collect();
            history.ring = ring;
        });
    }

    /// Replaces the text and its format.
    pub(in crate::app) fn set(&self, written: &Written) {
        self.text.set(draft::Draft::of_written(written));
    }

    /// Empties the field and the history.
    pub(super) fn forget(&self, batch: &mut Batch) {
        self.set(&Written::default());
        self.history.update_value(|history| {
            history.ring.forget(&mut |key, value| batch.put(key, value));
            history.sent.clear();
            history.back = 0;
            history.unsent = Written::default();
        });
    }

    /// Stores the history again, after it was forgotten with the connection.
    pub(super) fn keep_sent(&self, batch: &mut Batch) {
        self.history.update_value(|history| {
            history.ring = Ring::default();
            for written in &history.sent {
                let push = &mut |key: &str, value: Option<&str>| batch.put(key, value);
                history.ring.push(&written.keep(), push);
            }
        });
    }

    /// Removes the history from storage; it stays in memory.
    pub(super) fn unkeep_sent(&self, batch: &mut Batch) {
        self.history
            .update_value(|history| history.ring.forget(&mut |key, value| batch.put(key, value)));
    }

    /// Reads what would be lost, as it is kept: the draft, or a message under way that may not have been sent.
    pub(super) fn unsent(&self, read: impl FnOnce(&str)) {
        // While the person browses the history, the draft is the text set aside.
        let set_aside = self.history.with_value(|history| {
            let is_back = history.back > 0 && !history.unsent.text.is_empty();
            is_back.then(|| history.unsent.clone())
        });
        let shown = self.text.with_untracked(|draft| draft.shown().len());
        let unsent = match set_aside {
            Some(written) => written,
            None if shown == 0 => self.under_way.with_value(|under_way| {
                let last = under_way.iter().rfind(|(.., is_kept)| !is_kept);
                last.map_or_else(|| self.given(), |(_, written, _)| written.clone())
            }),
            // Nothing to keep: no copy needed.
            None if shown > MAX_TEXT => Written::default(),
            None => self.given(),
        };
        read(&unsent.keep());
    }

    /// Takes the field's text after an edit.
    pub fn edit(&self, text: &str) {
        self.refused.set(false);
        if let Some(unsent) = self.take_set_aside() {
            // A sent message is being edited: the draft before it goes to the history.
            self.remember(unsent);
        }
        self.text.update(|draft| {
            draft.edit(text);
            draft.as_written &= has_braces(text);
        });
    }

    /// Replaces the draft; the old one goes to the history.
    pub fn offer(&self, offered: &Written) {
        let given = self.given();
        if !given.text.is_empty() && given != *offered {
            self.remember(given);
        }
        self.edit(&offered.text);
        self.set(offered);
    }

    /// Prepares for a paste over the selection: the field normalizes its line ends.
    pub fn expect_paste(&self, pasted: String) {
        let selected = document::selection(MESSAGE_FIELD);
        self.text
            .update_untracked(|draft| draft.expect_paste(selected, pasted));
    }

    /// Sets the ends of all lines.
    pub fn set_line_end(&self, end: LineEnd) {
        self.text.update(|draft| draft.set_line_end(end));
    }

    /// Sends the draft; if it can't be sent, the reason is shown.
    pub fn send(&self, pane: Pane) {
        let written = self.given();
        match untrack(|| pane.page.parts.compose.entries()) {
            Some(compose) => (compose.send)(pane),
            None if written.is_plain() => {
                let payload = OwnedPayload::Text(written.text.clone());
                self.hand(&pane, written, payload);
            }
            // What would be sent once it is here may be another text by then.
            None => pane.with_compose(|_, _| {}),
        }
    }

    /// Hands a message to the connection and empties the field; if it is not taken, it stays.
    pub(super) fn hand(&self, pane: &Pane, written: Written, payload: OwnedPayload) -> bool {
        let id = pane.page.drive(Driver::next_send);
        // Before sending: the outcome may be known before `send` returns.
        self.under_way
            .update_value(|under_way| under_way.push((id, written.clone(), false)));
        let sending = pane.send_payload(id, payload);
        let given = sending.is_ok();
        if sending == Ok(Sending::Queued) {
            self.keep_queued(id, written);
        }
        if given {
            self.count();
            // Its format stays: the next message is mostly of the same kind.
            let next = self.take_set_aside().unwrap_or(Written {
                format: self.given().format,
                ..Written::default()
            });
            self.set(&next);
        } else {
            self.take(id);
        }
        self.refused.set(!given);
        given
    }

    /// Handles a message's outcome: a sent message goes to the history, as does one of unknown outcome; a
    /// message that was not sent returns to the field.
    pub(super) fn settle(&self, id: SendId, outcome: Outcome) {
        let Some((written, is_kept)) = self.take(id) else {
            return;
        };
        match outcome {
            Outcome::Sent | Outcome::Unknown if is_kept => {}
            Outcome::Sent | Outcome::Unknown => self.remember(written),
            Outcome::NotSent => {
                self.refused.set(true);
                self.give_back(written, is_kept);
            }
            Outcome::Cancelled => self.give_back(written, is_kept),
        }
    }

    /// Takes the draft that was set aside when history browsing began, and ends the browsing.
    fn take_set_aside(&self) -> Option<Written> {
        let take = |history: &mut History| {
            let unsent = std::mem::take(&mut history.unsent);
            (std::mem::take(&mut history.back) > 0 && !unsent.text.is_empty()).then_some(unsent)
        };
        self.history.try_update_value(take).flatten()
    }

    /// Puts a message of the outbox into the history.
    fn keep_queued(&self, id: SendId, written: Written) {
        self.under_way.update_value(|under_way| {
            if let Some((.., is_kept)) = under_way.iter_mut().find(|(of, ..)| *of == id) {
                *is_kept = true;
            }
        });
        self.remember(written);
    }

    fn take(&self, id: SendId) -> Option<(Written, bool)> {
        let take = |under_way: &mut Vec<(SendId, Written, bool)>| {
            let at = under_way.iter().position(|(of, ..)| *of == id)?;
            let (_, written, is_kept) = under_way.remove(at);
            Some((written, is_kept))
        };
        self.under_way.try_update_value(take).flatten()
    }

    fn give_back(&self, written: Written, is_kept: bool) {
        if self.text.with_untracked(|draft| draft.shown().is_empty()) {
            self.set(&written);
        } else if !is_kept {
            // Another message is being written: this one goes to the history.
            self.remember(written);
        }
    }

    /// Adds a message to the history.
    pub(super) fn remember(&self, written: Written) {
        let mut batch = self.drawer.batch();
        let is_empty = self.text.with_untracked(|draft| draft.shown().is_empty());
        self.history.update_value(|history| {
            if history.sent.last() != Some(&written) {
                let push = &mut |key: &str, value: Option<&str>| batch.put(key, value);
                history.ring.push(&written.keep(), push);
            }
            history.push(written);
        });
        if is_empty {
            // It may have been stored as the draft while it was under way.
            batch.put(DRAFT, None);
        }
        batch.close(self.settings);
    }

    /// Brings back the message sent before the one shown.
    pub fn earlier(&self) {
        self.recall(1);
    }

    /// Shows the message sent after the one shown, and in the end the draft.
    pub fn later(&self) {
        self.recall(-1);
    }

    fn recall(&self, step: isize) {
        let now = self.given();
        if let Some(Some(written)) = self.history.try_update_value(|history| history.step(step, now)) {
            self.set(&written);
        }
    }

    /// The message as it is written now.
    pub fn given(&self) -> Written {
        self.text.with_untracked(draft::Draft::written)
    }

    /// Counts a message sent from the field; returns its number.
    pub(super) fn count(&self) -> u64 {
        let count = |history: &mut History| {
            history.count += 1;
            history.count
        };
        self.history.try_update_value(count).unwrap_or_default()
    }

    /// Counts from 1 again.
    pub(super) fn count_anew(&self) {
        self.history.update_value(|history| history.count = 0);
    }

    /// How many messages were sent from the field in this connection.
    pub(super) fn counted(&self) -> u64 {
        self.history.with_value(|history| history.count)
    }

    /// The rest of the composer's state.
    pub(super) fn composing(&self) -> Option<Composing> {
        self.history.with_value(|history| history.composing)
    }

    pub(super) fn set_composing(&self, composing: Composing) {
        self.history
            .update_value(|history| history.composing = Some(composing));
    }
}

impl History {
    /// Adds a message, also during browsing: the shown one is then one further back.
    fn push(&mut self, written: Written) {
        let is_new = self.sent.last() != Some(&written);
        if is_new {
            self.sent.push(written);
        }
        if self.sent.len() > HISTORY {
            self.sent.remove(0);
        }
        if self.back > 0 {
            self.back = (self.back + usize::from(is_new)).min(self.sent.len());
        }
    }

    fn step(&mut self, step: isize, shown: Written) -> Option<Written> {
        let back = self.back.checked_add_signed(step)?;
        if back > self.sent.len() {
            return None;
        }
        if self.back == 0 {
            self.unsent = shown;
        }
        self.back = back;
        Some(if back == 0 {
            self.unsent.clone()
        } else {
            self.sent[self.sent.len() - back].clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_back_and_forth_through_sent_messages_ends_at_the_draft() {
        let mut history = History::default();
        for text in ["one", "two", "two"] {
            history.push(Written::text(text));
        }
        let mut shown = Written::text("draft");
        let mut seen = Vec::new();
        for step in [1, 1, 1, -1, -1, -1] {
            let next = history.step(step, shown.clone());
            seen.push(
                next.clone()
                    .map_or_else(|| "-".to_owned(), |written| written.text),
            );
            shown = next.unwrap_or(shown);
        }
        assert_eq!(seen, ["two", "one", "-", "two", "draft", "-"]);
    }

    #[test]
    fn what_is_added_while_looking_back_moves_nothing() {
        let mut history = History::default();
        for text in ["one", "two"] {
            history.push(Written::text(text));
        }
        let step = |history: &mut History, step, shown| {
            history
                .step(step, Written::text(shown))
                .map(|written| written.text)
        };
        assert_eq!(step(&mut history, 1, "draft").as_deref(), Some("two"));
        history.push(Written::text("three"));
        assert_eq!(step(&mut history, 1, "two").as_deref(), Some("one"));
        assert_eq!(step(&mut history, -1, "one").as_deref(), Some("two"));
    }
}
