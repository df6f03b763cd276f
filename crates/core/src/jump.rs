//! Jumps to a time: parses the typed text, and finds the moment and the entry there. Local time comes in as
//! an offset.

use std::fmt;

use crate::entry::EntryId;
use crate::format;
use crate::time::{Span, Timestamp};
use crate::transcript::Transcript;

const DAY: Span = Span::from_secs(86_400);

/// A moment as a person types it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jump {
    /// Time after midnight: `14:03`, `14:03:07.250`.
    TimeOfDay(Span),
    /// Time after the session opened: `+2.5s`, `+1:30`.
    SinceOpen(Span),
    /// Time before the end: `-10s`.
    BeforeEnd(Span),
}

/// Why a jump fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JumpError {
    /// It is not written as a time.
    NotATime(String),
    /// It is relative to the open of a session, but there was none.
    NoSession,
    /// It is after the last row; holds the time of day of that row.
    TooLate(String),
    /// There are no rows.
    NoRows,
}

/// The time span of the transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned {
    /// The time of the oldest kept entry.
    pub first: Timestamp,
    /// The time of the newest entry.
    pub last: Timestamp,
    /// When the last session opened, if any has.
    pub opened: Option<Timestamp>,
    /// What to add to UTC for local time.
    pub utc_offset_minutes: i32,
}

impl Jump {
    /// Parses the typed text.
    pub fn parse(typed: &str) -> Result<Self, JumpError> {
        let typed = typed.trim();
        let jump = match typed.chars().next() {
            Some('+') => span(&typed[1..]).map(Self::SinceOpen),
            Some('-') => span(&typed[1..]).map(Self::BeforeEnd),
            _ => clock(typed).filter(|span| *span < DAY).map(Self::TimeOfDay),
        };
        jump.ok_or_else(|| JumpError::NotATime(typed.to_owned()))
    }

    /// The moment meant. A time of day means the first day that has it within the transcript.
    pub fn time(self, spanned: &Spanned) -> Result<Timestamp, JumpError> {
        match self {
            Self::SinceOpen(span) => Ok(spanned.opened.ok_or(JumpError::NoSession)? + span),
            Self::BeforeEnd(span) => Ok(back(spanned.last, span.as_micros())),
            Self::TimeOfDay(span) => {
                let offset = i64::from(spanned.utc_offset_minutes) * 60_000_000;
                let day = i64::try_from(DAY.as_micros()).expect("a day is short");
                let local = spanned.first.as_micros().saturating_add(offset);
                let today = back(spanned.first, local.rem_euclid(day).unsigned_abs()) + span;
                let tomorrow = today + DAY;
                let is_tomorrow = today < spanned.first && tomorrow <= spanned.last;
                Ok(if is_tomorrow { tomorrow } else { today })
            }
        }
    }
}

impl fmt::Display for JumpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotATime(typed) if typed.is_empty() => f.write_str(
                "Type a time of day, such as 14:03:07.250, or +2.5s since the open, or -10s from the end.",
            ),
            Self::NotATime(typed) => write!(
                f,
                "“{}” is no time: type one such as 14:03, 14:03:07.250, +2.5s or -10s.",
                format::visible(typed)
            ),
            Self::NoSession => f.write_str("No session has opened yet: type a time of day, such as 14:03."),
            Self::TooLate(last) => write!(f, "Nothing that late is shown: the last line is of {last}."),
            Self::NoRows => f.write_str("Nothing is shown yet: connect first, or clear the filter."),
        }
    }
}

