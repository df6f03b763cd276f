//! The words about the message being written.

use leptos::prelude::*;
use tabcat_core::compose::composed::Kind;
use tabcat_core::compose::edge::EDGE_CASES;
use tabcat_core::compose::{Format, before};
use tabcat_core::format;
use tabcat_core::policies::Tray;
use tabcat_core::restore::MAX_TEXT;
use tabcat_core::session::SendRefusal;

use super::composing::{Held, Leaving};
use super::made;
use crate::app::pane::Pane;

/// How the words are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A fact.
    #[default]
    Neutral,
    /// It is right.
    Fine,
    /// It can't be sent.
    Wrong,
}

/// The line about the message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// The words.
    pub words: String,
    /// How they are meant.
    pub tone: Tone,
    /// Whether they are an answer to a press on Send, or a mistake.
    pub is_alert: bool,
    /// Whether the text is JSON whose white space can be changed.
    pub can_reshape: bool,
}

impl Pane {
    /// The line about the message. Tracked.
    pub fn message_status(&self) -> Status {
        let composing = self.composing();
        if let Some(problem) = composing.problem.get() {
            return Status {
                words: problem.sentence,
                tone: Tone::Wrong,
                is_alert: true,
                can_reshape: false,
            };
        }
        if composing.every.with(Option::is_some)
            && !self.draft.refused.get()
            && let Some(words) = self.repeat_in_words()
        {
            return said(words);
        }
        if composing.every.with(Option::is_some) && self.model.queues() && !self.model.repeats() {
            return said("Waits for the connection.".to_owned());
        }
        let held = composing.held.get();
        if let Some(Held::File(file)) = &held
            && let Some(words) = self.file_in_words(&file.file)
        {
            return said(words);
        }
        let typed = composing.typed.get();
        let bytes = match held {
            Some(Held::Made(index)) if self.takes_it_now() => {
                return said([EDGE_CASES[index].note, ", made when sent."].concat());
            }
            Some(Held::Made(index)) => made(index).len(),
            Some(Held::File(file)) => file.file.bytes,
            None => typed
                .summary
                .as_ref()
                .map_or(typed.bytes, |summary| summary.bytes),
        };
        let is_json = typed
            .summary
            .as_ref()
            .is_some_and(|summary| summary.kind == Kind::Json);
        let can_reshape = is_json && self.draft.text.with(|draft| draft.format) == Format::Json;
        let refused = |words| Status {
            is_alert: self.draft.refused.get(),
            ..said(words)
        };
        let mut status = if let Some(sentence) = self.exceeds_outbox(bytes) {
            refused(sentence)
        } else if let Some(sentence) = self.goes_to_outbox(bytes) {
            said(sentence)
        } else if let Some(refusal) = self.model.send_refusal() {
            refused(refusal.to_owned())
        } else if self.model.queues() {
            refused(SendRefusal::OutboxFull.sentence().to_owned())
        } else if let Some(summary) = &typed.summary {
            Status {
                tone: if is_json { Tone::Fine } else { Tone::Neutral },
                ..said(summary.words())
            }
        } else {
            said(format::size(bytes as u64))
        };
        if status.is_alert {
            status.tone = Tone::Wrong;
        }
        let is_sentence = status.words.ends_with('.');
        for (at, note) in typed
            .summary
            .iter()
            .flat_map(|summary| &summary.notes)
            .enumerate()
        {
            status
                .words
                .push_str(if at == 0 && is_sentence { " " } else { ". " });
            status.words.push_str(note.sentence().trim_end_matches('.'));
        }
        if typed.bytes > MAX_TEXT {
            if !status.words.ends_with('.') {
                status.words.push('.');
            }
            let said = " Over 1 MB: this will not survive a reload.";
            status.words.push_str(said);
        }
        status.can_reshape = can_reshape;
        status
    }

    /// Whether a press on Send sends at once. Tracked.
    fn takes_it_now(&self) -> bool {
        !self.model.queues() && self.model.send_refusal().is_none()
    }

    fn file_in_words(&self, file: &tabcat_core::payload::File) -> Option<String> {
        let words = match self.composing().leaving.get() {
            Some(Leaving { since: None, .. }) => "Reading the file…".to_owned(),
            Some(_) => "Can't be taken back: only Disconnect stops it.".to_owned(),
            None if self.model.queues() => SendRefusal::FileWaits.sentence().to_owned(),
            None if self.model.send_refusal().is_some() => return None,
            None => file.too_large().unwrap_or_else(|| before(file)),
        };
        (!words.is_empty()).then_some(words)
    }

    /// The sentence about a message of so many bytes that not even an empty outbox takes.
    fn exceeds_outbox(&self, bytes: usize) -> Option<String> {
        let most = self.model.tray()?.most_bytes;
        let exceeds = self.model.queues() && bytes > most;
        let most = format::size(most as u64);
        exceeds.then(|| {
            [
                "Larger than all the outbox holds (",
                &most,
                "): hold more in Options.",
            ]
            .concat()
        })
    }

    /// The sentence about a message of so many bytes that the outbox will take.
    fn goes_to_outbox(&self, bytes: usize) -> Option<String> {
        // A refusal says why not; the message itself may be too large for what is left.
        let fits = |tray: &Tray| tray.bytes + bytes <= tray.most_bytes;
        let takes = |tray: &Tray| {
            let is_refused = self.model.send_refusal().is_some();
            self.model.queues() && !is_refused && (!self.draft.refused.get() || fits(tray))
        };
        let tray = self.model.tray().filter(takes)?;
        let (waiting, most) = (tray.messages.to_string(), tray.most.to_string());
        Some(["Goes to the outbox, ", &waiting, " of ", &most, "."].concat())
    }
}

fn said(words: String) -> Status {
    Status {
        words,
        ..Status::default()
    }
}
