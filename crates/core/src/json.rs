//! JSON as it was sent: read for showing, not for computing. Numbers and strings stay pieces of the text, so that 2^63,
//! `1e400`, `-0`, a lone `\ud800` and a key that occurs twice are all shown as they are; `serde_json::Value` would
//! alter or drop them. The grammar is RFC 8259 to the letter. Nothing here recurses: depth costs no stack.
//!
//! A [`Document`] is an index into a text, a [`Tree`] knows which of its lines are in view, [`FieldEquals`]
//! tests one field of a text without indexing it, and a [`FieldPath`] reads one. [`crate::format::json_tokens`] has the colours for a line
//! that was cut off; it does not validate.

mod document;
mod entry;
mod epoch;
mod error;
mod field;
mod follow;
mod index;
mod nesting;
mod path;
mod reader;
mod repeated;
mod steps;
mod string;
mod tree;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use document::{Document, Indexing, Kind, Node, NodeId};
pub use epoch::epoch_hint;
pub use error::JsonError;
pub use field::FieldEquals;
pub use follow::FieldPath;
pub(crate) use reader::{Place, Reader, Token};
pub use steps::PathError;
pub(crate) use string::{content, escape};
pub use tree::{Row, Shape, Tree};
