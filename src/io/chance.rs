//! Random numbers of the browser.

/// Random bytes for display: they are not secure, and protect nothing.
pub fn bytes<const N: usize>() -> [u8; N] {
    // From the middle of the fraction, where every byte is equally likely.
    std::array::from_fn(|_| js_sys::Math::random().to_bits().to_be_bytes()[3])
}

/// A seed for random numbers.
pub fn seed() -> u64 {
    u64::from_be_bytes(bytes())
}
