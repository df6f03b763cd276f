//! Owns the workbench and performs its effects. All input goes through [`Driver::dispatch`]; signals are set
//! at most once a frame, and nothing depends on a view being mounted.

mod look;
mod publish;
mod state;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use tabcat_core::pace::Pace;
use tabcat_core::payload::OwnedPayload;
use tabcat_core::session::{AttemptId, Effect, Outcome, Phase, SendId, SendRefusal, Sending, SocketEvent};
use tabcat_core::tab::Seen;
use tabcat_core::transcript::Limits;
use tabcat_core::workbench::{Connection, ConnectionId, Full, Input};
use tabcat_core::{Session, Timestamp, Transcript, Workbench};

use super::salvage as salvaged;
use crate::io::clock::Clock;
use crate::io::frame::Frames;
use crate::io::listener::Listener;
use crate::io::location;
use crate::io::salvage::{self, Salvaged};
use crate::io::socket::{Socket, Sockets};
use crate::io::timer::Alarm;

use look::Counter;
pub(super) use look::Look;
use state::State;

pub(super) struct Driver {
    me: Weak<Self>,
    clock: Rc<Clock>,
    sockets: Sockets,
    state: RefCell<State>,
    looks: RefCell<Vec<Rc<Look>>>,
    /// Makes badges, once the tabs part is loaded.
    counter: Cell<Option<Counter>>,
    frames: Frames,
    #[expect(dead_code, reason = "held for its Drop, which removes it")]
    visibility: Listener,
}

