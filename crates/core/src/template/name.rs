//! The names of placeholders, and what each becomes.

use super::Values;
use super::bounded::Bounded;
use super::error::Fault;
use crate::dice::Dice;
use crate::entry::Message;
use crate::format::{date_time_iso, push_hex};
use crate::json::FieldPath;
use crate::payload::{Encoding, whole_characters};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Seq,
    Now,
    NowIso,
    Uuid,
    Random(i64, i64),
    Message,
    Match(FieldPath),
}

impl Name {
    /// `answers`: whether there will be a received message.
    pub(super) fn read(inside: &str, answers: bool) -> Result<Self, Fault> {
        let name = inside.trim();
        Self::find(name, answers)?.ok_or_else(|| Fault::unknown(name, answers))
    }

    /// `None` if there is no such name.
    pub(super) fn find(name: &str, answers: bool) -> Result<Option<Self>, Fault> {
        let (head, tail) = name.split_once(':').unwrap_or((name, ""));
        Ok(Some(match (name, head) {
            ("seq", _) => Self::Seq,
            ("now", _) => Self::Now,
            ("now:iso", _) => Self::NowIso,
            ("uuid", _) => Self::Uuid,
            (_, "random") => random(tail).ok_or_else(|| Fault::range(name))?,
            ("message", _) | (_, "match") if !answers => return Err(Fault::NoMessage),
            ("message", _) => Self::Message,
            (_, "match") if name != head => {
                Self::Match(FieldPath::new(tail).map_err(|error| Fault::path(tail, error))?)
            }
            _ => return Ok(None),
        }))
    }

    pub(super) fn expand_into(&self, out: &mut Bounded, quoted: bool, values: &Values<'_>, dice: &mut Dice) {
        match (self, &values.message) {
            (Self::Seq, _) => out.push(&values.seq.to_string()),
            (Self::Now, _) => out.push(&values.now.as_millis().to_string()),
            (Self::NowIso, _) => out.push(&date_time_iso(values.now)),
            (Self::Uuid, _) => out.push(&uuid(dice)),
            (Self::Random(from, to), _) => out.push(&dice.whole(*from, *to).to_string()),
            (Self::Message, Some(message)) => push_message(out, quoted, message),
            (Self::Message, None) => {}
            (Self::Match(path), message) => {
                let text = message.map(|message| message.text_for_fields());
                let raw = text.as_ref().and_then(|text| path.raw_value(text));
                match raw {
                    None if quoted => {}
                    None => out.push("null"),
                    Some(raw) if !quoted => out.push(raw),
                    // As written, it is escaped already.
                    Some(raw) if raw.starts_with('"') => out.push(&raw[1..raw.len() - 1]),
                    Some(raw) => out.push_escaped(raw),
                }
            }
        }
    }
}

fn random(bounds: &str) -> Option<Name> {
    let (from, to) = bounds.split_once(':')?;
    let (from, to) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
    (from <= to).then_some(Name::Random(from, to))
}

/// RFC 9562, 5.4.
fn uuid(dice: &mut Dice) -> String {
    let bits = u128::from(dice.bits()) << 64 | u128::from(dice.bits());
    let version = bits & !(0xf << 76) | 0x4 << 76;
    let hex = format!("{:032x}", version & !(0x3 << 62) | 0x2 << 62);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

fn push_message(out: &mut Bounded, quoted: bool, message: &Message<'_>) {
    // A character more than there is room for, so that what is cut is told from what fits.
    let bytes = message.stretch(0..out.room() + 4);
    if message.encoding == Encoding::Binary {
        let mut hex = String::new();
        for byte in bytes.iter() {
            push_hex(&mut hex, *byte);
        }
        return out.push(&hex);
    }
    let text = std::str::from_utf8(&bytes[..whole_characters(&bytes)]).unwrap_or_default();
    if quoted {
        out.push_escaped(text);
    } else {
        out.push(text);
    }
}
