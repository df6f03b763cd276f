//! Secrets on the screen: veiled until the part that recognizes them is loaded.

use leptos::prelude::*;
use tabcat_core::secret::hides;

use super::Pane;
use crate::app::reactive::{effect, memo};

impl Pane {
    /// Loads that part once a URL may hold a secret, and then updates the URL's error.
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
