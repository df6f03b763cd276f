//! Owns the workbench and carries out what it asks for. Everything that happens goes through [`Driver::dispatch`]; what views
//! see is published once a frame, and nothing depends on a view being there.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use leptos::prelude::*;
use tabcat_core::entry::EntryId;
use tabcat_core::job::Progress;
use tabcat_core::pace::Pace;
use tabcat_core::payload::OwnedPayload;
use tabcat_core::session::{AttemptId, Effect, Outcome, Phase, SendId, SendRefusal, SocketEvent};
use tabcat_core::transcript::Limits;
use tabcat_core::workbench::{Connection, ConnectionId, Input};
use tabcat_core::{Session, Span, Timestamp, Transcript, Workbench};

use super::filter::Filtering;
use super::model::{Kept, Model, Published};
use super::salvage as salvaged;
use super::settings::Settings;
use crate::io::clock::Clock;
use crate::io::frame::Frames;
use crate::io::listener::Listener;
use crate::io::location;
use crate::io::salvage::{self, Salvaged};
use crate::io::socket::{Socket, Sockets};
use crate::io::timer::{Alarm, Ticker};

/// How often the elapsed time is shown anew while a person waits for a handshake: it has tenths.
const WAITING_TICK: Span = Span::from_millis(100);

/// How often the up time is looked at: often enough that no second is skipped.
const OPEN_TICK: Span = Span::from_millis(250);

pub(super) struct Driver {
    me: Weak<Self>,
    clock: Rc<Clock>,
    sockets: Sockets,
    state: RefCell<State>,
    frames: Frames,
    model: Model,
    filtering: Filtering,
    on_settled: Box<dyn Fn(SendId, Outcome)>,
    on_evicted: Box<dyn Fn(EntryId)>,
    #[expect(dead_code, reason = "held for its Drop, which removes it")]
    visibility: Listener,
}

struct State {
    workbench: Workbench,
    /// The connection that the page shows.
    shown: ConnectionId,
    sockets: Vec<(AttemptId, Socket)>,
    wakeup: Option<(Timestamp, Alarm)>,
    ticker: Option<(Span, Ticker)>,
    pace: Pace,
}

impl Driver {
    /// `on_slow` is called if sockets have to stay on the main thread, `on_settled` when it is known what became of a message,
    /// `on_evicted` with the oldest entry that is left when older ones have been evicted or cleared.
    pub(super) fn new(
        model: Model,
        filtering: &Filtering,
        settings: Settings,
        on_slow: impl Fn() + 'static,
        on_settled: impl Fn(SendId, Outcome) + 'static,
        on_evicted: impl Fn(EntryId) + 'static,
    ) -> Rc<Self> {
        let clock = Rc::<Clock>::default();
        let sockets = Sockets::new(Rc::clone(&clock), on_slow);
        let driver = Rc::new_cyclic(|me: &Weak<Self>| {
            let mut workbench = Workbench::new(location::page(clock.now()), settings.limits());
            let shown = workbench.add().expect("there is room for the first");
            let state = State {
                workbench,
                shown,
                sockets: Vec::new(),
                wakeup: None,
                ticker: None,
                pace: Pace::default(),
            };
            let (publisher, watcher) = (me.clone(), me.clone());
            Self {
                me: me.clone(),
                clock,
                sockets,
                state: RefCell::new(state),
                frames: Frames::new(move || with(&publisher, Self::publish)),
                model,
                filtering: *filtering,
                on_settled: Box::new(on_settled),
                on_evicted: Box::new(on_evicted),
                visibility: Listener::on_window("visibilitychange", move |_| {
                    with(&watcher, |driver| driver.frames.visibility_changed());
                }),
            }
        });
        let read = Rc::downgrade(&driver);
        salvage::offer(move |index, see| {
            if let Some(driver) = read.upgrade() {
                driver.salvage(index, see);
            }
        });
        driver
    }

