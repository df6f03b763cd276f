//! Sizes as a person types them: `100`, `1.5 KB`. A KB has 1,024 bytes, as everywhere on the page.

use std::ops::RangeInclusive;

use super::error::FilterError;

/// The sizes from `min` to `max`, in bytes; either may be empty.
pub(super) fn range(min: &str, max: &str) -> Result<RangeInclusive<usize>, FilterError> {
    let bytes = |typed: &str, empty| match typed.trim() {
        "" => Ok(empty),
        typed => parse(typed).ok_or_else(|| FilterError::Size(typed.to_owned())),
    };
    let (min, max) = (bytes(min, 0)?, bytes(max, usize::MAX)?);
    if min > max {
        return Err(FilterError::Sizes);
    }
    Ok(min..=max)
}

fn parse(typed: &str) -> Option<usize> {
    let digits = typed
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(typed.len());
    let (number, unit) = typed.split_at(digits);
    let unit: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if (whole.is_empty() && part.is_empty()) || part.contains('.') {
        return None;
    }
    let whole = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let bytes = unit.checked_mul(whole)? + fraction(part, unit);
    // A size beyond `usize` is larger than any message.
    Some(usize::try_from(bytes).unwrap_or(usize::MAX))
}

/// What `0.part` of a unit is, to the nearest byte. In integers: a float parser is 16 KB of page.
fn fraction(part: &str, unit: u64) -> u64 {
    let part = &part[..part.len().min(9)];
    let scale = 10_u64.pow(u32::try_from(part.len()).expect("nine at most"));
    let digits: u64 = part.parse().unwrap_or_default();
    (digits * unit + scale / 2) / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_with_and_without_units() {
        let check = |typed: &str, expect: Option<usize>| assert_eq!(parse(typed), expect, "{typed}");
        check("0", Some(0));
        check("100", Some(100));
        check("100 b", Some(100));
        check("1.5 KB", Some(1_536));
        check("2k", Some(2_048));
        check("1MiB", Some(1 << 20));
        check(".5 kb", Some(512));
        check("", None);
        check("KB", None);
        check("1.", Some(1));
        check("0.0004999999999 MB", Some(524));
        check("99999999999999999999", None);
        check("17179869184 GB", None);
        check(".", None);
        check("-1", None);
        check("1.2.3", None);
        check("1 furlong", None);
    }

    #[test]
    fn an_open_end_has_no_bound_and_crossed_ends_are_refused() {
        assert_eq!(range("", ""), Ok(0..=usize::MAX));
        assert_eq!(range("10", "1 KB"), Ok(10..=1_024));
        assert_eq!(range("1 KB", "10"), Err(FilterError::Sizes));
        assert_eq!(range("x", ""), Err(FilterError::Size("x".to_owned())));
    }
}
