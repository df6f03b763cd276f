//! Publishing changes to the views: those of the shown connection once a frame, badges of the others more
//! rarely.

use leptos::prelude::*;
use tabcat_core::Span;
use tabcat_core::ending::Closed;
use tabcat_core::job::Progress;
use tabcat_core::session::Phase;
use tabcat_core::stats::Stats;
use tabcat_core::tab::Badge;

use super::look::Look;
use super::state::State;
use super::{Driver, with};
use crate::app::pane::filter::Listed;
use crate::app::pane::model::{Lasting, Summary};
use crate::io::timer::{Alarm, Ticker};

/// How often the elapsed time of a handshake is updated: it shows tenths.
const WAITING_TICK: Span = Span::from_millis(100);

/// How often the up time is updated: often enough that no second is skipped.
const OPEN_TICK: Span = Span::from_millis(250);

/// The shortest time between two updates of the badges of connections not shown.
const COUNTS_STAND: Span = Span::from_secs(1);

/// What the views of a connection follow.
struct Values {
    phase: Phase,
    stats: Stats,
    last_close: Option<Closed>,
    summary: Summary,
    listed: Listed,
    buffered: u64,
    lasting: Lasting,
}

impl Driver {
    /// Updates the badges, now or once `COUNTS_STAND` has passed since the last update.
    pub(super) fn count_soon(&self, state: &mut State) {
        let (told, alarm) = &mut state.counted;
        if alarm.is_none() {
            let (now, due) = (self.clock.now(), *told + COUNTS_STAND);
            let wait = if due > now { due - now } else { Span::default() };
            let me = self.me.clone();
            *alarm = Some(Alarm::after(wait, move || with(&me, Self::count)));
        }
    }

    /// Updates the badges.
    fn count(&self) {
        let Some(counter) = self.counter.get() else {
            return;
        };
        let looks = self.looks.borrow().clone();
        let badges: Vec<Badge> = {
            let state = &mut *self.state.borrow_mut();
            state.counted = (self.clock.now(), None);
            state.badges_are_old = false;
            let badges: Vec<Badge> = looks.iter().map(|look| state.badge(look, counter)).collect();
            if badges.iter().any(|badge| badge.is_holding) {
                // A held payload drains without an event.
                self.count_soon(state);
            }
            badges
        };
        for (look, badge) in looks.iter().zip(badges) {
            set(look.badge, badge);
        }
    }

    fn wait(&self) -> Option<Span> {
        let state = &mut *self.state.borrow_mut();
        let next = state.connection()?.transcript().next_id();
        state.pace.wait(self.clock.now(), next)
    }

    /// Publishes changes to the views, unless a later frame is due for that.
    pub(super) fn publish(&self) {
        if let Some(wait) = self.wait() {
            return self.frames.request_after(wait);
        }
        if self.state.borrow().badges_are_old {
            self.count();
        }
        let shown = self.state.borrow().shown;
        let Some(look) = self.look(shown) else { return };
        let Some(values) = self.read_for(&look) else {
            return;
        };
        let model = look.model;
        let first = model.summary.with_untracked(|summary| summary.first);
        model.now.set(self.clock.now());
        set(model.phase, values.phase);
        set(model.stats, values.stats);
        set(model.last_close, values.last_close);
        set(model.buffered, values.buffered);
        set(model.lasting, values.lasting);
        set(model.held, values.listed.held);
        set(model.summary, values.summary);
        set(look.filtering.found, values.listed.found);
        if first < values.summary.first {
            (look.on_evicted)(values.summary.first);
        }
    }

    /// Reads a connection's values for its views, and continues the search in it.
    fn read_for(&self, look: &Look) -> Option<Values> {
        let state = &mut *self.state.borrow_mut();
        self.set_ticker(state);
        let connection = state.connection()?;
        let (session, transcript) = (connection.session(), connection.transcript());
        let listed = look.filtering.look(transcript);
        if listed.progress == Progress::More {
            self.frames.request();
        }
        Some(Values {
            phase: session.phase(),
            stats: session.stats(),
            last_close: session.last_close().cloned(),
            summary: Summary::of(transcript, listed.next),
            listed,
            buffered: state.buffered(connection),
            lasting: Lasting {
                report: session.report(),
                gave_up: session.gave_up(),
                queues: session.queues(),
                repeat: session.repeated(),
            },
        })
    }

    fn set_ticker(&self, state: &mut State) {
        let phase = state.connection().map(|connection| connection.session().phase());
        let period = match phase {
            None | Some(Phase::Idle) => None,
            Some(Phase::Open(_) | Phase::Waiting(_)) => Some(OPEN_TICK),
            Some(Phase::Connecting(_) | Phase::Closing { .. }) => Some(WAITING_TICK),
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

/// Sets a signal only if the value differs, so that nothing is redrawn needlessly.
fn set<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
