//! The address of a lab, which carries its input: `#/lab/frame?hex=8105`. Whoever opens it sees the same
//! input.

use tabcat_core::share::percent;

use crate::Side;
use crate::backoff::Jitter;
use crate::frame::{MAX_FRAMES, Opcode};

/// The prefix of every lab's address.
pub const ROOT: &str = "#/lab/";

/// The longest address, in bytes. Longer ones are cut off by programs that people send them with.
pub const MAX_BYTES: usize = 8 * 1024;

/// A lab and its input, by field name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The name of the lab, whether such a lab exists or not.
    pub lab: String,
    /// The fields that the address has.
    pub fields: Vec<(String, String)>,
}

impl Address {
    /// Reads a fragment. Leaves out invalid text, fields of a fragment over [`MAX_BYTES`], and values that
    /// their choice does not offer.
    pub fn read(fragment: &str) -> Self {
        let Some(path) = fragment.strip_prefix(ROOT) else {
            return Self::default();
        };
        let (lab, query) = path.split_once('?').unwrap_or((path, ""));
        let query = if fragment.len() > MAX_BYTES { "" } else { query };
        let field = |pair: &str| {
            let (name, value) = pair.split_once('=')?;
            let value = percent::decode(value)?;
            is_offered(name, &value).then(|| (name.to_owned(), value))
        };
        Self {
            lab: lab.to_owned(),
            fields: query.split('&').filter_map(field).collect(),
        }
    }

    /// The value of a field in the address; the first, if it is there twice.
    pub fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The fragment, unless it is longer than [`MAX_BYTES`].
    pub fn write(&self) -> Option<String> {
        let mut fragment = ROOT.to_owned();
        fragment.push_str(&self.lab);
        for (at, (name, value)) in self.fields.iter().enumerate() {
            fragment.push(if at == 0 { '?' } else { '&' });
            fragment.push_str(name);
            fragment.push('=');
            if fragment.len() + value.len() > MAX_BYTES {
                return None;
            }
            percent::encode_into(&mut fragment, value);
        }
        (fragment.len() <= MAX_BYTES).then_some(fragment)
    }
}

/// Whether a choice of that name, in any lab, offers the value. Typed fields accept any value.
fn is_offered(name: &str, value: &str) -> bool {
    match name {
        "opcode" => Opcode::OFFERED.iter().any(|opcode| opcode.digit() == value),
        "split" => (1..=MAX_FRAMES).any(|frames| frames.to_string() == value),
        "from" | "by" => Side::of(value).is_some(),
        "jitter" => Jitter::ALL.iter().any(|jitter| jitter.label() == value),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(fields: &[(&str, &str)]) -> Address {
        let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
        Address {
            lab: "frame".to_owned(),
            fields: fields.iter().map(owned).collect(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let typed = [
            ("payload", "a & b = ü\n#?%"),
            ("mask", "37fa213d"),
            ("reason", ""),
        ];
        let fragment = address(&typed).write().unwrap();
        assert_eq!(Address::read(&fragment), address(&typed));
        assert_eq!(address(&[]).write().as_deref(), Some("#/lab/frame"));
        let read = Address::read("#/lab/frame?hex=8105&hex=88&nothing&x=%ff");
        assert_eq!(read.field("hex"), Some("8105"));
        assert_eq!((read.field("nothing"), read.field("x")), (None, None));
        assert_eq!(Address::read("#/reference"), Address::default());
    }

    #[test]
    fn what_no_choice_offers_is_not_there() {
        let check = |pair: &str, is_there: bool| {
            let read = Address::read(&format!("#/lab/frame?{pair}&payload=Hi"));
            let name = pair.split('=').next().unwrap();
            assert_eq!(read.field(name).is_some(), is_there, "{pair}");
            assert_eq!(read.field("payload"), Some("Hi"));
        };
        for pair in [
            "opcode=a",
            "opcode=b",
            "split=8",
            "from=server",
            "by=client",
            "jitter=none",
        ] {
            check(pair, true);
        }
        for pair in [
            "opcode=99",
            "opcode=12",
            "opcode=A",
            "opcode=16",
            "opcode=-1",
            "opcode=4",
            "opcode=",
            "split=9",
            "split=0",
            "split=1000",
            "split=01",
            "from=Server",
            "by=nobody",
            "jitter=some",
        ] {
            check(pair, false);
        }
        let twice = Address::read("#/lab/frame?opcode=99&opcode=2");
        assert_eq!(twice.field("opcode"), Some("2"));
    }

    #[test]
    fn an_address_that_would_be_cut_off_is_neither_written_nor_read() {
        let long = "8".repeat(MAX_BYTES);
        assert_eq!(address(&[("hex", &long)]).write(), None);
        // Each of these takes three bytes in an address.
        assert_eq!(address(&[("payload", &"%".repeat(MAX_BYTES / 2))]).write(), None);
        assert_eq!(Address::read(&format!("#/lab/frame?hex={long}")), address(&[]));
    }
}
