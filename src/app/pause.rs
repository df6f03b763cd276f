//! A list that stands still: which entries it stopped at, and how many messages have come since.

use tabcat_core::Transcript;
use tabcat_core::entry::EntryId;

/// Where the list stood when it was paused.
#[derive(Clone, Copy)]
pub(super) struct Pause {
    next: EntryId,
    messages: u64,
}

impl Pause {
    /// After all that is in the transcript now.
    pub(super) fn at(transcript: &Transcript) -> Self {
        Self {
            next: transcript.next_id(),
            messages: messages_ever(transcript),
        }
    }

    /// The entry after the last one that the list shows. All that was shown may have been evicted meanwhile.
    pub(super) fn next(self, transcript: &Transcript) -> EntryId {
        self.next.max(transcript.first_id())
    }

    /// How many messages have come since.
    pub(super) fn held(self, transcript: &Transcript) -> u64 {
        messages_ever(transcript).saturating_sub(self.messages)
    }
}

/// Kept or evicted.
fn messages_ever(transcript: &Transcript) -> u64 {
    transcript.messages() as u64 + transcript.evicted().messages
}
