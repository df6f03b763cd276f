//! The context menu of a tab, at the pointer or the focus.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::app::{Pane, Tabs};
use crate::ui::elements::{Left, MenuKind, menu_list};

/// The connection of the menu, and the position where it opens.
#[derive(Clone, Copy)]
pub(super) struct At {
    pane: Pane,
    /// Whether there was a connection to end: Disconnect then stays in the menu while it is open.
    ends: bool,
    x: i32,
    y: i32,
}

impl At {
    pub(super) fn of(pane: &Pane, event: &MouseEvent) -> Self {
        Self {
            pane: *pane,
            ends: !pane.is_idle(),
            x: event.client_x(),
            y: event.client_y(),
        }
    }
}

const RENAME: &str = "Rename";

type Act = fn(Tabs, Pane);

/// The actions on a connection, and whether the result shows elsewhere on the page.
const ACTIONS: [(&str, bool, Act); 5] = [
    (RENAME, false, |tabs, pane| tabs.begin_renaming(pane)),
    ("Duplicate", true, |tabs, pane| tabs.duplicate(pane)),
    ("Disconnect", false, |_, pane| pane.end()),
    ("Copy link", true, |_, pane| pane.share()),
    ("Close", false, |tabs, pane| tabs.close_from_strip(pane)),
];

/// The menu, while it is open. `shut` closes the sheet that covers the page.
pub(super) fn menu(at: RwSignal<Option<At>>, shut: Callback<()>) -> AnyView {
    let tabs = Tabs::get();
    let actions = |ends: bool| {
        ACTIONS
            .into_iter()
            .filter(move |(name, ..)| ends || *name != "Disconnect")
    };
    let leave = Callback::new(move |left| {
        let Some(At { pane, ends, .. }) = at.get_untracked() else {
            return;
        };
        let action = match left {
            Left::Chosen(index) => actions(ends).nth(index),
            Left::Escaped | Left::Blurred => None,
        };
        at.set(None);
        // A name is typed in a field, which takes the focus itself.
        if left != Left::Blurred && action.is_none_or(|(name, ..)| name != RENAME) {
            tabs.go_to(pane);
        }
        if let Some((_, is_elsewhere, act)) = action {
            if is_elsewhere {
                shut.run(());
            }
            act(tabs, pane);
        }
    });
    let shown = move || {
        let At { pane, ends, x, y } = at.get()?;
        let name = untrack(|| tabs.name(pane));
        let items = actions(ends)
            .map(|(name, ..)| (name.to_owned(), "").into())
            .collect();
        let list = menu_list(
            "tab-menu",
            ["Connection ", &name].concat(),
            MenuKind::Actions,
            items,
            Signal::stored(""),
            leave,
        );
        Some(
            view! { <div class="tab-menu" style=("--x", format!("{x}px")) style=("--y", format!("{y}px"))>{list}</div> }
                .into_any(),
        )
    };
    (move || shown()).into_any()
}
