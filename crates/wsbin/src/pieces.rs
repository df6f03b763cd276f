//! What a client sends, with its large frames cut into small ones before the library reads them.
//!
//! tungstenite reserves a payload's memory when it reads the frame's header, so that 14 bytes could cost 64 MB. Fragmenting
//! a message is lawful for whoever is between two endpoints (RFC 6455 5.4): the library then reserves a piece at a time,
//! and a message costs what has arrived of it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

use crate::limits;

/// Bytes of payload in a piece. A multiple of four, so that each piece can be masked with the frame's own key.
const PIECE: u64 = 64 * 1024;
/// A control frame has no more (RFC 6455 5.5). One byte over is enough for the library to refuse it.
const CONTROL_BYTES: u64 = 125;

/// A connection whose large incoming frames are cut into pieces. What is written passes unchanged.
#[derive(Debug)]
pub(crate) struct Pieces<S> {
    inner: S,
    read_at: Instant,
    block: Box<[u8]>,
    /// Where in `block` the bytes are that were read and not handed on.
    start: usize,
    end: usize,
    /// A header to hand on before anything else.
    header: Vec<u8>,
    /// Bytes of payload up to the next header.
    piece: u64,
    /// The part of the frame behind this piece.
    rest: Option<Rest>,
}

/// What of a frame is still to be cut.
#[derive(Debug, Clone, Copy)]
struct Rest {
    is_final: bool,
    mask: Option<[u8; 4]>,
    bytes: u64,
}

impl<S> Pieces<S> {
    /// `early` was read from the connection before.
    pub(crate) fn new(inner: S, early: &[u8]) -> Self {
        let mut block = vec![0; limits::READ_BYTES.max(early.len())].into_boxed_slice();
        block[..early.len()].copy_from_slice(early);
        Self {
            inner,
            read_at: Instant::now(),
            block,
            start: 0,
            end: early.len(),
            header: Vec::new(),
            piece: 0,
            rest: None,
        }
    }

    /// When something was read last.
    pub(crate) fn read_at(&self) -> Instant {
        self.read_at
    }

    pub(crate) fn into_inner(self) -> S {
        self.inner
    }

    /// Hands on what can be without another read, and says whether that was anything.
    fn hand_on(&mut self, out: &mut ReadBuf<'_>) -> bool {
        if self.header.is_empty() && self.piece == 0 {
            self.next_header();
        }
        if !self.header.is_empty() {
            let now = self.header.len().min(out.remaining());
            out.put_slice(&self.header[..now]);
            self.header.drain(..now);
            return now > 0;
        }
        let left = usize::try_from(self.piece).unwrap_or(usize::MAX);
        let now = left.min(self.end - self.start).min(out.remaining());
        out.put_slice(&self.block[self.start..self.start + now]);
        self.start += now;
        self.piece -= now as u64;
        now > 0
    }

    /// Writes the next header into `header`, once all of the frame's own has been read.
    fn next_header(&mut self) {
        if let Some(rest) = self.rest.take() {
            self.cut(0, rest);
            return;
        }
        let waiting = &self.block[self.start..self.end];
        let Some((length, bytes)) = announced(waiting) else {
            return;
        };
        let own = &waiting[..length];
        let is_control = own[0] & 0x08 != 0;
        let rest = Rest {
            is_final: own[0] & 0x80 != 0,
            mask: (own[1] & 0x80 != 0).then(|| own[length - 4..].try_into().expect("a mask has four bytes")),
            bytes: if is_control {
                bytes.min(CONTROL_BYTES + 1)
            } else {
                bytes
            },
        };
        let first = own[0] & 0x7f;
        self.start += length;
        if bytes > limits::MESSAGE_BYTES as u64 && !is_control {
            // The library refuses it by its header alone.
            self.header
                .extend_from_slice(&self.block[self.start - length..self.start]);
            self.piece = bytes;
        } else {
            self.cut(first, rest);
        }
    }

    /// Begins the next piece of a frame. `first` is the first byte of its header, without FIN.
    fn cut(&mut self, first: u8, rest: Rest) {
        let is_control = first & 0x08 != 0;
        let piece = if is_control {
            rest.bytes
        } else {
            rest.bytes.min(PIECE)
        };
        let left = rest.bytes - piece;
        let fin = if rest.is_final && left == 0 { 0x80 } else { 0 };
        let masked = if rest.mask.is_some() { 0x80 } else { 0 };
        self.header.push(first | fin);
        match piece {
            0..126 => self
                .header
                .push(masked | u8::try_from(piece).expect("it is under 126")),
            126..=0xffff => {
                self.header.push(masked | 0x7e);
                let piece = u16::try_from(piece).expect("it is under 65,536");
                self.header.extend_from_slice(&piece.to_be_bytes());
            }
            _ => {
                self.header.push(masked | 0x7f);
                self.header.extend_from_slice(&piece.to_be_bytes());
            }
        }
        self.header.extend(rest.mask.iter().flatten());
        self.piece = piece;
        self.rest = (left > 0).then_some(Rest { bytes: left, ..rest });
    }
}

