//! Telling the views what has changed: of the connection that is shown at the pace of frames, of the others a count now and then.

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
use crate::app::pane::model::Summary;
use crate::io::timer::{Alarm, Ticker};

/// How often the elapsed time is shown anew while a person waits for a handshake: it has tenths.
const WAITING_TICK: Span = Span::from_millis(100);

/// How often the up time is looked at: often enough that no second is skipped.
const OPEN_TICK: Span = Span::from_millis(250);

/// How often the counts of connections behind the shown one are told at most.
const COUNTS_STAND: Span = Span::from_secs(1);

impl Driver {
    /// Has the badges of connections behind the shown one told of, now or when they have stood for a while.
    pub(super) fn count_soon(&self, state: &mut State) {
        let (told, alarm) = &mut state.counted;
        if alarm.is_none() {
            let (now, due) = (self.clock.now(), *told + COUNTS_STAND);
            let wait = if due > now { due - now } else { Span::default() };
            let me = self.me.clone();
            *alarm = Some(Alarm::after(wait, move || with(&me, Self::count)));
        }
    }

    /// Tells of the badges.
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
                // What is held drains without a word.
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

    /// Tells the views what has changed, unless that is for a later frame.
    pub(super) fn publish(&self) {
        if let Some(wait) = self.wait() {
            return self.frames.request_after(wait);
        }
        if self.state.borrow().badges_are_old {
            self.count();
        }
        let shown = self.state.borrow().shown;
        let Some(look) = self.look(shown) else { return };
        let Some((phase, stats, last_close, summary, listed, buffered)) = self.read_for(&look) else {
            return;
        };
        let model = look.model;
        let first = model.summary.with_untracked(|summary| summary.first);
        model.now.set(self.clock.now());
        set(model.phase, phase);
        set(model.stats, stats);
        set(model.last_close, last_close);
        set(model.buffered, buffered);
        set(model.held, listed.held);
        set(model.summary, summary);
        set(look.filtering.found, listed.found);
        if first < summary.first {
            (look.on_evicted)(summary.first);
        }
    }

    /// Reads what views are to be told of a connection, and looks on for what is looked for in it.
    fn read_for(&self, look: &Look) -> Option<(Phase, Stats, Option<Closed>, Summary, Listed, u64)> {
        let state = &mut *self.state.borrow_mut();
        self.set_ticker(state);
        let connection = state.connection()?;
        let (session, transcript) = (connection.session(), connection.transcript());
        let listed = look.filtering.look(transcript);
        if listed.progress == Progress::More {
            self.frames.request();
        }
        Some((
            session.phase(),
            session.stats(),
            session.last_close().cloned(),
            Summary::of(transcript, listed.next),
            listed,
            state.buffered(connection),
        ))
    }

    fn set_ticker(&self, state: &mut State) {
        let phase = state.connection().map(|connection| connection.session().phase());
        let period = match phase {
            None | Some(Phase::Idle) => None,
            Some(Phase::Open(_)) => Some(OPEN_TICK),
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

/// Sets a signal only when that makes a difference, so that nothing is drawn for nothing.
fn set<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
