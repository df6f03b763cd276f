//! A message of a binary protocol in one line: `u8 7, u16be 513, f32le[1, 2.5], len32be(utf8 "body")`. The grammar is in
//! `docs/formats.md`.
//!
//! A text is parsed into fields, each with its type and its value, and the fields make bytes. The two know each other by
//! the fields alone, so that another reader of them can take a message apart.

mod build;
mod number;
mod parse;
mod suggest;
mod types;
mod write;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::Problem;
use types::Kind;

pub use write::{of_bytes, of_text};

/// No layout makes more bytes: 64 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// How deep lengths may be nested.
pub const MAX_DEPTH: usize = 64;

/// A parsed layout: fields that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    fields: Vec<Field>,
}

/// A type and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Field {
    /// Its place in the text.
    range: Range<usize>,
    kind: Kind,
    value: Value,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    /// The bits of each, in two's complement or IEEE 754, the lowest last.
    Numbers(Vec<u64>),
    Bytes(Vec<u8>),
    /// So many zero bytes.
    Zeros(u64),
    /// What a length is of.
    Fields(Vec<Field>),
}

impl Layout {
    /// Reads a layout. An empty text is one without fields.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let fields = parse::fields(text)?;
        Ok(Self { fields })
    }

    /// The number of bytes that it makes. Nothing is made.
    pub fn size(&self) -> Result<usize, Problem> {
        build::size(&self.fields)
    }

    /// The bytes. A layout of more than [`MAX_BYTES`] is refused before anything is allocated.
    pub fn build(&self) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::with_capacity(self.size()?);
        build::write(&self.fields, &mut bytes);
        Ok(bytes)
    }
}
