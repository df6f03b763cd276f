//! Numbers, times and payloads as text for the page. Pure functions from values to text; no styling, no
//! locale: a transcript reads the same on every machine.

mod escape;
mod hex;
mod json;
mod size;
mod time;

pub(crate) use escape::visible_places;
pub use escape::{Preview, preview, visible};
pub use hex::hex;
pub(crate) use hex::push_hex;
pub use json::{Token, TokenKind, json_tokens};
pub use size::{count, size};
pub use time::{date_time_iso, date_time_utc, delta, duration, long_span, short_span, time_of_day};
