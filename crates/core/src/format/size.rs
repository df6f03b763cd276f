//! Byte sizes and counts.

const UNITS: [&str; 6] = ["KB", "MB", "GB", "TB", "PB", "EB"];

/// A size in bytes with one decimal from 1 KB on, where 1 KB is 1000 B.
///
/// `size(318) == "318 B"`, `size(1_536) == "1.5 KB"`, `size(999_950) == "1.0 MB"`.
pub fn size(bytes: u64) -> String {
    if bytes < 1_000 {
        return format!("{bytes} B");
    }
    let mut tenth = 100;
    for unit in UNITS {
        // Rounded to a tenth of the unit; 10,000 tenths are shown as 1.0 of the next unit.
        let tenths = bytes.saturating_add(tenth / 2) / tenth;
        if tenths < 10_000 {
            return format!("{}.{} {unit}", tenths / 10, tenths % 10);
        }
        tenth *= 1_000;
    }
    unreachable!("u64::MAX is 18.4 EB")
}

/// A count with thousands separators: `count(48_213) == "48,213"`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_round_to_a_tenth_and_never_show_a_thousand_of_a_unit() {
        let check = |bytes: u64, expect: &str| assert_eq!(size(bytes), expect);
        check(0, "0 B");
        check(318, "318 B");
        check(999, "999 B");
        check(1_000, "1.0 KB");
        check(1_536, "1.5 KB");
        check(18_650, "18.7 KB");
        check(999_949, "999.9 KB");
        check(999_950, "1.0 MB");
        check(4_200_000, "4.2 MB");
        check(999_999_999, "1.0 GB");
        check(u64::MAX, "18.4 EB");
    }

    #[test]
    fn counts_are_grouped_by_thousands() {
        let check = |n: u64, expect: &str| assert_eq!(count(n), expect);
        check(0, "0");
        check(999, "999");
        check(1_000, "1,000");
        check(48_213, "48,213");
        check(123_456, "123,456");
        check(u64::MAX, "18,446,744,073,709,551,615");
    }
}
