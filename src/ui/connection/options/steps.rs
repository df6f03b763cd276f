//! The editor of the messages that are sent at every open.

use leptos::prelude::*;
use tabcat_core::policies::document::Key;
use tabcat_core::policies::lists::{Expect, Step};
use tabcat_core::policies::sentences;

use super::control::{Words, check, choice, text_field};
use super::expect;
use super::level::level;
use super::list::{List, adder, items};
use crate::app::{PolicyFields, memo};
use crate::ui::elements::{Icon, Shape, When, handler};

const KINDS: [(&str, &str); 4] = [
    ("", "Nothing"),
    expect::KINDS[0],
    expect::KINDS[1],
    expect::KINDS[2],
];

fn list() -> List {
    List::of::<Step>(Key::OnOpen, "message")
}

/// The level of the on-open messages.
pub(super) fn steps() -> AnyView {
    let body = view! {
        {items(list(), step)}
        <button
            type="button"
            id=adder(Key::OnOpen)
            class="button small"
            on:click=handler(move |_| list().add(Step::default()))
        >
            <Icon shape=Shape::Plus/>
            "Add a message"
        </button>
    };
    level(
        Key::OnOpen,
        "On open",
        "Sent in this order at every open, also after a reconnect. {{seq}} is a number that counts, {{now}} the time in ms.",
        body.into_any(),
    )
}

fn step(at: usize) -> AnyView {
    let policies = PolicyFields::get();
    let list = list();
    let name = list.name(at);
    let step = memo(move || {
        let mut steps = policies.items::<Step>(Key::OnOpen);
        if at < steps.len() {
            steps.swap_remove(at)
        } else {
            Step::default()
        }
    });
    let change = move |change: &dyn Fn(&mut Step)| {
        policies.change(Key::OnOpen, |steps: &mut Vec<Step>| {
            if let Some(step) = steps.get_mut(at) {
                change(step);
            }
        });
    };
    let words = |part: &str, label, of: &str| Words {
        id: list.id(at, part),
        label,
        of: of.to_owned(),
        ..Words::default()
    };
    let of = [" of ", &name].concat();
    let message = Words {
        id: list.id(at, ""),
        label: "Message",
        of: [" ", &(at + 1).to_string()].concat(),
        ..Words::default()
    };
    let kind = move || step.with(|step| step.reply.as_ref().map(expect::kind).unwrap_or_default());
    let choose = move |kind: String| {
        change(&|step| {
            let reply = step.reply.take().unwrap_or_default();
            step.reply = (!kind.is_empty()).then(|| Expect {
                kind: kind.clone(),
                ..reply
            });
        });
    };
    let waits = move || step.with(|step| step.reply.is_some());
    let within = StoredValue::new(Words {
        unit: "s",
        placeholder: "10",
        ..words("-within", "Within", &of)
    });
    let closes_id = StoredValue::new(list.id(at, "-closes"));
    let stored_of = StoredValue::new(of.clone());
    let problem = Signal::derive(|| None);
    view! {
        <div class="wide">
            {text_field(
                &message,
                true,
                Signal::derive(move || step.with(|step| step.send.clone())),
                Callback::new(move |text: String| change(&|step| step.send.clone_from(&text))),
                problem,
            )}
            <p class="hint size">{move || step.with(|step| sentences::size(&step.send))}</p>
        </div>
        {choice(
            &words("-reply", "Then wait for", &of),
            &KINDS,
            Signal::derive(kind),
            Callback::new(choose),
        )}
        {expect::fields(
            &list.id(at, ""),
            &name,
            Signal::derive(move || step.with(|step| step.reply.clone().unwrap_or_default())),
            Callback::new(move |expect: Expect| change(&|step| step.reply = Some(expect.clone()))),
        )}
        <When test=move || waits()>
            {within.with_value(|within| text_field(
                within,
                false,
                Signal::derive(move || step.with(|step| step.within.clone())),
                Callback::new(move |text: String| change(&|step| step.within.clone_from(&text))),
                problem,
            ))}
            {check(
                closes_id.get_value(),
                view! { <span>"Close if none comes"<span class="visually-hidden">{stored_of.get_value()}</span></span> }.into_any(),
                Signal::derive(move || step.with(|step| step.closes)),
                Callback::new(move |on| change(&|step| step.closes = on)),
            )}
        </When>
    }
    .into_any()
}
