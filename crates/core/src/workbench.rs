//! All connections of a page. It routes each input to its connection, gives each attempt an id, and bounds
//! all transcripts together. [`crate::session`] handles the inputs of one connection.

mod life;

use std::collections::VecDeque;
use std::fmt;

use crate::close::CloseArgs;
use crate::entry::{Note, System};
use crate::evidence::Page;
use crate::payload::OwnedPayload;
use crate::plan::Plan;
use crate::policies::Policies;
use crate::repeat::Repeating;
use crate::session::{
    self, AttemptId, Context, Effect, Ids, SendId, SendRefusal, Sending, Session, SocketEvent, Surroundings,
};
use crate::time::Timestamp;
use crate::transcript::{Limits, Transcript};
pub use life::Jump;
use life::Life;

/// How many connections there can be at once.
pub const MAX_CONNECTIONS: usize = 20;

/// Names one connection for as long as the page lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u32);

/// One connection, and all that happened to it.
#[derive(Debug)]
pub struct Connection {
    id: ConnectionId,
    session: Session,
    transcript: Transcript,
    /// Messages that earlier attempts received.
    received_before: u64,
}

/// Something that a person did, a socket said, or the browser noticed.
#[derive(Debug)]
pub enum Input<'a> {
    /// Connect was pressed. Does nothing unless that connection is idle.
    Connect(ConnectionId, Plan, Option<Box<dyn Policies>>),
    /// Disconnect, Cancel or Stop was pressed. Does nothing unless it is connecting, open or waiting.
    Disconnect(ConnectionId, CloseArgs),
    /// The person wants a message sent again and again, in place of what is sent so now. Does nothing unless
    /// [`Session::may_repeat`].
    Repeat(ConnectionId, Box<dyn Repeating>),
    /// The person stops that.
    StopRepeat(ConnectionId),
    /// The person does not want to wait for the next attempt. Does nothing unless it is waiting.
    Hurry(ConnectionId),
    /// The person takes a message out of the outbox. Does nothing if it is not there any more.
    Cancel(ConnectionId, SendId),
    /// The person does not want to wait for the close any longer. Does nothing unless it is closing.
    Abandon(ConnectionId),
    /// The socket of that attempt said something.
    Socket(AttemptId, SocketEvent<'a>),
    /// The network came (`true`) or went.
    Online(bool),
    /// The tab is hidden.
    Hidden,
    /// The tab is shown again.
    Visible,
    /// The browser freezes the page, or puts it into its back/forward cache.
    Suspended,
    /// The page runs again.
    Resumed {
        /// Whether it comes from the back/forward cache.
        cached: bool,
    },
    /// The machine's clock jumped, or the machine slept.
    Jumped(Jump),
    /// Time has passed: due at [`Workbench::next_wakeup`].
    Tick,
}

/// There are [`MAX_CONNECTIONS`] already. Display says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl fmt::Display for Full {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MAX_CONNECTIONS} connections are open. Close one first.")
    }
}

impl std::error::Error for Full {}

/// The connections, in the order in which they were added.
#[derive(Debug)]
pub struct Workbench {
    connections: Vec<Connection>,
    /// The connection closed last, and its position: it can be brought back.
    closed: Option<(usize, Connection)>,
    surroundings: Surroundings,
    limits: Limits,
    effects: VecDeque<Effect>,
    added: u32,
    ids: Ids,
    life: Life,
}

impl Connection {
    /// Its name.
    pub fn id(&self) -> ConnectionId {
        self.id
    }

    /// Its phase and its counters.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// How many messages all its attempts have received.
    pub fn received(&self) -> u64 {
        self.received_before + self.session.stats().received.messages
    }

    /// Its transcript.
    pub fn transcript(&self) -> &Transcript {
        &self.transcript
    }
}

impl Workbench {
    /// A workbench without connections. `limits` bounds all transcripts together.
    pub fn new(page: Page, limits: Limits) -> Self {
        Self {
            connections: Vec::new(),
            closed: None,
            surroundings: Surroundings::new(page),
            limits,
            effects: VecDeque::new(),
            added: 0,
            ids: Ids::default(),
            life: Life::default(),
        }
    }

    /// The connections, in the order in which they were added.
    pub fn connections(&self) -> &[Connection] {
        &self.connections
    }

    /// The connection of that name, unless it was closed.
    pub fn connection(&self, id: ConnectionId) -> Option<&Connection> {
        self.connections.iter().find(|connection| connection.id == id)
    }

