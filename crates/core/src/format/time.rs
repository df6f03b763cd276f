//! Spans and points in time. Everything is rounded down, as a clock does: 59.99 s has not been a minute yet.

use chrono::{DateTime, Datelike, Timelike, Utc};

use super::count;
use crate::{Span, Timestamp};

const DAY_MS: i64 = 86_400_000;

/// A long span as a running clock, with as many digits for hours as needed: `"00:12:31"`, `"101:00:09"`.
pub fn duration(span: Span) -> String {
    let secs = span.as_secs();
    format!("{:02}:{:02}:{:02}", secs / 3600, secs / 60 % 60, secs % 60)
}

/// A short span to three figures or so: `"0.4 ms"`, `"118 ms"`, `"2.793 s"`, `"60.0 s"`; from ten minutes on as
/// [`duration`].
pub fn short_span(span: Span) -> String {
    let (micros, millis) = (span.as_micros(), span.as_millis());
    match millis {
        0 => format!("0.{} ms", micros / 100),
        1..1_000 => format!("{millis} ms"),
        1_000..10_000 => format!("{}.{:03} s", millis / 1_000, millis % 1_000),
        10_000..600_000 => format!("{}.{} s", millis / 1_000, millis % 1_000 / 100),
        _ => duration(span),
    }
}

/// So many milliseconds in their two largest units, where the second says something: `"250 ms"`, `"1 min 40 s"`, `"2 d 1 h"`.
/// What a person asks for may take longer than a [`Span`] can.
pub fn long_span(millis: u64) -> String {
    let (secs, minutes, hours) = (millis / 1_000, millis / 60_000, millis / 3_600_000);
    let (large, unit, small, rest) = match millis {
        0..1_000 => return [&count(millis), " ms"].concat(),
        1_000..60_000 => (secs, " s", millis % 1_000, " ms"),
        60_000..3_600_000 => (minutes, " min", secs % 60, " s"),
        3_600_000..86_400_000 => (hours, " h", minutes % 60, " min"),
        _ => (hours / 24, " d", hours % 24, " h"),
    };
    let mut words = [&count(large), unit].concat();
    if small > 0 {
        words.push(' ');
        words.push_str(&count(small));
        words.push_str(rest);
    }
    words
}

/// The time from one transcript row to the next, always in seconds so that a column of them lines up: `"+0.041 s"`,
/// `"+60.003 s"`.
pub fn delta(span: Span) -> String {
    let millis = span.as_millis();
    format!("+{}.{:03} s", millis / 1_000, millis % 1_000)
}

/// The time of day on a clock `utc_offset_minutes` east of UTC, to the millisecond: `"14:02:13.817"`.
///
/// A browser's `Date.getTimezoneOffset()` counts the other way: pass its negative.
pub fn time_of_day(at: Timestamp, utc_offset_minutes: i32) -> String {
    let offset = i64::from(utc_offset_minutes) * 60_000;
    let millis = (at.as_millis().rem_euclid(DAY_MS) + offset).rem_euclid(DAY_MS);
    let secs = millis / 1_000;
    format!(
        "{:02}:{:02}:{:02}.{:03}",
        secs / 3600,
        secs / 60 % 60,
        secs % 60,
        millis % 1_000
    )
}

/// Date and time in UTC, for a tooltip: `"2026-11-20 14:02:13.817 UTC"`.
pub fn date_time_utc(at: Timestamp) -> String {
    utc(at, " ", " UTC")
}

/// Date and time in UTC as ISO 8601 writes them, for machines: `"2026-11-20T14:02:13.817Z"`.
pub fn date_time_iso(at: Timestamp) -> String {
    utc(at, "T", "Z")
}

fn utc(at: Timestamp, before_time: &str, after: &str) -> String {
    // chrono counts some 262,000 years either way; a time beyond them can only come from a broken clock.
    let beyond = if at.as_micros() < 0 {
        DateTime::<Utc>::MIN_UTC
    } else {
        DateTime::<Utc>::MAX_UTC
    };
    let time = DateTime::from_timestamp_micros(at.as_micros()).unwrap_or(beyond);
    // Field by field: chrono's own formatter would cost the page several KB.
    format!(
        "{:04}-{:02}-{:02}{before_time}{:02}:{:02}:{:02}.{:03}{after}",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
        time.nanosecond() / 1_000_000
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::from_micros(1_795_183_333_817_250);

    #[test]
    fn a_duration_is_a_clock_whose_hours_grow() {
        let check = |secs: u64, expect: &str| assert_eq!(duration(Span::from_secs(secs)), expect);
        check(0, "00:00:00");
        check(751, "00:12:31");
        check(101 * 3600 + 9, "101:00:09");
    }

    #[test]
    fn a_long_span_is_told_in_its_two_largest_units() {
        let check = |millis, expect: &str| assert_eq!(long_span(millis), expect);
        check(0, "0 ms");
        check(999, "999 ms");
        check(2_750, "2 s 750 ms");
        check(100_000, "1 min 40 s");
        check(3_600_000, "1 h");
        check(86_400_000, "1 d");
        check(49 * 3_600_000, "2 d 1 h");
    }

    #[test]
    fn a_short_span_keeps_about_three_figures() {
        let check = |micros: u64, expect: &str| assert_eq!(short_span(Span::from_micros(micros)), expect);
        check(0, "0.0 ms");
        check(490, "0.4 ms");
        check(1_000, "1 ms");
        check(118_400, "118 ms");
        check(999_999, "999 ms");
        check(2_793_000, "2.793 s");
        check(9_999_999, "9.999 s");
        check(60_003_000, "60.0 s");
        check(599_999_999, "599.9 s");
        check(600_000_000, "00:10:00");
    }

    #[test]
    fn deltas_are_seconds_with_three_decimals() {
        let check = |millis: u64, expect: &str| assert_eq!(delta(Span::from_millis(millis)), expect);
        check(0, "+0.000 s");
        check(41, "+0.041 s");
        check(60_003, "+60.003 s");
    }

    #[test]
    fn the_time_of_day_is_the_reader_s_own() {
        let check = |offset: i32, expect: &str| assert_eq!(time_of_day(AT, offset), expect);
        check(0, "14:02:13.817");
        check(60, "15:02:13.817");
        check(-15 * 60, "23:02:13.817");
        check(330, "19:32:13.817");
        check(i32::MAX, "16:09:13.817");
        assert_eq!(time_of_day(Timestamp::from_micros(-1), 0), "23:59:59.999");
    }

    #[test]
    fn a_date_survives_any_timestamp() {
        let check = |at: Timestamp, expect: &str| assert_eq!(date_time_utc(at), expect);
        check(AT, "2026-11-20 14:02:13.817 UTC");
        assert_eq!(date_time_iso(AT), "2026-11-20T14:02:13.817Z");
        check(Timestamp::from_micros(0), "1970-01-01 00:00:00.000 UTC");
        check(
            Timestamp::from_micros(951_782_400_000_000),
            "2000-02-29 00:00:00.000 UTC",
        );
        check(Timestamp::from_micros(-1), "1969-12-31 23:59:59.999 UTC");
        assert!(date_time_utc(Timestamp::from_micros(i64::MAX)).ends_with(" UTC"));
        assert!(date_time_utc(Timestamp::from_micros(i64::MIN)).starts_with('-'));
    }
}
