//! Scans many records of a chunk at once. Text is searched for in the payloads as one stretch of bytes, and
//! matches are mapped back to records: a search that restarts for each short message spends most of its time
//! on that.

use std::ops::Range;

use super::large::Cursor;
use super::literal::Literal;
use crate::transcript::{Chunk, RECORD_BYTES};

/// Buffers, kept from one slice of work to the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(super) marks: Vec<bool>,
    pub(super) lowered: Vec<u8>,
    /// The progress in a large message.
    pub(super) cursor: Cursor,
}

/// Calls `found` with each of these records that holds the literal, in order, once.
pub(super) fn holders(
    literal: &Literal,
    chunk: &Chunk,
    records: Range<usize>,
    lowered: &mut Vec<u8>,
    mut found: impl FnMut(usize),
) {
    let start = chunk.start(records.start);
    let bytes = literal.prepare(&chunk.payloads()[start..chunk.start(records.end)], lowered);
    let (mut at, mut index) = (0, records.start);
    while let Some(hit) = literal.find(&bytes[at..]) {
        index = holder(chunk, index, start + at + hit.start);
        let message_end = chunk.start(index + 1) - start;
        if at + hit.end <= message_end {
            found(index);
            at = message_end;
        } else {
            // Its end is in the next message: no match.
            at += hit.start + 1;
        }
    }
}

/// The record that holds the byte at `offset`, at or after `from`. Matches are often close together, so a
/// galloping search is faster than a binary one over all the rest.
fn holder(chunk: &Chunk, from: usize, offset: usize) -> usize {
    let (mut low, mut step) = (from, 1);
    while low + step < chunk.len() && chunk.start(low + step) <= offset {
        low += step;
        step *= 2;
    }
    // The last record that starts at or before the offset: those before it that start there too are empty.
    let high = (low + step).min(chunk.len());
    last_while(low, high, |index| chunk.start(index) <= offset)
}

/// The end of a scan from `start` for `budget` bytes of work: at least one record, however large.
pub(crate) fn reach(chunk: &Chunk, start: usize, budget: usize) -> usize {
    last_while(start + 1, chunk.len() + 1, |end| {
        work(chunk, start..end) <= budget
    })
}

/// The cost of scanning some records, in bytes read: the records themselves count, so that empty messages do.
pub(crate) fn work(chunk: &Chunk, records: Range<usize>) -> usize {
    chunk.start(records.end) - chunk.start(records.start) + records.len() * RECORD_BYTES
}

/// The last of `low..high` for which `holds` is true, if all such come first; `low` if none after it is.
fn last_while(mut low: usize, mut high: usize, holds: impl Fn(usize) -> bool) -> usize {
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}
