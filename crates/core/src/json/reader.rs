//! The grammar of RFC 8259 as a stream of tokens, in one pass and without recursion. All readers of JSON here
//! use it, and interpret the tokens themselves.

use super::error::Fault;
use super::nesting::{Container, Nesting};

/// A token of the grammar. Commas and colons are skipped: the grammar implies them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    Open(Container),
    Close(Container),
    /// A string before a colon.
    Key,
    String,
    Number,
    True,
    False,
    Null,
}

/// A token and its range in bytes, quotes included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) token: Token,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Reads a text token by token and stops at the first fault.
pub(crate) struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    nesting: Nesting,
    next: Next,
}

/// The place where a reader stopped, for another one to resume in the same text.
#[derive(Debug, Default)]
pub(crate) struct Place {
    at: usize,
    nesting: Nesting,
    next: Next,
}

impl Place {
    /// In bytes from the start.
    pub(crate) fn at(&self) -> usize {
        self.at
    }
}

/// The tokens that the grammar allows next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Next {
    #[default]
    Value,
    ItemOrEnd,
    Key,
    KeyOrEnd,
    CommaOrEnd,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self::resume(text, Place::default())
    }

    /// Resumes where another reader of the same text stopped.
    pub(crate) fn resume(text: &'t str, place: Place) -> Self {
        let Place { at, nesting, next } = place;
        Self {
            bytes: text.as_bytes(),
            at,
            nesting,
            next,
        }
    }

    /// Reads a value that begins inside a text, at a place between characters.
    pub(crate) fn at_value(text: &'t str, at: usize) -> Self {
        Self::resume(
            text,
            Place {
                at,
                ..Place::default()
            },
        )
    }

    /// Stops between two tokens.
    pub(crate) fn pause(self) -> Place {
        let Self {
            at, nesting, next, ..
        } = self;
        Place { at, nesting, next }
    }

    /// How far it has read, in bytes.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// How many containers are open after the last token.
    pub(crate) fn depth(&self) -> usize {
        self.nesting.depth()
    }

    /// The next token; `None` at the end of the text after a whole value.
    pub(crate) fn read(&mut self) -> Result<Option<Piece>, Fault> {
        self.skip_blank();
        if self.next == Next::CommaOrEnd {
            let Some(container) = self.nesting.innermost() else {
                return match self.peek() {
                    None => Ok(None),
                    Some(_) => Err(self.fault("expected nothing after the value")),
                };
            };
            match (container, self.peek()) {
                (Container::Object, Some(b'}')) | (Container::Array, Some(b']')) => {
                    return Ok(Some(self.close(container)));
                }
                (_, Some(b',')) => self.at += 1,
                (Container::Object, _) => return Err(self.fault("expected a comma or }")),
                (Container::Array, _) => return Err(self.fault("expected a comma or ]")),
            }
            self.next = match container {
                Container::Object => Next::Key,
                Container::Array => Next::Value,
            };
            self.skip_blank();
        }
        match (self.next, self.peek()) {
            (Next::KeyOrEnd, Some(b'}')) => Ok(self.close(Container::Object)),
            (Next::ItemOrEnd, Some(b']')) => Ok(self.close(Container::Array)),
            (Next::Key | Next::KeyOrEnd, _) => self.key(),
            _ => self.value(),
        }
        .map(Some)
    }

    fn key(&mut self) -> Result<Piece, Fault> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.fault(match self.next {
                Next::KeyOrEnd => "expected a key in double quotes or }",
                _ => "expected a key in double quotes",
            }));
        }
        self.string()?;
        let end = self.at;
        self.skip_blank();
        if self.peek() != Some(b':') {
            return Err(self.fault("expected a colon"));
        }
        self.at += 1;
        self.next = Next::Value;
        Ok(Piece {
            token: Token::Key,
            start,
            end,
        })
    }

    fn value(&mut self) -> Result<Piece, Fault> {
        let start = self.at;
        let token = match self.peek() {
            Some(b'{') => return Ok(self.open(Container::Object)),
            Some(b'[') => return Ok(self.open(Container::Array)),
            Some(b'"') => self.string().map(|()| Token::String),
            Some(b'-' | b'0'..=b'9') => self.number().map(|()| Token::Number),
            Some(b't') => self.word("true", "expected true").map(|()| Token::True),
            Some(b'f') => self.word("false", "expected false").map(|()| Token::False),
            Some(b'n') => self.word("null", "expected null").map(|()| Token::Null),
            _ => Err(self.fault(match self.next {
                Next::ItemOrEnd => "expected a value or ]",
                _ => "expected a value",
            })),
        }?;
        self.next = Next::CommaOrEnd;
        Ok(Piece {
            token,
            start,
            end: self.at,
        })
    }

    fn open(&mut self, container: Container) -> Piece {
        self.nesting.push(container);
        self.next = match container {
            Container::Object => Next::KeyOrEnd,
            Container::Array => Next::ItemOrEnd,
        };
        self.bracket(Token::Open(container))
    }

    fn close(&mut self, container: Container) -> Piece {
        self.nesting.pop();
        self.next = Next::CommaOrEnd;
        self.bracket(Token::Close(container))
    }

    fn bracket(&mut self, token: Token) -> Piece {
        let start = self.at;
        self.at += 1;
        Piece {
            token,
            start,
            end: self.at,
        }
    }

    fn string(&mut self) -> Result<(), Fault> {
        self.at += 1;
        loop {
            self.at += plain_run(&self.bytes[self.at..]);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                Some(_) => {
                    return Err(
                        self.fault(r"expected an escape such as \n or \u0000 for a control character")
                    );
                }
                None => return Err(self.fault("expected a closing quote")),
            }
        }
    }

    /// Any four hex digits may follow `\u`: the grammar allows half a surrogate pair (RFC 8259 8.2).
    fn escape(&mut self) -> Result<(), Fault> {
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                        return Err(self.fault(r"expected four hex digits after \u"));
                    }
                    self.at += 1;
                }
            }
            _ => return Err(self.fault(r#"expected one of " \ / b f n r t u after a backslash"#)),
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), Fault> {
        self.skip_if(|byte| byte == b'-');
        if self.skip_if(|byte| byte == b'0') {
            if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(self.fault("expected no digit after a leading 0"));
            }
        } else {
            self.digits()?;
        }
        if self.skip_if(|byte| byte == b'.') {
            self.digits()?;
        }
        if self.skip_if(|byte| matches!(byte, b'e' | b'E')) {
            self.skip_if(|byte| matches!(byte, b'+' | b'-'));
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Fault> {
        if !self.skip_if(|byte| byte.is_ascii_digit()) {
            return Err(self.fault("expected a digit"));
        }
        while self.skip_if(|byte| byte.is_ascii_digit()) {}
        Ok(())
    }

    fn word(&mut self, word: &str, message: &'static str) -> Result<(), Fault> {
        for expected in word.bytes() {
            if !self.skip_if(|byte| byte == expected) {
                return Err(self.fault(message));
            }
        }
        Ok(())
    }

    fn skip_blank(&mut self) {
        while self.skip_if(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')) {}
    }

    fn skip_if(&mut self, belongs: impl Fn(u8) -> bool) -> bool {
        let skips = self.peek().is_some_and(belongs);
        self.at += usize::from(skips);
        skips
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn fault(&self, message: &'static str) -> Fault {
        Fault {
            byte: self.at,
            message,
        }
    }
}

/// The number of bytes before a quote, a backslash or a control character. Most of a text is such a run, so
/// eight bytes are tested at a time, then one by one.
pub(super) fn plain_run(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    let (words, _) = bytes.as_chunks::<8>();
    let is_plain = |word: &&[u8; 8]| {
        let word = u64::from_le_bytes(**word);
        let (quote, backslash) = (word ^ (ONES * 0x22), word ^ (ONES * 0x5c));
        // The high bit of a byte is set where that byte is zero or below 0x20, and maybe in those above it (Hacker's
        // Delight 6-1): enough to tell that there is none.
        let special = quote.wrapping_sub(ONES) & !quote
            | backslash.wrapping_sub(ONES) & !backslash
            | word.wrapping_sub(ONES * 0x20) & !word;
        special & (ONES * 0x80) == 0
    };
    let start = words.iter().take_while(is_plain).count() * 8;
    let is_special = |&byte: &u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    bytes[start..]
        .iter()
        .position(is_special)
        .map_or(bytes.len(), |length| start + length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_run_ends_where_something_special_stands(text in r#"([ -~]|é|\x7f|\x80){0,40}["\\\x00\x1f]?([ -~]|é|\x1f){0,20}"#) {
            let is_special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
            let bytes = text.as_bytes();
            let naive = bytes.iter().take_while(|&&byte| !is_special(byte)).count();
            prop_assert_eq!(plain_run(bytes), naive);
        }
    }
}
