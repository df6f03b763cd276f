//! What is shown beside the list: why a connection closed, or one message in full. It follows the selection while it is
//! open. Payloads stay in the transcript; a view is lent what it needs of one.

use crate::app::reactive::effect;
use leptos::prelude::*;
use tabcat_core::detail::{
    self, Copied, CopyForm, Formatting, HexLine, Line, Place, Reading, Step, Subject, Tab,
};
use tabcat_core::ending::Closed;
use tabcat_core::entry::{Body, Direction, Entry, EntryId, Message, System};
use tabcat_core::job::Progress;
use tabcat_core::json::NodeId;
use tabcat_core::window::Window;
use tabcat_core::{Span, Transcript};
use tabcat_lab::Side;
use tabcat_lab::size::{CONDITION, Size};

use super::Pane;
use crate::app::ids::{DETAIL, LIST};
use crate::app::jobs::{Jobs, Seat};
use crate::app::toast::Notice;
use crate::io;
use crate::io::clock::Clock;
use crate::io::download::{Download, NotSaved};
use crate::io::timer::Alarm;

/// How long a saved file is offered to the browser, which may still be asking where to put it.
const OFFERED: Span = Span::from_secs(60);

/// How long the page has for anything else before formatting goes on.
const BETWEEN: Span = Span::from_millis(4);

/// What is beside the list: one thing at a time.
#[derive(Clone, Debug, PartialEq)]
pub enum SidePanel {
    /// Why a connection closed.
    Close(Closed),
    /// An entry in full. It may have been evicted meanwhile.
    Entry(EntryId),
}

/// A page of a message's text, and what to say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawPage {
    /// The text.
    pub text: String,
    /// What to know before reading it.
    pub note: Option<String>,
    /// Which bytes it is.
    pub span: String,
    /// How many pages there are.
    pub count: usize,
}

/// How the message beside the list is looked at.
#[derive(Clone, Copy)]
pub struct Detail {
    /// The view that is shown.
    pub tab: RwSignal<Tab>,
    /// What came of reading the message as JSON.
    pub reading: RwSignal<Reading>,
    /// How much of a large message has been formatted, in percent, while that is going on.
    pub formatting: RwSignal<Option<usize>>,
    /// The value that the keyboard is at.
    pub cursor: RwSignal<Option<NodeId>>,
    /// The value under the pointer.
    pub hovered: RwSignal<Option<NodeId>>,
    /// Whether it has the whole screen of a phone.
    pub expanded: RwSignal<bool>,
    /// The view that was chosen last, for the next message.
    chosen: StoredValue<Tab>,
    /// Which message [`Self::reading`] is of.
    read: StoredValue<Option<EntryId>>,
    alarm: StoredValue<Option<Alarm>, LocalStorage>,
    jobs: Jobs,
    download: StoredValue<Option<(Download, Alarm)>, LocalStorage>,
}

impl Detail {
    pub(super) fn new(jobs: Jobs) -> Self {
        Self {
            tab: RwSignal::new(Tab::default()),
            reading: RwSignal::new(Reading::Large),
            formatting: RwSignal::new(None),
            cursor: RwSignal::new(None),
            hovered: RwSignal::new(None),
            expanded: RwSignal::new(false),
            chosen: StoredValue::new(Tab::default()),
            read: StoredValue::new(None),
            alarm: StoredValue::new_local(None),
            jobs,
            download: StoredValue::new_local(None),
        }
    }

    /// Shows another view, of this message and the next ones.
    pub fn choose(&self, tab: Tab) {
        self.chosen.set_value(tab);
        self.tab.set(tab);
    }

    /// How many lines of the tree are in view.
    pub fn tree_len(&self) -> usize {
        self.reading
            .with(|reading| reading.formatted().map_or(0, detail::Formatted::len))
    }

    /// Lines of the tree, with their numbers.
    pub fn tree_lines(&self, window: Window) -> Vec<(usize, Line)> {
        self.reading.with(|reading| {
            let lines = reading
                .formatted()
                .map(|formatted| formatted.lines(window.start..window.start + window.count));
            (window.start..).zip(lines.into_iter().flatten()).collect()
        })
    }

    /// The number of the line that the keyboard is at.
    pub fn cursor_line(&self) -> Option<usize> {
        let cursor = self.cursor.get()?;
        self.reading
            .with(|reading| reading.formatted()?.number_of(cursor))
    }

    /// Where the value under the pointer is, or the one that the keyboard is at; else the whole.
    pub fn path(&self) -> Option<String> {
        let node = self.hovered.get().or_else(|| self.cursor.get());
        self.reading.with(|reading| {
            let formatted = reading.formatted()?;
            Some(formatted.path(node.unwrap_or_else(|| formatted.root())))
        })
    }

    /// Puts the keyboard at a value, and folds or unfolds it.
    pub fn toggle(&self, node: NodeId) {
        self.cursor.set(Some(node));
        self.reading.update(|reading| {
            if let Some(formatted) = reading.formatted_mut() {
                formatted.toggle(node);
            }
        });
    }

