//! The signals that views follow. Each is small, and set at most once a frame, only when it has changed.

use leptos::prelude::*;
use tabcat_core::close::CloseCode;
use tabcat_core::ending::Closed;
use tabcat_core::entry::EntryId;
use tabcat_core::policies::{Report, Tray};
use tabcat_core::repeat::Repeated;
use tabcat_core::session::{Link, Phase, SendRefusal};
use tabcat_core::stats::Stats;
use tabcat_core::transcript::{Evicted, Undoable};
use tabcat_core::{Timestamp, Transcript, format};

/// The connection's state on the page, except the transcript's entries.
#[derive(Clone, Copy)]
pub struct Model {
    /// The phase of the connection.
    pub phase: RwSignal<Phase>,
    /// The counters of this connection.
    pub stats: RwSignal<Stats>,
    /// How the last connection ended.
    pub last_close: RwSignal<Option<Closed>>,
    /// How many messages are held back from the list, while it is paused.
    pub held: RwSignal<Option<u64>>,
    /// A summary of the transcript.
    pub summary: RwSignal<Summary>,
    /// The current time, while a clock on the page runs.
    pub now: RwSignal<Timestamp>,
    /// The socket's bufferedAmount, in bytes.
    pub buffered: RwSignal<u64>,
    /// What makes the connection last.
    pub lasting: RwSignal<Lasting>,
}

/// The state of the policies of a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lasting {
    /// Their own report, while they are on.
    pub report: Option<Report>,
    /// How many attempts were in vain, after the last one was the last.
    pub gave_up: Option<u32>,
    /// Whether a message sent now goes to the outbox.
    pub queues: bool,
    /// The message that is sent again and again, or was last.
    pub repeat: Option<Repeated>,
}

/// A summary of the transcript at the last frame: when it changes, rows may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The oldest kept entry.
    pub first: EntryId,
    /// The entry after the last to be shown: the next one, as of the pause if the list is paused.
    pub next: EntryId,
    /// The entries that the bound has evicted.
    pub evicted: Evicted,
    /// The cleared entries that can be brought back.
    pub undoable: Undoable,
    /// How many entries of each kind are kept, shown or held.
    pub kept: KindCounts,
}

/// How many entries of each kind are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindCounts {
    /// Messages from this page.
    pub sent: usize,
    /// Messages to this page.
    pub received: usize,
    /// Events of the connection.
    pub system: usize,
}

impl KindCounts {
    /// The number of all entries.
    pub fn total(&self) -> usize {
        self.messages() + self.system
    }

    /// The number of messages.
    pub fn messages(&self) -> usize {
        self.sent + self.received
    }
}

impl Summary {
    /// Summarizes a transcript whose entries before `next` are shown.
    pub(in crate::app) fn of(transcript: &Transcript, next: EntryId) -> Self {
        let (sent, messages) = (transcript.sent(), transcript.messages());
        Self {
            first: transcript.first_id(),
            next,
            evicted: transcript.evicted(),
            undoable: transcript.undoable(),
            kept: KindCounts {
                sent,
                received: messages - sent,
                system: transcript.len() - messages,
            },
        }
    }

    /// How many entries can have a row.
    pub fn rows(&self) -> usize {
        usize::try_from(self.next.0 - self.first.0).expect("entries in memory fit a usize")
    }
}

impl Model {
    pub(super) fn new() -> Self {
        Self {
            phase: RwSignal::new(Phase::Idle),
            stats: RwSignal::new(Stats::default()),
            last_close: RwSignal::new(None),
            held: RwSignal::new(None),
            summary: RwSignal::new(Summary::default()),
            now: RwSignal::new(Timestamp::default()),
            buffered: RwSignal::new(0),
            lasting: RwSignal::new(Lasting::default()),
        }
    }