impl Driver {
    /// Has no connection yet. `on_slow` is called if sockets have to stay on the main thread.
    pub(super) fn new(limits: Limits, on_slow: impl Fn() + 'static) -> Rc<Self> {
        let clock = Rc::<Clock>::default();
        let driver = Rc::new_cyclic(|me: &Weak<Self>| {
            let waker = me.clone();
            let sockets = Sockets::new(Rc::clone(&clock), on_slow, move || with(&waker, Self::wake));
            let state = State {
                workbench: Workbench::new(location::page(clock.now()), limits),
                shown: ConnectionId::default(),
                sockets: Vec::new(),
                wakeup: None,
                ticker: None,
                pace: Pace::default(),
                badges_are_old: false,
                counted: (clock.now(), None),
            };
            let (publisher, watcher) = (me.clone(), me.clone());
            Self {
                me: me.clone(),
                clock,
                sockets,
                state: RefCell::new(state),
                looks: RefCell::default(),
                counter: Cell::new(None),
                frames: Frames::new(move || with(&publisher, Self::publish)),
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

    /// Adds a connection, which has no look yet.
    pub(super) fn add(&self) -> Result<ConnectionId, Full> {
        self.state.borrow_mut().workbench.add()
    }

    /// Updates badges from now on.
    pub(super) fn count_with(&self, counter: Counter) {
        self.counter.set(Some(counter));
        self.request_frame();
    }

    /// Adds a look at a connection.
    pub(super) fn attach(&self, look: Look) {
        self.looks.borrow_mut().push(Rc::new(look));
    }

    /// Shows a connection in place of another.
    pub(super) fn show(&self, id: ConnectionId) {
        let state = &mut *self.state.borrow_mut();
        if let (Some(look), Some(left)) = (self.look(state.shown), state.workbench.connection(state.shown)) {
            look.seen.replace(Seen::now(left));
        }
        state.shown = id;
        self.publish_now(state);
    }

    /// Closes a connection's tab: an open one is closed with 1000. The one closed before it is freed.
    pub(super) fn close(&self, id: ConnectionId) {
        self.forget_closed();
        let settled = {
            let now = self.clock.now();
            let state = &mut *self.state.borrow_mut();
            state.workbench.close(now, id);
            let settled = self.carry_out(now, state);
            self.publish_now(state);
            settled
        };
        self.settle(settled);
    }

    /// Brings back the connection that was closed last.
    pub(super) fn undo_close(&self) -> Result<(), Full> {
        let state = &mut *self.state.borrow_mut();
        state.workbench.undo_close()?;
        self.publish_now(state);
        Ok(())
    }

    /// Frees the connection that was closed last.
    pub(super) fn forget_closed(&self) {
        let settled = {
            let state = &mut *self.state.borrow_mut();
            let closed = state.workbench.closed().map(Connection::id);
            state.workbench.forget_closed();
            self.looks.borrow_mut().retain(|look| Some(look.id) != closed);
            self.carry_out(self.clock.now(), state)
        };
        self.settle(settled);
    }

    fn look(&self, id: ConnectionId) -> Option<Rc<Look>> {
        self.looks.borrow().iter().find(|look| look.id == id).cloned()
    }

    /// Lends an entry to the code that saves the transcript after a trap.
    #[expect(
        unsafe_code,
        reason = "a trap leaves the state borrowed for ever, and the transcript in it is to be saved"
    )]
    fn salvage(&self, index: usize, see: &mut dyn FnMut(Salvaged<'_>)) {
        // SAFETY: boot.js calls this only after a trap. No code of this page is running then: the trap ended
        // the code that held the borrow, and wasm has no other thread. The state may be half changed, so this
        // may trap again, which boot.js catches; it changes nothing.
        let state = unsafe { &*self.state.as_ptr() };
        let mut index = index;
        for connection in state.workbench.connections() {
            let transcript = connection.transcript();
            if index < transcript.len() {
                if let Some(entry) = salvaged::entry(transcript, index) {
                    see(entry);
                }
                return;
            }
            index -= transcript.len();
        }
    }

    /// Handles one input and performs all its effects.
    pub(super) fn dispatch(&self, input: Input<'_>) {
        self.dispatch_at(self.clock.now(), input);
    }

    /// The same for an input whose time was read elsewhere.
    fn dispatch_at(&self, now: Timestamp, input: Input<'_>) {
        if let Some(jump) = self.clock.jump() {
            self.state.borrow_mut().workbench.handle(now, Input::Jumped(jump));
        }
        let pours = match input {
            Input::Socket(attempt, SocketEvent::Messages(_) | SocketEvent::LargeMessage(_)) => Some(attempt),
            _ => None,
        };
        let settled = {
            let state = &mut *self.state.borrow_mut();
            state.handle(now, input);
            let settled = self.carry_out(now, state);
            match pours {
                None => self.publish_now(state),
                Some(attempt) if state.is_shown(attempt) => self.frames.request(),
                Some(_) => self.count_soon(state),
            }
            settled
        };
        self.settle(settled);
    }

    /// Hands a message to the connection, or says why the connection can't take it.
    pub(super) fn send(
        &self,
        to: ConnectionId,
        id: SendId,
        payload: OwnedPayload,
    ) -> Result<Sending, SendRefusal> {
        let (sending, settled) = {
            let now = self.clock.now();
            let state = &mut *self.state.borrow_mut();
            let sending = state.workbench.send(now, to, id, payload)?;
            let settled = self.carry_out(now, state);
            self.publish_now(state);
            (sending, settled)
        };
        self.settle(settled);
        Ok(sending)
    }

    /// A new id for a message to be sent, unique over all connections.
    pub(super) fn next_send(&self) -> SendId {
        self.state.borrow_mut().workbench.next_send()
    }

    /// Performs the session's effects, and returns the outcomes of messages.
    fn carry_out(&self, now: Timestamp, state: &mut State) -> Vec<(SendId, Outcome)> {
        let mut settled = Vec::new();
        while let Some(effect) = state.workbench.next_effect() {
            if let Effect::Settled(id, outcome) = effect {
                settled.push((id, outcome));
            } else if let Some((id, event)) = self.perform(effect, &mut state.sockets) {
                state.handle(now, Input::Socket(id, event));
            }
        }
        self.set_wakeup(now, state);
        settled
    }

    /// Reports outcomes; call it when the state is not borrowed.
    fn settle(&self, settled: Vec<(SendId, Outcome)>) {
        if settled.is_empty() {
            return;
        }
        let looks = self.looks.borrow().clone();
        for (id, outcome) in settled {
            for look in &looks {
                (look.on_settled)(id, outcome);
            }
        }
    }

    /// Evicts at once the entries over the new bound.
    pub(super) fn set_limits(&self, limits: Limits) {
        let state = &mut *self.state.borrow_mut();
        state.workbench.set_limits(limits);
        self.publish_now(state);
    }

    /// Reads a transcript; an empty one if the connection is gone.
    pub(super) fn read<T>(&self, id: ConnectionId, read: impl FnOnce(&Transcript) -> T) -> T {
        match self.state.borrow().workbench.find(id) {
            Some(connection) => read(connection.transcript()),
            None => read(&Transcript::default()),
        }
    }

    /// Reads a session; `None` if the connection is gone.
    pub(super) fn session<T>(&self, id: ConnectionId, read: impl FnOnce(&Session) -> T) -> Option<T> {
        let state = self.state.borrow();
        state
            .workbench
            .connection(id)
            .map(|connection| read(connection.session()))
    }

    /// The phase of a connection, shown or not.
    pub(super) fn phase(&self, id: ConnectionId) -> Option<Phase> {
        self.session(id, Session::phase)
    }

    /// Changes a transcript on a person's request; the change shows at once, paused or not.
    pub(super) fn change<T: Default>(
        &self,
        id: ConnectionId,
        change: impl FnOnce(&mut Transcript) -> T,
    ) -> T {
        let state = &mut *self.state.borrow_mut();
        let changed = state.workbench.change(id, change).unwrap_or_default();
        if let (Some(look), Some(connection)) = (self.look(id), state.workbench.connection(id)) {
            look.filtering
                .change(|listing| listing.pause_anew(connection.transcript()));
        }
        self.publish_now(state);
        changed
    }

    /// Pauses the list, so that new entries get no row, or resumes it.
    pub(super) fn set_paused(&self, id: ConnectionId, paused: bool) {
        let state = &mut *self.state.borrow_mut();
        if let (Some(look), Some(connection)) = (self.look(id), state.workbench.connection(id)) {
            look.filtering.change(|listing| {
                if paused {
                    listing.pause(connection.transcript());
                } else {
                    listing.resume();
                }
            });
        }
        self.publish_now(state);
    }

    /// Requests a frame, for a change outside the session.
    pub(super) fn request_frame(&self) {
        self.publish_now(&mut self.state.borrow_mut());
    }

    /// Publishes in the next frame, even in a flood: for a person's actions and for changes of phase.
    fn publish_now(&self, state: &mut State) {
        state.pace.hurry();
        state.badges_are_old = true;
        self.frames.request_now();
    }

    /// Performs one effect; returns the event that the socket reports at once, if any.
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
            // Reported once the state is not borrowed: see `carry_out`.
            Effect::Settled(..) => {}
        }
        None
    }

    /// Time has passed that a connection waited for.
    fn wake(&self) {
        self.state.borrow_mut().wakeup = None;
        self.dispatch(Input::Tick);
    }

    fn set_wakeup(&self, now: Timestamp, state: &mut State) {
        let due = state.workbench.next_wakeup();
        if state.wakeup.as_ref().map(|(at, _)| *at) == due {
            return;
        }
        state.wakeup = due.map(|due| {
            if state.workbench.needs_steady_clock() {
                self.sockets.wake_after(due - now);
            }
            let me = self.me.clone();
            let alarm = Alarm::after(due - now, move || {
                with(&me, Self::wake);
            });
            (due, alarm)
        });
    }
}

fn with(driver: &Weak<Driver>, act: impl FnOnce(&Driver)) {
    if let Some(driver) = driver.upgrade() {
        act(&driver);
    }
}
