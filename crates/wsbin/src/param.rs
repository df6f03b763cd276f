//! What a route takes. A parameter is declared once, as a constant: reading it, its error and its line on the index
//! page come from there.

use std::fmt;

/// A whole number with its bounds, from the path or from the query, where it has a default or may be left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) min: u64,
    pub(crate) max: u64,
    pub(crate) default: Option<u64>,
}

impl Number {
    /// A number that is a segment of the path, and so has no default.
    pub(crate) const fn in_path(name: &'static str, unit: &'static str, min: u64, max: u64) -> Self {
        Self {
            name,
            unit,
            min,
            max,
            default: None,
        }
    }

    /// A number in the query that may be left out.
    pub(crate) const fn optional(name: &'static str, unit: &'static str, (min, max): (u64, u64)) -> Self {
        Self::in_path(name, unit, min, max)
    }

    /// A number in the query, and what it is when it is not given.
    pub(crate) const fn in_query(
        name: &'static str,
        unit: &'static str,
        (min, max): (u64, u64),
        default: u64,
    ) -> Self {
        Self {
            name,
            unit,
            min,
            max,
            default: Some(default),
        }
    }
}

/// One line of a route's parameter list.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Param {
    Number(Number),
    /// A number of the query that may be left out, and what that means.
    Optional(Number, &'static str),
    /// `kind=text` or `kind=binary`.
    Kind,
    /// Anything else: its name, and its bound in words.
    Other(&'static str, fn() -> String),
}

impl fmt::Display for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(Number {
                name,
                unit,
                min,
                max,
                default,
            }) => {
                write!(f, "{name}: {unit}, {min} to {max}")?;
                default.map_or(Ok(()), |default| write!(f, ", {default} unless given"))
            }
            Self::Optional(number, absent) => write!(f, "{}, {absent} unless given", Self::Number(*number)),
            Self::Kind => f.write_str("kind: text or binary, text unless given"),
            Self::Other(name, bound) => write!(f, "{name}: {}", bound()),
        }
    }
}

/// Which kind of message a route sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Binary,
}
