//! The editor of a list: its items one below the other, each with buttons to move and to delete it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use tabcat_core::policies::document::Key;
use tabcat_core::policies::lists::Item;

use crate::app::{PolicyFields, focus_soon, memo, policy_id};
use crate::ui::elements::{Icon, Shape, When, handler};

/// A list and its code, compiled once for each type of item.
#[derive(Clone, Copy)]
pub(super) struct List {
    /// Its text.
    pub(super) key: Key,
    /// What an item is called.
    pub(super) noun: &'static str,
    count: fn(&PolicyFields, Key) -> usize,
    shift: fn(&PolicyFields, Key, usize, usize),
    delete: fn(&PolicyFields, Key, usize),
}

impl List {
    /// A list of items of type `T`.
    pub(super) fn of<T: Item>(key: Key, noun: &'static str) -> Self {
        Self {
            key,
            noun,
            count: |policies, key| policies.items::<T>(key).len(),
            shift: |policies, key, from, to| {
                policies.change(key, |items: &mut Vec<T>| {
                    let item = items.remove(from);
                    items.insert(to, item);
                });
            },
            delete: |policies, key, at| {
                policies.change(key, |items: &mut Vec<T>| {
                    items.remove(at);
                });
            },
        }
    }

    /// The name of an item: `Message 2`.
    pub(super) fn name(&self, at: usize) -> String {
        [self.noun, " ", &(at + 1).to_string()].concat()
    }

    /// The id of a field of an item. The first field of an item has no `part`.
    pub(super) fn id(&self, at: usize, part: &str) -> String {
        [&policy_id(self.key.name(), Some(at)), part].concat()
    }

    /// Adds an item, with the focus on it.
    pub(super) fn add<T: Item>(&self, item: T) {
        let policies = PolicyFields::get();
        policies.change(self.key, |items| items.push(item));
        let last = untrack(|| (self.count)(&policies, self.key)) - 1;
        focus_soon(self.id(last, ""));
    }
}

/// The items, each a view of its position.
pub(super) fn items(list: List, item: fn(usize) -> AnyView) -> AnyView {
    let policies = PolicyFields::get();
    let count = memo(move || (list.count)(&policies, list.key));
    let all = move || {
        let frame = |at| frame(list, at, count, item(at));
        (0..count.get()).map(frame).collect::<Vec<_>>()
    };
    let problem = move || policies.problem(list.key, None);
    view! {
        <When test=move || problem().is_some()>
            <p class="problem danger" role="alert">{move || problem()}</p>
        </When>
        <ol class="items" id=policy_id(list.key.name(), None) tabindex="-1">{move || all()}</ol>
    }
    .into_any()
}

fn frame(list: List, at: usize, count: Memo<usize>, item: AnyView) -> AnyView {
    let policies = PolicyFields::get();
    let name = list.name(at);
    let shift = move |by: isize, part: &'static str| {
        let to = at.checked_add_signed(by);
        if let Some(to) = to.filter(|to| *to < count.get_untracked()) {
            (list.shift)(&policies, list.key, at, to);
            focus_soon(list.id(to, part));
        }
    };
    let delete = move |_| {
        (list.delete)(&policies, list.key, at);
        focus_soon(match count.get_untracked() {
            0 => adder(list.key),
            left => list.id(at.min(left - 1), ""),
        });
    };
    let on_key = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            event.stop_propagation();
            shift(by, "");
        }
    };
    let is_last = move || at + 1 == count.get();
    let problem = move || policies.problem(list.key, Some(at));
    let described_by = move || problem().map(|_| list.id(at, "-problem"));
    view! {
        <li on:keydown=handler(on_key)>
            <div class="item" role="group" aria-label=name.clone() aria-describedby=described_by>
                <span class="number" aria-hidden="true">{at + 1}</span>
                <div class="item-fields">
                    {item}
                    <When test=move || problem().is_some()>
                        <p class="problem danger wide" role="alert" id=list.id(at, "-problem")>{move || problem()}</p>
                    </When>
                </div>
                <div class="item-tools">
                    <button
                        type="button"
                        class="icon-button upwards"
                        id=list.id(at, "-up")
                        aria-label=["Move ", &name, " up"].concat()
                        title="Move up (Alt ↑)"
                        aria-disabled=(at == 0).then_some("true")
                        on:click=handler(move |_| shift(-1, "-up"))
                    >
                        <Icon shape=Shape::Chevron/>
                    </button>
                    <button
                        type="button"
                        class="icon-button"
                        id=list.id(at, "-down")
                        aria-label=["Move ", &name, " down"].concat()
                        title="Move down (Alt ↓)"
                        aria-disabled=move || is_last().then_some("true")
                        on:click=handler(move |_| shift(1, "-down"))
                    >
                        <Icon shape=Shape::Chevron/>
                    </button>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=["Delete ", &name].concat()
                        title="Delete"
                        on:click=handler(delete)
                    >
                        <Icon shape=Shape::Bin/>
                    </button>
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// The id of the button that adds an item.
pub(super) fn adder(key: Key) -> String {
    ["add-", key.name()].concat()
}
