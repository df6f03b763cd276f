//! The transcript after a trap: boot.js writes each entry to a text file.

use tabcat_core::Transcript;
use tabcat_core::close::CloseCode;
use tabcat_core::entry::{Body, Direction, EntryId, System};
use tabcat_core::payload::Encoding;

use crate::io::salvage::Salvaged;

// The kinds that public/boot.js knows.
const EVENT: u8 = 0;
const OPEN: u8 = 1;
const CLOSE: u8 = 2;
const MESSAGE: u8 = 3;

/// The entry at an index, counted from the oldest.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 are exact in an f64 for 285,000 years"
)]
pub(super) fn entry(transcript: &Transcript, index: usize) -> Option<Salvaged<'_>> {
    let id = EntryId(transcript.first_id().0 + index as u64);
    let entry = transcript.get(id)?;
    let (kind, bytes, length, code) = match entry.body {
        Body::Message(message) => {
            let sent = u8::from(message.direction == Direction::Sent);
            let binary = u8::from(message.encoding == Encoding::Binary);
            (MESSAGE + sent + 2 * binary, message.bytes, message.len(), None)
        }
        // Its URL may have a secret in it, and masking needs memory that may not be available.
        Body::System(System::Open(_)) => (OPEN, [].as_slice(), 0, None),
        Body::System(System::Close(closed)) => {
            let reason = closed.reason();
            (
                CLOSE,
                reason.as_bytes(),
                reason.len(),
                closed.code().map(CloseCode::as_u16),
            )
        }
        Body::System(System::Error | System::Note(_)) => (EVENT, [].as_slice(), 0, None),
    };
    Some(Salvaged {
        at: entry.at.as_millis() as f64,
        kind,
        bytes,
        length,
        code,
    })
}
