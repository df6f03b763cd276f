//! The editor of the automatic replies.

use leptos::prelude::*;
use tabcat_core::policies::document::Key;
use tabcat_core::policies::lists::{Expect, Rule};
use tabcat_core::policies::presets::{PRESETS, Preset};
use tabcat_core::policies::sentences;

use super::control::{Words, check, choice, text_field};
use super::expect;
use super::level::level;
use super::list::{List, adder, items};
use crate::app::{PolicyFields, memo};
use crate::ui::elements::{Icon, Shape, When, handler};

fn list() -> List {
    List::of::<Rule>(Key::Rules, "rule")
}

/// The level of the replies.
pub(super) fn rules() -> AnyView {
    let body = view! {
        {items(list(), rule)}
        <div class="adders" role="group" aria-label="Add">
            <button
                type="button"
                id=adder(Key::Rules)
                class="button small"
                on:click=handler(move |_| list().add(Rule::default()))
            >
                <Icon shape=Shape::Plus/>
                "Add a rule"
            </button>
            {PRESETS.iter().map(preset).collect::<Vec<_>>()}
        </div>
    };
    level(
        Key::Rules,
        "Replies",
        "Every rule that fits a received message answers it. In what it sends, {{message}} is that message, {{match:$.id}} a field of it, {{seq}} a number that counts, {{now}} the time in ms.",
        body.into_any(),
    )
}

/// A button that adds the replies that a protocol asks for.
fn preset(preset: &'static Preset) -> AnyView {
    let add = move |_| preset.rules().into_iter().for_each(|rule| list().add(rule));
    view! {
        <button type="button" class="button small" title=preset.says on:click=handler(add)>
            {preset.name}
        </button>
    }
    .into_any()
}

fn rule(at: usize) -> AnyView {
    let policies = PolicyFields::get();
    let list = list();
    let name = list.name(at);
    let of = [" of ", &name].concat();
    let rule = memo(move || {
        let mut rules = policies.items::<Rule>(Key::Rules);
        if at < rules.len() {
            rules.swap_remove(at)
        } else {
            Rule::default()
        }
    });
    let change = move |change: &dyn Fn(&mut Rule)| {
        policies.change(Key::Rules, |rules: &mut Vec<Rule>| {
            if let Some(rule) = rules.get_mut(at) {
                change(rule);
            }
        });
    };
    let words = |part: &str, label, placeholder| Words {
        id: list.id(at, part),
        label,
        of: of.clone(),
        placeholder,
        ..Words::default()
    };
    let send = StoredValue::new(words("-send", "Send", ""));
    let echoes = move || rule.with(|rule| rule.echo);
    let loops = memo(move || rule.with(sentences::loops));
    let problem = Signal::derive(|| None);
    view! {
        {choice(
            &words("", "When", ""),
            &expect::KINDS,
            Signal::derive(move || rule.with(|rule| expect::kind(&rule.when))),
            Callback::new(move |kind: String| change(&|rule| rule.when.kind.clone_from(&kind))),
        )}
        {expect::fields(
            &list.id(at, ""),
            &name,
            Signal::derive(move || rule.with(|rule| rule.when.clone())),
            Callback::new(move |when: Expect| change(&|rule| rule.when = when.clone())),
        )}
        {text_field(
            &words("-every", "Answer every nth", "1"),
            false,
            Signal::derive(move || rule.with(|rule| rule.every.clone())),
            Callback::new(move |text: String| change(&|rule| rule.every.clone_from(&text))),
            problem,
        )}
        {check(
            list.id(at, "-echo"),
            view! { <span>"Send it back as it came"<span class="visually-hidden">{of.clone()}</span></span> }.into_any(),
            Signal::derive(echoes),
            Callback::new(move |on| change(&|rule| rule.echo = on)),
        )}
        <When test=move || !echoes()>
            <div class="wide">
                {send.with_value(|send| text_field(
                    send,
                    true,
                    Signal::derive(move || rule.with(|rule| rule.send.clone())),
                    Callback::new(move |text: String| change(&|rule| rule.send.clone_from(&text))),
                    problem,
                ))}
            </div>
        </When>
        <When test=move || loops.get()>
            <p class="problem warn wide">
                <Icon shape=Shape::Warning/>
                "Where a server echoes, this rule answers its own answers without end. At most 100 a second are sent."
            </p>
        </When>
    }
    .into_any()
}
