//! What is typed in a lab, and the address that carries it. What becomes of it is `tabcat_lab`'s business.

use leptos::prelude::*;
use tabcat_core::Span;
use tabcat_lab::address::Address;
use tabcat_lab::handshake::Key;
use tabcat_lab::hex;

use super::reactive::effect;
use crate::io;
use crate::io::timer::Alarm;

pub use tabcat_lab::dice::Dice;

/// How long after the last key the address follows: browsers refuse to change it at every key of a fast hand.
const SETTLED: Span = Span::from_millis(300);

/// A field of a lab.
#[derive(Clone, Copy)]
pub struct LabField {
    /// What the address calls it.
    pub name: &'static str,
    /// What is in it where the address says nothing.
    pub usual: &'static str,
    /// What is in it.
    pub text: RwSignal<String>,
}

impl LabField {
    /// A field with the usual in it, by what the address calls it.
    pub fn new((name, usual): (&'static str, &'static str)) -> Self {
        Self {
            name,
            usual,
            text: RwSignal::new(usual.to_owned()),
        }
    }
}

/// The fields of the lab that is open.
#[derive(Clone, Copy)]
pub struct Lab<const N: usize> {
    /// In the order in which they were asked for.
    pub fields: [LabField; N],
    /// Whether there is more in them than an address has room for.
    pub too_long: RwSignal<bool>,
}

impl<const N: usize> Lab<N> {
    /// Fills the fields from the address, and keeps the address at what is typed from then on. It says what is not as usual.
    pub fn open(lab: &'static str, fields: [(&'static str, &'static str); N]) -> Self {
        Self::open_in_part(lab, fields, |_, _| true)
    }

    /// The same where the address carries a field only if `carries` says so, by its name and what all fields have.
    pub fn open_in_part(
        lab: &'static str,
        fields: [(&'static str, &'static str); N],
        carries: fn(&str, &[LabField]) -> bool,
    ) -> Self {
        let address = Address::read(&io::location::fragment());
        let fields = fields.map(|(name, usual)| LabField {
            name,
            usual,
            text: RwSignal::new(address.field(name).unwrap_or(usual).to_owned()),
        });
        let too_long = RwSignal::new(false);
        follow(lab, Vec::from(fields), carries, too_long);
        Self { fields, too_long }
    }
}

/// Compiled once for all labs.
fn follow(
    lab: &'static str,
    fields: Vec<LabField>,
    carries: fn(&str, &[LabField]) -> bool,
    too_long: RwSignal<bool>,
) {
    let alarm = StoredValue::new_local(None);
    let mut opened = false;
    effect(move || {
        let unusual = fields.iter().filter_map(|field| {
            let text = field.text.get();
            (text != field.usual && carries(field.name, &fields)).then(|| (field.name.to_owned(), text))
        });
        let address = Address {
            lab: lab.to_owned(),
            fields: unusual.collect(),
        };
        if !std::mem::replace(&mut opened, true) {
            return;
        }
        let written = address.write();
        too_long.set(written.is_none());
        let fragment = written.unwrap_or_else(|| [tabcat_lab::address::ROOT, lab].concat());
        alarm.set_value(Some(Alarm::after(SETTLED, move || {
            io::location::set_fragment(&fragment, true);
        })));
    });
}

impl super::App {
    /// Which lab the address names.
    pub fn lab(&self) -> String {
        Address::read(&io::location::fragment()).lab
    }

    /// A number to draw others from.
    pub fn throw_dice(&self) -> Dice {
        Dice::of(io::chance::seed())
    }
}

/// A key as a browser makes one.
pub fn new_key() -> String {
    Key::from_nonce(io::chance::bytes()).as_str().to_owned()
}

/// A masking key, in hex.
pub fn new_mask() -> String {
    hex::write(&io::chance::bytes::<4>())
}
