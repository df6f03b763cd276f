//! The message being written, and those written before.

use std::collections::VecDeque;

use leptos::prelude::*;
use tabcat_core::session::Sends;

use super::{App, Model};

/// How many sent messages can be brought back.
const HISTORY: usize = 100;

/// The text of the composer.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What is in the field.
    pub text: RwSignal<String>,
    /// Whether sending it was just refused.
    pub refused: RwSignal<bool>,
    history: StoredValue<History>,
    /// Given to the connection, which has not said yet what became of them.
    under_way: StoredValue<VecDeque<String>>,
}

#[derive(Default)]
struct History {
    sent: Vec<String>,
    /// How far back the person has gone, and what they were writing before.
    back: usize,
    unsent: String,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            refused: RwSignal::new(false),
            history: StoredValue::new(History::default()),
            under_way: StoredValue::new(VecDeque::new()),
        }
    }

    /// Takes what was typed.
    pub fn type_in(&self, text: String) {
        self.refused.set(false);
        self.history.update_value(|history| history.back = 0);
        self.text.set(text);
    }

    /// Sends it and empties the field; if it can't be sent, it stays and the reason is shown.
    pub fn send(&self, app: App) {
        let text = self.text.get_untracked();
        let given = app.send_text(text.clone());
        if given {
            self.under_way.update_value(|under_way| under_way.push_back(text));
            self.text.set(String::new());
        }
        self.refused.set(!given);
    }

    /// Keeps up with what becomes of messages that were given to the connection: sent ones can be brought back, and one
    /// that was not sent comes back by itself.
    pub(super) fn follow(self, model: Model) {
        Effect::new(move |before: Option<Sends>| {
            let sends = model.sends.get();
            let before = before.unwrap_or_default();
            let next = || self.under_way.try_update_value(VecDeque::pop_front).flatten();
            // A socket that has refused one message takes no other: those that were sent come first.
            for _ in before.sent..sends.sent {
                if let Some(text) = next() {
                    self.history.update_value(|history| history.push(text));
                }
            }
            for _ in before.not_sent..sends.not_sent {
                if let Some(text) = next() {
                    self.give_back(text);
                }
            }
            sends
        });
    }

    fn give_back(&self, text: String) {
        self.refused.set(true);
        if self.text.with_untracked(String::is_empty) {
            self.text.set(text);
        } else {
            // Something else is being written by now: the message can be brought back.
            self.history.update_value(|history| history.push(text));
        }
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
        let now = self.text.get_untracked();
        if let Some(Some(text)) = self.history.try_update_value(|history| history.step(step, now)) {
            self.text.set(text);
        }
    }
}

impl History {
    fn push(&mut self, text: String) {
        if self.sent.last() != Some(&text) {
            self.sent.push(text);
        }
        if self.sent.len() > HISTORY {
            self.sent.remove(0);
        }
        self.back = 0;
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
}
