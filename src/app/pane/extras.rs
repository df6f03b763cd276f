//! The state of the composer beyond a text: what stands in place of one, sending it again and again, and what
//! is unfolded. The part `compose` reads and changes it.

use leptos::prelude::*;
use tabcat_core::Timestamp;
use tabcat_core::compose::Problem;
use tabcat_core::payload::{Encoding, OwnedFile};
use tabcat_core::session::{Outcome, SendId};

use super::compose::Typed;
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

/// Something that stands in place of the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// A file.
    File(OwnedFile),
    /// The edge case of that index, made when it is sent.
    Made(usize),
}

/// A file on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// The message.
    pub id: SendId,
    /// When the browser took it: it leaves as bufferedAmount falls.
    pub since: Option<Timestamp>,
}

/// The state.
#[derive(Clone, Copy)]
pub struct Extras {
    /// What stands in place of the text.
    pub held: RwSignal<Option<Held>, LocalStorage>,
    /// The file on its way.
    pub leaving: RwSignal<Option<Leaving>>,
    /// The typed interval and number of times, while the line for them is unfolded.
    pub every: RwSignal<Option<[String; 2]>>,
    /// The open menu.
    pub menu: RwSignal<Option<ComposeMenu>>,
    /// What keeps the text from being a message, once it is to be said.
    pub problem: RwSignal<Option<Problem>>,
    /// What is known of the message being typed.
    pub typed: RwSignal<Typed>,
    /// How many messages were sent from the field in this connection.
    pub sends: StoredValue<u64>,
    /// The seed of the next message's random placeholders; 0 if it is not drawn yet.
    pub seed: StoredValue<u64>,
    /// The kind of message that the file asked for is to be.
    pub wanted: StoredValue<Encoding>,
}

impl Extras {
    pub(super) fn new() -> Self {
        Self {
            held: RwSignal::new_local(None),
            leaving: RwSignal::new(None),
            every: RwSignal::new(None),
            menu: RwSignal::new(None),
            problem: RwSignal::new(None),
            typed: RwSignal::new(Typed::default()),
            sends: StoredValue::new(0),
            seed: StoredValue::new(0),
            wanted: StoredValue::new(Encoding::Binary),
        }
    }

    /// Whether Send does something else than sending the text.
    pub(super) fn is_in_use(&self) -> bool {
        self.held.with_untracked(Option::is_some) || self.every.with_untracked(Option::is_some)
    }

    pub(super) fn settle(&self, id: SendId, outcome: Outcome) {
        let of = |leaving: &Option<Leaving>| leaving.is_some_and(|leaving| leaving.id == id);
        if self.leaving.with_untracked(of) {
            let since = Some(Clock::wall());
            self.leaving
                .set((outcome == Outcome::Sent).then_some(Leaving { id, since }));
        }
    }
}
