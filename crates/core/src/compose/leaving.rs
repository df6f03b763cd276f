//! A file on its way: what is said of it before, and how far it is.

use crate::format;
use crate::payload::File;
use crate::time::Span;

/// Many servers on the internet that send messages back refuse larger ones.
const MOST_OF_ECHOES: usize = 64 << 10;

/// A common speed to send at: 10 Mbit/s, in bytes per second.
const COMMON: u64 = 1_250_000;

/// What to know of a file before it is sent.
pub fn before(file: &File) -> String {
    let mut said = String::new();
    let seconds = (file.bytes as u64).div_ceil(COMMON);
    if seconds > 1 {
        said.push_str("About ");
        said.push_str(&format::long_span(seconds * 1_000));
        said.push_str(" at 10 Mbit/s. ");
    }
    if file.bytes > MOST_OF_ECHOES {
        said.push_str("Over 64 KiB: many echo servers refuse it.");
    }
    said
}

/// How far a file has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// In percent.
    pub percent: u8,
    /// `12.4 of 48.0 MB left the browser`
    pub left: String,
    /// `3.1 MB/s, 12 s`; empty while it is not known.
    pub rate: String,
}

impl Progress {
    /// So many bytes of `total` left in this time.
    pub fn of(total: usize, left: usize, took: Span) -> Self {
        let percent = (left as u64 * 100)
            .checked_div(total as u64)
            .and_then(|percent| u8::try_from(percent).ok())
            .unwrap_or(100);
        let [gone, all] = [left, total].map(|bytes| format::size(bytes as u64));
        let rate = (left as u64 * 1_000_000)
            .checked_div(took.as_micros())
            .unwrap_or_default();
        let rate = if rate == 0 {
            String::new()
        } else {
            let rest = (total.saturating_sub(left) as u64).div_ceil(rate);
            [
                &format::size(rate),
                "/s, ",
                &format::long_span(rest.saturating_mul(1_000)),
            ]
            .concat()
        };
        Self {
            percent,
            left: [&gone, " of ", &all, " left the browser"].concat(),
            rate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payload::Encoding;

    #[test]
    fn size_and_time_are_said_before_a_file_is_sent() {
        let check = |bytes, expect: &str| {
            let file = File {
                name: "a".to_owned(),
                media_type: String::new(),
                bytes,
                encoding: Encoding::Binary,
            };
            assert_eq!(before(&file), expect, "{bytes}");
        };
        check(0, "");
        check(64 << 10, "");
        check((64 << 10) + 1, "Over 64 KiB: many echo servers refuse it.");
        check(
            48_000_000,
            "About 39 s at 10 Mbit/s. Over 64 KiB: many echo servers refuse it.",
        );
        check(
            150_000_000,
            "About 2 min at 10 Mbit/s. Over 64 KiB: many echo servers refuse it.",
        );
    }

    #[test]
    fn progress_is_what_left_its_rate_and_the_rest() {
        let check = |total, left, seconds, percent, words: &str, rate: &str| {
            let expect = Progress {
                percent,
                left: words.to_owned(),
                rate: rate.to_owned(),
            };
            assert_eq!(Progress::of(total, left, Span::from_secs(seconds)), expect);
        };
        check(
            48_000_000,
            12_400_000,
            4,
            25,
            "12.4 MB of 48.0 MB left the browser",
            "3.1 MB/s, 12 s",
        );
        check(48_000_000, 0, 4, 0, "0 B of 48.0 MB left the browser", "");
        check(10, 10, 0, 100, "10 B of 10 B left the browser", "");
        check(0, 0, 1, 100, "0 B of 0 B left the browser", "");
    }
}
