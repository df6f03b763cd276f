//! The opening handshake (RFC 6455 4): a key and the answer to it, the lines of both sides, and how it fails.

mod base64;
mod comparison;
mod failure;
mod key;
mod lines;

pub use comparison::{Comparison, Mistake};
pub use failure::{PAGE_SEES, WAYS_TO_FAIL, WayToFail};
pub use key::{Key, KeyError, NOT_CANONICAL};
pub use lines::{Line, Need, Opening, request, response};

use sha1::{Digest, Sha1};

/// The text that every server appends to the key: a GUID, so that no other program uses it (1.3).
pub const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// The key of the example in RFC 6455 1.3, whose answer many test servers have copied.
pub const EXAMPLE_KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";

/// Another key to try, whose answer is `EDJa7WCAQQzMCYNJM42Syuo9SqQ=`.
pub const OTHER_KEY: &str = "zy6Dy9mSAIM7GJZNf9rI1A==";

/// The purpose of the key and the answer.
pub const PROVES: &str = "The right answer shows that the server read this WebSocket request: a plain HTTP server can't be \
                          taken for one, and a form or a fetch can't reach a WebSocket server by accident.";

/// A common misunderstanding of it.
pub const DOES_NOT_PROVE: &str = "It is no login, keeps nothing secret and doesn't say who the server or the client is: \
                                  any program computes it.";

/// The `Sec-WebSocket-Accept` for a key: Base64 of the SHA-1 of the key's text followed by the [`GUID`]. An
/// invalid key has one too; see [`Key::parse`].
///
/// ```
/// # use tabcat_lab::handshake::accept;
/// assert_eq!(accept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
/// ```
pub fn accept(key: &str) -> String {
    base64::encode(&hash(&[key.as_bytes(), GUID.as_bytes()]))
}

fn hash(parts: &[&[u8]]) -> [u8; 20] {
    let mut sha = Sha1::new();
    for part in parts {
        sha.update(part);
    }
    sha.finalize().into()
}

/// The value of a header, from the whole line, as people copy it, or from the value alone.
fn value<'a>(name: &str, text: &'a str) -> &'a str {
    let text = without_blanks(text);
    let of_line = text
        .split_once(':')
        .filter(|(of, _)| of.eq_ignore_ascii_case(name));
    of_line.map_or(text, |(_, value)| without_blanks(value))
}

/// A header's value without the white space that HTTP ignores. Other white space, such as a no-break space,
/// stays.
fn without_blanks(value: &str) -> &str {
    value.trim_matches([' ', '\t', '\r', '\n'])
}
