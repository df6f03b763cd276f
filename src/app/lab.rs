//! The fields of a lab, and the address that carries their text. `tabcat_lab` evaluates them.

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

pub use tabcat_core::dice::Dice;

/// How long after the last key the address is updated: browsers limit the rate of history changes.
const SETTLED: Span = Span::from_millis(300);

/// The key in session storage of an address not yet set when the lab was left.
const LATE: &str = "lab";

/// A text of at most so many bytes is parsed at every key: that takes no noticeable time.
const SHORT: usize = 64 * 1024;

/// The number of wait fields.
const WAITS: usize = 5;

thread_local! {
    /// The fields of the waits in the Guide; they live as long as the page.
    static WAITS_OF_GUIDE: OnceCell<[LabField; WAITS]> = const { OnceCell::new() };
}

/// A field of a lab.
#[derive(Clone, Copy)]
pub struct LabField {
    /// Its name in the address.
    pub name: &'static str,
    /// Its default text, if the address has none.
    pub usual: &'static str,
    /// Its text.
    pub text: RwSignal<String>,
}

impl LabField {
    /// A field with its default text, by its name in the address.
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
    /// In the order of the names given.
    pub fields: [LabField; N],
    /// Whether their text is too long for an address.
    pub too_long: RwSignal<bool>,
}

impl<const N: usize> Lab<N> {
    /// Fills the fields from the address, and then updates the address on input. It omits default texts.
    pub fn open(lab: &'static str, fields: [(&'static str, &'static str); N]) -> Self {
        Self::open_in_part(lab, fields, |_, _| true)
    }

    /// The same, but the address carries a field only if `carries` says so, given its name and all fields.
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

/// Restores the address that was not yet set when this history entry was left.
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
    // A removal never fails.
    let _ = Area::Session.save(LATE, None);
}

/// The navigation step's number, as the bits of the float.
fn step_name() -> String {
    io::location::step().to_bits().to_string()
}

/// Not generic: compiled once for all labs.
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
        // If the person leaves before the address is set, it is set when they come back. Denied storage loses
        // it.
        let _ = Area::Session.save(LATE, Some(&[&step, " ", &fragment].concat()));
        alarm.set_value(Some(Alarm::after(SETTLED, move || {
            io::location::set_fragment(&fragment, true);
            forget_late();
        })));
    });
}

/// The address for the fields' text, unless it is too long. It omits default texts.
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

/// A link to that lab with the text of these fields, as far as it fits an address.
pub fn link_to_lab(lab: &'static str, fields: &[LabField]) -> String {
    address(lab, fields, |_, _| true).unwrap_or_else(|| [tabcat_lab::address::ROOT, lab].concat())
}

/// The fields of the waits in the Guide; they keep their text until the page is closed.
pub fn waits(fields: [(&'static str, &'static str); WAITS]) -> [LabField; WAITS] {
    WAITS_OF_GUIDE.with(|kept| *kept.get_or_init(|| whole_page().with(|| fields.map(LabField::new))))
}

/// A text that is parsed at every key while short, and when the typing pauses once it is long.
#[derive(Clone, Copy)]
pub struct LongText {
    typed: RwSignal<String>,
    is_long: Memo<bool>,
    settled: RwSignal<String>,
    /// Whether the latest text is not parsed yet.
    pub waits: RwSignal<bool>,
}

impl LongText {
    /// The text of a field.
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

    /// Reads a value from the text, followed while it is short.
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

    /// A seed for random numbers.
    pub fn throw_dice(&self) -> Dice {
        Dice::of(io::chance::seed())
    }
}

/// A Sec-WebSocket-Key as a browser makes one.
pub fn new_key() -> String {
    Key::from_nonce(io::chance::bytes()).as_str().to_owned()
}

/// A masking key, in hex.
pub fn new_mask() -> String {
    hex::write(&io::chance::bytes::<4>())
}
