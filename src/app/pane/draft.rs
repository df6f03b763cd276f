//! The message being written, and those written before.

use leptos::prelude::*;
use tabcat_core::draft::{self, LineEnd};
use tabcat_core::restore::{DRAFT, MAX_TEXT, Ring};
use tabcat_core::session::{Outcome, SendId};

use super::Pane;
use super::keep::{Batch, Drawer};
use crate::app::driver::Driver;
use crate::app::ids::MESSAGE_FIELD;
use crate::app::settings::Settings;
use crate::io::document;

/// How many sent messages can be brought back.
const HISTORY: usize = 100;

/// The text of the composer.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What is in the field, and how its lines end.
    pub text: RwSignal<draft::Draft>,
    /// Whether sending it was just refused.
    pub refused: RwSignal<bool>,
    history: StoredValue<History>,
    /// Given to the connection, which has not said yet what became of them.
    under_way: StoredValue<Vec<(SendId, String)>>,
    settings: Settings,
    drawer: Drawer,
}

#[derive(Default)]
struct History {
    sent: Vec<String>,
    /// Those of them that outlive a reload.
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

    /// Puts back a text, and what was sent before.
    pub(super) fn restore(&self, text: &str, sent: Vec<String>, ring: Ring) {
        self.text.set(draft::Draft::of(text));
        self.history.update_value(|history| {
            history.sent = sent;
            history.ring = ring;
        });
    }

    /// Empties the field, and forgets what was sent.
    pub(super) fn forget(&self, batch: &mut Batch) {
        self.text.set(draft::Draft::default());
        self.history.update_value(|history| {
            history.ring.forget(&mut |key, value| batch.put(key, value));
            *history = History::default();
        });
    }

    /// Keeps anew what was sent, after it was forgotten with the connection.
    pub(super) fn keep_sent(&self, batch: &mut Batch) {
        self.history.update_value(|history| {
            history.ring = Ring::default();
            for text in &history.sent {
                history.ring.push(text, &mut |key, value| batch.put(key, value));
            }
        });
    }

    /// Has the browser forget what was sent; it can still be brought back.
    pub(super) fn unkeep_sent(&self, batch: &mut Batch) {
        self.history
            .update_value(|history| history.ring.forget(&mut |key, value| batch.put(key, value)));
    }

    /// Reads what would be lost: the text, or what was given to the connection in its place and may not have been sent.
    pub(super) fn unsent(&self, read: impl FnOnce(&str)) {
        // While sent messages are looked through, it is what was being written before.
        let set_aside = self.history.with_value(|history| {
            let is_back = history.back > 0 && !history.unsent.is_empty();
            is_back.then(|| history.unsent.clone())
        });
        if let Some(text) = set_aside {
            return read(&text);
        }
        self.text.with_untracked(|draft| {
            if draft.shown().is_empty() {
                self.under_way
                    .with_value(|under_way| read(under_way.last().map_or("", |(_, text)| text)));
            } else if draft.shown().len() > MAX_TEXT {
                // Nothing of it is kept: that needs no copy.
                read("");
            } else {
                read(&draft.text());
            }
        });
    }

    /// Takes what the field has after an edit.
    pub fn edit(&self, text: &str) {
        self.refused.set(false);
        if let Some(unsent) = self.take_set_aside() {
            // What was sent is being written anew: what was written before it can be brought back.
            self.remember(unsent);
        }
        self.text.update(|draft| draft.edit(text));
    }

    /// Puts a text in place of what is being written, which can be brought back.
    pub fn offer(&self, text: &str) {
        let written = self.given();
        if !written.is_empty() && written != text {
            self.remember(written);
        }
        self.edit(text);
    }

    /// Expects the field to take a paste over what is selected: the field alters its line ends.
    pub fn expect_paste(&self, pasted: String) {
        let selected = document::selection(MESSAGE_FIELD);
        self.text
            .update_untracked(|draft| draft.expect_paste(selected, pasted));
    }

    /// Lets all lines end so.
    pub fn set_line_end(&self, end: LineEnd) {
        self.text.update(|draft| draft.set_line_end(end));
    }

    /// Sends it and empties the field; if it can't be sent, it stays and the reason is shown.
    pub fn send(&self, pane: Pane) {
        let text = self.given();
        let id = pane.page.drive(Driver::next_send);
        // Before it is given: what becomes of it may be known before this returns.
        self.under_way
            .update_value(|under_way| under_way.push((id, text.clone())));
        let given = pane.send_text(id, text).is_ok();
        if given {
            let unsent = self.take_set_aside().unwrap_or_default();
            self.text.set(draft::Draft::of(&unsent));
        } else {
            self.take(id);
        }
        self.refused.set(!given);
    }

    /// Takes up what became of a message: one that was sent can be brought back, and so can one of which nobody knows; one that
    /// was not sent comes back by itself.
    pub(super) fn settle(&self, id: SendId, outcome: Outcome) {
        let Some(text) = self.take(id) else { return };
        match outcome {
            Outcome::Sent | Outcome::Unknown => self.remember(text),
            Outcome::NotSent => self.give_back(text),
        }
    }

    /// What was being written when sent messages came to be looked through. They are not any more.
    fn take_set_aside(&self) -> Option<String> {
        let take = |history: &mut History| {
            let unsent = std::mem::take(&mut history.unsent);
            (std::mem::take(&mut history.back) > 0 && !unsent.is_empty()).then_some(unsent)
        };
        self.history.try_update_value(take).flatten()
    }

    fn take(&self, id: SendId) -> Option<String> {
        let take = |under_way: &mut Vec<(SendId, String)>| {
            let at = under_way.iter().position(|(of, _)| *of == id)?;
            Some(under_way.remove(at).1)
        };
        self.under_way.try_update_value(take).flatten()
    }

    fn give_back(&self, text: String) {
        self.refused.set(true);
        if self.text.with_untracked(|draft| draft.shown().is_empty()) {
            self.text.set(draft::Draft::of(&text));
        } else {
            // Something else is being written by now: the message can be brought back.
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
            // It may have been kept as the draft, while it was under way.
            batch.put(DRAFT, None);
        }
        batch.close(self.settings);
    }

    /// Brings back the message sent before the one shown.
    pub fn earlier(&self) {
        self.recall(1);
    }

    /// Brings back the message sent after the one shown, and at last what was being written.
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
    /// Adds one, also while they are looked through: the one that is shown is then one further back.
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