    /// Folds or unfolds the value that the keyboard is at.
    pub fn toggle_cursor(&self) {
        if let Some(node) = self.cursor.get_untracked() {
            self.toggle(node);
        }
    }

    /// Whether the tree has nothing folded.
    pub fn is_expanded(&self) -> bool {
        self.reading
            .with(|reading| reading.formatted().is_some_and(detail::Formatted::is_expanded))
    }

    /// Unfolds the whole tree; or folds it, where nothing is folded.
    pub fn toggle_all(&self) {
        self.reading.update(|reading| {
            if let Some(formatted) = reading.formatted_mut() {
                formatted.toggle_all();
            }
        });
    }

    /// Walks the tree by a key. Says which line is to be in view then.
    pub fn walk(&self, step: Step) -> Option<usize> {
        let cursor = self.cursor.get_untracked();
        let reached = self.reading.try_update(|reading| {
            let formatted = reading.formatted_mut()?;
            let at = match cursor {
                Some(from) => formatted.walk(from, step),
                None => formatted.root(),
            };
            Some((at, formatted.number_of(at)?))
        });
        let (at, line) = reached??;
        self.cursor.set(Some(at));
        Some(line)
    }

    /// Puts the keyboard at the first value, when a person comes to the tree with Tab.
    pub fn enter_tree(&self) {
        if self.cursor.with_untracked(Option::is_none) {
            self.walk(Step::First);
        }
    }

    fn stop_formatting(&self) {
        self.jobs.give_up(Seat::Formatting);
        self.alarm.set_value(None);
        self.formatting.set(None);
    }

    fn formatted(&self, reading: Reading) {
        let tab = match reading {
            Reading::Json(_) => Tab::Pretty,
            _ => self.tab.get_untracked(),
        };
        self.begin(tab, reading);
    }

    /// Lets go of the message that was read.
    fn end(&self) {
        self.begin(Tab::default(), Reading::Large);
        self.read.set_value(None);
        self.expanded.set(false);
    }

    fn begin(&self, tab: Tab, reading: Reading) {
        self.stop_formatting();
        self.cursor.set(None);
        self.hovered.set(None);
        self.reading.set(reading);
        self.tab.set(tab);
    }
}

/// Reads a message for the pane, unless it has been read.
pub fn read(pane: Pane, id: EntryId) {
    let detail = pane.detail;
    if detail.read.get_value() == Some(id) {
        return;
    }
    let read = |message: &Message<'_>| (message.encoding, Reading::of(message));
    if let Some((encoding, reading)) = pane.message(id, read) {
        let tab = Tab::opening(detail.chosen.get_value(), encoding, &reading);
        detail.begin(tab, reading);
        detail.read.set_value(Some(id));
    }
}

/// Copies the selected message: text as text, bytes as hex.
pub fn copy(pane: Pane) {
    let Some(id) = pane.viewer.selected.get_untracked() else {
        return;
    };
    let head = untrack(|| pane.subject(id)).head();
    if let Some(head) = head {
        pane.copy_message(id, CopyForm::natural(head.encoding));
    }
}

impl Pane {
    /// Selects a row and shows it in full.
    pub fn pick(&self, id: EntryId) {
        self.viewer.select(id);
        self.open(id);
    }

    /// Enter on the list: shows the selected row in full, or moves into what is shown of it.
    pub fn enter_detail(&self) {
        let Some(id) = self.viewer.selected.get_untracked() else {
            return;
        };
        if self.viewer.beside.get_untracked() == Some(SidePanel::Entry(id)) {
            io::document::focus(DETAIL);
        } else {
            self.open(id);
        }
    }

    /// Puts away what is beside the list and goes back to the list.
    pub fn leave_detail(&self) {
        self.viewer.close_detail();
        io::document::focus(LIST);
    }

    /// What an entry is to the pane, now.
    pub fn subject(&self, id: EntryId) -> Subject {
        self.model.summary.track();
        self.transcript(|transcript| Subject::of(transcript.get(id)))
    }

    /// A message's bytes as lines of a hex dump.
    pub fn hex_lines(&self, id: EntryId, window: Window) -> Vec<HexLine> {
        self.message(id, |message| {
            detail::hex_lines(message, window.start..window.start + window.count)
        })
        .unwrap_or_default()
    }

