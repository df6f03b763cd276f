//! Masking (RFC 6455 5.3): the same operation masks and unmasks. It hides nothing, as the frame contains the
//! key; it keeps a page from choosing the bytes that a proxy sees (10.3).

/// Why a client masks, for the field that holds the key.
pub const REASON: &str = "A client masks with a fresh, unpredictable key for each frame, so that a page can't choose the \
                          bytes on the wire: an old proxy could take them for an HTTP request, and its cache be poisoned \
                          for others. The key stands in the frame, so it hides nothing.";

/// The masking of one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Before.
    pub from: u8,
    /// The byte of the key that it meets.
    pub key: u8,
    /// After: `from ^ key`.
    pub to: u8,
}

/// Masks or unmasks in place.
pub fn apply(bytes: &mut [u8], key: [u8; 4]) {
    for (byte, key) in bytes.iter_mut().zip(key.iter().cycle()) {
        *byte ^= key;
    }
}

/// The same, byte by byte.
pub fn steps(bytes: &[u8], key: [u8; 4]) -> impl Iterator<Item = Step> + '_ {
    let meets = move |(at, &from): (usize, &u8)| {
        let key = key[at % key.len()];
        Step {
            from,
            key,
            to: from ^ key,
        }
    };
    bytes.iter().enumerate().map(meets)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];
    const MASKED: [u8; 5] = [0x7f, 0x9f, 0x4d, 0x51, 0x58];

    #[test]
    fn the_hello_of_the_rfc_is_masked_and_unmasked_by_the_same_operation() {
        let mut bytes = *b"Hello";
        apply(&mut bytes, KEY);
        assert_eq!(bytes, MASKED);
        apply(&mut bytes, KEY);
        assert_eq!(&bytes, b"Hello");
    }

    #[test]
    fn the_steps_say_which_byte_of_the_key_meets_which_of_the_payload() {
        let steps: Vec<Step> = steps(&MASKED, KEY).collect();
        let step = |from, key, to| Step { from, key, to };
        assert_eq!(steps[0], step(0x7f, 0x37, b'H'));
        assert_eq!(steps[4], step(0x58, 0x37, b'o'));
        assert_eq!(steps.len(), 5);
    }
}
