//! One part of the page that is fetched on demand, and its state: loaded, loading, or the reason it failed.

use std::pin::Pin;

use leptos::prelude::*;
use tabcat_core::Span;

use super::reactive::spawn;
use super::trouble::Trouble;
use crate::io::part;
use crate::io::timer::Alarm;

/// How long loading may take before it counts as slow.
const PATIENCE: Span = Span::from_secs(10);

/// Fetches a part and sets its entry functions. False if it failed.
pub type Fetch<T> = fn(RwSignal<Option<T>>) -> Fetching;

/// A fetch under way.
pub type Fetching = Pin<Box<dyn Future<Output = bool>>>;

/// A part with its entry functions `T`. Cheap to copy.
pub struct Part<T: 'static> {
    entries: RwSignal<Option<T>>,
    /// Its loading state.
    pub arrival: Arrival,
}

/// The loading state of any part.
#[derive(Clone, Copy)]
pub struct Arrival {
    /// The state of the fetch.
    pub wait: RwSignal<Wait>,
    errand: StoredValue<Errand, LocalStorage>,
}

/// A part's fetch, and the calls that wait for it.
struct Errand {
    name: &'static str,
    fetch: Box<dyn Fn() -> Fetching>,
    alarm: Option<Alarm>,
    waiting: Vec<Then>,
}

/// Called when a part has loaded or failed.
type Then = Box<dyn FnOnce(Result<(), Trouble>)>;

/// The state of a part's fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Not requested yet.
    NotAsked,
    /// Loading.
    Coming,
    /// Loading for so long that the page says so.
    Slow,
    /// Failed to load.
    Failed(Trouble),
    /// Loaded.
    Over,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

impl<T: Copy + Send + Sync + 'static> Part<T> {
    /// A part that is not requested yet. `name` is the name of its file.
    pub fn new(name: &'static str, fetch: Fetch<T>) -> Self {
        let entries = RwSignal::new(None);
        Self {
            entries,
            arrival: Arrival::new(name, Box::new(move || fetch(entries))),
        }
    }

    /// Its entry functions, if it is loaded. Tracked: it changes when the part is loaded.
    pub fn entries(&self) -> Option<T> {
        self.entries.get()
    }

    /// Calls `act` now, or when the part has loaded or failed.
    pub fn then(&self, act: impl FnOnce(Result<T, Trouble>) + 'static) {
        let entries = self.entries;
        let then = move |came: Result<(), Trouble>| {
            act(came.map(|()| entries.get_untracked().expect("it came with its entry functions")));
        };
        self.arrival.then(Box::new(then));
    }
}

impl Arrival {
    fn new(name: &'static str, fetch: Box<dyn Fn() -> Fetching>) -> Self {
        Self {
            wait: RwSignal::new(Wait::NotAsked),
            errand: StoredValue::new_local(Errand {
                name,
                fetch,
                alarm: None,
                waiting: Vec::new(),
            }),
        }
    }

    /// Fetches the part, unless it is loaded or loading. A failed one is fetched again.
    pub fn ask(&self) {
        if !matches!(self.wait.get_untracked(), Wait::NotAsked | Wait::Failed(_)) {
            return;
        }
        self.begin_to_wait();
        let arrival = *self;
        let fetching = self.errand.with_value(|errand| (errand.fetch)());
        spawn(async move {
            arrival.settle(fetching.await);
        });
    }

    /// Fetches the part again, even if the host has not answered yet.
    pub fn retry(&self) {
        if self.wait.get_untracked() == Wait::Slow {
            self.begin_to_wait();
            part::fetch_again(self.name());
        } else {
            self.ask();
        }
    }

    fn name(&self) -> &'static str {
        self.errand.with_value(|errand| errand.name)
    }

    fn then(&self, act: Then) {
        if self.wait.get_untracked() == Wait::Over {
            return act(Ok(()));
        }
        self.errand.update_value(|errand| errand.waiting.push(act));
        self.ask();
    }

    fn begin_to_wait(&self) {
        let wait = self.wait;
        wait.set(Wait::Coming);
        let alarm = Alarm::after(PATIENCE, move || wait.set(Wait::Slow));
        self.errand.update_value(|errand| errand.alarm = Some(alarm));
    }

    fn settle(&self, came: bool) {
        let wait = if came {
            Wait::Over
        } else {
            Wait::Failed(Trouble::read(&part::trouble(self.name())))
        };
        self.wait.set(wait.clone());
        let waiting = self.errand.try_update_value(|errand| {
            errand.alarm = None;
            std::mem::take(&mut errand.waiting)
        });
        for act in waiting.into_iter().flatten() {
            act(match &wait {
                Wait::Failed(trouble) => Err(trouble.clone()),
                _ => Ok(()),
            });
        }
    }
}
