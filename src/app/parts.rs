//! The parts of the page that are fetched after the first load, as tables of their entry functions.
//! `src/parts.rs` fills the tables and decides when each part is fetched; this code calls parts only through
//! them.

use leptos::prelude::*;
use tabcat_core::ending::Closed;
use tabcat_core::entry::{Entry, EntryId, Tag};
use tabcat_core::filter::{Filter, Query};
use tabcat_core::listing::Extend;
use tabcat_core::plan::Plan;
use tabcat_core::row::Row;
use tabcat_core::secret::Masking;
use tabcat_core::session::{Outcome, SendId};
use tabcat_core::{Span, Timestamp};

use super::pane::{Asked, ComposeMenu, Pane, Problem};
use super::panes::Panes;
use super::part::{Arrival, Fetch, Part};
use crate::io::idle::Idle;
use crate::io::part;
use crate::io::timer::Alarm;

/// How long the page waits after it is first idle. Then it fetches the missing parts, so that it no longer
/// needs its host.
const SETTLING: Span = Span::from_secs(1);

/// Composing a message beyond a text, and sending what the transcript has.
#[derive(Clone, Copy)]
pub struct Compose {
    /// The start of the foot of the field.
    pub foot: fn() -> AnyView,
    /// The label of the button that sends.
    pub label: fn(Pane) -> &'static str,
    /// Whether a press on it can't succeed.
    pub is_off: fn(Pane) -> bool,
    /// The colours behind the text, or what stands in its place.
    pub field: fn() -> AnyView,
    /// The lines between the text and the foot.
    pub lines: fn() -> AnyView,
    /// The menu of the rows.
    pub rows: fn() -> AnyView,
    /// Opens a menu.
    pub open: fn(Pane, ComposeMenu),
    /// Hears what became of a message.
    pub settled: fn(Pane, SendId, Outcome),
    /// Sends the message, or begins or stops repeating it.
    pub send: fn(Pane),
    /// Puts the selected message into the field.
    pub edit: fn(Pane),
    /// Sends the selected message as it is.
    pub resend: fn(Pane),
}

/// One message in full, and why a connection closed.
#[derive(Clone, Copy)]
pub struct Detail {
    /// The side panel of a message.
    pub message: fn(Signal<EntryId>) -> AnyView,
    /// The card of the explained close.
    pub close: fn() -> AnyView,
    /// Reads a message for the panel.
    pub read: fn(Pane, EntryId),
    /// Copies the selected message.
    pub copy: fn(Pane),
    /// Date and time in UTC.
    pub date_time: fn(Timestamp) -> String,
    /// Adds the service's documentation of the close code to the row of an end.
    pub name_end: fn(&mut Row, &Closed),
}

/// Searching the messages.
#[derive(Clone, Copy)]
pub struct Find {
    /// Compiles a query.
    pub compile: fn(&Query) -> Result<Filter, Problem>,
    /// Continues a search, over about that many bytes.
    pub extend: Extend,
    /// Highlights a filter's matches in a row.
    pub mark: fn(&mut Row, &Entry<'_>, &Filter),
    /// The other fields of the filter.
    pub more: fn() -> AnyView,
    /// Goes to a time, or returns the error.
    pub go_to_time: fn(Pane, &str) -> Option<String>,
}

/// The reference pages and the shortcuts.
#[derive(Clone, Copy)]
pub struct Learn {
    /// The reference pages.
    pub view: fn() -> AnyView,
    /// The list of shortcuts.
    pub shortcuts: fn() -> AnyView,
    /// Brings back the draft that a link's message replaced.
    pub take_back: fn(Pane),
}

/// Setting a connection up beyond its URL.
#[derive(Clone, Copy)]
pub struct Options {
    /// The unfolded options.
    pub view: fn() -> AnyView,
    /// A sentence about the policies that are on in a text.
    pub switched_on: fn(&str) -> String,
    /// The policies that a form asks for.
    pub policies: fn(Pane, &Plan) -> Option<Asked>,
    /// The counters of what policies sent, and of what was not sent.
    pub accounts: fn() -> AnyView,
    /// The state of the policies in the status strip.
    pub strip: fn() -> AnyView,
    /// The outbox above the message.
    pub tray: fn() -> AnyView,
    /// The tag of a row.
    pub wear: fn(&mut Row, Tag),
}

/// Tools for the rows of a transcript.
#[derive(Clone, Copy)]
pub struct Tools {
    /// The tools above the rows. A phone shows the filter only while it is unfolded.
    pub view: fn(RwSignal<bool>) -> AnyView,
}

/// More than one connection.
#[derive(Clone, Copy)]
pub struct Tabs {
    /// Restores the stored tabs beside the first one.
    pub start: fn(Panes),
    /// The tab strip and its menus.
    pub strip: fn() -> AnyView,
    /// The name of the connection on a phone, and the sheet of all connections.
    pub switcher: fn() -> AnyView,
    /// The notice of a closed connection that can be brought back.
    pub notice: fn() -> AnyView,
    /// Opens and shows a new connection.
    pub open: fn(Panes) -> Option<Pane>,
    /// The same, with the focus on the URL.
    pub open_empty: fn(Panes) -> Option<Pane>,
    /// Starts renaming the shown connection.
    pub rename: fn(Panes),
    /// Closes the shown connection.
    pub close: fn(Panes),
}

/// Recognizing the secrets in a URL.
#[derive(Clone, Copy)]
pub struct Secrets {
    /// Masks the secrets in texts.
    pub masking: Masking,
    /// Copies a link to the set-up without the secrets.
    pub share: fn(Pane),
}

/// An action that fetches a part before it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// A press on Connect.
    Connect,
    /// The focus in the field of the filter.
    FilterFocus,
    /// None: the part is fetched when the page is idle.
    Idle,
}