/// The first entry at that time or later, before `end`; `end` if there is none. O(log n), since times do not
/// decrease, except by the odd millisecond between two clocks.
pub fn first_since(transcript: &Transcript, end: EntryId, at: Timestamp) -> EntryId {
    let (mut from, mut to) = (transcript.first_id().0, end.0);
    while from < to {
        let middle = from + (to - from) / 2;
        if transcript.get(EntryId(middle)).is_some_and(|entry| entry.at < at) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    EntryId(from)
}

fn back(at: Timestamp, micros: u64) -> Timestamp {
    Timestamp::from_micros(at.as_micros().saturating_sub_unsigned(micros))
}

/// `2.5s`, `250 ms`, `90`, `3 min`, `1:30`.
fn span(text: &str) -> Option<Span> {
    let text = text.trim();
    if text.contains(':') {
        // A span of two parts is minutes and seconds, not hours and minutes.
        return match text.split(':').count() {
            2 => clock(&format!("0:{text}")),
            _ => clock(text),
        };
    }
    let end = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let unit = match text[end..].trim() {
        "ms" => 1_000,
        "" | "s" | "sec" => 1_000_000,
        "m" | "min" => 60_000_000,
        "h" => 3_600_000_000,
        _ => return None,
    };
    decimal(text[..end].trim(), unit).map(Span::from_micros)
}

/// Hours and minutes, and optional seconds with a fraction.
fn clock(text: &str) -> Option<Span> {
    let mut parts = text.split(':');
    let (hours, minutes) = (whole(parts.next()?)?, whole(parts.next()?)?);
    let seconds = parts
        .next()
        .map_or(Some(0), |seconds| decimal(seconds, 1_000_000))?;
    if parts.next().is_some() || minutes > 59 || seconds >= 60_000_000 {
        return None;
    }
    let minutes = hours.checked_mul(60)?.checked_add(minutes)?;
    Some(Span::from_micros(
        minutes.checked_mul(60_000_000)?.checked_add(seconds)?,
    ))
}

/// A number with or without a fraction, in units of so many microseconds; finer digits are dropped.
fn decimal(text: &str, unit: u64) -> Option<u64> {
    let (units, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut micros = whole(units)?.checked_mul(unit)?;
    let mut worth = unit;
    for digit in fraction.chars() {
        worth /= 10;
        micros = micros.checked_add(u64::from(digit.to_digit(10)?) * worth)?;
    }
    Some(micros)
}

/// Parses digits only.
fn whole(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{Note, System};

    /// 2026-11-20 14:02:13.817 UTC.
    const FIRST: Timestamp = Timestamp::from_micros(1_795_183_333_817_000);

    #[test]
    fn times_are_read_as_people_write_them() {
        let check = |typed: &str, expect: Jump| assert_eq!(Jump::parse(typed), Ok(expect), "{typed}");
        let millis = Span::from_millis;
        check("14:03:07.250", Jump::TimeOfDay(millis(50_587_250)));
        check(" 14:03 ", Jump::TimeOfDay(millis(50_580_000)));
        check("0:00", Jump::TimeOfDay(Span::ZERO));
        check("+2.5s", Jump::SinceOpen(millis(2_500)));
        check("+ 2.5 s", Jump::SinceOpen(millis(2_500)));
        check("+90", Jump::SinceOpen(millis(90_000)));
        check("+250ms", Jump::SinceOpen(millis(250)));
        check("+0.0000019s", Jump::SinceOpen(Span::from_micros(1)));
        check("+1:30", Jump::SinceOpen(millis(90_000)));
        check("+1:00:30", Jump::SinceOpen(millis(3_630_000)));
        check("-10s", Jump::BeforeEnd(millis(10_000)));
        check("-3 min", Jump::BeforeEnd(millis(180_000)));
        check("-1.5h", Jump::BeforeEnd(millis(5_400_000)));
    }

    #[test]
    fn what_is_no_time_says_what_to_type() {
        let check = |typed: &str| {
            let said = Jump::parse(typed).unwrap_err().to_string();
            assert!(said.contains("-10s"), "{typed}: {said}");
        };
        for typed in [
            "",
            "noon",
            "14",
            "14:",
            "24:00",
            "14:60",
            "14:03:60",
            "1:2:3:4",
            "+",
            "-s",
            "+2x",
            "+1.2.3",
            "+-1",
            "é",
            "14:03:٣",
            "+99999999999999999999",
            "99999999999999999999:00",
        ] {
            check(typed);
        }
    }

    #[test]
    fn a_time_of_day_is_looked_for_within_the_transcript() {
        let check = |typed: &str, hours: u64, utc_offset_minutes: i32, expect: i64| {
            let spanned = Spanned {
                first: FIRST,
                last: FIRST + Span::from_secs(3_600 * hours),
                opened: None,
                utc_offset_minutes,
            };
            let time = Jump::parse(typed).unwrap().time(&spanned).unwrap();
            assert_eq!(
                time.as_millis() - FIRST.as_millis(),
                expect,
                "{typed} in {hours} hours at {utc_offset_minutes}"
            );
        };
        check("14:02:13.817", 1, 0, 0);
        check("14:03:13.817", 1, 0, 60_000);
        check("15:03:13.817", 1, 60, 60_000);
        check("14:01:13.817", 1, 0, -60_000);
        check("20:02:13.817", 1, 0, 6 * 3_600_000);
        check("02:02:13.817", 14, 0, 12 * 3_600_000);
        check("03:02:13.817", 14, -13 * 60, 2 * 3_600_000);
    }

    #[test]
    fn spans_are_counted_from_the_open_and_from_the_end() {
        let spanned = Spanned {
            first: FIRST,
            last: FIRST + Span::from_secs(60),
            opened: Some(FIRST + Span::from_secs(5)),
            utc_offset_minutes: 0,
        };
        let time = |jump: Jump, spanned: &Spanned| jump.time(spanned);
        let ten = Span::from_secs(10);
        assert_eq!(
            time(Jump::SinceOpen(ten), &spanned),
            Ok(FIRST + Span::from_secs(15))
        );
        assert_eq!(
            time(Jump::BeforeEnd(ten), &spanned),
            Ok(FIRST + Span::from_secs(50))
        );
        let never = Spanned {
            opened: None,
            ..spanned
        };
        assert_eq!(time(Jump::SinceOpen(ten), &never), Err(JumpError::NoSession));
    }

    #[test]
    fn the_first_entry_of_a_time_is_found() {
        let mut transcript = Transcript::default();
        let times = [0, 0, 10, 10, 10, 25, 40];
        for secs in times {
            transcript.push_system(FIRST + Span::from_secs(secs), System::Note(Note::Online));
        }
        for secs in 0..45 {
            let at = FIRST + Span::from_secs(secs);
            let expect = times.iter().take_while(|time| **time < secs).count();
            let found = first_since(&transcript, transcript.next_id(), at);
            assert_eq!(found, EntryId(expect as u64), "{secs} s");
            assert_eq!(
                first_since(&transcript, EntryId(3), at),
                EntryId(expect.min(3) as u64),
                "the rest is held back"
            );
        }
    }
}
