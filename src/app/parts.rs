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

use super::App;
use super::filter::Problem;
use super::part::{Arrival, Fetch, Part};
use super::toast::Message;
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
    pub read: fn(App, EntryId),
    /// Copies the selected message.
    pub copy: fn(App),
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
    pub go_to_time: fn(App, &str) -> Option<String>,
}

/// What explains the field.
#[derive(Clone, Copy)]
pub struct Learn {
    /// The pages to read.
    pub view: fn() -> AnyView,
    /// The shortcuts.
    pub shortcuts: fn() -> AnyView,
    /// Brings back the message that a link took the place of.
    pub take_back: fn(App),
}

/// Setting a connection up beyond its URL.
#[derive(Clone, Copy)]
pub struct Options {
    /// The unfolded options.
    pub view: fn() -> AnyView,
}

/// Telling secrets from the rest of a URL.
#[derive(Clone, Copy)]
pub struct Secrets {
    /// How texts are shown without them.
    pub masking: Masking,
    /// Copies a link to the set-up without them.
    pub share: fn(App),
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
    cues: [Cue; 5],
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
        } = sources;
        Self {
            detail: Part::new(detail.name, detail.fetch),
            find: Part::new(find.name, find.fetch),
            learn: Part::new(learn.name, learn.fetch),
            options: Part::new(options.name, options.fetch),
            secrets: Part::new(secrets.name, secrets.fetch),
            cues: [detail.cue, find.cue, learn.cue, options.cue, secrets.cue],
            idle: StoredValue::new_local(None),
        }
    }

    fn arrivals(&self) -> [Arrival; 5] {
        [
            self.detail.arrival,
            self.find.arrival,
            self.learn.arrival,
            self.options.arrival,
            self.secrets.arrival,
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

impl App {
    /// Copies the selected message: text as text, bytes as hex.
    pub fn copy_selected(&self) {
        self.when_here(self.parts.detail, |detail| detail.copy);
    }

    /// Copies a link to this set-up without its secrets, or shows it to be copied by hand. Where nothing tells what they are,
    /// there is no link.
    pub fn share(&self) {
        self.when_here(self.parts.secrets, |secrets| secrets.share);
    }

    fn when_here<T: Copy + Send + Sync + 'static>(self, part: Part<T>, act: fn(T) -> fn(Self)) {
        part.then(move |came| match came {
            Ok(entries) => act(entries)(self),
            Err(trouble) => self.toast.show(Message::Said(trouble.to_string())),
        });
    }
}
