//! The driver's state: the workbench, its sockets and timers, and the time of the last publication.

use tabcat_core::pace::Pace;
use tabcat_core::session::{AttemptId, SocketEvent};
use tabcat_core::tab::{Badge, Seen};
use tabcat_core::workbench::{Connection, ConnectionId, Input};
use tabcat_core::{Span, Timestamp, Workbench};

use super::look::{Counter, Look};
use crate::io::socket::Socket;
use crate::io::timer::{Alarm, Ticker};

pub(super) struct State {
    pub(super) workbench: Workbench,
    /// The connection that the page shows.
    pub(super) shown: ConnectionId,
    pub(super) sockets: Vec<(AttemptId, Socket)>,
    pub(super) wakeup: Option<(Timestamp, Alarm)>,
    pub(super) ticker: Option<(Span, Ticker)>,
    pub(super) pace: Pace,
    /// Whether the next frame updates the badges.
    pub(super) badges_are_old: bool,
    /// When the badges were updated last, and the alarm for the next update.
    pub(super) counted: (Timestamp, Option<Alarm>),
}

impl State {
    /// The shown connection.
    pub(super) fn connection(&self) -> Option<&Connection> {
        self.workbench.connection(self.shown)
    }

    pub(super) fn is_shown(&self, attempt: AttemptId) -> bool {
        let shown = self.connection();
        shown.is_some_and(|connection| connection.session().attempt() == Some(attempt))
    }

    /// A socket's bufferedAmount.
    pub(super) fn buffered(&self, connection: &Connection) -> u64 {
        let attempt = connection.session().attempt();
        let socket = self.sockets.iter().find(|(of, _)| Some(*of) == attempt);
        socket.map_or(0, |(_, socket)| socket.buffered_amount())
    }

    /// Handles an input. bufferedAmount has no event: policies and repeats are told of it first, or they would hand over
    /// more than they mean to.
    pub(super) fn handle(&mut self, now: Timestamp, input: Input<'_>) {
        if self.workbench.needs_steady_clock() || matches!(input, Input::Repeat(..)) {
            for (id, socket) in &self.sockets {
                let buffered = SocketEvent::Buffered(socket.buffered_amount());
                self.workbench.handle(now, Input::Socket(*id, buffered));
            }
        }
        self.workbench.handle(now, input);
    }

    pub(super) fn badge(&self, look: &Look, counter: Counter) -> Badge {
        let Some(connection) = self.workbench.connection(look.id) else {
            return Badge::default();
        };
        let mut seen = look.seen.borrow_mut();
        if look.id == self.shown {
            *seen = Seen::now(connection);
        }
        counter(connection, &seen, self.buffered(connection))
    }
}
