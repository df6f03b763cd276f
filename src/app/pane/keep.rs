//! Stores what was typed and sent in the tab's session storage, so that no reload or crash loses it, and
//! restores it when the page loads: text into fields only.

use std::mem;

use leptos::prelude::*;
use tabcat_core::Span;
use tabcat_core::restore::{
    AT, BEFORE, DRAFT, FIRST_DRAWER, FORMAT, Kept, MAX_TEXT, NAME, delay, keep_draft, keep_field, keep_time,
    when,
};
use tabcat_core::setup::{Setup, SetupField};

use super::Pane;
use crate::app::ids::focus;
use crate::app::reactive::effect;
use crate::app::settings::Settings;
use crate::io::clock::Clock;
use crate::io::storage::Area;
use crate::io::timer::Alarm;

/// The storage of one connection, by a number of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct Drawer(pub(in crate::app) u32);

/// The storage key of what the page has once.
pub(in crate::app) fn page_key(key: &str) -> String {
    [FORMAT, key].concat()
}

impl Drawer {
    fn whole(self, key: &str) -> String {
        match self.0 {
            FIRST_DRAWER => page_key(key),
            number => [FORMAT, &number.to_string(), ".", key].concat(),
        }
    }

    fn load(self, key: &str) -> Option<String> {
        Area::Session.load(&self.whole(key))
    }

    pub(super) fn batch(self) -> Batch {
        Batch {
            drawer: self,
            any: false,
            refused: false,
        }
    }
}

/// The stored state of a connection.
#[derive(Clone, Copy)]
pub struct Keeper {
    pub(in crate::app) drawer: Drawer,
    /// A sentence about the restored text, until it is used or forgotten.
    pub restored: RwSignal<Option<String>>,
    /// Whether fields have changes that are not stored yet.
    fields: RwSignal<bool>,
    /// The same for the draft.
    draft: RwSignal<bool>,
    alarm: StoredValue<Option<Alarm>, LocalStorage>,
}

impl Keeper {
    pub(super) fn new(drawer: Drawer) -> Self {
        Self {
            drawer,
            restored: RwSignal::new(None),
            fields: RwSignal::new(false),
            draft: RwSignal::new(false),
            alarm: StoredValue::new_local(None),
        }
    }
}

/// Values that are stored together.
pub(super) struct Batch {
    drawer: Drawer,
    any: bool,
    refused: bool,
}

impl Batch {
    pub(super) fn put(&mut self, key: &str, value: Option<&str>) {
        self.any |= value.is_some();
        self.refused |= Area::Session.save(&self.drawer.whole(key), value).is_err();
    }

    /// Stores the date with them, unless one was refused: then an older state is in storage.
    pub(super) fn close(mut self, settings: Settings) {
        if self.refused {
            settings.refuse();
        } else if self.any {
            self.put(AT, Some(&keep_time(Clock::wall())));
        }
    }
}

impl Pane {
    /// Restores the stored state.
    pub(in crate::app) fn restore(&self) {
        let drawer = self.keeper.drawer;
        let kept = Kept::read(&SetupField::ALL.map(SetupField::key), &|key| drawer.load(key));
        if let Some(name) = drawer.load(NAME) {
            self.rename(&name);
        }
        let mut any = !kept.draft.is_empty() || !kept.sent.is_empty();
        for (field, text) in SetupField::ALL.into_iter().zip(kept.fields) {
            let field = self.form.field(field);
            if let Some(text) = text
                && field.text.get_untracked() != text
            {
                field.type_in(text);
                any = true;
            }
        }
        if !any {
            return;
        }
        if let Some(before) = kept.before {
            self.form.restore_before(&before, self.page.settings);
        }
        self.draft.restore(&kept.draft, &kept.sent, kept.ring);
        let written = self.draft.given();
        if !written.is_plain() || written.text.contains('\r') {
            self.page.parts.compose.arrival.ask();
        }
        let mut said = "Restored".to_owned();
        if let Some(at) = kept.at {
            said.push_str(" from ");
            said.push_str(&when(at, Clock::wall(), Clock::utc_offset_minutes(at)));
        }
        said.push('.');
        self.keeper.restored.set(Some(said));
    }

