//! The browser's dice.

/// Bytes as by chance, to look at: nothing here is kept secret by them.
pub fn bytes<const N: usize>() -> [u8; N] {
    // From the middle of the fraction, where each byte is as likely as any other.
    std::array::from_fn(|_| js_sys::Math::random().to_bits().to_be_bytes()[3])
}

/// A number to draw others from.
pub fn seed() -> u64 {
    u64::from_be_bytes(bytes())
}