/// The length of the header that `bytes` open with, and of the payload that it announces; `None` while part of it is
/// missing.
fn announced(bytes: &[u8]) -> Option<(usize, u64)> {
    let second = *bytes.get(1)?;
    let (length, payload) = match second & 0x7f {
        126 => {
            let announced: [u8; 2] = bytes.get(2..4)?.try_into().expect("two bytes were taken");
            (4, u64::from(u16::from_be_bytes(announced)))
        }
        127 => {
            let announced: [u8; 8] = bytes.get(2..10)?.try_into().expect("eight bytes were taken");
            (10, u64::from_be_bytes(announced))
        }
        short => (2, u64::from(short)),
    };
    let length = if second & 0x80 != 0 { length + 4 } else { length };
    (bytes.len() >= length).then_some((length, payload))
}

impl<S: AsyncRead + Unpin> AsyncRead for Pieces<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = out.filled().len();
        loop {
            while out.remaining() > 0 && this.hand_on(out) {}
            if out.filled().len() > before || out.remaining() == 0 {
                return Poll::Ready(Ok(()));
            }
            // At most a part of a header is left over.
            this.block.copy_within(this.start..this.end, 0);
            this.end -= this.start;
            this.start = 0;
            let mut room = ReadBuf::new(&mut this.block[this.end..]);
            ready!(Pin::new(&mut this.inner).poll_read(cx, &mut room))?;
            match room.filled().len() {
                0 => return Poll::Ready(Ok(())),
                read => {
                    this.end += read;
                    this.read_at = Instant::now();
                }
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Pieces<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().inner).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    /// A frame as a client sends it, with a mask that is its own first bytes.
    fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
        let mut frame = vec![first, 0xff];
        frame.extend_from_slice(&(payload.len() as u64).to_be_bytes());
        frame.extend_from_slice(b"mask");
        frame.extend_from_slice(payload);
        frame
    }

    /// All that comes out, read in steps of `step`.
    async fn out(bytes: &[u8], early: usize, step: usize) -> Vec<u8> {
        let mut pieces = Pieces::new(&bytes[early..], &bytes[..early]);
        let mut all = Vec::new();
        let mut part = vec![0; step];
        loop {
            match pieces.read(&mut part).await.unwrap() {
                0 => return all,
                read => all.extend_from_slice(&part[..read]),
            }
        }
    }

    /// Headers (the first byte and the mask) and payloads of frames in a row.
    fn parts(mut bytes: &[u8]) -> Vec<(u8, Vec<u8>)> {
        let mut parts = Vec::new();
        while let Some((length, payload)) = announced(bytes) {
            assert_eq!(&bytes[length - 4..length], b"mask");
            let end = (length + usize::try_from(payload).unwrap()).min(bytes.len());
            parts.push((bytes[0], bytes[length..end].to_vec()));
            bytes = &bytes[end..];
        }
        assert!(bytes.is_empty());
        parts
    }

    #[tokio::test]
    async fn a_large_frame_becomes_a_message_of_several_and_loses_nothing() {
        let piece = usize::try_from(PIECE).unwrap();
        for size in [0, 1, 125, 126, 65_535, piece, piece + 1, 3 * piece, 3 * piece + 5] {
            let payload: Vec<u8> = (0..=250).cycle().take(size).collect();
            let sent = [frame(0x82, &payload), frame(0x89, b"ping"), frame(0x01, &payload)].concat();
            for (early, step) in [(0, 100_000), (1, 7), (20, 65_536)] {
                let early = early.min(sent.len());
                let parts = parts(&out(&sent, early, step).await);
                let count = size.div_ceil(piece).max(1);
                assert_eq!(parts.len(), 2 * count + 1, "{size}");
                let (binary, rest) = parts.split_at(count);
                let (ping, text) = rest.split_first().unwrap();
                assert_eq!(*ping, (0x89, b"ping".to_vec()));
                for (part, first, fin) in [(binary, 0x02, 0x80), (text, 0x01, 0x00)] {
                    for (at, (head, _)) in part.iter().enumerate() {
                        let opcode = if at == 0 { first } else { 0 };
                        let fin = if at + 1 == count { fin } else { 0 };
                        assert_eq!(*head, opcode | fin, "{size}: frame {at}");
                    }
                    let whole: Vec<u8> = part.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
                    assert_eq!(whole, payload, "{size}");
                }
            }
        }
    }

    #[tokio::test]
    async fn what_the_library_refuses_is_announced_no_larger_than_it_takes_to_refuse_it() {
        let check = async |first: u8, announces: u64, expect: u64| {
            let mut sent = vec![first, 0xff];
            sent.extend_from_slice(&announces.to_be_bytes());
            sent.extend_from_slice(b"mask");
            let came = out(&sent, 0, 100).await;
            assert_eq!(
                announced(&came).map(|(_, bytes)| bytes),
                Some(expect),
                "{first:x}"
            );
        };
        check(0x89, 64 << 20, 126).await;
        check(0x88, u64::MAX, 126).await;
        check(0x82, 64 << 20, PIECE).await;
        check(0x82, (64 << 20) + 1, (64 << 20) + 1).await;
    }

    #[tokio::test]
    async fn a_header_that_never_ends_is_handed_on_to_no_one() {
        assert!(out(&[0x82, 0xff, 0, 0], 0, 10).await.is_empty());
    }
}
