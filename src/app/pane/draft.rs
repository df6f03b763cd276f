//! The message being written, and the history of sent ones.

use leptos::prelude::*;
use tabcat_core::draft::{self, LineEnd};
use tabcat_core::restore::{DRAFT, MAX_TEXT, Ring};
use tabcat_core::session::{Outcome, SendId, Sending};

use super::Pane;
use super::keep::{Batch, Drawer};
use crate::app::driver::Driver;
use crate::app::ids::MESSAGE_FIELD;
use crate::app::settings::Settings;
use crate::io::document;

/// How many sent messages the history keeps.
const HISTORY: usize = 100;

/// The text of the composer.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The text of the field, and its line ends.
    pub text: RwSignal<draft::Draft>,
    /// Whether sending it was just refused.
    pub refused: RwSignal<bool>,
    history: StoredValue<History>,
    /// Messages given to the connection whose outcome is not known yet, and whether the history has them
    /// already: a message in the outbox is to outlive a reload.
    under_way: StoredValue<Vec<(SendId, String, bool)>>,
    settings: Settings,
    drawer: Drawer,
}

#[derive(Default)]
struct History {
    sent: Vec<String>,
    /// The sent messages that outlive a reload.
    ring: Ring,
    /// How far back the person has gone, and what they were writing before.
    back: usize,
    unsent: String,
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

    /// Restores a text and the history.
    pub(super) fn restore(&self, text: &str, sent: Vec<String>, ring: Ring) {
        self.text.set(draft::Draft::of(text));
        self.history.update_value(|history| {
            history.sent = sent;
            history.ring = ring;
        });
    }

    /// Empties the field and the history.
    pub(super) fn forget(&self, batch: &mut Batch) {
        self.text.set(draft::Draft::default());
        self.history.update_value(|history| {
            history.ring.forget(&mut |key, value| batch.put(key, value));
            *history = History::default();
        });
    }

    /// Stores the history again, after it was forgotten with the connection.
    pub(super) fn keep_sent(&self, batch: &mut Batch) {
        self.history.update_value(|history| {
            history.ring = Ring::default();
            for text in &history.sent {
                history.ring.push(text, &mut |key, value| batch.put(key, value));
            }
        });
    }

    /// Removes the history from storage; it stays in memory.
    pub(super) fn unkeep_sent(&self, batch: &mut Batch) {
        self.history
            .update_value(|history| history.ring.forget(&mut |key, value| batch.put(key, value)));
    }

    /// Reads the text that would be lost: the draft, or a message under way that may not have been sent.
    pub(super) fn unsent(&self, read: impl FnOnce(&str)) {
        // While the person browses the history, the draft is the text set aside.
        let set_aside = self.history.with_value(|history| {
            let is_back = history.back > 0 && !history.unsent.is_empty();
            is_back.then(|| history.unsent.clone())
        });
        if let Some(text) = set_aside {
            return read(&text);
        }
        self.text.with_untracked(|draft| {
            if draft.shown().is_empty() {
                self.under_way.with_value(|under_way| {
                    let last = under_way.iter().rfind(|(.., is_kept)| !is_kept);
                    read(last.map_or("", |(_, text, _)| text));
                });
            } else if draft.shown().len() > MAX_TEXT {
                // Nothing to keep: no copy needed.
                read("");
            } else {
                read(&draft.text());
            }
        });
    }

    /// Takes the field's text after an edit.
    pub fn edit(&self, text: &str) {
        self.refused.set(false);
        if let Some(unsent) = self.take_set_aside() {
            // A sent message is being edited: the draft before it goes to the history.
            self.remember(unsent);
        }
        self.text.update(|draft| draft.edit(text));
    }

