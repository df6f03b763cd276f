//! Links to a set-up: Share copies one, and a followed one can be undone.

use tabcat_core::share::encode;

use super::Pane;
use crate::app::ids::focus;
use crate::app::reactive::spawn;
use crate::app::toast::Notice;
use crate::io;

/// Copies a link to the set-up, or shows it to be copied by hand.
pub fn share(pane: Pane) {
    let encoded = match encode(&pane.form.setup()) {
        Ok(encoded) => encoded,
        Err(error) => return pane.page.toast.show(Notice::Said(error.to_string())),
    };
    let link = format!("{}#{}", io::location::page_address(), encoded.fragment);
    let masked = encoded.masked;
    spawn(async move {
        pane.page.toast.show(match io::clipboard::copy(&link).await {
            Ok(()) => Notice::LinkCopied { masked },
            Err(io::clipboard::CopyDenied) => Notice::CopyThis { link, masked },
        });
    });
}

impl Pane {
    /// Brings back the set-up from before the link.
    pub fn undo_link(&self) {
        self.form.undo_fill();
        // Without that part no link has put a message into the composer.
        if let Some(learn) = self.page.parts.learn.entries() {
            (learn.take_back)(*self);
        }
        focus(self.form.url.id);
    }
}
