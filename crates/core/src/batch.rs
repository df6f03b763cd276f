//! A batch of messages from a Worker: those of all its sockets in one buffer, in order of arrival, first a
//! head for each, then all payloads. Reading it copies no payload.
//!
//! Layout of a head, little-endian: milliseconds on the clock of the page's start (f64), payload length (u32), tag (u32). The
//! lowest four bits of a tag are the kind (0 text, 1 binary), the others name the socket. The payloads follow one another without
//! padding. `public/socket-worker.js` writes it.

use std::fmt;

use crate::payload::Payload;
use crate::session::Arrival;
use crate::time::Timestamp;

/// The version of the layout and of the protocol around it (`src/io/socket/word.rs`). The Worker names its
/// version: a browser may have cached an older script than the page.
pub const PROTOCOL: u64 = 6;

/// The length of a head in bytes.
pub const HEAD: u32 = 16;

const HEAD_BYTES: usize = HEAD as usize;

/// The number of bits for the kind in a tag.
const KIND_BITS: u32 = 4;
const TEXT: u32 = 0;
const BINARY: u32 = 1;

/// The buffer does not have the layout of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The index of the message; the number of heads if bytes are left over.
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

/// Messages in order of arrival.
#[derive(Clone, Debug, Default)]
pub struct Arrivals<'a> {
    messages: Vec<Arrival<'a>>,
    /// Each socket with consecutive messages, and the index after the last of them.
    runs: Vec<(u32, usize)>,
}

impl<'a> Arrivals<'a> {
    /// Each socket with its consecutive messages.
    pub fn runs(&self) -> impl Iterator<Item = (u32, &[Arrival<'a>])> {
        let mut start = 0;
        self.runs.iter().map(move |(socket, end)| {
            let run = &self.messages[start..*end];
            start = *end;
            (*socket, run)
        })
    }

    fn push(&mut self, socket: u32, message: Arrival<'a>) {
        self.messages.push(message);
        let end = self.messages.len();
        match self.runs.last_mut() {
            Some((of, run)) if *of == socket => *run = end,
            _ => self.runs.push((socket, end)),
        }
    }
}

/// Reads a batch: `heads` has one head for each message, `bytes` their payloads. `clock` converts the
/// milliseconds in a head to a time of day.
pub fn read<'a>(
    heads: &[u8],
    mut bytes: &'a [u8],
    clock: impl Fn(f64) -> Timestamp,
) -> Result<Arrivals<'a>, Malformed> {
    let mut arrivals = Arrivals {
        messages: Vec::with_capacity(heads.len() / HEAD_BYTES),
        runs: Vec::new(),
    };
    for head in heads.chunks(HEAD_BYTES) {
        let at = arrivals.messages.len();
        let (socket, arrival, rest) = read_one(head, bytes, &clock).ok_or(Malformed { at })?;
        arrivals.push(socket, arrival);
        bytes = rest;
    }
    if bytes.is_empty() {
        Ok(arrivals)
    } else {
        Err(Malformed {
            at: arrivals.messages.len(),
        })
    }
}

/// How many messages each socket has in an unreadable batch, according to the heads.
pub fn count(heads: &[u8]) -> Vec<(u32, u32)> {
    let mut counts: Vec<(u32, u32)> = Vec::new();
    for head in heads.chunks_exact(HEAD_BYTES) {
        let Some((socket, _)) = tag(head) else { continue };
        match counts.iter_mut().find(|(of, _)| *of == socket) {
            Some((_, count)) => *count += 1,
            None => counts.push((socket, 1)),
        }
    }
    counts
}

/// The socket and the kind in a head.
fn tag(head: &[u8]) -> Option<(u32, u32)> {
    let tag = u32::from_le_bytes(head.get(12..HEAD_BYTES)?.try_into().ok()?);
    Some((tag >> KIND_BITS, tag & ((1 << KIND_BITS) - 1)))
}

