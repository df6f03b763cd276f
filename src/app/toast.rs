//! The one passing message at the bottom of the page.

use leptos::prelude::*;
use tabcat_core::Span;

use crate::io::document::{self, Focus};
use crate::io::timer::Alarm;

/// The class of its element.
const CLASS: &str = "toast";

/// How long it is shown.
const STAYS: Span = Span::from_secs(8);

/// A message's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The link is in the clipboard, without the secrets of these names.
    LinkCopied {
        /// The names of the masked secrets.
        masked: Vec<String>,
    },
    /// The page may not write to the clipboard: the link is shown.
    CopyThis {
        /// The link.
        link: String,
        /// The names of the masked secrets.
        masked: Vec<String>,
    },
    /// A sentence.
    Said(String),
}

/// The message, if one is shown.
#[derive(Clone, Copy)]
pub struct Toast {
    /// The message.
    pub message: RwSignal<Option<Notice>>,
    alarm: StoredValue<Option<Alarm>, LocalStorage>,
    /// The focused element before it was shown.
    before: StoredValue<Option<Focus>, LocalStorage>,
}

impl Toast {
    pub(super) fn new() -> Self {
        Self {
            message: RwSignal::new(None),
            alarm: StoredValue::new_local(None),
            before: StoredValue::new_local(None),
        }
    }

    /// Shows `notice` for a while; a link to be copied by hand stays until it is dismissed.
    pub fn show(&self, notice: Notice) {
        let toast = *self;
        let stays = matches!(notice, Notice::CopyThis { .. });
        if !document::has_focus(CLASS) {
            self.before.set_value(Focus::now());
        }
        self.message.set(Some(notice));
        self.alarm
            .set_value((!stays).then(|| Alarm::after(STAYS, move || toast.dismiss())));
    }

    /// Hides it. If it has the focus, the focus goes back to the element that had it before.
    pub fn dismiss(&self) {
        let before = self.before.try_update_value(Option::take).flatten();
        if document::has_focus(CLASS) && !before.is_some_and(|before| before.restore()) {
            document::focus(super::LIST);
        }
        self.message.set(None);
    }
}
