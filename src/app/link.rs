//! Links: out with Share, in from the fragment. A link fills in the form and does no more.

use leptos::prelude::*;
use tabcat_core::share::{LinkError, decode, encode};

use super::reactive::spawn;
use super::toast::Message;
use super::{App, route};
use crate::io;

/// Copies a link to the set-up, or shows it to be copied by hand.
pub fn share(app: App) {
    let encoded = match encode(&app.form.setup()) {
        Ok(encoded) => encoded,
        Err(error) => return app.toast.show(Message::Said(error.to_string())),
    };
    let link = format!("{}#{}", io::location::page_address(), encoded.fragment);
    let masked = encoded.masked;
    spawn(async move {
        app.toast.show(match io::clipboard::copy(&link).await {
            Ok(()) => Message::LinkCopied { masked },
            Err(io::clipboard::CopyDenied) => Message::CopyThis { link, masked },
        });
    });
}

impl App {
    /// Brings back what there was before the link.
    pub fn undo_link(&self) {
        self.form.undo_fill();
        // Without that part no link has put a message there.
        if let Some(learn) = self.parts.learn.entries() {
            (learn.take_back)(*self);
        }
        self.focus(self.form.url.id);
    }

    pub(super) fn follow_fragment(&self, fragment: &str) {
        if let Some(to_read) = route::is_to_read(fragment) {
            self.fragment.set(fragment.to_owned());
            return self.read(to_read);
        }
        let read = decode(fragment.trim_start_matches('#'), &self.form.setup());
        // It may carry a secret. What a later version of this page could read has to stay for a reload.
        if !matches!(read, Ok(None) | Err(LinkError::Newer(_))) {
            io::location::take_fragment_away();
        }
        match read {
            // Back to the page as it was opened.
            Ok(None) if fragment.is_empty() => self.read(false),
            Ok(None) => {}
            Ok(Some(setup)) if self.model.phase.with_untracked(|phase| phase.link().is_none()) => {
                self.read(false);
                self.form.fill(&setup);
                self.keep_fields();
            }
            Ok(Some(_)) => {
                self.toast.show(Message::Said(
                    "Disconnect first, then open the link again.".to_owned(),
                ));
            }
            Err(error) => self.toast.show(Message::Said(error.to_string())),
        }
    }

    /// Shows a page to read, or the tester. The one that is shown stays as it is.
    fn read(&self, to_read: bool) {
        if self.reading.get_untracked() != to_read {
            self.reading.set(to_read);
        }
    }
}