    /// The same, or the closed connection that can be brought back.
    pub fn find(&self, id: ConnectionId) -> Option<&Connection> {
        let closed = self.closed().filter(|connection| connection.id == id);
        self.connection(id).or(closed)
    }

    /// Adds a connection, idle and with an empty transcript.
    pub fn add(&mut self) -> Result<ConnectionId, Full> {
        if self.connections.len() >= MAX_CONNECTIONS {
            return Err(Full);
        }
        self.added += 1;
        let id = ConnectionId(self.added);
        self.connections.push(Connection {
            id,
            session: Session::default(),
            transcript: Transcript::with_limits(self.limits),
            received_before: 0,
        });
        Ok(id)
    }

    /// Removes a connection: an open one is closed with 1000. [`Self::undo_close`] brings it back; the one
    /// closed before is freed.
    pub fn close(&mut self, now: Timestamp, id: ConnectionId) {
        let Some(at) = self.connections.iter().position(|connection| connection.id == id) else {
            return;
        };
        self.handle(now, Input::Disconnect(id, CloseArgs::default()));
        let connection = self.connections.remove(at);
        self.forget_closed();
        self.closed = Some((at, connection));
    }

    /// Brings back the connection closed last, at its position, unless there are too many by now.
    pub fn undo_close(&mut self) -> Result<Option<ConnectionId>, Full> {
        if self.closed.is_some() && self.connections.len() >= MAX_CONNECTIONS {
            return Err(Full);
        }
        let Some((at, connection)) = self.closed.take() else {
            return Ok(None);
        };
        let id = connection.id;
        self.connections
            .insert(at.min(self.connections.len()), connection);
        Ok(Some(id))
    }

    /// Frees the connection that was closed last.
    pub fn forget_closed(&mut self) {
        if let Some((_, mut connection)) = self.closed.take() {
            connection.session.release(&mut self.effects);
        }
    }

    /// The connection that was closed last, as long as it can be brought back.
    pub fn closed(&self) -> Option<&Connection> {
        self.closed.as_ref().map(|(_, connection)| connection)
    }

    /// The next thing to do, oldest first.
    pub fn next_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// When to give [`Input::Tick`] next, if at all.
    pub fn next_wakeup(&self) -> Option<Timestamp> {
        let all = self.connections.iter().chain(self.closed());
        all.filter_map(|connection| connection.session.next_wakeup())
            .min()
    }

    /// Whether a connection sends something by itself, in time in a hidden tab, too.
    pub fn needs_steady_clock(&self) -> bool {
        self.connections
            .iter()
            .any(|connection| connection.session.needs_steady_clock())
    }

    /// A new id for a message to be sent.
    pub fn next_send(&mut self) -> SendId {
        self.ids.next_send()
    }

    /// Hands a message to a connection if it is open, or to its outbox; [`Effect::Settled`] tells its outcome.
    pub fn send(
        &mut self,
        now: Timestamp,
        id: ConnectionId,
        send: SendId,
        payload: OwnedPayload,
    ) -> Result<Sending, SendRefusal> {
        let answer = self.with(
            now,
            |of| of.id == id,
            |session, context| session.send(send, payload, context),
        );
        answer.unwrap_or(Err(SendRefusal::Idle))
    }

    /// Handles one input. Its effects wait in [`Self::next_effect`].
    pub fn handle(&mut self, now: Timestamp, input: Input<'_>) {
        match input {
            Input::Connect(id, plan, policies) => {
                let is_idle = |of: &&mut Connection| of.id == id && of.session.is_idle();
                if let Some(connection) = self.connections.iter_mut().find(is_idle) {
                    connection.received_before = connection.received();
                    self.give(now, |of| of.id == id, session::Input::Connect(plan, policies));
                }
            }
            Input::Repeat(id, repeating) => {
                self.give(now, |of| of.id == id, session::Input::Repeat(repeating));
            }
            Input::StopRepeat(id) => self.give(now, |of| of.id == id, session::Input::StopRepeat),
            Input::Hurry(id) => self.give(now, |of| of.id == id, session::Input::Hurry),
            Input::Cancel(id, send) => {
                self.with(
                    now,
                    |of| of.id == id,
                    |session, context| session.cancel(send, context),
                );
            }
            Input::Disconnect(id, args) => {
                self.give(now, |of| of.id == id, session::Input::Disconnect(args));
            }
            Input::Abandon(id) => self.give(now, |of| of.id == id, session::Input::Abandon),
            Input::Socket(attempt, event) => {
                self.give(
                    now,
                    |of| of.session.attempt() == Some(attempt),
                    session::Input::Socket(event),
                );
            }
            Input::Online(online) => self.network(now, online),
            Input::Hidden => self.hidden(now),
            Input::Visible => self.visible(now),
            Input::Suspended => self.suspended(now),
            Input::Resumed { cached } => self.resumed(now, cached),
            Input::Jumped(jump) => self.jumped(now, jump),
            Input::Tick => {
                let due = |of: &Connection| of.session.next_wakeup().is_some_and(|due| due <= now);
                // Ticks each due connection once, and those that have more to do then once they are due again.
                let all = self.connections.iter().chain(self.closed());
                let ids: Vec<ConnectionId> = all.filter(|of| due(of)).map(Connection::id).collect();
                for id in ids {
                    self.give(now, |of| of.id == id, session::Input::Tick);
                }
            }
        }
        self.keep_within_limits();
    }

