//! Numbers as they are written in a layout: `7`, `-1`, `0xff`, `2.5`, `1e-3`, `NaN`, `-inf`.

use super::types::{Form, Kind, Number};
use crate::format::preview;

/// The bits of a number of this type, or a sentence that says what the type takes.
pub(super) fn read(word: &str, number: Number) -> Result<u64, String> {
    match number.form {
        Form::Float => float(word, number),
        Form::Unsigned | Form::Signed => whole(word, number),
    }
}

/// A number of things; the largest number for one that is larger.
pub(super) fn count(word: &str) -> Option<u64> {
    match Whole::read(word) {
        Whole::Number(count) => Some(count),
        Whole::Larger => Some(u64::MAX),
        Whole::None => None,
    }
}

fn whole(word: &str, number: Number) -> Result<u64, String> {
    let (is_negative, digits) = match word.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, word),
    };
    let most = if is_negative {
        number.below_zero()
    } else {
        number.max()
    };
    let name = Kind::Number(number).name();
    match Whole::read(digits) {
        Whole::Number(size) if size <= most => Ok(if is_negative { size.wrapping_neg() } else { size }),
        Whole::Number(_) | Whole::Larger => {
            let minus = if number.below_zero() == 0 { "" } else { "-" };
            Err(format!(
                "{name} holds {minus}{} to {}: {} does not fit.",
                number.below_zero(),
                number.max(),
                preview(word, 30).text
            ))
        }
        Whole::None => Err(format!(
            "{name} takes a whole number, such as 7 or 0x07: {} is none.",
            preview(word, 30).text
        )),
    }
}

/// A whole number without a sign.
enum Whole {
    Number(u64),
    /// One of more than 64 bits.
    Larger,
    /// Something else.
    None,
}

impl Whole {
    fn read(word: &str) -> Self {
        let hex = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X"));
        let (digits, radix) = hex.map_or((word, 10), |digits| (digits, 16));
        if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
            return Self::None;
        }
        u64::from_str_radix(digits, radix).map_or(Self::Larger, Self::Number)
    }
}

fn float(word: &str, number: Number) -> Result<u64, String> {
    let is_named = matches!(word, "NaN" | "inf" | "-inf");
    let is_decimal = word
        .trim_start_matches('-')
        .starts_with(|c: char| c.is_ascii_digit())
        && !word.contains(|c: char| !c.is_ascii_digit() && !"+-.eE".contains(c));
    let is_short = number.bytes == 4;
    let read = (is_named || is_decimal).then(|| {
        if is_short {
            let value = word.parse::<f32>().ok()?;
            Some((u64::from(value.to_bits()), value.is_infinite()))
        } else {
            let value = word.parse::<f64>().ok()?;
            Some((value.to_bits(), value.is_infinite()))
        }
    });
    let name = Kind::Number(number).name();
    match read.flatten() {
        Some((bits, is_infinite)) if is_named || !is_infinite => Ok(bits),
        Some(_) => Err(format!(
            "{name} holds up to {}: {} does not fit. Write inf for infinity.",
            if is_short {
                "3.4028235e38"
            } else {
                "1.7976931348623157e308"
            },
            preview(word, 30).text
        )),
        None => Err(format!(
            "{name} takes a number, such as 2.5, -1e-3, NaN or inf: {} is none.",
            preview(word, 30).text
        )),
    }
}
