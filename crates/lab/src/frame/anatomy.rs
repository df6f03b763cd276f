//! Bytes taken apart: their frames, every field of each, and each fault with its byte. Total over any bytes.

use std::ops::Range;

use super::field::{self, Field};
use super::layout::Layout;
use super::rules::Rules;
use super::{Frame, Problem};
use crate::Side;

/// The frames in some bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anatomy {
    bytes: Vec<u8>,
    /// The start of each frame. A mebibyte can hold half a million, so their fields are computed on request.
    starts: Vec<usize>,
    problems: Vec<Problem>,
    unlisted: usize,
    unfinished: Option<usize>,
}

/// Reads frames that one side sent, one after the other, without extensions. It reads on after a fault, where
/// a browser fails the connection.
///
/// ```
/// # use tabcat_lab::{Side, frame::anatomy};
/// let anatomy = anatomy(*b"\xc1\x02hi", Side::Server);
/// assert_eq!(anatomy.problems()[0].to_string(), "Byte 1: RSV1 is set, but no extension was agreed.");
/// ```
pub fn anatomy(bytes: impl Into<Vec<u8>>, from: Side) -> Anatomy {
    let bytes = bytes.into();
    let mut rules = Rules::new(&bytes, from);
    let mut starts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let frame = Layout::read(&bytes, at);
        rules.check(starts.len(), &frame);
        starts.push(at);
        at = frame.range().end;
    }
    let (mut problems, unlisted, unfinished) = (
        std::mem::take(&mut rules.problems),
        rules.unlisted,
        rules.unfinished(),
    );
    problems.sort_by_key(|problem| problem.byte);
    Anatomy {
        bytes,
        starts,
        problems,
        unlisted,
        unfinished,
    }
}

impl Anatomy {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The number of frames that begin in the bytes. Only the last can be cut short.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a frame, as far as they are there.
    pub fn range(&self, frame: usize) -> Option<Range<usize>> {
        self.layout(frame).map(|layout| layout.range())
    }

    /// The frame that a byte belongs to.
    pub fn frame_at(&self, byte: usize) -> Option<usize> {
        if byte >= self.bytes.len() {
            return None;
        }
        self.starts.partition_point(|&start| start <= byte).checked_sub(1)
    }

    /// The fields of a frame that are present, in wire order. A masked payload is listed twice, masked and
    /// unmasked; empty fields are left out.
    pub fn fields(&self, frame: usize) -> Vec<Field> {
        self.layout(frame)
            .map_or_else(Vec::new, |layout| field::fields(&self.bytes, &layout))
    }

    /// The frame itself, if all of it is there.
    pub fn frame(&self, frame: usize) -> Option<Frame> {
        let layout = self.layout(frame).filter(Layout::is_whole)?;
        Some(Frame {
            fin: layout.fin(),
            rsv: layout.rsv(),
            opcode: layout.opcode(),
            mask: layout.key(&self.bytes),
            payload: layout.unmasked(&self.bytes, usize::MAX),
        })
    }

    /// The faults by position: the first [`MAX_PROBLEMS`](super::MAX_PROBLEMS).
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The number of further faults.
    pub const fn unlisted(&self) -> usize {
        self.unlisted
    }

    /// The first frame of a message whose last frame does not begin in the bytes: no fault, but more must
    /// follow.
    pub const fn unfinished(&self) -> Option<usize> {
        self.unfinished
    }

    fn layout(&self, frame: usize) -> Option<Layout> {
        let &start = self.starts.get(frame)?;
        Some(Layout::read(&self.bytes, start))
    }
}
