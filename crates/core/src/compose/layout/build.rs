//! From fields to bytes: first how many, then the bytes themselves.

use super::types::{Kind, Number};
use super::{Field, MAX_BYTES, Value};
use crate::compose::Problem;
use crate::format::count;

/// The number of bytes, each length checked.
pub(super) fn size(fields: &[Field]) -> Result<usize, Problem> {
    let mut size = 0;
    add(fields, &mut size)?;
    Ok(usize::try_from(size).expect("it is at most MAX_BYTES"))
}

fn add(fields: &[Field], size: &mut u64) -> Result<(), Problem> {
    for field in fields {
        let own = match (field.kind, &field.value) {
            (Kind::Number(number), Value::Numbers(values)) => u64::from(number.bytes) * values.len() as u64,
            (Kind::Length(number), Value::Fields(_)) => number.bytes.into(),
            (_, Value::Bytes(bytes)) => bytes.len() as u64,
            (_, Value::Zeros(zeros)) => *zeros,
            _ => 0,
        };
        *size = size.saturating_add(own);
        if *size > MAX_BYTES as u64 {
            return Err(Problem {
                range: field.range.clone(),
                sentence: format!(
                    "A layout makes 64 MiB at most ({} bytes): {} does not fit.",
                    count(MAX_BYTES as u64),
                    field.kind.name()
                ),
            });
        }
        if let (Kind::Length(number), Value::Fields(fields)) = (field.kind, &field.value) {
            let before = *size;
            add(fields, size)?;
            fits(field, number, *size - before)?;
        }
    }
    Ok(())
}

fn fits(field: &Field, number: Number, length: u64) -> Result<(), Problem> {
    if length <= number.max() {
        return Ok(());
    }
    let wider = if length < 1 << 16 {
        16
    } else if length < 1 << 24 {
        24
    } else {
        32
    };
    Err(Problem {
        range: field.range.clone(),
        sentence: format!(
            "{} holds 0 to {}, and there are {length} bytes in it. Write len{wider}be or len{wider}le.",
            field.kind.name(),
            number.max()
        ),
    })
}

/// Writes fields whose [`size`] was taken.
pub(super) fn write(fields: &[Field], out: &mut Vec<u8>) {
    for field in fields {
        match (field.kind, &field.value) {
            (Kind::Number(number), Value::Numbers(values)) => {
                for bits in values {
                    number.write(*bits, out);
                }
            }
            (Kind::Length(number), Value::Fields(fields)) => {
                let at = out.len();
                number.write(0, out);
                let start = out.len();
                write(fields, out);
                let mut length = Vec::with_capacity(start - at);
                number.write((out.len() - start) as u64, &mut length);
                out[at..start].copy_from_slice(&length);
            }
            (_, Value::Bytes(bytes)) => out.extend_from_slice(bytes),
            (_, Value::Zeros(zeros)) => {
                let zeros = usize::try_from(*zeros).unwrap_or(0);
                out.resize(out.len() + zeros, 0);
            }
            _ => {}
        }
    }
}
