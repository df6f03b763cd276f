//! A frame byte by byte: the part of each byte, and its label.

use super::field::{Field, FieldKind};

/// Bytes that belong together, in the order of the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// FIN, the reserved bits and the opcode.
    First,
    /// MASK and the length, with the bytes that a longer one takes.
    Length,
    /// The masking key.
    Key,
    /// The payload.
    Payload,
}

impl Zone {
    /// The part that a field belongs to.
    pub const fn of(kind: FieldKind) -> Self {
        match kind {
            FieldKind::Fin | FieldKind::Rsv1 | FieldKind::Rsv2 | FieldKind::Rsv3 | FieldKind::Opcode => {
                Self::First
            }
            FieldKind::Mask | FieldKind::Length7 | FieldKind::Length16 | FieldKind::Length64 => Self::Length,
            FieldKind::MaskingKey => Self::Key,
            FieldKind::MaskedPayload | FieldKind::Payload | FieldKind::CloseCode | FieldKind::Reason => {
                Self::Payload
            }
        }
    }
}

/// A byte of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its position in the input, counted from 0.
    pub at: usize,
    /// In hex.
    pub hex: String,
    /// The part it belongs to.
    pub zone: Zone,
    /// Its accessible name, counted from 1: "Byte 3, 37, masking key".
    pub name: String,
}

/// The first bytes of a frame with these fields, at most `most`.
pub fn cells(bytes: &[u8], fields: &[Field], most: usize) -> Vec<Cell> {
    let (Some(start), Some(end)) = (
        fields.iter().map(|field| field.bytes.start).min(),
        fields.iter().map(|field| field.bytes.end).max(),
    ) else {
        return Vec::new();
    };
    (start..end.min(start.saturating_add(most)))
        .filter_map(|at| {
            let mut parts = fields.iter().filter(|field| field.bytes.contains(&at));
            let first = parts.next()?;
            let hex = format!("{:02x}", bytes.get(at)?);
            let name = match (Zone::of(first.kind), parts.next()) {
                // Five fields share the first byte; these words name them together.
                (Zone::First, _) => "FIN, RSV and opcode",
                (Zone::Length, Some(_)) => "MASK and payload length",
                _ => first.kind.name(),
            };
            Some(Cell {
                at,
                zone: Zone::of(first.kind),
                name: format!("Byte {}, {hex}, {name}", at + 1),
                hex,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Side;
    use crate::frame::anatomy;

    fn names(bytes: &[u8], most: usize) -> Vec<String> {
        let anatomy = anatomy(bytes, Side::Client);
        let cells = cells(bytes, &anatomy.fields(0), most);
        cells.into_iter().map(|cell| cell.name).collect()
    }

    #[test]
    fn every_byte_has_a_name_of_its_own() {
        let bytes = b"\x81\x82\x37\xfa\x21\x3d\x7f\x9f";
        let names = names(bytes, 100);
        assert_eq!(names.len(), bytes.len());
        assert_eq!(names[0], "Byte 1, 81, FIN, RSV and opcode");
        assert_eq!(names[1], "Byte 2, 82, MASK and payload length");
        assert_eq!(names[2], "Byte 3, 37, masking key");
        assert_eq!(names[6], "Byte 7, 7f, masked payload");
    }

    #[test]
    fn a_frame_that_is_cut_has_the_cells_that_are_there() {
        for end in 0..8 {
            let bytes = &b"\x88\x82\x37\xfa\x21\x3d\x34\x12"[..end];
            assert_eq!(names(bytes, 100).len(), end);
        }
        assert_eq!(names(b"\x82\x7e\x01\x00ab", 3).len(), 3);
    }
}
