//! Messages as a Worker hands them over: many in one buffer, first a head for each, then the bytes of all. Reading it
//! copies nothing.
//!
//! Layout of a head, little-endian: milliseconds on the clock of the page's start (f64), payload length (u32), kind (u32: 0 text,
//! 1 binary). The payloads follow one another without padding. `public/socket-worker.js` writes it.

use std::fmt;

use crate::payload::Payload;
use crate::session::Arrival;
use crate::time::Timestamp;

/// Which version of the layout and of the words around it this is (`src/io/socket/word.rs`). The Worker says which one it
/// speaks: a browser may have kept an older script than the page.
pub const PROTOCOL: u64 = 3;

/// How long a head is, in bytes.
pub const HEAD: u32 = 16;

const HEAD_BYTES: usize = HEAD as usize;

const TEXT: u32 = 0;
const BINARY: u32 = 1;

/// The buffer is not what the Worker writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Which message, counted from 0; as many as there are heads where bytes are left over.
    pub at: usize,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a batch of messages makes no sense at number {}: reload the page",
            self.at
        )
    }
}

/// The messages of a batch, in order of arrival: `heads` are as many as there are messages, `bytes` their payloads. `clock` makes
/// a time of the day of the milliseconds in a head.
pub fn read<'a>(
    heads: &[u8],
    mut bytes: &'a [u8],
    clock: impl Fn(f64) -> Timestamp,
) -> Result<Vec<Arrival<'a>>, Malformed> {
    let mut arrivals = Vec::with_capacity(heads.len() / HEAD_BYTES);
    for head in heads.chunks(HEAD_BYTES) {
        let at = arrivals.len();
        let (arrival, rest) = read_one(head, bytes, &clock).ok_or(Malformed { at })?;
        arrivals.push(arrival);
        bytes = rest;
    }
    if bytes.is_empty() {
        Ok(arrivals)
    } else {
        Err(Malformed { at: arrivals.len() })
    }
}

fn read_one<'a>(
    head: &[u8],
    bytes: &'a [u8],
    clock: impl Fn(f64) -> Timestamp,
) -> Option<(Arrival<'a>, &'a [u8])> {
    let head: &[u8; HEAD_BYTES] = head.try_into().ok()?;
    let millis = f64::from_le_bytes(head[..8].try_into().ok()?);
    let length = u32::from_le_bytes(head[8..12].try_into().ok()?) as usize;
    let kind = u32::from_le_bytes(head[12..].try_into().ok()?);
    let (bytes, rest) = bytes.split_at_checked(length)?;
    let payload = match kind {
        TEXT => Payload::Text(std::str::from_utf8(bytes).ok()?),
        BINARY => Payload::Binary(bytes),
        _ => return None,
    };
    let at = clock(millis);
    Some((Arrival { at, payload }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(messages: &[(f64, u32, &[u8])]) -> (Vec<u8>, Vec<u8>) {
        let (mut heads, mut bytes) = (Vec::new(), Vec::new());
        for (millis, kind, payload) in messages {
            heads.extend(millis.to_le_bytes());
            heads.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
            heads.extend(kind.to_le_bytes());
            bytes.extend(*payload);
        }
        (heads, bytes)
    }

    #[test]
    fn messages_come_out_in_order_with_their_times() {
        let (heads, bytes) = write(&[
            (1.5, TEXT, "né".as_bytes()),
            (2.0, BINARY, &[0; 9]),
            (2.0, TEXT, b""),
        ]);
        let read: Vec<_> = read(&heads, &bytes, Timestamp::from_millis)
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
        assert_eq!(read(&[], &[], Timestamp::from_millis).unwrap().len(), 0);
    }

    #[test]
    fn a_buffer_that_nobody_wrote_is_refused_where_it_goes_wrong() {
        let check = |(heads, bytes): (&[u8], &[u8]), at: usize, why: &str| {
            assert_eq!(
                read(heads, bytes, Timestamp::from_millis).unwrap_err(),
                Malformed { at },
                "{why}"
            );
        };
        let (heads, bytes) = write(&[(1.0, BINARY, b"12345678"), (1.0, TEXT, b"9")]);
        check((&heads[..10], &bytes), 0, "half a head");
        check((&heads, &bytes[..7]), 0, "too few bytes for the first");
        check((&heads, &bytes[..8]), 1, "too few bytes for the second");
        check((&heads[..HEAD_BYTES], &bytes), 1, "bytes of no message");
        let refused = |message, why| {
            let (heads, bytes) = write(&[message]);
            check((&heads, &bytes), 0, why);
        };
        refused((1.0, 7, b"".as_slice()), "no such kind");
        refused((1.0, TEXT, &[0xff]), "no UTF-8");
        let mut long = heads;
        long[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
        check((&long, &bytes), 0, "longer than all");
    }
}
