//! UTF-8 validation of a message, fragment by fragment: a character may be cut between two frames (RFC 6455
//! 5.6).

/// The text of one message so far.
#[derive(Debug, Default)]
pub(super) struct Utf8 {
    /// The bytes of a character that is still incomplete, each with its position in the input.
    unfinished: Vec<(u8, usize)>,
}

/// A byte that is not valid UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotUtf8 {
    /// Its position in the input.
    pub(super) at: usize,
    pub(super) byte: u8,
}

impl Utf8 {
    /// Takes a fragment whose first byte is at `start` in the input.
    pub(super) fn take(&mut self, fragment: &[u8], start: usize) -> Result<(), NotUtf8> {
        let carried = self.unfinished.len();
        let mut text: Vec<u8> = self.unfinished.iter().map(|&(byte, _)| byte).collect();
        text.extend(fragment);
        let Err(error) = std::str::from_utf8(&text) else {
            self.unfinished.clear();
            return Ok(());
        };
        let place = |at: usize| match self.unfinished.get(at) {
            Some(&(_, place)) => place,
            None => start + (at - carried),
        };
        let good = error.valid_up_to();
        if error.error_len().is_some() {
            return Err(NotUtf8 {
                at: place(good),
                byte: text[good],
            });
        }
        self.unfinished = (good..text.len()).map(|at| (text[at], place(at))).collect();
        Ok(())
    }

    /// The first byte of the incomplete character at the end of the text.
    pub(super) fn unfinished(&self) -> Option<NotUtf8> {
        let &(byte, at) = self.unfinished.first()?;
        Some(NotUtf8 { at, byte })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_may_be_cut_between_fragments_anywhere() {
        let text = "aé€𝄞z".as_bytes();
        for first in 0..=text.len() {
            for second in first..=text.len() {
                let mut utf8 = Utf8::default();
                for (from, to) in [(0, first), (first, second), (second, text.len())] {
                    assert_eq!(utf8.take(&text[from..to], from), Ok(()), "{first} {second}");
                }
                assert_eq!(utf8.unfinished(), None);
            }
        }
    }

    #[test]
    fn a_wrong_byte_is_named_where_its_character_begins_even_in_an_earlier_fragment() {
        let mut utf8 = Utf8::default();
        assert_eq!(utf8.take(b"ab\xe2", 10), Ok(()));
        assert_eq!(utf8.take(b"\x82", 20), Ok(()));
        assert_eq!(utf8.unfinished(), Some(NotUtf8 { at: 12, byte: 0xe2 }));
        assert_eq!(utf8.take(b"(", 30), Err(NotUtf8 { at: 12, byte: 0xe2 }));

        let mut utf8 = Utf8::default();
        assert_eq!(utf8.take(b"ok", 2), Ok(()));
        assert_eq!(utf8.take(b"ok\xff", 6), Err(NotUtf8 { at: 8, byte: 0xff }));
    }
}
