//! The policies of a link: without the secrets in their messages.

use crate::policies::document::{Document, Key};
use crate::policies::lists::{self, Expect, Rule, Step};
use crate::secret::{Mask, Masked, mask_field, mask_message};

/// The policies' text without secrets. Lists that cannot be read are left out: nobody knows what is in them.
pub(super) fn masked(policies: &str) -> Masked {
    let typed = Document::read(policies);
    let mut document = typed.clone();
    let mut all = Masked::default();
    for &key in Key::ALL {
        let text = typed.get(key);
        let masked = match key {
            Key::OnOpen => in_list(text, |step: &mut Step, all| {
                take(all, &mut step.send);
                take(all, &mut step.within);
                if let Some(reply) = &mut step.reply {
                    take_expect(all, reply);
                }
            }),
            Key::Rules => in_list(text, |rule: &mut Rule, all| {
                take(all, &mut rule.send);
                take(all, &mut rule.every);
                take_expect(all, &mut rule.when);
            }),
            Key::BeatText => mask_field(typed.get(Key::BeatPath), text, Mask::Stars),
            _ => mask_message(text, Mask::Stars),
        };
        document.set(key, masked.text);
        all.add_names(masked.names);
    }
    all.text = document.to_text();
    all
}

/// A list whose items were masked one after the other. An item's names are added to what it is given.
fn in_list<T>(text: &str, mask: impl Fn(&mut T, &mut Masked)) -> Masked
where
    T: serde::Serialize + for<'a> serde::Deserialize<'a>,
{
    let mut all = Masked::default();
    let mut items = lists::read::<T>(text).unwrap_or_default();
    for item in &mut items {
        mask(item, &mut all);
    }
    all.text = lists::write(&items);
    all
}

fn take_expect(all: &mut Masked, expect: &mut Expect) {
    take(all, &mut expect.kind);
    let masked = mask_field(&expect.path, &expect.text, Mask::Stars);
    expect.text = masked.text;
    all.add_names(masked.names);
    take(all, &mut expect.path);
}

fn take(all: &mut Masked, text: &mut String) {
    let masked = mask_message(text, Mask::Stars);
    *text = masked.text;
    all.add_names(masked.names);
}
