//! A button and the list that it opens. The focus goes to the list; the active item is named by `aria-activedescendant`.

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html::Div;
use leptos::prelude::*;

use super::{When, handler};
use crate::app::{App, effect};

/// What assistive technology takes the list and its items for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuKind {
    /// Things to do.
    Actions,
    /// Values to choose from.
    Values,
}

impl MenuKind {
    const fn roles(self) -> (&'static str, &'static str) {
        match self {
            Self::Actions => ("menu", "menuitem"),
            Self::Values => ("listbox", "option"),
        }
    }
}

/// A menu.
#[component]
pub fn Menu(
    /// The id of the button; those of the items start with it.
    id: &'static str,
    /// The name of the button and of the list.
    label: &'static str,
    /// The classes of the button.
    class: &'static str,
    kind: MenuKind,
    /// What is in each item: a text, and perhaps what there is to know about it.
    items: Vec<(String, &'static str)>,
    /// Hears the position of what is chosen. Says where the focus goes then.
    #[prop(into)]
    choose: Callback<usize, &'static str>,
    /// Whether the button can't be pressed now.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// Stands below the items.
    #[prop(optional)]
    hint: &'static str,
    /// What is on the button.
    children: Children,
) -> impl IntoView {
    let app = App::get();
    let (list_role, item_role) = kind.roles();
    let end = items.len() - 1;
    let items = StoredValue::new(items);
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let list = NodeRef::<Div>::new();

    effect(move || {
        if let Some(list) = list.get() {
            // It fails for no element that is in the document.
            let _ = list.focus();
        }
    });
    let leave = move |to: &str| {
        open.set(false);
        app.focus(to);
    };
    let take = move |index: usize| leave(choose.run(index));
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => active.update(|active| *active = (*active + 1).min(end)),
            "ArrowUp" => active.update(|active| *active = active.saturating_sub(1)),
            "Home" => active.set(0),
            "End" => active.set(end),
            "Enter" | " " => take(active.get_untracked()),
            "Escape" => leave(id),
            "Tab" => return open.set(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let toggle = move |_: MouseEvent| {
        active.set(0);
        open.update(|open| *open = !*open);
    };
    // Pressing the button while the list has the focus must close it, not close it here and open it again.
    let keep_focus = move |event: MouseEvent| event.prevent_default();
    let item_id = move |index: usize| format!("{id}-{index}");
    let item = move |index: usize| {
        let (text, note) = items.with_value(|items| items[index].clone());
        let selected = move || (kind == MenuKind::Values).then(|| (active.get() == index).to_string());
        view! {
            <div
                role=item_role
                id=item_id(index)
                class="menu-item"
                class:active=move || active.get() == index
                aria-selected=move || selected()
                on:mousemove=handler(move |_| active.set(index))
                on:mousedown=handler(keep_focus)
                on:click=handler(move |_| take(index))
            >
                <span>{text}</span>
                <span>{note}</span>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="menu-anchor">
            <button
                type="button"
                id=id
                class=class
                aria-label=label
                title=label
                aria-haspopup=list_role
                aria-expanded=move || open.get().to_string()
                disabled=move || disabled.get()
                on:mousedown=handler(keep_focus)
                on:click=handler(toggle)
            >
                {children()}
            </button>
            <When test=move || open.get()>
                <div class="menu">
                    <div
                        node_ref=list
                        role=list_role
                        tabindex="-1"
                        aria-label=label
                        aria-activedescendant=move || item_id(active.get())
                        on:keydown=handler(on_key)
                        on:blur=handler(move |_: FocusEvent| open.set(false))
                    >
                        {(0..=end).map(item).collect::<Vec<_>>()}
                    </div>
                    <p class="hint">{hint}</p>
                </div>
            </When>
        </div>
    }
}
