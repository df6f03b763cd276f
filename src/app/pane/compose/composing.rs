//! The state of the composer beyond a text.

use leptos::prelude::*;
use tabcat_core::Timestamp;
use tabcat_core::compose::Problem;
use tabcat_core::payload::{Encoding, OwnedFile};
use tabcat_core::session::{Outcome, SendId};

use super::typed::Typed;
use super::undo::Stages;
use crate::app::pane::Pane;
use crate::io::clock::Clock;

/// A menu of the composer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComposeMenu {
    /// The formats.
    Format,
    /// What can be added.
    Add,
    /// The edge cases.
    EdgeCases,
}

/// A file on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// The message.
    pub id: SendId,
    /// When the browser took it: it leaves as bufferedAmount falls.
    pub since: Option<Timestamp>,
}

/// Something that stands in place of the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// A file.
    File(OwnedFile),
    /// The edge case of that index, made when it is sent.
    Made(usize),
}

/// The state, cheap to copy into closures.
#[derive(Clone, Copy)]
pub struct Composing {
    /// The open menu.
    pub menu: RwSignal<Option<ComposeMenu>>,
    /// The file on its way.
    pub leaving: RwSignal<Option<Leaving>>,
    /// What stands in place of the text.
    pub held: RwSignal<Option<Held>, LocalStorage>,
    /// The typed interval and number of times, while the line for them is unfolded.
    pub every: RwSignal<Option<[String; 2]>>,
    /// What keeps the text from being a message, once it is to be said.
    pub problem: RwSignal<Option<Problem>>,
    /// What is known of the message being typed.
    pub typed: RwSignal<Typed>,
    /// What the message was before changes of all of it.
    pub(super) stages: StoredValue<Stages>,
    /// The seed of the next message's random placeholders; 0 if it is not drawn yet.
    pub(super) seed: StoredValue<u64>,
    /// The kind of message that the file asked for is to be.
    pub(super) wanted: StoredValue<Encoding>,
}

/// Hears what became of a message: it may be the file.
pub fn settled(pane: Pane, id: SendId, outcome: Outcome) {
    let Some(Composing { leaving, .. }) = pane.draft.composing() else {
        return;
    };
    let is_it = |leaving: &Option<Leaving>| leaving.is_some_and(|leaving| leaving.id == id);
    if leaving.with_untracked(is_it) {
        let since = Some(Clock::wall());
        leaving.set((outcome == Outcome::Sent).then_some(Leaving { id, since }));
    }
}

impl Pane {
    /// The state of its composer.
    pub fn composing(&self) -> Composing {
        self.draft.composing().unwrap_or_else(|| {
            // It lasts as long as the pane.
            self.owner.get_value().with(|| {
                let composing = Composing::new();
                self.draft.set_composing(composing);
                composing
            })
        })
    }
}

impl Composing {
    fn new() -> Self {
        Self {
            menu: RwSignal::new(None),
            leaving: RwSignal::new(None),
            held: RwSignal::new_local(None),
            every: RwSignal::new(None),
            problem: RwSignal::new(None),
            typed: RwSignal::new(Typed::default()),
            stages: StoredValue::new(Stages::default()),
            seed: StoredValue::new(0),
            wanted: StoredValue::new(Encoding::Binary),
        }
    }

    /// Says what is wrong, at no place of the text.
    pub(super) fn complain(&self, sentence: String) {
        self.problem.set(Some(Problem {
            range: 0..0,
            sentence,
        }));
    }

    /// Takes back what was said to be wrong.
    pub(super) fn forgive(&self) {
        if self.problem.with_untracked(Option::is_some) {
            self.problem.set(None);
        }
    }
}
