//! Preferences kept between visits: the theme, the timeouts, what is folded. Without storage they last for
//! this visit.

use leptos::prelude::*;
use tabcat_core::limit::limits;
use tabcat_core::plan::Timeouts;
use tabcat_core::preferences::{Preferences, Theme};
use tabcat_core::setup::Setup;
use tabcat_core::transcript::Limits;

use crate::io;
use crate::io::storage::Area;

/// The preferences, and changes to them.
#[derive(Clone, Copy)]
pub struct Settings {
    preferences: RwSignal<Preferences>,
    /// Whether the browser has refused to store a value: storage is denied, as in a private window, or full.
    pub(super) refused: RwSignal<bool>,
}

impl Settings {
    pub(super) fn load() -> Self {
        let preferences = Preferences::read(|key| Area::Local.load(key));
        io::document::set_theme(preferences.theme.name());
        Self {
            preferences: RwSignal::new(preferences),
            refused: RwSignal::new(false),
        }
    }

    /// The colour theme.
    pub fn theme(&self) -> Theme {
        self.preferences.with(|preferences| preferences.theme)
    }

    /// Switches the theme: system, light, dark, system again.
    pub fn next_theme(&self) {
        let next = self
            .preferences
            .with_untracked(|preferences| preferences.theme)
            .next();
        io::document::set_theme(next.name());
        self.change(&|preferences| preferences.theme = next);
    }

    /// Whether single keys are shortcuts.
    pub fn single_keys(&self) -> bool {
        self.preferences.with(|preferences| preferences.single_keys)
    }

    /// Turns shortcuts by single keys on or off.
    pub fn set_single_keys(&self, on: bool) {
        self.change(&|preferences| preferences.single_keys = on);
    }

    /// Whether to ask before leaving while data would be lost.
    pub fn ask_before_leaving(&self) -> bool {
        self.preferences
            .with(|preferences| preferences.ask_before_leaving)
    }

    /// Turns that question on or off.
    pub fn set_ask_before_leaving(&self, on: bool) {
        self.change(&|preferences| preferences.ask_before_leaving = on);
    }

    /// Whether Enter sends a message.
    pub fn enter_sends(&self) -> bool {
        self.preferences.with(|preferences| preferences.enter_sends)
    }

    /// Has Enter send a message, or break the line.
    pub fn set_enter_sends(&self, on: bool) {
        self.change(&|preferences| preferences.enter_sends = on);
    }

    fn timeouts(&self) -> Timeouts {
        self.preferences
            .with_untracked(|preferences| preferences.timeouts)
    }

    /// The set-up of a page without input.
    pub(super) fn untouched(&self) -> Setup {
        Setup::untouched(self.timeouts())
    }

    pub(super) fn keep_timeouts(&self, timeouts: Timeouts) {
        self.change(&|preferences| preferences.timeouts = timeouts);
    }

    /// The bound of all transcripts.
    pub(super) fn limits(&self) -> Limits {
        self.preferences
            .with_untracked(|preferences| limits(preferences.keep_mib, preferences.keep_entries))
    }

    pub(super) fn keep_limits(&self, mib: u32, entries: Option<u32>) {
        self.change(&|preferences| {
            preferences.keep_mib = mib;
            preferences.keep_entries = entries;
        });
    }

    fn change(&self, change: &dyn Fn(&mut Preferences)) {
        let before = self.preferences.with_untracked(Preferences::values);
        self.preferences.update(change);
        let after = self.preferences.with_untracked(Preferences::values);
        // Only changed values: another tab may have set the others.
        for ((key, value), (_, before)) in after.into_iter().zip(before) {
            if value != before && Area::Local.save(key, Some(&value)).is_err() {
                self.refuse();
            }
        }
    }

    /// Records that a value could not be stored.
    pub(super) fn refuse(&self) {
        if !self.refused.get_untracked() {
            self.refused.set(true);
        }
    }
}
