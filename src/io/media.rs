//! Properties of the screen and the system: media queries, and whether it is a Mac.

use super::listener::{Listener, window};

/// Watches a media query for as long as it lives.
pub struct MediaWatch {
    query: web_sys::MediaQueryList,
    #[expect(dead_code, reason = "held for its Drop, which removes it")]
    listener: Listener,
}

impl MediaWatch {
    /// Calls `on_change` whenever `query` starts or stops matching.
    pub fn new(query: &str, on_change: impl Fn(bool) + 'static) -> Self {
        let list = window()
            .match_media(query)
            .ok()
            .flatten()
            .expect("the queries are written in this program and are valid");
        let same = list.clone();
        let listener = Listener::new(&list, "change", move |_| on_change(same.matches()));
        Self {
            query: list,
            listener,
        }
    }

    /// Whether it matches now.
    pub fn matches(&self) -> bool {
        self.query.matches()
    }
}

/// Matches if the page is as narrow as a phone: the style sheets have the same query.
pub const NARROW: &str = "(width < 640px)";

/// Whether [`NARROW`] matches now.
pub fn is_narrow() -> bool {
    window()
        .match_media(NARROW)
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}

/// Whether shortcuts are pressed with Command rather than Control.
pub fn is_mac() -> bool {
    window()
        .navigator()
        .user_agent()
        .is_ok_and(|agent| agent.contains("Mac OS"))
}