/// A part that can be fetched.
pub struct Source<T: 'static> {
    /// The name of its file.
    pub name: &'static str,
    /// The action that fetches it.
    pub cue: Cue,
    /// Its fetch function.
    pub fetch: Fetch<T>,
}

/// The sources of all parts.
pub struct Sources {
    /// Composing a message.
    pub compose: Source<Compose>,
    /// One message in full, and why a connection closed.
    pub detail: Source<Detail>,
    /// Searching the messages.
    pub find: Source<Find>,
    /// The reference pages.
    pub learn: Source<Learn>,
    /// Setting a connection up beyond its URL.
    pub options: Source<Options>,
    /// Recognizing the secrets in a URL.
    pub secrets: Source<Secrets>,
    /// More than one connection.
    pub tabs: Source<Tabs>,
    /// Tools for the rows of a transcript.
    pub tools: Source<Tools>,
}

/// Every part.
#[derive(Clone, Copy)]
pub struct Parts {
    /// Composing a message.
    pub compose: Part<Compose>,
    /// One message in full, and why a connection closed.
    pub detail: Part<Detail>,
    /// Searching the messages.
    pub find: Part<Find>,
    /// The reference pages.
    pub learn: Part<Learn>,
    /// Setting a connection up beyond its URL.
    pub options: Part<Options>,
    /// Recognizing the secrets in a URL.
    pub secrets: Part<Secrets>,
    /// More than one connection.
    pub tabs: Part<Tabs>,
    /// Tools for the rows of a transcript.
    pub tools: Part<Tools>,
    cues: [Cue; 8],
    idle: StoredValue<Option<(Idle, Option<Alarm>)>, LocalStorage>,
}

impl Parts {
    pub(super) fn new(sources: &Sources) -> Self {
        let Sources {
            compose,
            detail,
            find,
            learn,
            options,
            secrets,
            tabs,
            tools,
        } = sources;
        Self {
            compose: Part::new(compose.name, compose.fetch),
            detail: Part::new(detail.name, detail.fetch),
            find: Part::new(find.name, find.fetch),
            learn: Part::new(learn.name, learn.fetch),
            options: Part::new(options.name, options.fetch),
            secrets: Part::new(secrets.name, secrets.fetch),
            tabs: Part::new(tabs.name, tabs.fetch),
            tools: Part::new(tools.name, tools.fetch),
            cues: [
                compose.cue,
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

    fn arrivals(&self) -> [Arrival; 8] {
        [
            self.compose.arrival,
            self.detail.arrival,
            self.find.arrival,
            self.learn.arrival,
            self.options.arrival,
            self.secrets.arrival,
            self.tabs.arrival,
            self.tools.arrival,
        ]
    }

    /// Fetches the parts with this cue.
    pub fn cue(&self, cue: Cue) {
        for (waits_for, arrival) in self.cues.into_iter().zip(self.arrivals()) {
            if waits_for == cue {
                arrival.ask();
            }
        }
    }

    /// Fetches all parts once the page is idle, unless the browser is set to save data.
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
