//! Double quotes, as in JSON: what stands between them is escaped.

/// Whether a place in a text is inside double quotes.
#[derive(Default)]
pub(super) struct Quotes {
    open: bool,
    escaped: bool,
}

impl Quotes {
    pub(super) fn are_open(&self) -> bool {
        self.open
    }

    pub(super) fn pass(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.pass_byte(byte));
    }

    fn pass_byte(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'"' {
            self.open = !self.open;
        } else {
            self.escaped = self.open && byte == b'\\';
        }
    }
}

/// What stands before the first `}}`, if there is one. Those in the quotes of a key belong to the key.
pub(super) fn until_braces(from: &str) -> Option<&str> {
    let mut quotes = Quotes::default();
    let bytes = from.as_bytes();
    for at in 0..bytes.len() {
        if !quotes.open && bytes[at..].starts_with(b"}}") {
            return Some(&from[..at]);
        }
        quotes.pass_byte(bytes[at]);
    }
    None
}
