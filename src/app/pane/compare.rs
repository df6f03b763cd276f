//! The comparison of the shown message with the marked one.

use leptos::prelude::*;
use tabcat_core::detail::Comparison;
use tabcat_core::entry::{Body, EntryId, Message};

use super::Pane;

impl Pane {
    /// How a message differs from the marked one, or a hint to mark one.
    pub fn comparison(&self, id: EntryId) -> Comparison {
        let Some(marked) = self.viewer.marked.get() else {
            return Comparison::said(
                "Nothing is marked to compare with. Press Mark below (or Shift+M in the list), then select another message.",
            );
        };
        if marked == id {
            return Comparison::said("This is the marked message. Select another one to compare it with.");
        }
        self.transcript(|transcript| {
            let body = |id| transcript.get(id).map(|entry| entry.body);
            match (body(marked), body(id)) {
                (Some(Body::Message(Message { file: Some(_), .. })), _) => Comparison::said(
                    "The bytes of a file are not kept. Mark another message to compare with.",
                ),
                (Some(Body::Message(marked)), Some(Body::Message(this))) => Comparison::of(&marked, &this),
                (Some(Body::System(_)), _) => {
                    Comparison::said("What is marked is no message. Mark a message to compare with.")
                }
                _ => {
                    Comparison::said("The marked message has been evicted. Mark another one to compare with.")
                }
            }
        })
    }
}
