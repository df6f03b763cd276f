//! The browser's WebSocket, in a Worker if one starts and on the main thread otherwise. Both report timed
//! [`SocketEvent`]s, and the session decides the rest.

pub mod direct;
mod word;
pub mod worker;

use std::rc::Rc;

use tabcat_core::close::CloseArgs;
use tabcat_core::payload::OwnedPayload;
use tabcat_core::session::{SendId, SocketEvent};
use tabcat_core::target::Target;
use tabcat_core::{Span, Timestamp};

use super::clock::Clock;
use direct::DirectSocket;
use worker::{SocketWorker, WorkerSocket};

/// Opens sockets.
pub struct Sockets {
    clock: Rc<Clock>,
    worker: Option<Rc<SocketWorker>>,
}

/// An open, opening or closing WebSocket. Dropping it stops listening and closes it.
pub enum Socket {
    /// Owned by the main thread.
    Direct(DirectSocket),
    /// Owned by the Worker.
    Worker(WorkerSocket),
}

/// Called with each event of a socket, and its time.
pub type OnEvent = Rc<dyn Fn(Timestamp, SocketEvent<'_>)>;

impl Sockets {
    /// Starts the Worker. `on_failure` is called at most once, if the browser does not run it; `on_wake` as
    /// [`Self::wake_after`] says.
    pub fn new(clock: Rc<Clock>, on_failure: impl Fn() + 'static, on_wake: impl Fn() + 'static) -> Self {
        let worker = SocketWorker::start(Rc::clone(&clock), on_failure, on_wake);
        Self { clock, worker }
    }

    /// Has `on_wake` called after this time, in place of the time given before, by the Worker, whose timers
    /// run in a hidden tab. Does nothing without a Worker.
    pub fn wake_after(&self, wait: Span) {
        if let Some(worker) = &self.worker {
            worker.wake_after(wait);
        }
    }

    /// Starts the opening handshake. `on_event` gets all events of the socket, from the next task on. While
    /// the Worker is not ready, the socket is on the main thread.
    ///
    /// # Errors
    /// With the browser's message if it refuses to create the socket, as Chromium does for `ws:` in an https
    /// page.
    pub fn open(&self, id: u32, target: &Target, on_event: OnEvent) -> Result<Socket, String> {
        match self.worker.as_ref().filter(|worker| worker.is_ready()) {
            Some(worker) => Ok(Socket::Worker(WorkerSocket::open(worker, id, target, on_event))),
            None => DirectSocket::open(target, Rc::clone(&self.clock), on_event).map(Socket::Direct),
        }
    }
}

impl Socket {
    /// Hands a message to the browser. The outcome, [`SocketEvent::Sent`] or [`SocketEvent::NotSent`], is
    /// returned at once or reported later.
    pub fn send(&self, id: SendId, payload: OwnedPayload) -> Option<SocketEvent<'static>> {
        match self {
            Self::Direct(socket) => Some(socket.send(id, payload)),
            Self::Worker(socket) => socket.send(id, payload),
        }
    }

    /// Starts the closing handshake, or cancels the opening one.
    pub fn close(&self, args: Option<&CloseArgs>) {
        match self {
            Self::Direct(socket) => socket.close(args),
            Self::Worker(socket) => socket.close(args),
        }
    }

    /// Bytes given to the browser that have not left for the network yet.
    pub fn buffered_amount(&self) -> u64 {
        match self {
            Self::Direct(socket) => socket.buffered_amount(),
            Self::Worker(socket) => socket.buffered_amount(),
        }
    }
}
