//! What a person writes, and the message that it makes.

mod again;
pub mod base64;
pub mod check;
pub mod composed;
pub mod convert;
pub mod edge;
mod format;
pub mod hex;
mod ink;
pub mod layout;
mod leaving;
pub mod placeholder;
mod recipe;
pub mod reshape;
mod written;

use std::ops::Range;

pub use again::{edited, not_resent, resent};
pub use composed::{Summary, Summing};
pub use format::Format;
pub use ink::{Ink, runs};
pub use leaving::{Progress, before};
pub use recipe::Recipe;
pub use written::{Written, has_braces};

/// What keeps a text from being a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place, in bytes of the text; between characters.
    pub range: Range<usize>,
    /// A sentence that says what to do.
    pub sentence: String,
}