    /// Lends an entry to what saves the transcript after a trap, which is nobody else's any more.
    #[expect(
        unsafe_code,
        reason = "a trap leaves the state borrowed for ever, and the transcript in it is to be saved"
    )]
    fn salvage(&self, index: usize, see: &mut dyn FnMut(Salvaged<'_>)) {
        // SAFETY: boot.js calls this only after a trap. No code of this page is running then: what held the borrow was
        // ended half way, by the trap, and wasm has no other thread. What it had changed of the state may be half done, so
        // that this may trap again, which boot.js catches; it changes nothing.
        let state = unsafe { &*self.state.as_ptr() };
        if let Some(entry) = salvaged::entry(state.transcript(), index) {
            see(entry);
        }
    }

    /// Takes one input in and carries out all that follows from it.
    pub(super) fn dispatch(&self, input: Input<'_>) {
        self.dispatch_at(self.clock.now(), input);
    }

    /// The same for what happened at a time that somebody else read.
    fn dispatch_at(&self, now: Timestamp, input: Input<'_>) {
        let pours = matches!(
            input,
            Input::Socket(_, SocketEvent::Messages(_) | SocketEvent::LargeMessage(_))
        );
        let settled = {
            let state = &mut *self.state.borrow_mut();
            state.workbench.handle(now, input);
            let settled = self.carry_out(now, state);
            if pours {
                self.frames.request();
            } else {
                self.hurry(state);
            }
            settled
        };
        self.settle(settled);
    }

    /// Hands a message to the connection, or says why there is none that takes it.
    pub(super) fn send(&self, id: SendId, payload: OwnedPayload) -> Result<(), SendRefusal> {
        let settled = {
            let state = &mut *self.state.borrow_mut();
            state.workbench.send(state.shown, id, payload)?;
            let settled = self.carry_out(self.clock.now(), state);
            self.hurry(state);
            settled
        };
        self.settle(settled);
        Ok(())
    }

    /// Does what the session wants done, and gives back what became of messages.
    fn carry_out(&self, now: Timestamp, state: &mut State) -> Vec<(SendId, Outcome)> {
        let mut settled = Vec::new();
        while let Some(effect) = state.workbench.next_effect() {
            if let Effect::Settled(id, outcome) = effect {
                settled.push((id, outcome));
            } else if let Some((id, event)) = self.perform(effect, &mut state.sockets) {
                state.workbench.handle(now, Input::Socket(id, event));
            }
        }
        self.set_wakeup(now, state);
        settled
    }

    /// Told when nothing of the state is borrowed any more.
    fn settle(&self, settled: Vec<(SendId, Outcome)>) {
        for (id, outcome) in settled {
            (self.on_settled)(id, outcome);
        }
    }

    /// Evicts at once what is over the new bound.
    pub(super) fn set_limits(&self, limits: Limits) {
        let state = &mut *self.state.borrow_mut();
        state.workbench.set_limits(limits);
        self.hurry(state);
    }

    /// The connection that the page shows.
    pub(super) fn shown(&self) -> ConnectionId {
        self.state.borrow().shown
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&Transcript) -> T) -> T {
        read(self.state.borrow().transcript())
    }

    /// Empties the transcript, keeping what was in it for [`Self::undo_clear`]. Says how many entries that was.
    pub(super) fn clear(&self) -> u64 {
        let state = &mut *self.state.borrow_mut();
        let entries = state.change(Transcript::clear);
        self.pause_anew(state);
        self.hurry(state);
        entries
    }

    pub(super) fn undo_clear(&self) {
        let state = &mut *self.state.borrow_mut();
        state.change(Transcript::undo_clear);
        self.pause_anew(state);
        self.hurry(state);
    }

    pub(super) fn forget_cleared(&self) {
        let state = &mut *self.state.borrow_mut();
        state.change(Transcript::forget_cleared);
        self.hurry(state);
    }

    /// Holds what comes from now on back from the list, or lets it all be shown.
    pub(super) fn set_paused(&self, paused: bool) {
        let state = &mut *self.state.borrow_mut();
        self.filtering.change(|listing| {
            if paused {
                listing.pause(state.transcript());
            } else {
                listing.resume();
            }
        });
        self.hurry(state);
    }

    /// What a person has done to the transcript shows at once, paused or not.
    fn pause_anew(&self, state: &State) {
        self.filtering
            .change(|listing| listing.pause_anew(state.transcript()));
    }

    /// Asks for the views to be told, for a change that is not the session's.
    pub(super) fn request_frame(&self) {
        self.hurry(&mut self.state.borrow_mut());
    }

    /// Has the views told in the next frame, whatever pours in: for what a person does, and what becomes of a connection.
    fn hurry(&self, state: &mut State) {
        state.pace.hurry();
        self.frames.hurry();
    }

    /// Carries out one effect; what the socket has to say to it at once is returned.
    fn perform(
        &self,
        effect: Effect,
        sockets: &mut Vec<(AttemptId, Socket)>,
    ) -> Option<(AttemptId, SocketEvent<'static>)> {
        let open = |id| {
            let found = sockets.iter().find(|(of, _)| *of == id);
            found.map(|(_, socket)| socket)
        };
        match effect {
            Effect::Open(id, target) => {
                let me = self.me.clone();
                let on_event = move |at: Timestamp, event: SocketEvent<'_>| {
                    with(&me, |driver| {
                        driver.dispatch_at(at, Input::Socket(id, event));
                    });
                };
                match self.sockets.open(id.0, &target, Rc::new(on_event)) {
                    Ok(opened) => sockets.push((id, opened)),
                    Err(words) => return Some((id, SocketEvent::Refused(words))),
                }
            }
            Effect::Transmit(id, send, payload) => {
                return match open(id) {
                    Some(socket) => socket.send(send, payload).map(|event| (id, event)),
                    None => Some((id, SocketEvent::NotSent(send))),
                };
            }
            Effect::Close(id, args) => {
                if let Some(socket) = open(id) {
                    socket.close(args.as_ref());
                }
            }
            Effect::Release(id) => sockets.retain(|(of, _)| *of != id),
            // Told once the state is not borrowed: see `carry_out`.
            Effect::Settled(..) => {}
        }
        None
    }

    fn set_wakeup(&self, now: Timestamp, state: &mut State) {
        let due = state.workbench.next_wakeup();
        if state.wakeup.as_ref().map(|(at, _)| *at) == due {
            return;
        }
        state.wakeup = due.map(|due| {
            let me = self.me.clone();
            let alarm = Alarm::after(due - now, move || {
                with(&me, |driver| {
                    driver.state.borrow_mut().wakeup = None;
                    driver.dispatch(Input::Tick);
                });
            });
            (due, alarm)
        });
    }

    fn wait(&self) -> Option<Span> {
        let state = &mut *self.state.borrow_mut();
        state.pace.wait(self.clock.now(), state.transcript().next_id())
    }

    /// Tells the views what has changed, unless that is for a later frame.
    fn publish(&self) {
        if let Some(wait) = self.wait() {
            return self.frames.request_after(wait);
        }
        let (phase, stats, last_close, published, look, buffered) = {
            let state = &mut *self.state.borrow_mut();
            self.set_ticker(state);
            let look = self.filtering.look(state.transcript());
            if look.progress == Progress::More {
                self.frames.request();
            }
            let published = state.published(look.next);
            let session = state.session();
            let buffered = session.attempt().and_then(|attempt| {
                let found = state.sockets.iter().find(|(of, _)| *of == attempt);
                found.map(|(_, socket)| socket.buffered_amount())
            });
            (
                session.phase(),
                session.stats(),
                session.last_close().cloned(),
                published,
                look,
                buffered.unwrap_or_default(),
            )
        };
        let first = self.model.published.with_untracked(|published| published.first);
        self.model.now.set(self.clock.now());
        set(self.model.phase, phase);
        set(self.model.stats, stats);
        set(self.model.last_close, last_close);
        set(self.model.buffered, buffered);
        set(self.model.held, look.held);
        set(self.model.published, published);
        set(self.filtering.found, look.found);
        if first < published.first {
            (self.on_evicted)(published.first);
        }
    }

    fn set_ticker(&self, state: &mut State) {
        let period = match state.session().phase() {
            Phase::Idle => None,
            Phase::Open(_) => Some(OPEN_TICK),
            Phase::Connecting(_) | Phase::Closing { .. } => Some(WAITING_TICK),
        };
        if state.ticker.as_ref().map(|(period, _)| *period) == period {
            return;
        }
        state.ticker = period.map(|period| {
            let me = self.me.clone();
            (
                period,
                Ticker::every(period, move || {
                    with(&me, |driver| driver.frames.request());
                }),
            )
        });
    }
}

impl State {
    fn the_connection(&self) -> &Connection {
        let found = self.workbench.connection(self.shown);
        found.expect("what is shown is there")
    }

    fn session(&self) -> &Session {
        self.the_connection().session()
    }

    fn transcript(&self) -> &Transcript {
        self.the_connection().transcript()
    }

    fn change<T>(&mut self, change: impl FnOnce(&mut Transcript) -> T) -> T {
        let changed = self.workbench.change(self.shown, change);
        changed.expect("what is shown is there")
    }

    /// `next` is the entry after the last one to be shown.
    fn published(&self, next: EntryId) -> Published {
        let transcript = self.transcript();
        let (sent, messages) = (transcript.sent(), transcript.messages());
        Published {
            first: transcript.first_id(),
            next,
            evicted: transcript.evicted(),
            undoable: transcript.undoable(),
            kept: Kept {
                sent,
                received: messages - sent,
                system: transcript.len() - messages,
            },
        }
    }
}

fn with(driver: &Weak<Driver>, act: impl FnOnce(&Driver)) {
    if let Some(driver) = driver.upgrade() {
        act(&driver);
    }
}

/// Sets a signal only when that makes a difference, so that nothing is drawn for nothing.
fn set<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
