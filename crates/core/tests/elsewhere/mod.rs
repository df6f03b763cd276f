//! Payloads that are elsewhere, but only by name: what the browser's buffers are in the page.

use std::any::Any;
use std::rc::Rc;

use tabcat_core::payload::{Encoding, ExternalBytes, Large};

struct Elsewhere {
    bytes: Vec<u8>,
    #[expect(
        dead_code,
        reason = "held for as long as the bytes are, so that who is still there can be counted"
    )]
    token: Rc<()>,
}

impl ExternalBytes for Elsewhere {
    fn len(&self) -> usize {
        self.bytes.len()
    }

    fn read(&self, at: usize, into: &mut [u8]) {
        into.copy_from_slice(&self.bytes[at..at + into.len()]);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A payload that holds the token until it is given up.
pub(crate) fn large(encoding: Encoding, bytes: &[u8], token: &Rc<()>) -> Large {
    let outside = Rc::new(Elsewhere {
        bytes: bytes.to_vec(),
        token: Rc::clone(token),
    });
    match (encoding, std::str::from_utf8(bytes)) {
        (Encoding::Text, Ok(text)) => Large::text(outside, text.chars().count()),
        (Encoding::Text, Err(error)) => panic!("a text that is no text: {error}"),
        (Encoding::Binary, _) => Large::binary(outside),
    }
}
