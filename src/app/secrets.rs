//! Secrets on the screen: behind a veil until there is something that tells them from the rest, which is then asked for.

use leptos::prelude::*;
use tabcat_core::secret::{Masking, VEIL, hides};

use super::App;
use super::reactive::{effect, memo};

impl App {
    /// How what may hold secrets is shown, now. Whoever follows signals is told when they can be told from the rest.
    pub fn masking(&self) -> Masking {
        let secrets = self.parts.secrets.entries();
        secrets.map_or(VEIL, |secrets| secrets.masking)
    }

    /// Asks for what lifts the veil once a URL has something behind it, and says then anew what was said with it.
    pub(super) fn unveil(self) {
        let form = self.form;
        let secrets = self.parts.secrets;
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
