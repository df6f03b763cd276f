//! Bytes as people paste them, within a bound.

use tabcat_core::compose::hex;

pub use tabcat_core::compose::hex::{HexError, HexFault};

/// The most bytes that are read: 1 MiB.
pub const MAX_BYTES: usize = 1 << 20;

/// Reads two digits a byte, with the separators and prefixes that [`hex::read`] takes.
pub fn read(text: &str) -> Result<Vec<u8>, HexError> {
    hex::read_at_most(text, MAX_BYTES)
}

/// Writes pairs of digits in one line: `write(&[0x81, 0x05]) == "81 05"`.
pub fn write(bytes: &[u8]) -> String {
    tabcat_core::format::hex(bytes, bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mebibyte_is_read_and_a_byte_more_is_not() {
        let full = "ab".repeat(MAX_BYTES);
        assert_eq!(read(&full).map(|bytes| bytes.len()), Ok(MAX_BYTES));
        let error = read(&format!("{full} 00")).unwrap_err();
        assert_eq!(error.at, 2 * MAX_BYTES + 1);
        assert_eq!(error.fault, HexFault::TooLong(MAX_BYTES));
        assert_eq!(
            error.to_string(),
            "Character 2097154 begins a byte too many: 1,048,576 bytes are read at most."
        );
    }

    #[test]
    fn bytes_are_written_in_pairs() {
        assert_eq!(write(&[]), "");
        assert_eq!(write(&[0x81, 0x05, 0xff]), "81 05 ff");
    }
}
