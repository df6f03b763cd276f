//! One part of the page that is fetched when it is wanted: whether it is here, is on its way, or why it is not.

use std::pin::Pin;

use leptos::prelude::*;
use tabcat_core::Span;

use super::reactive::spawn;
use super::trouble::Trouble;
use crate::io::part;
use crate::io::timer::Alarm;

/// How long a person waits without a word.
const PATIENCE: Span = Span::from_secs(10);

/// Fetches a part and puts its entry functions where they are read. False where it did not come.
pub type Fetch<T> = fn(RwSignal<Option<T>>) -> Fetching;

/// A fetch under way.
pub type Fetching = Pin<Box<dyn Future<Output = bool>>>;

/// A part, by its entry functions `T`. Cheap to copy.
pub struct Part<T: 'static> {
    entries: RwSignal<Option<T>>,
    /// How it arrives.
    pub arrival: Arrival,
}

/// How a part arrives, whichever it is.
#[derive(Clone, Copy)]
pub struct Arrival {
    /// What stands between a person and the part.
    pub wait: RwSignal<Wait>,
    errand: StoredValue<Errand, LocalStorage>,
}

/// How the part is fetched, and for whom.
struct Errand {
    name: &'static str,
    fetch: Box<dyn Fn() -> Fetching>,
    alarm: Option<Alarm>,
    waiting: Vec<Then>,
}

/// What is to be done when a part has come, or has not.
type Then = Box<dyn FnOnce(Result<(), Trouble>)>;

/// What stands between a person and a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Nobody has asked for it.
    NotAsked,
    /// It is on its way.
    Coming,
    /// It has been on its way for longer than a person waits without a word.
    Slow,
    /// It did not come.
    Failed(Trouble),
    /// Nothing: it is here.
    Over,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

impl<T: Copy + Send + Sync + 'static> Part<T> {
    /// A part that nobody has asked for. `name` is what its file is called for.
    pub fn new(name: &'static str, fetch: Fetch<T>) -> Self {
        let entries = RwSignal::new(None);
        Self {
            entries,
            arrival: Arrival::new(name, Box::new(move || fetch(entries))),
        }
    }

    /// Its entry functions, if it is here. Whoever follows signals is told when it comes.
    pub fn entries(&self) -> Option<T> {
        self.entries.get()
    }

    /// Does something with it: now, or when it has come.
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

    /// Fetches the part, unless it is here or on its way. One that did not come is tried again.
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

    /// Fetches the part anew, also where the host still owes an answer.
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