    /// Sets the bounds of all transcripts together, and evicts the excess at once.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
        for connection in self.all_mut() {
            connection.transcript.set_limits(limits);
        }
        self.keep_within_limits();
    }

    /// Changes a transcript at a person's request: clears it, or undoes that.
    pub fn change<T>(&mut self, id: ConnectionId, change: impl FnOnce(&mut Transcript) -> T) -> Option<T> {
        let connection = self
            .connections
            .iter_mut()
            .find(|connection| connection.id == id)?;
        let changed = change(&mut connection.transcript);
        self.keep_within_limits();
        Some(changed)
    }

    fn give(&mut self, now: Timestamp, to: impl Fn(&Connection) -> bool, input: session::Input<'_>) {
        self.with(now, to, |session, context| session.handle(input, context));
    }

    /// Gives a change of the page to all sessions.
    fn each(&mut self, now: Timestamp, change: impl Fn() -> session::Input<'static>) {
        let all = self.connections.iter().chain(self.closed());
        let ids: Vec<ConnectionId> = all.map(Connection::id).collect();
        for id in ids {
            self.give(now, |of| of.id == id, change());
        }
    }

    fn with<T>(
        &mut self,
        now: Timestamp,
        to: impl Fn(&Connection) -> bool,
        act: impl FnOnce(&mut Session, &mut Context<'_>) -> T,
    ) -> Option<T> {
        let closed = self.closed.iter_mut().map(|(_, connection)| connection);
        let connection = self.connections.iter_mut().chain(closed).find(|of| to(of))?;
        let context = &mut Context {
            now,
            surroundings: &mut self.surroundings,
            transcript: &mut connection.transcript,
            effects: &mut self.effects,
            ids: &mut self.ids,
        };
        Some(act(&mut connection.session, context))
    }

    fn network(&mut self, now: Timestamp, online: bool) {
        if !self.surroundings.set_online(now, online) {
            return;
        }
        for connection in self.all_mut() {
            let note = if online { Note::Online } else { Note::Offline };
            connection.transcript.push_system(now, System::Note(note));
        }
        self.each(now, || session::Input::Online(online));
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Connection> {
        let closed = self.closed.iter_mut().map(|(_, connection)| connection);
        self.connections.iter_mut().chain(closed)
    }

    /// Evicts the oldest chunks, of the closed connection first, then of the largest transcript, until all
    /// together are within the limits.
    fn keep_within_limits(&mut self) {
        // A single transcript keeps itself within them.
        while self.connections.len() + usize::from(self.closed.is_some()) > 1 && self.is_over() {
            let closed = self.closed.as_mut().map(|(_, connection)| connection);
            let gave_way =
                closed.is_some_and(|connection| connection.transcript.give_way()) || self.largest_gives_way();
            if !gave_way {
                return;
            }
        }
    }

    fn is_over(&self) -> bool {
        let all = || {
            self.connections
                .iter()
                .chain(self.closed())
                .map(Connection::transcript)
        };
        all().map(Transcript::weight).sum::<usize>() > self.limits.bytes
            || self
                .limits
                .entries
                .is_some_and(|most| all().map(Transcript::entries_in_memory).sum::<usize>() > most)
    }

    fn largest_gives_way(&mut self) -> bool {
        let transcripts = self.connections.iter_mut().map(|of| &mut of.transcript);
        transcripts
            .filter(|transcript| transcript.can_give_way())
            .max_by_key(|transcript| transcript.weight())
            .is_some_and(Transcript::give_way)
    }
}