    /// Disconnected, Connecting, Connected or Closing.
    pub fn status(&self) -> &'static str {
        self.phase.with(status_word)
    }

    /// The status; after all attempts were in vain, this.
    pub fn status_in_words(&self) -> String {
        match self.lasting.with(|lasting| lasting.gave_up) {
            None => self.status().to_owned(),
            Some(1) => "Gave up after 1 attempt".to_owned(),
            Some(attempts) => ["Gave up after ", &format::count(attempts.into()), " attempts"].concat(),
        }
    }

    /// The class of the status.
    pub fn tone_of_status(&self) -> String {
        match self.lasting.with(|lasting| lasting.gave_up) {
            None => self.status().to_ascii_lowercase(),
            Some(_) => "gave-up".to_owned(),
        }
    }

    /// The time until the next attempt.
    pub fn countdown(&self) -> Option<String> {
        let waiting = self.phase.with(|phase| match phase {
            Phase::Waiting(waiting) => Some(*waiting),
            _ => None,
        })?;
        let Some(until) = waiting.until else {
            return Some("once online".to_owned());
        };
        let left = (until - self.now.get()).as_millis().div_ceil(1_000);
        Some(["in ", &left.to_string(), " s"].concat())
    }

    /// The text shown in place of a transcript without rows.
    pub fn of_nothing(&self) -> &'static str {
        if self.held.with(|held| held.is_some_and(|held| held > 0)) {
            return "Paused: nothing that has come is shown yet.";
        }
        let had_rows = self.summary.with(|summary| summary.next > EntryId::default());
        let received = self.stats.with(|stats| stats.received.messages > 0);
        self.phase.with(|phase| of_nothing(phase, had_rows, received))
    }

    /// How long the current phase has lasted, in the two phases in which a person waits.
    pub fn waiting(&self) -> Option<String> {
        let since = self.phase.with(|phase| match phase {
            Phase::Connecting(link) => Some(link.started),
            Phase::Closing { since, .. } => Some(*since),
            Phase::Idle | Phase::Open(_) | Phase::Waiting(_) => None,
        })?;
        let tenths = (self.now.get() - since).as_millis() / 100;
        Some(format!("{}.{} s", tenths / 10, tenths % 10))
    }

    /// How long the connection has been open, or was.
    pub fn uptime(&self) -> Option<String> {
        let uptime = self.stats.with(|stats| stats.uptime);
        uptime.span(self.now.get()).map(format::duration)
    }

    /// Whether the connection is open now.
    pub fn is_open(&self) -> bool {
        self.phase.with(|phase| matches!(phase, Phase::Open(_)))
    }

    /// Whether there is no connection at all.
    pub fn is_idle(&self) -> bool {
        self.phase.with(|phase| *phase == Phase::Idle)
    }

    /// Reads the current connection, if there is one.
    pub fn link<T>(&self, read: impl FnOnce(&Link) -> T) -> Option<T> {
        self.phase.with(|phase| phase.link().map(read))
    }

    /// Whether a message sent now goes to the outbox.
    pub fn queues(&self) -> bool {
        self.lasting.with(|lasting| lasting.queues)
    }

    /// The outbox, if it is on.
    pub fn tray(&self) -> Option<Tray> {
        self.lasting.with(|lasting| lasting.report?.outbox)
    }

    /// How many messages wait in the outbox.
    pub fn queued(&self) -> usize {
        self.tray().map_or(0, |tray| tray.messages)
    }

    /// Whether a message is sent again and again.
    pub fn repeats(&self) -> bool {
        self.lasting.with(|lasting| {
            lasting
                .repeat
                .as_ref()
                .is_some_and(|repeat| repeat.ended.is_none())
        })
    }

    /// Whether an attempt will start by itself.
    pub fn is_waiting(&self) -> bool {
        self.phase.with(|phase| matches!(phase, Phase::Waiting(_)))
    }

    /// The last close code, if a browser reported one.
    pub fn last_code(&self) -> Option<CloseCode> {
        self.last_close
            .with(|closed| closed.as_ref().and_then(|closed| closed.code()))
    }

    /// Why no message can be sent now, as a sentence; `None` if one can.
    pub fn send_refusal(&self) -> Option<&'static str> {
        if self.queues() {
            let is_full = self
                .lasting
                .with(|lasting| lasting.report.is_some_and(|report| report.is_full()));
            return is_full.then(|| SendRefusal::OutboxFull.sentence());
        }
        self.phase.with(Phase::may_send).err().map(SendRefusal::sentence)
    }
}

/// The text for no rows, by whether there were some before, and whether this connection has received
/// anything.
fn of_nothing(phase: &Phase, had_rows: bool, received: bool) -> &'static str {
    match phase {
        Phase::Idle if had_rows => "Cleared. Connect and send something",
        Phase::Idle => "No messages yet: connect and send something",
        Phase::Connecting(_) => "Connecting",
        Phase::Open(_) if received => "Open, listening. Nothing since the transcript was cleared.",
        Phase::Open(_) => "Open. Nothing received yet.",
        Phase::Closing { .. } => "Closing",
        Phase::Waiting(_) => "Waiting to connect again",
    }
}

/// The phase in the one word that people and tests look for.
fn status_word(phase: &Phase) -> &'static str {
    match phase {
        Phase::Idle => "Disconnected",
        Phase::Connecting(_) => "Connecting",
        Phase::Open(_) => "Connected",
        Phase::Closing { .. } => "Closing",
        Phase::Waiting(_) => "Reconnecting",
    }
}
