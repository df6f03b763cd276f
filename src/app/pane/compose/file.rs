//! Files: chosen or dropped, and sent as one message.

use leptos::prelude::*;
use tabcat_core::Span;
use tabcat_core::compose::{Progress, not_resent};
use tabcat_core::payload::{Encoding, OwnedFile, OwnedPayload};
use tabcat_core::session::Sending;

use super::composing::{Held, Leaving};
use crate::app::driver::Driver;
use crate::app::ids::{SEND_BUTTON, focus_soon};
use crate::app::pane::Pane;
use crate::app::reactive::effect;
use crate::app::toast::Notice;
use crate::io;
pub use crate::io::file::Dropped;

/// The id of the input that asks for a file.
pub const FILE_INPUT: &str = "message-file";

/// Asks for a file that is to be sent as such a message.
pub(super) fn ask(pane: &Pane, encoding: Encoding) {
    pane.composing().wanted.set_value(encoding);
    io::file::ask(FILE_INPUT);
}

pub(super) fn send(pane: &Pane, file: OwnedFile) {
    let pane = *pane;
    let composing = pane.composing();
    if composing.leaving.get_untracked().is_some() {
        return;
    }
    composing.forgive();
    let waits = pane.model.buffered.get_untracked();
    let refused = file.file.too_large().or_else(|| {
        (waits >= pane.high_water()).then(|| {
            let size = tabcat_core::format::size(waits);
            [
                size.as_str(),
                " still wait to leave the browser. Send the file when they have left.",
            ]
            .concat()
        })
    });
    if let Some(sentence) = refused {
        return composing.complain(sentence);
    }
    let id = pane.page.drive(Driver::next_send);
    // Before sending: the outcome may be known before `send` returns.
    composing.leaving.set(Some(Leaving { id, since: None }));
    let sent = pane.send_payload(id, OwnedPayload::File(file));
    if sent != Ok(Sending::UnderWay) {
        composing.leaving.set(None);
    }
    if let Err(refusal) = sent {
        pane.page.toast.show(Notice::Said(not_resent(refusal).to_owned()));
    }
    pane.draft.refused.set(sent.is_err());
}

impl Pane {
    /// Takes the file that was chosen.
    pub fn take_chosen(&self) {
        if let Some(mut file) = io::file::chosen(FILE_INPUT) {
            file.file.encoding = self.composing().wanted.get_value();
            self.take_file(file);
        }
    }

    /// Takes what was dropped, or says why not.
    pub fn take_dropped(&self, dropped: Dropped) {
        let said = match dropped {
            Dropped::File(file) => return self.take_file(file),
            Dropped::Many => "One file at a time.",
            Dropped::Folder => "A folder can't be sent. Drop one file.",
            Dropped::Elsewhere => "Drop the file on the message field to send it.",
        };
        self.page.toast.show(Notice::Said(said.to_owned()));
    }

    fn take_file(&self, file: OwnedFile) {
        if !self.may_change() {
            return;
        }
        let composing = self.composing();
        composing.forgive();
        composing.every.set(None);
        composing.held.set(Some(Held::File(file)));
        focus_soon(SEND_BUTTON.to_owned());
    }

    /// Whether the message may be changed; says why if a file is still leaving, or it repeats.
    pub(super) fn may_change(&self) -> bool {
        let said = if self.composing().leaving.with_untracked(Option::is_some) {
            "The file is still leaving: only Disconnect stops it."
        } else if untrack(|| self.model.repeats()) {
            "Stop the repeat first."
        } else {
            return true;
        };
        self.page.toast.show(Notice::Said(said.to_owned()));
        false
    }

    /// Sends the file as another kind of message.
    pub fn send_file_as(&self, encoding: Encoding) {
        let composing = self.composing();
        composing.forgive();
        composing.held.update(|held| {
            if let Some(Held::File(file)) = held {
                file.file.encoding = encoding;
            }
        });
        focus_soon(SEND_BUTTON.to_owned());
    }

    /// Takes files that are dropped, as long as the calling view is there. `over` tells whether one is held
    /// over the place.
    pub fn hear_drops(self, place: &'static str, over: RwSignal<bool>) {
        let listeners = io::file::on_drop(
            place,
            move |is_over| {
                if over.get_untracked() != is_over {
                    over.set(is_over);
                }
            },
            move |dropped| self.take_dropped(dropped),
        );
        StoredValue::new_local(listeners);
    }

    /// Takes the file out of the field once all of it has left the browser, as long as the calling view is
    /// there.
    pub fn see_file_off(self) {
        let composing = self.composing();
        let mut was_read = false;
        let mut status = untrack(|| self.model.status());
        effect(move || {
            let now = self.model.status();
            if status != now && composing.held.with_untracked(Option::is_some) {
                // It was about the connection before.
                composing.forgive();
            }
            status = now;
            self.model.buffered.track();
            self.model.now.track();
            let is_over = self.model.is_idle();
            let leaving = composing.leaving.get();
            match leaving {
                Some(Leaving { since: Some(_), .. }) if is_over => composing.leaving.set(None),
                // What the page shows may be older than the message.
                Some(Leaving { since: Some(_), .. })
                    if self.page.drive(|driver| driver.buffered(self.id)) == 0 =>
                {
                    composing.leaving.set(None);
                    composing.held.set(None);
                }
                None if was_read && composing.held.with_untracked(Option::is_some) => {
                    composing.complain("Not sent: the transcript says why.".to_owned());
                }
                _ => {}
            }
            was_read = leaving.is_some_and(|leaving| leaving.since.is_none());
        });
    }

    /// How far the file has left, if the browser has taken it.
    pub fn file_progress(&self) -> Option<Progress> {
        let Some(Held::File(file)) = self.composing().held.get() else {
            return None;
        };
        let since = self.composing().leaving.get()?.since?;
        let now = self.model.now.get();
        let waits = usize::try_from(self.model.buffered.get()).unwrap_or(usize::MAX);
        let left = file.file.bytes.saturating_sub(waits);
        let took = if now > since { now - since } else { Span::default() };
        Some(Progress::of(file.file.bytes, left, took))
    }
}