    /// A page of a message's text.
    pub fn raw_page(&self, id: EntryId, number: usize) -> RawPage {
        let read = |message: &Message<'_>| {
            let page = detail::page(message, number);
            RawPage {
                note: page.note(message.encoding),
                span: page.span(message.len()),
                text: page.text,
                count: detail::pages(message),
            }
        };
        self.message(id, read).unwrap_or_default()
    }

    /// What is known about a message.
    pub fn facts(&self, id: EntryId) -> Vec<(&'static str, String)> {
        self.detail.reading.with(|reading| {
            self.transcript(|transcript| {
                let Some(entry) = transcript.get(id) else {
                    return Vec::new();
                };
                let place = Place::of(transcript, id);
                let mut facts = detail::facts(&entry, place, reading, Clock::utc_offset_minutes(entry.at));
                facts.extend(on_the_wire(&entry));
                facts
            })
        })
    }

    /// When a message was, as terms and facts.
    pub fn times(&self, id: EntryId) -> Vec<(&'static str, String)> {
        self.transcript(|transcript| {
            let Some(entry) = transcript.get(id) else {
                return Vec::new();
            };
            let since = Place::of(transcript, id).times(entry.at);
            let time = ("Time", self.page.time_of_day(entry.at));
            std::iter::once(time).chain(since).collect()
        })
    }

    /// Formats a large message, some milliseconds of every frame; or stops that.
    pub fn toggle_formatting(&self, id: EntryId) {
        if self.detail.formatting.get_untracked().is_some() {
            self.detail.stop_formatting();
            let said = "Formatting was stopped: the text stays. Press Format to begin anew.";
            return self.page.toast.show(Notice::Said(said.to_owned()));
        }
        match self.message(id, Formatting::new) {
            Some(Ok(formatting)) => self.go_on_formatting(formatting),
            Some(Err(reading)) => self.detail.formatted(reading),
            None => {}
        }
    }

    fn go_on_formatting(self, mut formatting: Formatting) {
        let detail = self.detail;
        detail.formatting.set(Some(formatting.percent()));
        let alarm = Alarm::after(BETWEEN, move || {
            let run =
                |transcript: &Transcript| detail.jobs.run(Seat::Formatting, &mut formatting, transcript);
            match self.transcript(run) {
                Progress::Done(reading) => detail.formatted(reading),
                Progress::More => self.go_on_formatting(formatting),
            }
        });
        detail.alarm.set_value(Some(alarm));
    }

    /// Copies a message.
    pub fn copy_message(&self, id: EntryId, form: CopyForm) {
        let copied = self.message(id, |message| {
            detail::copied(message, form).map(|copied| match copied {
                Copied::Text(text) => Ok(text),
                Copied::Outside(large) => Err(large.clone()),
            })
        });
        match copied {
            Some(Ok(Ok(text))) => self.page.copy(text, "Message copied"),
            Some(Ok(Err(large))) => self.page.say_copied("Message copied", async move {
                io::clipboard::copy_large(&large).await
            }),
            Some(Err(too_large)) => self.page.toast.show(Notice::Said(too_large.to_string())),
            None => {}
        }
    }

    /// Saves a message to a file.
    pub fn save_message(&self, id: EntryId) {
        let Some(head) = untrack(|| self.subject(id)).head() else {
            return;
        };
        let saved = self.message(id, |message| {
            let name = detail::file_name(&head, message, Clock::utc_offset_minutes(head.at));
            Download::start(&name, detail::media_type(&name), message).map(|download| (name, download))
        });
        let said = match saved {
            Some(Ok((name, download))) => {
                let offered = self.detail.download;
                let alarm = Alarm::after(OFFERED, move || offered.set_value(None));
                offered.set_value(Some((download, alarm)));
                format!("Saved as {name}")
            }
            Some(Err(NotSaved)) => "The browser made no file of it: it may be out of memory.".to_owned(),
            None => return,
        };
        self.page.toast.show(Notice::Said(said));
    }

    /// While something is beside the list, it is what is selected.
    pub(super) fn follow_selection(self) {
        effect(move || {
            let Some(id) = self.viewer.selected.get() else {
                return;
            };
            if self.viewer.beside.with_untracked(Option::is_some) {
                self.open(id);
            }
        });
        effect(move || {
            let is_read = self
                .viewer
                .beside
                .with(|beside| matches!(beside, Some(SidePanel::Entry(_))));
            if !is_read {
                self.detail.end();
            }
        });
    }

    /// Shows an entry beside the list. A line that is neither a message nor a close is all there is to it, and opens
    /// nothing.
    fn open(&self, id: EntryId) {
        let beside = self.viewer.beside;
        if beside.get_untracked() == Some(SidePanel::Entry(id)) {
            return;
        }
        let closed = self.transcript(|transcript| match transcript.get(id).map(|entry| entry.body) {
            Some(Body::System(System::Close(closed))) => Some(closed.clone()),
            _ => None,
        });
        if let Some(closed) = closed {
            beside.set(Some(SidePanel::Close(closed)));
            return;
        }
        let is_message = self.message(id, |_| ()).is_some();
        if !is_message && beside.with_untracked(Option::is_none) {
            return;
        }
        if let Some(detail) = untrack(|| self.page.parts.detail.entries()) {
            (detail.read)(*self, id);
        }
        beside.set(Some(SidePanel::Entry(id)));
    }

    fn message<T>(&self, id: EntryId, read: impl FnOnce(&Message<'_>) -> T) -> Option<T> {
        self.transcript(|transcript| match transcript.get(id)?.body {
            Body::Message(message) => Some(read(&message)),
            Body::System(_) => None,
        })
    }
}

/// What a message took, as far as it can be told.
fn on_the_wire(entry: &Entry<'_>) -> Option<(&'static str, String)> {
    let Body::Message(message) = entry.body else {
        return None;
    };
    let from = match message.direction {
        Direction::Sent => Side::Client,
        Direction::Received => Side::Server,
    };
    let size = Size::of(message.len() as u64, from);
    Some(("On the wire", format!("{CONDITION}: {size}")))
}
