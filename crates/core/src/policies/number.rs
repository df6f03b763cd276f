//! Numbers as a person types them into a policy: plain digits, and a fraction where one is allowed.

use crate::time::Span;

/// A part of a decimal number: one in a million.
const PER_UNIT: u64 = 1_000_000;

/// A whole number.
pub(super) fn whole(text: &str) -> Option<u32> {
    let text = text.trim();
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

/// Seconds, to the microsecond; what is smaller is cut off.
pub(super) fn seconds(text: &str) -> Option<Span> {
    millionths(text).map(Span::from_micros)
}

/// The bytes of so many megabytes of 2^20 bytes, rounded down.
pub(super) fn megabytes(text: &str) -> Option<u64> {
    let bytes = u128::from(millionths(text)?) << 20;
    u64::try_from(bytes / u128::from(PER_UNIT)).ok()
}

fn millionths(text: &str) -> Option<u64> {
    let text = text.trim();
    let (units, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(units) || !is_number(fraction) {
        return None;
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0'));
    let fraction = digits
        .take(6)
        .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    let units: u64 = units.parse().ok()?;
    units.checked_mul(PER_UNIT)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_digits_and_perhaps_a_fraction() {
        let check = |text: &str, micros: Option<u64>| {
            assert_eq!(seconds(text), micros.map(Span::from_micros), "{text:?}");
        };
        check("25", Some(25_000_000));
        check(" 0.1 ", Some(100_000));
        check("1.0000019", Some(1_000_001));
        check("99999999999", Some(99_999_999_999_000_000));
        for text in [
            "", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "inf", "NaN", "1.5.2", "٣",
        ] {
            check(text, None);
        }
        check("99999999999999999999", None);
        assert_eq!(whole(" 7 "), Some(7));
        for text in ["", "+7", "-7", "7.0", "99999999999", "1e9"] {
            assert_eq!(whole(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_megabyte_is_a_power_of_two() {
        assert_eq!(megabytes("1"), Some(1 << 20));
        assert_eq!(megabytes("0.5"), Some(1 << 19));
        assert_eq!(megabytes("0.001"), Some(1048));
        assert_eq!(megabytes("99999999999999"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_or_none(text in "\\PC{0,12}|[0-9.]{0,30}") {
            whole(&text);
            seconds(&text);
            megabytes(&text);
        }
    }
}
