//! What is typed in a lab, and the address that carries it. What becomes of it is `tabcat_lab`'s business.

use std::cell::OnceCell;

use leptos::prelude::*;
use tabcat_core::Span;
use tabcat_lab::address::Address;
use tabcat_lab::handshake::Key;
use tabcat_lab::hex;

use super::learn::whole_page;
use super::reactive::{effect, memo};
use crate::io;
use crate::io::storage::Area;
use crate::io::timer::Alarm;

pub use tabcat_lab::dice::Dice;

/// How long after the last key the address follows: browsers refuse to change it at every key of a fast hand.
const SETTLED: Span = Span::from_millis(300);

/// What the tab keeps the address under that a lab was left before it had.
const LATE: &str = "lab";

/// A text of so many bytes or less is read at every key: that takes no time that is felt.
const SHORT: usize = 64 * 1024;

/// How many fields the waits have.
const WAITS: usize = 5;

thread_local! {
    /// The fields of the waits in the Guide, for as long as the page lives.
    static WAITS_OF_GUIDE: OnceCell<[LabField; WAITS]> = const { OnceCell::new() };
}

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
        let address = Address::read(&left_late().unwrap_or_else(io::location::fragment));
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

/// The address that this step of the tab's history was left before it had, which it then has.
fn left_late() -> Option<String> {
    let kept = Area::Session.load(LATE)?;
    let (step, fragment) = kept.split_once(' ')?;
    if step != step_name() {
        return None;
    }
    io::location::set_fragment(fragment, true);
    forget_late();
    Some(fragment.to_owned())
}

fn forget_late() {
    // Fails for no removal.
    let _ = Area::Session.save(LATE, None);
}

/// The number of this step, by its bits.
fn step_name() -> String {
    io::location::step().to_bits().to_string()
}

/// Compiled once for all labs.
fn follow(
    lab: &'static str,
    fields: Vec<LabField>,
    carries: fn(&str, &[LabField]) -> bool,
    too_long: RwSignal<bool>,
) {
    let alarm = StoredValue::new_local(None);
    let step = step_name();
    let mut opened = false;
    effect(move || {
        let written = address(lab, &fields, carries);
        if !std::mem::replace(&mut opened, true) {
            return;
        }
        too_long.set(written.is_none());
        let fragment = written.unwrap_or_else(|| [tabcat_lab::address::ROOT, lab].concat());
        // Whoever leaves before the address follows finds it when they come back to this step. Denied storage loses it.
        let _ = Area::Session.save(LATE, Some(&[&step, " ", &fragment].concat()));
        alarm.set_value(Some(Alarm::after(SETTLED, move || {
            io::location::set_fragment(&fragment, true);
            forget_late();
        })));
    });
}

/// The address of what is in the fields, unless it is too long. It says what is not as usual.
fn address(lab: &'static str, fields: &[LabField], carries: fn(&str, &[LabField]) -> bool) -> Option<String> {
    let unusual = fields.iter().filter_map(|field| {
        let text = field.text.get();
        (text != field.usual && carries(field.name, fields)).then(|| (field.name.to_owned(), text))
    });
    let address = Address {
        lab: lab.to_owned(),
        fields: unusual.collect(),
    };
    address.write()
}

/// A link to that lab with what is in these fields, as far as an address has room.
pub fn link_to_lab(lab: &'static str, fields: &[LabField]) -> String {
    address(lab, fields, |_, _| true).unwrap_or_else(|| [tabcat_lab::address::ROOT, lab].concat())
}

/// The fields of the waits in the Guide, which have what was typed in them until a person leaves.
pub fn waits(fields: [(&'static str, &'static str); WAITS]) -> [LabField; WAITS] {
    WAITS_OF_GUIDE.with(|kept| *kept.get_or_init(|| whole_page().with(|| fields.map(LabField::new))))
}

/// A text that takes its time to be read once it is long: then it is read when the typing pauses.
#[derive(Clone, Copy)]
pub struct LongText {
    typed: RwSignal<String>,
    is_long: Memo<bool>,
    settled: RwSignal<String>,
    /// Whether what is typed last is still to be read.
    pub waits: RwSignal<bool>,
}

impl LongText {
    /// What is typed in a field.
    pub fn of(field: LabField) -> Self {
        let typed = field.text;
        let is_long = memo(move || typed.with(String::len) > SHORT);
        let (settled, waits) = (RwSignal::new(String::new()), RwSignal::new(false));
        let alarm = StoredValue::new_local(None);
        effect(move || {
            typed.track();
            let is_long = is_long.get();
            waits.set(is_long);
            alarm.set_value(is_long.then(|| {
                Alarm::after(SETTLED, move || {
                    settled.set(typed.get_untracked());
                    waits.set(false);
                })
            }));
        });
        Self {
            typed,
            is_long,
            settled,
            waits,
        }
    }

    /// Something of the text, followed while it is short.
    pub fn with<T>(&self, read: impl FnOnce(&str) -> T) -> T {
        let text = if self.is_long.get() {
            self.settled
        } else {
            self.typed
        };
        text.with(|text| read(text))
    }
}

impl super::page::Page {
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