fn read_one<'a>(
    head: &[u8],
    bytes: &'a [u8],
    clock: impl Fn(f64) -> Timestamp,
) -> Option<(u32, Arrival<'a>, &'a [u8])> {
    let head: &[u8; HEAD_BYTES] = head.try_into().ok()?;
    let millis = f64::from_le_bytes(head[..8].try_into().ok()?);
    let length = u32::from_le_bytes(head[8..12].try_into().ok()?) as usize;
    let (socket, kind) = tag(head)?;
    let (bytes, rest) = bytes.split_at_checked(length)?;
    let payload = match kind {
        TEXT => Payload::Text(std::str::from_utf8(bytes).ok()?),
        BINARY => Payload::Binary(bytes),
        _ => return None,
    };
    let at = clock(millis);
    Some((socket, Arrival { at, payload }, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn write(messages: &[(f64, u32, u32, &[u8])]) -> (Vec<u8>, Vec<u8>) {
        let (mut heads, mut bytes) = (Vec::new(), Vec::new());
        for (millis, socket, kind, payload) in messages {
            heads.extend(millis.to_le_bytes());
            heads.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
            heads.extend((socket << 4 | kind).to_le_bytes());
            bytes.extend(*payload);
        }
        (heads, bytes)
    }

    #[test]
    fn messages_come_out_in_order_with_their_sockets_and_times() {
        const LAST: u32 = (1 << 28) - 1;
        let (heads, bytes) = write(&[
            (1.5, 3, TEXT, "né".as_bytes()),
            (2.0, 3, BINARY, &[0; 9]),
            (2.0, LAST, TEXT, b""),
            (2.5, 3, TEXT, b"again"),
        ]);
        let arrivals = read(&heads, &bytes, Timestamp::from_millis).unwrap();
        let runs: Vec<_> = arrivals
            .runs()
            .map(|(socket, run)| {
                let run: Vec<_> = run.iter().map(|got| (got.at.as_micros(), got.payload)).collect();
                (socket, run)
            })
            .collect();
        let expect = [
            (
                3,
                vec![(1_500, Payload::Text("né")), (2_000, Payload::Binary(&[0; 9]))],
            ),
            (LAST, vec![(2_000, Payload::Text(""))]),
            (3, vec![(2_500, Payload::Text("again"))]),
        ];
        assert_eq!(runs, expect);
        assert_eq!(count(&heads), [(3, 3), (LAST, 1)]);
    }

    #[test]
    fn an_empty_batch_holds_nothing() {
        let arrivals = read(&[], &[], Timestamp::from_millis).unwrap();
        assert_eq!(arrivals.runs().count(), 0);
    }

    proptest! {
        #[test]
        fn every_message_comes_out_in_the_order_in_which_it_went_in(
            messages in prop::collection::vec((0_u32..4, 0_u32..2, "[a-z]{0,5}"), 0..40),
        ) {
            let written: Vec<_> = messages
                .iter()
                .map(|(socket, kind, text)| (1.0, *socket, *kind, text.as_bytes()))
                .collect();
            let (heads, bytes) = write(&written);
            let arrivals = read(&heads, &bytes, Timestamp::from_millis).unwrap();
            let mut read = Vec::new();
            let mut before = None;
            for (socket, run) in arrivals.runs() {
                prop_assert!(!run.is_empty() && before != Some(socket), "a run is as long as it can be");
                before = Some(socket);
                read.extend(run.iter().map(|got| (socket, got.payload.bytes().to_vec())));
            }
            let sent: Vec<_> = messages.iter().map(|(socket, _, text)| (*socket, text.clone().into_bytes())).collect();
            prop_assert_eq!(read, sent);
        }

        #[test]
        fn any_bytes_are_read_or_refused(heads in prop::collection::vec(any::<u8>(), 0..64), bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let counted: u32 = count(&heads).iter().map(|(_, count)| count).sum();
            prop_assert_eq!(counted as usize, heads.len() / HEAD_BYTES);
            let _ = read(&heads, &bytes, Timestamp::from_millis);
        }
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
        let (heads, bytes) = write(&[(1.0, 1, BINARY, b"12345678"), (1.0, 2, TEXT, b"9")]);
        check((&heads[..10], &bytes), 0, "half a head");
        check((&heads, &bytes[..7]), 0, "too few bytes for the first");
        check((&heads, &bytes[..8]), 1, "too few bytes for the second");
        check((&heads[..HEAD_BYTES], &bytes), 1, "bytes of no message");
        let refused = |message, why| {
            let (heads, bytes) = write(&[message]);
            check((&heads, &bytes), 0, why);
        };
        refused((1.0, 1, 7, b"".as_slice()), "no such kind");
        refused((1.0, 1, TEXT, &[0xff]), "no UTF-8");
        let mut long = heads;
        long[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
        check((&long, &bytes), 0, "longer than all");
    }
}
