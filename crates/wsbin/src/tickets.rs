//! `/ticket`: words that open `/auth?mode=ticket` once, and only for a while.

use std::collections::VecDeque;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::limits;

/// The tickets that were given out and not taken back.
#[derive(Debug, Default)]
pub(crate) struct Tickets(Mutex<Book>);

/// The same for one holder at a time.
#[derive(Debug, Default)]
struct Book {
    /// Oldest first, so that what is no longer good stands at the front.
    issued: VecDeque<(String, Instant)>,
    count: u64,
    /// Its keys come from the system's random numbers. Enough for a lesson; a login that guards something wants a
    /// generator made for secrets.
    dice: RandomState,
}

impl Tickets {
    /// A new ticket. The oldest goes when there are too many.
    pub(crate) fn issue(&self, now: Instant) -> String {
        self.with(|book| book.issue(now))
    }

    /// Whether the ticket is good. It is not afterwards.
    pub(crate) fn take(&self, ticket: &[u8], now: Instant) -> bool {
        self.with(|book| book.take(ticket, now))
    }

    fn with<T>(&self, act: impl FnOnce(&mut Book) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Book {
    fn issue(&mut self, now: Instant) -> String {
        self.forget_stale(now);
        if self.issued.len() == limits::TICKETS {
            self.issued.pop_front();
        }
        self.count += 1;
        let [high, low] = [0, 1].map(|half| self.dice.hash_one((self.count, half)));
        let ticket = format!("{high:016x}{low:016x}");
        self.issued.push_back((ticket.clone(), now));
        ticket
    }

    fn take(&mut self, ticket: &[u8], now: Instant) -> bool {
        self.forget_stale(now);
        let found = self
            .issued
            .iter()
            .position(|(issued, _)| issued.as_bytes() == ticket);
        found.and_then(|at| self.issued.remove(at)).is_some()
    }

    fn forget_stale(&mut self, now: Instant) {
        let is_stale = |&(_, at): &(_, Instant)| now.saturating_duration_since(at) > limits::TICKET;
        while self.issued.front().is_some_and(is_stale) {
            self.issued.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_ticket_is_good_once() {
        let (tickets, now) = (Tickets::default(), Instant::now());
        let (first, second) = (tickets.issue(now), tickets.issue(now));
        assert!(tickets.take(first.as_bytes(), now));
        assert!(!tickets.take(first.as_bytes(), now));
        assert!(tickets.take(second.as_bytes(), now));
        assert!(!tickets.take(b"", now));
    }

    #[test]
    fn a_ticket_is_good_for_a_while() {
        let (tickets, now) = (Tickets::default(), Instant::now());
        let (early, late) = (tickets.issue(now), tickets.issue(now));
        let end = now + limits::TICKET;
        assert!(tickets.take(early.as_bytes(), end));
        assert!(!tickets.take(late.as_bytes(), end + Duration::from_millis(1)));
    }

    #[test]
    fn the_oldest_goes_when_there_are_too_many() {
        let (tickets, now) = (Tickets::default(), Instant::now());
        let issued: Vec<String> = (0..=limits::TICKETS).map(|_| tickets.issue(now)).collect();
        assert!(!tickets.take(issued[0].as_bytes(), now));
        assert!(tickets.take(issued[1].as_bytes(), now));
        assert!(tickets.take(issued[limits::TICKETS].as_bytes(), now));
    }

    #[test]
    fn no_two_tickets_are_alike_nor_two_servers() {
        let now = Instant::now();
        let servers = [Tickets::default(), Tickets::default()];
        let all: HashSet<String> = servers
            .iter()
            .flat_map(|tickets| (0..100).map(|_| tickets.issue(now)).collect::<Vec<_>>())
            .collect();
        assert_eq!(all.len(), 200);
        assert!(all.iter().all(|ticket| ticket.len() == 32));
    }
}
