//! Undo over changes of the whole message. The browser undoes the text where it was typed into the field, and knows
//! nothing of its format; a text of many lines is set in place instead, and undone here.

use leptos::prelude::*;
use tabcat_core::compose::Written;
use tabcat_core::draft;

use crate::app::ids::MESSAGE_FIELD;
use crate::app::pane::Pane;
use crate::io::document::{self, History};

/// The most bytes of texts to go back to.
const MOST_BYTES: usize = 4 << 20;

/// The browser takes seconds to type a longer text, or one of more lines.
const MOST_TYPED: usize = 256 << 10;
const MOST_LINES: usize = 100;

/// A message before or after a change of all of it.
#[derive(Clone, Debug)]
struct Stage {
    written: Written,
    /// Whether the text was set in the field: the browser does not undo that.
    was_set: bool,
}

impl Stage {
    fn shows(&self, text: &str) -> bool {
        draft::Draft::of_written(&self.written).shown() == text
    }
}

/// The stages that the message went through.
#[derive(Debug, Default)]
pub(in crate::app) struct Stages {
    all: Vec<Stage>,
    /// The place of the last one reached.
    at: usize,
}

impl Stages {
    fn push(&mut self, before: Written, after: Written, was_set: bool) {
        self.all.truncate(self.at + 1);
        if self.all.last().is_none_or(|last| last.written != before) {
            let was_set = false;
            self.all.push(Stage {
                written: before,
                was_set,
            });
        }
        self.all.push(Stage {
            written: after,
            was_set,
        });
        let mut bytes: usize = self.all.iter().map(|stage| stage.written.text.len()).sum();
        while bytes > MOST_BYTES && !self.all.is_empty() {
            bytes -= self.all.remove(0).written.text.len();
        }
        self.at = self.all.len().saturating_sub(1);
    }

    /// The message that has this text after the browser undid something, or did it again.
    fn reached(&mut self, text: &str, history: History) -> Option<Written> {
        let last = self.all.len().checked_sub(1)?;
        let shows = |at: &usize| self.all[*at].shows(text);
        let at = match history {
            History::Undo => (0..=self.at).rev().find(shows),
            History::Redo => (self.at..=last).find(shows),
        }?;
        self.at = at;
        Some(self.all[at].written.clone())
    }

    /// The message to set in the field instead, if the last change of `text` was made so.
    fn set_back(&mut self, text: &str, history: History) -> Option<Written> {
        if !self.all.get(self.at)?.shows(text) {
            return None;
        }
        let next = match history {
            History::Undo if self.all[self.at].was_set => self.at.checked_sub(1)?,
            History::Redo if self.all.get(self.at + 1)?.was_set => self.at + 1,
            History::Undo | History::Redo => return None,
        };
        self.at = next;
        Some(self.all[next].written.clone())
    }
}

/// Hears what the browser undoes, as long as the calling view is there.
pub(super) fn hear(pane: &Pane) {
    let pane = *pane;
    let step = move |history, step: fn(&mut Stages, &str, History) -> Option<Written>| {
        let text = document::value(MESSAGE_FIELD)?;
        let stages = pane.composing().stages;
        stages
            .try_update_value(|stages| step(stages, &text, history))
            .flatten()
    };
    let listeners = document::on_history(
        MESSAGE_FIELD,
        move |history| {
            let set = step(history, Stages::set_back);
            if let Some(written) = &set {
                pane.draft.set(written);
            }
            set.is_some()
        },
        move |history| {
            if let Some(written) = step(history, Stages::reached) {
                pane.draft.set(&written);
            }
        },
    );
    StoredValue::new_local(listeners);
}

impl Pane {
    /// Replaces the message, in a way that can be undone.
    pub(super) fn replace(&self, next: &Written) {
        let before = self.draft.given();
        if before.text == next.text {
            return self.draft.set(next);
        }
        let is_small = |text: &str| text.len() <= MOST_TYPED && text.lines().count() <= MOST_LINES;
        let is_typed = is_small(&next.text) && is_small(&before.text) && {
            self.draft.set(&Written {
                text: before.text.clone(),
                ..*next
            });
            document::retype(MESSAGE_FIELD, &next.text)
        };
        if !is_typed {
            self.draft.set(next);
        }
        let stages = self.composing().stages;
        stages.update_value(|stages| stages.push(before, next.clone(), !is_typed));
    }
}

#[cfg(test)]
mod tests {
    use tabcat_core::compose::Format;

    use super::*;

    fn hex(text: &str) -> Written {
        Written {
            format: Format::Hex,
            ..Written::text(text)
        }
    }

    #[test]
    fn a_text_that_the_browser_undid_has_the_format_that_it_had() {
        let mut stages = Stages::default();
        stages.push(Written::text("ab"), hex("61 62"), false);
        assert_eq!(stages.reached("61 6", History::Undo), None, "typed in hex");
        assert_eq!(stages.reached("ab", History::Undo), Some(Written::text("ab")));
        assert_eq!(stages.reached("61 62", History::Redo), Some(hex("61 62")));
        assert_eq!(stages.set_back("61 62", History::Undo), None, "the browser does");
    }

    #[test]
    fn a_text_that_was_set_is_set_back() {
        let mut stages = Stages::default();
        let [short, long] = ["[1]", "[\n1\n]"].map(Written::text);
        stages.push(short.clone(), long.clone(), true);
        assert_eq!(stages.set_back("[\n1,\n]", History::Undo), None, "it was edited");
        assert_eq!(stages.set_back(&long.text, History::Undo), Some(short.clone()));
        assert_eq!(stages.set_back(&short.text, History::Redo), Some(long));
    }

    #[test]
    fn a_change_after_undo_forgets_what_was_undone() {
        let mut stages = Stages::default();
        stages.push(Written::text("ab"), hex("61 62"), true);
        stages.set_back("61 62", History::Undo);
        stages.push(Written::text("ab"), Written::text("abc"), true);
        assert_eq!(stages.all.len(), 2);
        assert_eq!(stages.set_back("abc", History::Redo), None);
    }

    #[test]
    fn the_texts_to_go_back_to_are_bounded() {
        let mut stages = Stages::default();
        let large = |text: &str| Written::text(text.repeat(3 << 20));
        stages.push(large("a"), large("b"), true);
        assert_eq!(stages.all.len(), 1);
        assert_eq!(stages.set_back(&large("b").text, History::Undo), None);
    }
}
