//! The side panel: why a connection closed, or one message in full. While open, it follows the selection.
//! Payloads stay in the transcript; views borrow slices of them.

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

/// How long the object URL of a saved file stays valid: the browser may still be asking where to save.
const OFFERED: Span = Span::from_secs(60);

/// The pause between two steps of formatting, for other tasks of the page.
const BETWEEN: Span = Span::from_millis(4);

/// The content of the side panel.
#[derive(Clone, Debug, PartialEq)]
pub enum SidePanel {
    /// Why a connection closed.
    Close(Closed),
    /// An entry in full. It may have been evicted since.
    Entry(EntryId),
}

/// A page of a message's text, and a note about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawPage {
    /// The text.
    pub text: String,
    /// A note to read before the text.
    pub note: Option<String>,
    /// The range of its bytes.
    pub span: String,
    /// How many pages there are.
    pub count: usize,
}

/// The view state of the message in the side panel.
#[derive(Clone, Copy)]
pub struct Detail {
    /// The view that is shown.
    pub tab: RwSignal<Tab>,
    /// The result of reading the message as JSON.
    pub reading: RwSignal<Reading>,
    /// How much of a large message has been formatted, in percent, during formatting.
    pub formatting: RwSignal<Option<usize>>,
    /// The tree node at the keyboard cursor.
    pub cursor: RwSignal<Option<NodeId>>,
    /// The tree node under the pointer.
    pub hovered: RwSignal<Option<NodeId>>,
    /// Whether the panel fills the screen of a phone.
    pub expanded: RwSignal<bool>,
    /// The view chosen last; the next message opens in it.
    chosen: StoredValue<Tab>,
    /// The message that [`Self::reading`] belongs to.
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

    /// The number of visible lines of the tree.
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

    /// The number of the line at the cursor.
    pub fn cursor_line(&self) -> Option<usize> {
        let cursor = self.cursor.get()?;
        self.reading
            .with(|reading| reading.formatted()?.number_of(cursor))
    }

    /// The path of the node under the pointer, else of the node at the cursor, else of the root.
    pub fn path(&self) -> Option<String> {
        let node = self.hovered.get().or_else(|| self.cursor.get());
        self.reading.with(|reading| {
            let formatted = reading.formatted()?;
            Some(formatted.path(node.unwrap_or_else(|| formatted.root())))
        })
    }

    /// Moves the cursor to a node, and folds or unfolds it.
    pub fn toggle(&self, node: NodeId) {
        self.cursor.set(Some(node));
        self.reading.update(|reading| {
            if let Some(formatted) = reading.formatted_mut() {
                formatted.toggle(node);
            }
        });
    }

    /// Folds or unfolds the node at the cursor.
    pub fn toggle_cursor(&self) {
        if let Some(node) = self.cursor.get_untracked() {
            self.toggle(node);
        }
    }

    /// Whether no node of the tree is folded.
    pub fn is_expanded(&self) -> bool {
        self.reading
            .with(|reading| reading.formatted().is_some_and(detail::Formatted::is_expanded))
    }

    /// Unfolds the whole tree, or folds it if no node is folded.
    pub fn toggle_all(&self) {
        self.reading.update(|reading| {
            if let Some(formatted) = reading.formatted_mut() {
                formatted.toggle_all();
            }
        });
    }

    /// Moves the cursor by a key. Returns the line to bring into view.
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

    /// Moves the cursor to the first node, when a person enters the tree with Tab.
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

    /// Drops the message that was read.
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

/// Reads a message for the panel, unless it has been read.
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

    /// Enter on the list: shows the selected row in full, or moves the focus into the side panel.
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

    /// Closes the side panel and moves the focus to the list.
    pub fn leave_detail(&self) {
        self.viewer.close_detail();
        io::document::focus(LIST);
    }

    /// The entry as the side panel shows it.
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

    /// The facts about a message.
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

    /// The times of a message, as terms and facts.
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

    /// Starts formatting a large message, some milliseconds in every frame, or stops it.
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

    /// Keeps the side panel at the selected entry while it is open.
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

    /// Shows an entry in the side panel. A line that is neither a message nor a close has no more to show,
    /// and does not open the panel.
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

    pub(super) fn message<T>(&self, id: EntryId, read: impl FnOnce(&Message<'_>) -> T) -> Option<T> {
        self.transcript(|transcript| match transcript.get(id)?.body {
            Body::Message(message) => Some(read(&message)),
            Body::System(_) => None,
        })
    }
}

/// A message's size on the wire, as far as it is known.
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
