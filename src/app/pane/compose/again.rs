//! Sending a message of the transcript again.

use leptos::prelude::*;
use tabcat_core::compose::{edited, not_resent, resent};
use tabcat_core::entry::Message;
use tabcat_core::session::Sending;

use super::file;
use crate::app::driver::Driver;
use crate::app::ids::{MESSAGE_FIELD, focus_soon};
use crate::app::pane::Pane;
use crate::app::toast::Notice;

/// Puts the selected message into the field.
pub fn edit(pane: Pane) {
    let written = with_selected(&pane, edited);
    match written {
        Some(Ok(written)) if pane.may_change() => {
            pane.composing().held.set(None);
            pane.draft.offer(&written);
            focus_soon(MESSAGE_FIELD.to_owned());
        }
        Some(Err(sentence)) => pane.page.toast.show(Notice::Said(sentence)),
        Some(Ok(_)) | None => {}
    }
}

/// Sends the selected message as it is. A file is asked for again.
pub fn resend(pane: Pane) {
    let Some(payload) = with_selected(&pane, |message| resent(message).ok_or(message.encoding)) else {
        return;
    };
    match payload {
        Ok(payload) => {
            let id = pane.page.drive(Driver::next_send);
            let said = match pane.send_payload(id, payload) {
                Ok(Sending::UnderWay) => return,
                Ok(Sending::Queued) => {
                    // It may come back from there.
                    if let Some(Ok(written)) = with_selected(&pane, edited) {
                        pane.draft.remember(written);
                    }
                    "It waits in the outbox."
                }
                Err(refusal) => not_resent(refusal),
            };
            pane.page.toast.show(Notice::Said(said.to_owned()));
        }
        Err(encoding) => file::ask(&pane, encoding),
    }
}

/// Reads the selected message; says why if there is none.
fn with_selected<T>(pane: &Pane, read: impl FnOnce(&Message<'_>) -> T) -> Option<T> {
    let pane = *pane;
    let id = pane.viewer.selected.get_untracked();
    let is_kept = id.is_some_and(|id| pane.transcript(|transcript| transcript.get(id).is_some()));
    let found = id.and_then(|id| pane.message(id, read));
    if found.is_none() {
        let why = match id {
            None => "Select a message in the transcript first.",
            Some(_) if is_kept => "This line is no message. Select a message.",
            Some(_) => "This message has been evicted: it is not kept any more.",
        };
        pane.page.toast.show(Notice::Said(why.to_owned()));
    }
    found
}
