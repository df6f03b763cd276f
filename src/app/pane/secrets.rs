//! Secrets on the screen: behind a veil until there is something that tells them from the rest, which is then asked for.

use leptos::prelude::*;
use tabcat_core::secret::hides;

use super::Pane;
use crate::app::reactive::{effect, memo};

impl Pane {
    /// Asks for what lifts the veil once a URL has something behind it, and says then anew what was said with it.
    pub(super) fn unveil(self) {
        let form = self.form;
        let secrets = self.page.parts.secrets;
        let is_veiled = memo(move || form.url.text.with(|url| hides(url)));
        effect(move || {
            if is_veiled.get() {
                secrets.arrival.ask();
            }
        });
        effect(move || {
            if let Some(secrets) = secrets.entries() {
                form.say_anew(&secrets.masking);
            }
        });
    }
}
