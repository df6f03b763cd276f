//! The types of fields and their names: one table, from which the parser and the suggestions read.

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One number or a list of them.
    Number(Number),
    /// The length in bytes of the fields in it, and these fields.
    Length(Number),
    Utf8,
    Hex,
    Base64,
    Zero,
}

/// How a number is kept in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) form: Form,
    /// 1 to 8.
    pub(super) bytes: u32,
    pub(super) order: Order,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Unsigned,
    Signed,
    Float,
}

/// Which byte comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The highest; also for a single byte.
    Big,
    /// The lowest.
    Little,
}

use Form::{Float, Signed, Unsigned};
use Order::{Big, Little};

const fn number(form: Form, bytes: u32, order: Order) -> Kind {
    Kind::Number(Number { form, bytes, order })
}

const fn length(bytes: u32, order: Order) -> Kind {
    let form = Unsigned;
    Kind::Length(Number { form, bytes, order })
}

pub(super) const TYPES: [(&str, Kind); 35] = [
    ("u8", number(Unsigned, 1, Big)),
    ("i8", number(Signed, 1, Big)),
    ("u16be", number(Unsigned, 2, Big)),
    ("u16le", number(Unsigned, 2, Little)),
    ("i16be", number(Signed, 2, Big)),
    ("i16le", number(Signed, 2, Little)),
    ("u24be", number(Unsigned, 3, Big)),
    ("u24le", number(Unsigned, 3, Little)),
    ("i24be", number(Signed, 3, Big)),
    ("i24le", number(Signed, 3, Little)),
    ("u32be", number(Unsigned, 4, Big)),
    ("u32le", number(Unsigned, 4, Little)),
    ("i32be", number(Signed, 4, Big)),
    ("i32le", number(Signed, 4, Little)),
    ("u64be", number(Unsigned, 8, Big)),
    ("u64le", number(Unsigned, 8, Little)),
    ("i64be", number(Signed, 8, Big)),
    ("i64le", number(Signed, 8, Little)),
    ("f32be", number(Float, 4, Big)),
    ("f32le", number(Float, 4, Little)),
    ("f64be", number(Float, 8, Big)),
    ("f64le", number(Float, 8, Little)),
    ("utf8", Kind::Utf8),
    ("hex", Kind::Hex),
    ("base64", Kind::Base64),
    ("zero", Kind::Zero),
    ("len8", length(1, Big)),
    ("len16be", length(2, Big)),
    ("len16le", length(2, Little)),
    ("len24be", length(3, Big)),
    ("len24le", length(3, Little)),
    ("len32be", length(4, Big)),
    ("len32le", length(4, Little)),
    ("len64be", length(8, Big)),
    ("len64le", length(8, Little)),
];

impl Kind {
    /// The type of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let found = TYPES.iter().find(|(known, _)| *known == name);
        found.map(|(_, kind)| *kind)
    }

    /// Its name, as written in a layout.
    pub(super) fn name(self) -> &'static str {
        let found = TYPES.iter().find(|(_, kind)| *kind == self);
        found.map_or("", |(name, _)| name)
    }
}

impl Number {
    /// The largest whole number that it holds.
    pub(super) fn max(self) -> u64 {
        let all = u64::MAX >> (64 - 8 * self.bytes);
        match self.form {
            Unsigned => all,
            Signed | Float => all >> 1,
        }
    }

    /// How far below zero it goes.
    pub(super) fn below_zero(self) -> u64 {
        match self.form {
            Unsigned => 0,
            Signed | Float => self.max() + 1,
        }
    }

    /// Writes the bits of a number.
    pub(super) fn write(self, bits: u64, out: &mut Vec<u8>) {
        let bytes = self.bytes as usize;
        match self.order {
            Big => out.extend_from_slice(&bits.to_be_bytes()[8 - bytes..]),
            Little => out.extend_from_slice(&bits.to_le_bytes()[..bytes]),
        }
    }
}
