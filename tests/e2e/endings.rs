//! What wsbin can do to a connection, by the titles of the causes that the page has for it, and a count of how often it is right.

use std::fmt::Write as _;

pub(crate) const BROKE: &str = "The server broke the protocol";
pub(crate) const GAVE_UP: &str = "The server gave up right after the handshake";
pub(crate) const ENDED: &str = "The server process ended";
pub(crate) const CODE_LOST: &str = "The server sent a code that never arrived";
pub(crate) const REJECTED: &str = "The server rejected the handshake, or answered it wrongly";
pub(crate) const CHOSE_NONE: &str = "The server chose none of the subprotocols";
pub(crate) const NOT_THERE: &str = "The server is not there";
pub(crate) const NO_ANSWER: &str = "Nothing answered";
pub(crate) const HALF: &str = "The server answered, and stopped half way";
pub(crate) const HELD_BACK: &str = "Part of the wait was the browser's own";
pub(crate) const IDLE: &str = "An idle limit ended it";

/// All that wsbin can break.
pub(crate) const VIOLATIONS: [&str; 32] = [
    "utf8",
    "utf8-surrogate",
    "utf8-overlong",
    "utf8-high",
    "utf8-cut",
    "rsv1",
    "rsv2",
    "rsv3",
    "opcode-3",
    "opcode-b",
    "masked",
    "length-16",
    "length-64",
    "length-huge",
    "continuation",
    "nested",
    "ping-126",
    "pong-126",
    "ping-fragment",
    "close-fragment",
    "close-1-byte",
    "close-1005",
    "close-1006",
    "close-1015",
    "close-reason-124",
    "close-reason-utf8",
    "data-after-close",
    "close-after-close",
    "deflate",
    "deflate-utf8",
    "deflate-rsv1",
    "deflate-control",
];

/// How many causes were right, and which were not.
#[derive(Default)]
pub(crate) struct Score {
    right: usize,
    tried: usize,
    wrong: String,
}

impl Score {
    pub(crate) fn count(&mut self, what: &str, seen: &[String], expect: &[&str]) {
        self.tried += 1;
        if seen == expect {
            self.right += 1;
        } else {
            writeln!(self.wrong, "{what}: {seen:?}, not {expect:?}")
                .expect("writing to a String does not fail");
        }
    }

    #[track_caller]
    pub(crate) fn must_be_full(&self, of: &str) {
        println!(
            "{of}: the true cause is first, or one of the first, in {} of {}",
            self.right, self.tried
        );
        assert!(self.wrong.is_empty(), "{}", self.wrong);
    }
}
