//! Messages as a Worker hands them over: many in one buffer, each with its time and length before its bytes. Reading it
//! copies nothing.
//!
//! Layout of a message, little-endian, starting at a multiple of 8 bytes: milliseconds since 1970 (f64), payload length
//! (u32), kind (u32: 0 text, 1 binary), payload, padding. `public/socket-worker.js` writes it.

use std::fmt;

use crate::payload::Payload;
use crate::session::Arrival;
use crate::time::Timestamp;

const HEAD: usize = 16;
const TEXT: u32 = 0;
const BINARY: u32 = 1;

/// The buffer is not what the Worker writes: a page and a Worker of two different versions, say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Where in the buffer, in bytes.
    pub at: usize,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a batch of messages makes no sense at byte {}: reload the page",
            self.at
        )
    }
}

/// The messages of a batch, in order of arrival.
pub fn read(batch: &[u8]) -> Result<Vec<Arrival<'_>>, Malformed> {
    let mut arrivals = Vec::new();
    let mut at = 0;
    while at < batch.len() {
        let (arrival, next) = read_one(batch, at).ok_or(Malformed { at })?;
        arrivals.push(arrival);
        at = next;
    }
    Ok(arrivals)
}

fn read_one(batch: &[u8], at: usize) -> Option<(Arrival<'_>, usize)> {
    let head = batch.get(at..at + HEAD)?;
    let millis = f64::from_le_bytes(head[..8].try_into().ok()?);
    let length = u32::from_le_bytes(head[8..12].try_into().ok()?) as usize;
    let kind = u32::from_le_bytes(head[12..].try_into().ok()?);
    let start = at + HEAD;
    let bytes = batch.get(start..start.checked_add(length)?)?;
    let payload = match kind {
        TEXT => Payload::Text(std::str::from_utf8(bytes).ok()?),
        BINARY => Payload::Binary(bytes),
        _ => return None,
    };
    let next = (start + length).next_multiple_of(8);
    Some((
        Arrival {
            at: Timestamp::from_millis(millis),
            payload,
        },
        next,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(messages: &[(f64, u32, &[u8])]) -> Vec<u8> {
        let mut batch = Vec::new();
        for (millis, kind, payload) in messages {
            batch.extend(millis.to_le_bytes());
            batch.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
            batch.extend(kind.to_le_bytes());
            batch.extend(*payload);
            batch.resize(batch.len().next_multiple_of(8), 0xee);
        }
        batch
    }

    #[test]
    fn messages_come_out_in_order_with_their_times() {
        let batch = write(&[
            (1.5, TEXT, "né".as_bytes()),
            (2.0, BINARY, &[0; 9]),
            (2.0, TEXT, b""),
        ]);
        let read: Vec<_> = read(&batch)
            .unwrap()
            .iter()
            .map(|got| (got.at.as_micros(), got.payload))
            .collect();
        assert_eq!(
            read,
            [
                (1_500, Payload::Text("né")),
                (2_000, Payload::Binary(&[0; 9])),
                (2_000, Payload::Text("")),
            ]
        );
    }

    #[test]
    fn an_empty_batch_holds_nothing() {
        assert_eq!(read(&[]).unwrap().len(), 0);
    }

    #[test]
    fn a_buffer_that_nobody_wrote_is_refused_where_it_goes_wrong() {
        let good = write(&[(1.0, BINARY, b"12345678")]);
        let check = |batch: &[u8], at: usize| assert_eq!(read(batch).unwrap_err(), Malformed { at });
        check(&good[..10], 0);
        check(&good[..20], 0);
        check(&[good.clone(), vec![1]].concat(), 24);
        check(&write(&[(1.0, 7, b"")]), 0);
        check(&write(&[(1.0, TEXT, &[0xff])]), 0);
        let mut long = good;
        long[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
        check(&long, 0);
    }
}