    /// Replaces the draft with a text; the old draft goes to the history.
    pub fn offer(&self, text: &str) {
        let written = self.given();
        if !written.is_empty() && written != text {
            self.remember(written);
        }
        self.edit(text);
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

    /// Sends the draft and empties the field; if it can't be sent, it stays and the reason is shown.
    pub fn send(&self, pane: Pane) {
        let text = self.given();
        let id = pane.page.drive(Driver::next_send);
        // Before sending: the outcome may be known before `send` returns.
        self.under_way
            .update_value(|under_way| under_way.push((id, text.clone(), false)));
        let sending = pane.send_text(id, text.clone());
        let given = sending.is_ok();
        if sending == Ok(Sending::Queued) {
            self.keep_queued(id, text);
        }
        if given {
            let unsent = self.take_set_aside().unwrap_or_default();
            self.text.set(draft::Draft::of(&unsent));
        } else {
            self.take(id);
        }
        self.refused.set(!given);
    }

    /// Handles a message's outcome: a sent message goes to the history, as does one of unknown outcome; a
    /// message that was not sent returns to the field.
    pub(super) fn settle(&self, id: SendId, outcome: Outcome) {
        let Some((text, is_kept)) = self.take(id) else {
            return;
        };
        match outcome {
            Outcome::Sent | Outcome::Unknown if is_kept => {}
            Outcome::Sent | Outcome::Unknown => self.remember(text),
            Outcome::NotSent => {
                self.refused.set(true);
                self.give_back(text, is_kept);
            }
            Outcome::Cancelled => self.give_back(text, is_kept),
        }
    }

    /// Takes the draft that was set aside when history browsing began, and ends the browsing.
    fn take_set_aside(&self) -> Option<String> {
        let take = |history: &mut History| {
            let unsent = std::mem::take(&mut history.unsent);
            (std::mem::take(&mut history.back) > 0 && !unsent.is_empty()).then_some(unsent)
        };
        self.history.try_update_value(take).flatten()
    }

    /// Puts a message of the outbox into the history.
    fn keep_queued(&self, id: SendId, text: String) {
        self.under_way.update_value(|under_way| {
            if let Some((.., is_kept)) = under_way.iter_mut().find(|(of, ..)| *of == id) {
                *is_kept = true;
            }
        });
        self.remember(text);
    }

    fn take(&self, id: SendId) -> Option<(String, bool)> {
        let take = |under_way: &mut Vec<(SendId, String, bool)>| {
            let at = under_way.iter().position(|(of, ..)| *of == id)?;
            let (_, text, is_kept) = under_way.remove(at);
            Some((text, is_kept))
        };
        self.under_way.try_update_value(take).flatten()
    }

    fn give_back(&self, text: String, is_kept: bool) {
        if self.text.with_untracked(|draft| draft.shown().is_empty()) {
            self.text.set(draft::Draft::of(&text));
        } else if !is_kept {
            // Another message is being written: this one goes to the history.
            self.remember(text);
        }
    }

    fn remember(&self, text: String) {
        let mut batch = self.drawer.batch();
        let is_empty = self.text.with_untracked(|draft| draft.shown().is_empty());
        self.history.update_value(|history| {
            if history.sent.last() != Some(&text) {
                history.ring.push(&text, &mut |key, value| batch.put(key, value));
            }
            history.push(text);
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
        if let Some(Some(text)) = self.history.try_update_value(|history| history.step(step, now)) {
            self.text.set(draft::Draft::of(&text));
        }
    }

    /// The text as it would be sent.
    pub(in crate::app) fn given(&self) -> String {
        self.text.with_untracked(|draft| draft.text().into_owned())
    }
}

impl History {
    /// Adds a message, also during browsing: the shown one is then one further back.
    fn push(&mut self, text: String) {
        let is_new = self.sent.last() != Some(&text);
        if is_new {
            self.sent.push(text);
        }
        if self.sent.len() > HISTORY {
            self.sent.remove(0);
        }
        if self.back > 0 {
            self.back = (self.back + usize::from(is_new)).min(self.sent.len());
        }
    }

    fn step(&mut self, step: isize, shown: String) -> Option<String> {
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
            history.push(text.to_owned());
        }
        let mut shown = "draft".to_owned();
        let mut seen = Vec::new();
        for step in [1, 1, 1, -1, -1, -1] {
            let next = history.step(step, shown.clone());
            seen.push(next.clone().unwrap_or_else(|| "-".to_owned()));
            shown = next.unwrap_or(shown);
        }
        assert_eq!(seen, ["two", "one", "-", "two", "draft", "-"]);
    }

    #[test]
    fn what_is_added_while_looking_back_moves_nothing() {
        let mut history = History::default();
        for text in ["one", "two"] {
            history.push(text.to_owned());
        }
        assert_eq!(history.step(1, "draft".to_owned()).as_deref(), Some("two"));
        history.push("three".to_owned());
        assert_eq!(history.step(1, "two".to_owned()).as_deref(), Some("one"));
        assert_eq!(history.step(-1, "one".to_owned()).as_deref(), Some("two"));
    }
}
