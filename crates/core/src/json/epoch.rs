//! Numbers that look like a time: a hint beside the number, never instead of it.

use crate::Timestamp;
use crate::format::date_time_utc;

/// 2001-01-01 and 2100-01-01, in seconds since 1970.
const FROM: i64 = 978_307_200;
const TO: i64 = 4_102_444_800;

/// The time that a number may mean, in seconds (also with a fraction), milliseconds, microseconds or
/// nanoseconds since 1970, if that is in this century: no number fits two of them.
///
/// `epoch_hint("1795183333817")` is `2026-11-20 14:02:13.817 UTC`.
pub fn epoch_hint(number: &str) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i64 = whole.parse().ok()?;
    let micros = if in_century(count, 1) {
        count * 1_000_000 + millionths(fraction)
    } else if in_century(count, 1_000) {
        count * 1_000
    } else if in_century(count, 1_000_000) {
        count
    } else if in_century(count, 1_000_000_000) {
        count / 1_000
    } else {
        return None;
    };
    Some(date_time_utc(Timestamp::from_micros(micros)))
}

fn in_century(count: i64, per_second: i64) -> bool {
    (FROM..TO).contains(&(count / per_second))
}

/// The first six digits after the point.
fn millionths(fraction: &str) -> i64 {
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(6);
    digits.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_this_century_is_recognised_in_four_units() {
        let check = |number: &str, expect: &str| assert_eq!(epoch_hint(number).as_deref(), Some(expect));
        check("1795183333", "2026-11-20 14:02:13.000 UTC");
        check("1795183333.8172509", "2026-11-20 14:02:13.817 UTC");
        check("1795183333817", "2026-11-20 14:02:13.817 UTC");
        check("1795183333817.25", "2026-11-20 14:02:13.817 UTC");
        check("1795183333817250", "2026-11-20 14:02:13.817 UTC");
        check("1795183333817250999", "2026-11-20 14:02:13.817 UTC");
        check("978307200", "2001-01-01 00:00:00.000 UTC");
        check("4102444799999", "2099-12-31 23:59:59.999 UTC");
    }

    #[test]
    fn any_other_number_is_just_a_number() {
        for number in [
            "0",
            "-1795183333",
            "978307199",
            "4102444800",
            "88120411",
            "67412.1",
            "1795183333e0",
            "1.7e9",
            "1795183333.8e1",
            "9223372036854775808",
            "1e400",
            "-0",
            "",
        ] {
            assert_eq!(epoch_hint(number), None, "{number}");
        }
    }
}
