//! The one passing message at the bottom of the page.

use leptos::prelude::*;
use tabcat_core::Span;

use crate::io::document::{self, Focus};
use crate::io::timer::Alarm;

/// The class of its element.
const CLASS: &str = "toast";

/// How long it stays.
const STAYS: Span = Span::from_secs(8);

/// What it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
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
    pub message: RwSignal<Option<Notice>>,
    alarm: StoredValue<Option<Alarm>, LocalStorage>,
    /// What had the focus when it came.
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

    /// Takes it away. The focus, if it is in there, goes back to what had it before.
    pub fn dismiss(&self) {
        let before = self.before.try_update_value(Option::take).flatten();
        if document::has_focus(CLASS) && !before.is_some_and(|before| before.restore()) {
            document::focus(super::LIST);
        }
        self.message.set(None);
    }
}
