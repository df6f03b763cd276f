//! The parts of the page that come after the first load, by what they can do. Which functions that is, and when each part is
//! asked for, is the page's to say (`src/parts.rs`): this code reaches nothing of them but through these tables.

use leptos::prelude::*;
use tabcat_core::ending::Closed;
use tabcat_core::entry::{Entry, EntryId};
use tabcat_core::filter::{Filter, Query};
use tabcat_core::listing::Extend;
use tabcat_core::row::Row;
use tabcat_core::secret::Masking;
use tabcat_core::{Span, Timestamp};

use super::pane::{Pane, Problem};
use super::panes::Panes;
use super::part::{Arrival, Fetch, Part};
use crate::io::idle::Idle;
use crate::io::part;
use crate::io::timer::Alarm;

/// How long the page is left alone after it is idle for the first time. Then it asks for what it has not got, so that it
/// needs its host no more.
const SETTLING: Span = Span::from_secs(1);

/// One message in full, and why a connection closed.
#[derive(Clone, Copy)]
pub struct Detail {
    /// The pane of a message.
    pub message: fn(Signal<EntryId>) -> AnyView,
    /// The card of the close that is explained.
    pub close: fn() -> AnyView,
    /// Reads a message for the pane.
    pub read: fn(Pane, EntryId),
    /// Copies the selected message.
    pub copy: fn(Pane),
    /// Date and time in UTC.
    pub date_time: fn(Timestamp) -> String,
    /// Says in the row of an end what the service there documents of its code.
    pub name_end: fn(&mut Row, &Closed),
}

/// Looking for messages.
#[derive(Clone, Copy)]
pub struct Find {
    /// What a query means.
    pub compile: fn(&Query) -> Result<Filter, Problem>,
    /// Looks on, over about that many bytes.
    pub extend: Extend,
    /// Marks in a row what a filter found.
    pub mark: fn(&mut Row, &Entry<'_>, &Filter),
    /// The fields of the rest of the filter.
    pub more: fn() -> AnyView,
    /// Goes to a time, or says what is wrong with it.
    pub go_to_time: fn(Pane, &str) -> Option<String>,
}

/// What explains the field.
#[derive(Clone, Copy)]
pub struct Learn {
    /// The pages to read.
    pub view: fn() -> AnyView,
    /// The shortcuts.
    pub shortcuts: fn() -> AnyView,
    /// Brings back the message that a link took the place of.
    pub take_back: fn(Pane),
}

/// Setting a connection up beyond its URL.
#[derive(Clone, Copy)]
pub struct Options {
    /// The unfolded options.
    pub view: fn() -> AnyView,
}

/// What is done with the rows of a transcript.
#[derive(Clone, Copy)]
pub struct Tools {
    /// The tools above the rows. A phone shows the filter only while it is unfolded.
    pub view: fn(RwSignal<bool>) -> AnyView,
}

/// More than one connection.
#[derive(Clone, Copy)]
pub struct Tabs {
    /// Takes up what there is.
    pub start: fn(Panes),
    /// The strip of tabs, and the menus of it.
    pub strip: fn() -> AnyView,
    /// The name of the connection on a phone, and the sheet of all of them.
    pub switcher: fn() -> AnyView,
    /// What was closed and can be brought back.
    pub notice: fn() -> AnyView,
    /// One more connection, shown.
    pub open: fn(Panes) -> Option<Pane>,
    /// The same, where the URL is typed next.
    pub open_empty: fn(Panes) -> Option<Pane>,
    /// Has a name typed for the connection that is shown.
    pub rename: fn(Panes),
    /// Closes the connection that is shown.
    pub close: fn(Panes),
}

/// Telling secrets from the rest of a URL.
#[derive(Clone, Copy)]
pub struct Secrets {
    /// How texts are shown without them.
    pub masking: Masking,
    /// Copies a link to the set-up without them.
    pub share: fn(Pane),
}

/// What a person does that asks for a part before it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// A press on Connect.
    Connect,
    /// The focus in the field of the filter.
    FilterFocus,
    /// Nothing; it comes when the page is idle.
    Idle,
}

/// A part that can be fetched.
pub struct Source<T: 'static> {
    /// What its file is called for.
    pub name: &'static str,
    /// What asks for it.
    pub cue: Cue,
    /// Fetches it.
    pub fetch: Fetch<T>,
}

/// Where every part comes from.
pub struct Sources {
    /// One message in full, and why a connection closed.
    pub detail: Source<Detail>,
    /// Looking for messages.
    pub find: Source<Find>,
    /// What explains the field.
    pub learn: Source<Learn>,
    /// Setting a connection up beyond its URL.
    pub options: Source<Options>,
    /// Telling secrets from the rest of a URL.
    pub secrets: Source<Secrets>,
    /// More than one connection.
    pub tabs: Source<Tabs>,
    /// What is done with the rows of a transcript.
    pub tools: Source<Tools>,
}

/// Every part.
#[derive(Clone, Copy)]
pub struct Parts {
    /// One message in full, and why a connection closed.
    pub detail: Part<Detail>,
    /// Looking for messages.
    pub find: Part<Find>,
    /// What explains the field.
    pub learn: Part<Learn>,
    /// Setting a connection up beyond its URL.
    pub options: Part<Options>,
    /// Telling secrets from the rest of a URL.
    pub secrets: Part<Secrets>,
    /// More than one connection.
    pub tabs: Part<Tabs>,
    /// What is done with the rows of a transcript.
    pub tools: Part<Tools>,
    cues: [Cue; 7],
    idle: StoredValue<Option<(Idle, Option<Alarm>)>, LocalStorage>,
}

impl Parts {
    pub(super) fn new(sources: &Sources) -> Self {
        let Sources {
            detail,
            find,
            learn,
            options,
            secrets,
            tabs,
            tools,
        } = sources;
        Self {
            detail: Part::new(detail.name, detail.fetch),
            find: Part::new(find.name, find.fetch),
            learn: Part::new(learn.name, learn.fetch),
            options: Part::new(options.name, options.fetch),
            secrets: Part::new(secrets.name, secrets.fetch),
            tabs: Part::new(tabs.name, tabs.fetch),
            tools: Part::new(tools.name, tools.fetch),
            cues: [
                detail.cue,
                find.cue,
                learn.cue,
                options.cue,
                secrets.cue,
                tabs.cue,
                tools.cue,
            ],
            idle: StoredValue::new_local(None),
        }
    }

    fn arrivals(&self) -> [Arrival; 7] {
        [
            self.detail.arrival,
            self.find.arrival,
            self.learn.arrival,
            self.options.arrival,
            self.secrets.arrival,
            self.tabs.arrival,
            self.tools.arrival,
        ]
    }

    /// Asks for the parts that wait for this.
    pub fn cue(&self, cue: Cue) {
        for (waits_for, arrival) in self.cues.into_iter().zip(self.arrivals()) {
            if waits_for == cue {
                arrival.ask();
            }
        }
    }

    /// Asks for all of them once the page has nothing else to do. Not where the browser is told to save data.
    pub(super) fn fetch_when_idle(self) {
        if part::saves_data() {
            return;
        }
        let ask = move || self.arrivals().iter().for_each(Arrival::ask);
        let idle = Idle::wait(move || {
            let alarm = Alarm::after(SETTLING, ask);
            self.idle.update_value(|idle| {
                if let Some((_, held)) = idle {
                    *held = Some(alarm);
                }
            });
        });
        self.idle.set_value(Some((idle, None)));
    }
}
