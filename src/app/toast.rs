//! The one passing message at the bottom of the page.

use leptos::prelude::*;
use tabcat_core::Span;

use crate::io::timer::Alarm;

/// How long it stays.
const STAYS: Span = Span::from_secs(8);

/// What it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The link is in the clipboard; the secrets of these names are not in it.
    LinkCopied {
        /// Names of what was masked.
        masked: Vec<String>,
    },
    /// The clipboard is closed to the page: here is the link.
    CopyThis {
        /// The link.
        link: String,
        /// Names of what was masked.
        masked: Vec<String>,
    },
    /// A sentence.
    Said(String),
}

/// The message, if one is shown.
#[derive(Clone, Copy)]
pub struct Toast {
    /// What it says.
    pub message: RwSignal<Option<Message>>,
    alarm: StoredValue<Option<Alarm>, LocalStorage>,
}

impl Toast {
    pub(super) fn new() -> Self {
        Self {
            message: RwSignal::new(None),
            alarm: StoredValue::new_local(None),
        }
    }

    /// Shows `message` for a while; a link to be copied by hand stays until it is dismissed.
    pub fn show(&self, message: Message) {
        let toast = *self;
        let stays = matches!(message, Message::CopyThis { .. });
        self.message.set(Some(message));
        self.alarm
            .set_value((!stays).then(|| Alarm::after(STAYS, move || toast.dismiss())));
    }

    /// Takes it away.
    pub fn dismiss(&self) {
        self.message.set(None);
    }
}
