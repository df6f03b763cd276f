//! `/count/{run}`: what arrived under one name, over all the connections that were opened with `run=` and that name.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::limits;

/// The run of a `/flaky` that names none.
pub(crate) const FLAKY: &str = "flaky";

/// The runs that are remembered.
#[derive(Debug, Default)]
pub(crate) struct Runs(Mutex<VecDeque<(String, Arc<Run>)>>);

/// The account of one run. Its connections hold it, and so count on when it is forgotten.
#[derive(Debug, Default)]
pub(crate) struct Run(Mutex<Account>);

#[derive(Debug, Default)]
struct Account {
    connections: u64,
    refused: u64,
    messages: u64,
    bytes: u64,
    /// The beginnings of the last text messages, oldest first.
    last: VecDeque<String>,
    down_until: Option<Instant>,
}

/// Whether a run may have that name: one that stands in a URL as it is.
pub(crate) fn is_name(name: &str) -> bool {
    (1..=limits::RUN_NAME_BYTES).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

impl Runs {
    /// The run of that name. A new one takes the place of the oldest where there are too many, of one that has no
    /// connection if it can.
    pub(crate) fn of(&self, name: &str) -> Arc<Run> {
        let mut runs = self.lock();
        let at = runs.iter().position(|(known, _)| known == name);
        let (name, run) = match at.and_then(|at| runs.remove(at)) {
            Some(known) => known,
            None => (name.to_owned(), Arc::default()),
        };
        if runs.len() == limits::RUNS {
            let unheld = runs.iter().position(|(_, run)| Arc::strong_count(run) == 1);
            runs.remove(unheld.unwrap_or(0));
        }
        runs.push_back((name, Arc::clone(&run)));
        run
    }

    /// The account of that run as JSON; one that nobody opened has counted nothing.
    pub(crate) fn account(&self, name: &str) -> String {
        let runs = self.lock();
        match runs.iter().find(|(known, _)| known == name) {
            Some((_, run)) => run.lock().to_json(name),
            None => Account::default().to_json(name),
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(String, Arc<Run>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Run {
    /// A handshake is answered 101.
    pub(crate) fn opened(&self) {
        self.lock().connections += 1;
    }

    /// This came whole, whatever becomes of it. Only text and binary messages count.
    pub(crate) fn heard(&self, message: &Message) {
        if let Message::Text(_) | Message::Binary(_) = message {
            self.lock().heard(message);
        }
    }

    /// Has it refuse connections until then.
    pub(crate) fn down_until(&self, until: Instant) {
        let mut account = self.lock();
        account.down_until = account.down_until.max(Some(until));
    }

    /// For how long it still refuses the connection that comes now, which is counted; `None` where it does not.
    pub(crate) fn refuses(&self, now: Instant) -> Option<Duration> {
        let mut account = self.lock();
        let until = account.down_until.filter(|until| *until > now)?;
        account.refused += 1;
        Some(until - now)
    }

    fn lock(&self) -> MutexGuard<'_, Account> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Account {
    fn heard(&mut self, message: &Message) {
        self.messages += 1;
        self.bytes += message.len() as u64;
        if let Message::Text(text) = message {
            if self.last.len() == limits::RUN_LAST {
                self.last.pop_front();
            }
            let cut = text.floor_char_boundary(limits::RUN_LAST_BYTES);
            self.last.push_back(text[..cut].to_owned());
        }
    }

    fn to_json(&self, name: &str) -> String {
        format!(
            r#"{{"run":{},"connections":{},"refused":{},"messages":{},"bytes":{},"last":{}}}"#,
            json!(name),
            self.connections,
            self.refused,
            self.messages,
            self.bytes,
            json!(self.last)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZEROS: &str = r#""connections":0,"refused":0,"messages":0,"bytes":0,"last":[]}"#;

    fn check(runs: &Runs, name: &str, expect: &str) {
        assert_eq!(runs.account(name), format!(r#"{{"run":"{name}",{expect}"#));
    }

    #[test]
    fn what_one_run_counts_is_no_other_runs() {
        let runs = Runs::default();
        runs.of("a").opened();
        runs.of("b").heard(&Message::text("in \"b\"\n"));
        runs.of("b").heard(&Message::binary(vec![0; 5]));
        runs.of("b").heard(&Message::Ping(vec![1, 2, 3].into()));
        runs.of("a").opened();
        check(
            &runs,
            "a",
            r#""connections":2,"refused":0,"messages":0,"bytes":0,"last":[]}"#,
        );
        check(
            &runs,
            "b",
            r#""connections":0,"refused":0,"messages":2,"bytes":12,"last":["in \"b\"\n"]}"#,
        );
        check(&runs, "c", ZEROS);
    }

    #[test]
    fn the_beginnings_of_the_last_texts_are_kept_and_cut_between_characters() {
        let runs = Runs::default();
        let run = runs.of("x");
        for number in 0..=limits::RUN_LAST {
            run.heard(&Message::text(number.to_string()));
        }
        let long = "x".repeat(limits::RUN_LAST_BYTES - 1);
        run.heard(&Message::text(format!("{long}\u{e9}")));
        let account = run.lock();
        assert_eq!(account.last.len(), limits::RUN_LAST);
        assert_eq!(
            (&account.last[0], account.last.back()),
            (&"2".to_owned(), Some(&long))
        );
    }

    #[test]
    fn of_too_many_the_oldest_without_a_connection_goes() {
        let runs = Runs::default();
        let held = runs.of("held");
        held.opened();
        for number in 0..limits::RUNS {
            runs.of(&format!("n{number}")).opened();
        }
        assert!(!runs.account("held").contains(ZEROS), "it has a connection");
        check(&runs, "n0", ZEROS);
        // What is used again is young again.
        runs.of("n1");
        drop(held);
        runs.of("new");
        check(&runs, "held", ZEROS);
        runs.of("newer");
        check(&runs, "n2", ZEROS);
        assert!(!runs.account("n1").contains(ZEROS));
    }

    #[test]
    fn a_run_is_down_until_the_latest_time_that_was_said() {
        let (run, now) = (Run::default(), Instant::now());
        let after = |secs| now + Duration::from_secs(secs);
        assert_eq!(run.refuses(now), None);
        run.down_until(after(5));
        run.down_until(after(3));
        assert_eq!(run.refuses(after(1)), Some(Duration::from_secs(4)));
        assert_eq!(run.refuses(after(4)), Some(Duration::from_secs(1)));
        assert_eq!(run.refuses(after(5)), None);
        assert_eq!(run.lock().refused, 2);
    }

    #[test]
    fn where_all_have_connections_the_oldest_goes() {
        let runs = Runs::default();
        let held: Vec<Arc<Run>> = (0..=limits::RUNS)
            .map(|number| runs.of(&format!("n{number}")))
            .collect();
        for run in &held {
            run.opened();
        }
        check(&runs, "n0", ZEROS);
        assert!(!runs.account("n1").contains(ZEROS));
    }

    #[test]
    fn a_name_stands_in_a_url_as_it_is() {
        let longest = "x".repeat(limits::RUN_NAME_BYTES);
        for name in ["a", "Soak-1.2_3~", &longest] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "a b", "a/b", "a%20b", "\u{e9}", "a\n", &format!("{longest}x")] {
            assert!(!is_name(name), "{name}");
        }
    }
}
