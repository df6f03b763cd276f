//! A list of items, and a button that opens one. The focus goes to the list; the active item is named by `aria-activedescendant`.

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html::Div;
use leptos::prelude::*;

use super::handler;
use crate::app::{effect, focus, reveal_soon};

/// The ARIA roles of the list and its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuKind {
    /// Things to do.
    Actions,
    /// Values to choose from.
    Values,
    /// Ways of doing something, one of which holds now.
    Choices,
}

impl MenuKind {
    const fn roles(self) -> (&'static str, &'static str) {
        match self {
            Self::Actions => ("menu", "menuitem"),
            Self::Values => ("listbox", "option"),
            Self::Choices => ("menu", "menuitemradio"),
        }
    }
}

/// An item.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Its text.
    pub text: String,
    /// A note about it, or empty.
    pub note: String,
    /// Classes besides its own. [`CHOSEN`] is the one of the item that holds now.
    pub class: &'static str,
}

/// The class of the item that holds now.
pub const CHOSEN: &str = "chosen";

impl From<(String, &'static str)> for Item {
    fn from((text, note): (String, &'static str)) -> Self {
        Self {
            text,
            note: note.to_owned(),
            class: "",
        }
    }
}

/// How the list was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// The item of that position was chosen.
    Chosen(usize),
    /// Escape was pressed.
    Escaped,
    /// The focus went elsewhere.
    Blurred,
}

/// The list of a menu, which has the focus as long as it is there.
pub fn menu_list(
    id: &'static str,
    label: String,
    kind: MenuKind,
    items: Vec<Item>,
    hint: Signal<&'static str>,
    leave: Callback<Left>,
) -> AnyView {
    let (list_role, item_role) = kind.roles();
    let end = items.len() - 1;
    let chosen = items.iter().position(|item| item.class == CHOSEN);
    let active = RwSignal::new(chosen.unwrap_or_default());
    let list = NodeRef::<Div>::new();
    effect(move || {
        if let Some(list) = list.get() {
            // Fails for no element that is in the document.
            let _ = list.focus();
        }
    });
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => active.update(|active| *active = (*active + 1).min(end)),
            "ArrowUp" => active.update(|active| *active = active.saturating_sub(1)),
            "Home" => active.set(0),
            "End" => active.set(end),
            "Enter" | " " => leave.run(Left::Chosen(active.get_untracked())),
            "Escape" => leave.run(Left::Escaped),
            "Tab" => return leave.run(Left::Blurred),
            // Keep the shortcuts of the page out.
            _ => return event.stop_propagation(),
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let blurred = move |_: FocusEvent| {
        // Removing the list fires `blur` too; the callback may be disposed by then.
        leave.try_run(Left::Blurred);
    };
    let item_id = move |index: usize| format!("{id}-{index}");
    effect(move || reveal_soon(item_id(active.get())));
    let item = move |(index, Item { text, note, class }): (usize, Item)| {
        let selected = move || (kind == MenuKind::Values).then(|| (active.get() == index).to_string());
        view! {
            <div
                role=item_role
                id=item_id(index)
                class=["menu-item ", class].concat()
                class:active=move || active.get() == index
                aria-selected=move || selected()
                aria-checked=(kind == MenuKind::Choices).then(|| (class == CHOSEN).to_string())
                on:mousemove=handler(move |_| active.set(index))
                on:mousedown=handler(keep_focus)
                on:click=handler(move |_| leave.run(Left::Chosen(index)))
            >
                <span>{text}</span>
                <span>{note}</span>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="menu">
            <div
                node_ref=list
                role=list_role
                tabindex="-1"
                aria-label=label
                aria-activedescendant=move || item_id(active.get())
                on:keydown=handler(on_key)
                on:blur=handler(blurred)
            >
                {items.into_iter().enumerate().map(item).collect::<Vec<_>>()}
            </div>
            <p class="hint">{move || hint.get()}</p>
        </div>
    }
    .into_any()
}

/// Pressing a button while the list has the focus must close it, not close it here and open it again.
#[expect(clippy::needless_pass_by_value, reason = "handlers are given their event")]
fn keep_focus(event: MouseEvent) {
    event.prevent_default();
}

/// A button that opens a list.
#[component]
pub fn Menu(
    /// The id of the button; those of the items start with it.
    id: &'static str,
    /// The name of the button and of the list.
    label: &'static str,
    /// The classes of the button.
    class: &'static str,
    kind: MenuKind,
    items: Vec<Item>,
    /// Called with the position of the chosen item. Returns where the focus goes then.
    #[prop(into)]
    choose: Callback<usize, &'static str>,
    /// Shown below the items.
    #[prop(into, optional)]
    hint: Signal<&'static str>,
    /// The content of the button.
    children: Children,
) -> impl IntoView {
    let items = StoredValue::new(items);
    let open = RwSignal::new(false);
    let leave = Callback::new(move |left| {
        open.set(false);
        match left {
            Left::Chosen(index) => focus(choose.run(index)),
            Left::Escaped => focus(id),
            Left::Blurred => {}
        }
    });
    view! {
        <div class="menu-anchor">
            <button
                type="button"
                id=id
                class=class
                aria-label=label
                title=label
                aria-haspopup=kind.roles().0
                aria-expanded=move || open.get().to_string()
                on:mousedown=handler(keep_focus)
                on:click=handler(move |_: MouseEvent| open.update(|open| *open = !*open))
            >
                {children()}
            </button>
            {move || open.get().then(|| menu_list(id, label.to_owned(), kind, items.get_value(), hint, leave))}
        </div>
    }
}
