//! The state that a browser tab has once, however many connections are open in it.

use std::rc::Rc;

use leptos::prelude::*;
use tabcat_core::secret::{Masking, VEIL};
use tabcat_core::{Timestamp, format};

use super::announcer::Announcement;
use super::driver::Driver;
use super::jobs::Jobs;
use super::limits::LimitFields;
use super::part::Part;
use super::parts::{Parts, Sources};
use super::settings::Settings;
use super::toast::{Notice, Toast};
use crate::io;
use crate::io::clock::Clock;

/// Shown once, if sockets have to stay on the page's main thread.
const SLOW_SOCKETS: &str = "The background socket did not start: everything works, but a flood will slow the page, and a hidden tab waits and beats late.";

/// A handle to it, cheap to copy into closures. Views get it with `Page::get`.
#[derive(Clone, Copy)]
pub struct Page {
    /// The preferences kept between visits.
    pub settings: Settings,
    /// The fields of the bound on all transcripts.
    pub limits: LimitFields,
    /// The passing message, if any.
    pub toast: Toast,
    /// The live region for screen readers.
    pub announcement: Announcement,
    /// Whether the list of shortcuts is shown.
    pub help: RwSignal<bool>,
    /// Whether a reference page is shown, rather than the tester.
    pub reading: RwSignal<bool>,
    /// The last fragment that named a page.
    pub fragment: RwSignal<String>,
    /// The parts fetched after the first load.
    pub parts: Parts,
    pub(super) jobs: Jobs,
    driver: StoredValue<Rc<Driver>, LocalStorage>,
}

impl Page {
    /// Reads settings; has no connection yet.
    pub(super) fn new(sources: &Sources) -> Self {
        let settings = Settings::load();
        let toast = Toast::new();
        let on_slow = move || toast.show(Notice::Said(SLOW_SOCKETS.to_owned()));
        Self {
            settings,
            limits: LimitFields::new(settings),
            toast,
            announcement: Announcement::new(),
            help: RwSignal::new(false),
            reading: RwSignal::new(false),
            fragment: RwSignal::new(String::new()),
            parts: Parts::new(sources),
            jobs: Jobs::new(),
            driver: StoredValue::new_local(Driver::new(settings.limits(), on_slow)),
        }
    }

    /// Calls `act` with the driver.
    pub(super) fn drive<T>(&self, act: impl FnOnce(&Driver) -> T) -> T {
        self.driver.with_value(|driver| act(driver))
    }

    /// Applies the typed bound of the transcripts, or shows what is wrong with it.
    pub fn bound_transcripts(&self) {
        if let Some((mib, entries)) = self.limits.checked() {
            self.settings.keep_limits(mib, entries);
            let limits = self.settings.limits();
            self.drive(|driver| driver.set_limits(limits));
        }
    }

    /// Calls `act` with a part once it is loaded, or shows why it failed to load.
    pub(super) fn when_here<T: Copy + Send + Sync + 'static>(
        self,
        part: Part<T>,
        act: impl FnOnce(T) + 'static,
    ) {
        part.then(move |came| match came {
            Ok(entries) => act(entries),
            Err(trouble) => self.toast.show(Notice::Said(trouble.to_string())),
        });
    }

    /// How to show texts that may hold secrets. Tracked: it changes when the part that recognizes secrets is
    /// loaded.
    pub fn masking(&self) -> Masking {
        let secrets = self.parts.secrets.entries();
        secrets.map_or(VEIL, |secrets| secrets.masking)
    }

    /// The local time of day, with milliseconds.
    pub fn time_of_day(&self, at: Timestamp) -> String {
        format::time_of_day(at, Clock::utc_offset_minutes(at))
    }

    /// Whether the page is as narrow as a phone.
    pub fn is_narrow(&self) -> bool {
        io::media::is_narrow()
    }

    /// The name of the main modifier key on this machine.
    pub fn mod_key(&self) -> &'static str {
        if io::media::is_mac() { "⌘" } else { "Ctrl " }
    }
}