    /// Stores typed text from now on, shortly after each change.
    pub(super) fn keep_typing(self) {
        let mut is_typed = false;
        effect(move || {
            for field in SetupField::ALL {
                self.form.field(field).text.track();
            }
            self.form.from_link.get();
            self.given.track();
            if mem::replace(&mut is_typed, true) {
                self.keep_fields();
            }
        });
        let mut is_typed = false;
        effect(move || {
            let bytes = self.draft.text.with(|draft| draft.shown().len());
            if mem::replace(&mut is_typed, true) {
                self.keep_soon(self.keeper.draft, delay(bytes.min(MAX_TEXT)));
            }
        });
    }

    /// Stores the fields soon. The set-up of a link is no longer in the address.
    pub(in crate::app) fn keep_fields(&self) {
        self.keep_soon(self.keeper.fields, delay(0));
    }

    /// Fills the form in from a link.
    pub(in crate::app) fn fill_from_link(&self, setup: &Setup) {
        self.form.fill(setup);
        self.keep_fields();
    }

    /// The delay runs from the first edit, not the last: a person may never pause.
    fn keep_soon(self, unsaved: RwSignal<bool>, delay: Span) {
        let keeper = self.keeper;
        // Fields have the shortest delay.
        if !keeper.fields.get_untracked() && !unsaved.get_untracked() {
            keeper
                .alarm
                .set_value(Some(Alarm::after(delay, move || self.keep_now())));
        }
        unsaved.set(true);
    }

    /// Stores the changes that are not stored yet.
    pub(in crate::app) fn keep_now(&self) {
        let take = |unsaved: RwSignal<bool>| {
            let was = unsaved.get_untracked();
            unsaved.set(false);
            was
        };
        let mut batch = self.keeper.drawer.batch();
        if take(self.keeper.fields) {
            let (setup, untouched) = (self.form.setup(), self.page.settings.untouched());
            for field in SetupField::ALL {
                batch.put(field.key(), keep_field(setup.get(field), untouched.get(field)));
            }
            batch.put(BEFORE, self.form.kept_before().as_deref());
            let given = self.given.get_untracked();
            batch.put(NAME, Some(given.as_str()).filter(|name| !name.is_empty()));
        }
        if take(self.keeper.draft) {
            self.draft.unsent(|text| batch.put(DRAFT, keep_draft(text)));
        }
        batch.close(self.page.settings);
    }

    /// Clears the restored state, here and in storage.
    pub fn forget_restored(&self) {
        let mut batch = self.keeper.drawer.batch();
        batch.put(AT, None);
        self.draft.forget(&mut batch);
        self.form.empty(self.page.settings);
        self.keeper.fields.set(true);
        self.keeper.draft.set(true);
        // At once, before anything can happen to the tab.
        self.keep_now();
        self.keeper.restored.set(None);
        focus(self.form.url.id);
    }

    /// Removes the state from storage, while it can still be brought back here.
    pub(in crate::app) fn unkeep(&self) {
        self.keep_now();
        let mut batch = self.keeper.drawer.batch();
        for key in SetupField::ALL.map(SetupField::key) {
            batch.put(key, None);
        }
        for key in [BEFORE, NAME, DRAFT, AT] {
            batch.put(key, None);
        }
        self.draft.unkeep_sent(&mut batch);
        batch.close(self.page.settings);
    }

    /// Stores the state again.
    pub(in crate::app) fn keep_again(&self) {
        let mut batch = self.keeper.drawer.batch();
        self.draft.keep_sent(&mut batch);
        batch.close(self.page.settings);
        self.keeper.fields.set(true);
        self.keeper.draft.set(true);
        self.keep_now();
    }
}
