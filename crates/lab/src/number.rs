//! Whole numbers as people type them.

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoNumber {
    /// A character other than a digit.
    NotDigits,
    /// A number that overflows 64 bits.
    TooLarge,
}

/// A whole number, with or without commas between the thousands.
pub(crate) fn read(text: &str) -> Result<u64, NoNumber> {
    let digits = digits(text.trim()).ok_or(NoNumber::NotDigits)?;
    digits.parse().map_err(|_| NoNumber::TooLarge)
}

/// The digits alone. A comma must have three of them after it; otherwise its meaning is unclear.
pub(crate) fn digits(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split([',', '_']).collect();
    let (first, others) = groups.split_first()?;
    let fits = others.is_empty() || first.len() <= 3 && others.iter().all(|group| group.len() == 3);
    let digits = groups.concat();
    let are_digits = !first.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (fits && are_digits).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_have_commas_between_its_thousands() {
        let check = |text: &str, expect: Result<u64, NoNumber>| assert_eq!(read(text), expect, "{text:?}");
        check("0", Ok(0));
        check(" 65536 ", Ok(65_536));
        check("1,000", Ok(1_000));
        check("12,345,678", Ok(12_345_678));
        check("1_000", Ok(1_000));
        check("18446744073709551615", Ok(u64::MAX));
        check("18,446,744,073,709,551,616", Err(NoNumber::TooLarge));
        for none in [
            "", ",", "1,", ",000", "1,5", "1,0000", "1000,000", "-1", "+1", "1.5", "five", "1 000",
        ] {
            check(none, Err(NoNumber::NotDigits));
        }
    }
}
