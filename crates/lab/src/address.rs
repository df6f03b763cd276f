//! The address of a lab, which carries its input: `#/lab/frame?hex=8105`. Whoever opens it sees what was typed.

use tabcat_core::share::percent;

use crate::Side;
use crate::backoff::Jitter;
use crate::frame::{MAX_FRAMES, Opcode};

/// What the address of every lab begins with.
pub const ROOT: &str = "#/lab/";

/// The longest address, in bytes. Longer ones are cut off by programs that people send them with.
pub const MAX_BYTES: usize = 8 * 1024;

/// A lab and what is typed in it, by the name of the field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Which lab, whether there is one of that name or not.
    pub lab: String,
    /// The fields that the address has.
    pub fields: Vec<(String, String)>,
}

impl Address {
    /// Reads a fragment. What is not text, too long to be one of ours, or nothing that its choice offers, is left out.
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

    /// What a field has, if the address says it; of one that is there twice, the first.
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

/// Whether a choice of that name, whichever lab has it, offers the value. What is typed may be anything.
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
