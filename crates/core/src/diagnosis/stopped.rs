//! The Worker that owned the socket stopped: nothing is known of the connection, so nothing is said of the server.

use super::{Diagnosis, Ranking};
use crate::close::Tone;

pub(super) fn diagnose() -> Diagnosis {
    let mut causes = Ranking::default();
    causes.add(
        60,
        "The browser ended the background socket",
        "it gave no sign of life, or an error",
        "Browsers do that when memory runs out: keep less (Options, “Keep at most”), close other tabs, then connect again.",
    );
    causes.add(
        50,
        "A fault in Tabcat",
        "its words are in the line before the close",
        "Connect again: sockets are the page's own from now on. If it happens again, report it with those words.",
    );
    Diagnosis {
        summary: "The background socket stopped, in this browser. Whether the server is still connected is not known."
            .to_owned(),
        tone: Tone::Danger,
        causes: causes.ranked(),
        ruled_out: None,
    }
}
