//! The menu of a row: what its keys do.

use leptos::prelude::*;

use crate::app::{LIST, Pane, focus};
use crate::ui::elements::{Item, Left, MenuKind, menu_list};

type Act = fn(Pane);

/// The actions, and their keys.
const ACTIONS: [(&str, &str, Act); 5] = [
    ("Open", "Enter", |pane| pane.enter_detail()),
    ("Copy", "C", |pane| pane.copy_selected()),
    ("Edit and resend", "E", |pane| {
        pane.with_compose(|compose, pane| (compose.edit)(pane));
    }),
    ("Resend", "Shift E", |pane| {
        pane.with_compose(|compose, pane| (compose.resend)(pane));
    }),
    ("Mark, or unmark", "Shift M", |pane| pane.mark_selected()),
];

/// The menu, while it is open.
pub fn rows() -> AnyView {
    let pane = Pane::get();
    let at = RwSignal::new(None::<(i32, i32)>);
    pane.hear_row_menus(at);
    let shown = move || {
        let (x, y) = at.get()?;
        let leave = Callback::new(move |left| {
            at.set(None);
            match left {
                Left::Chosen(index) => {
                    focus(LIST);
                    (ACTIONS[index].2)(pane);
                }
                Left::Escaped => focus(LIST),
                Left::Blurred => {}
            }
        });
        let item = |(text, key, _): (&str, &str, Act)| Item {
            text: text.to_owned(),
            note: key.to_owned(),
            class: "",
        };
        let items = ACTIONS.map(item).to_vec();
        let list = menu_list(
            "row-menu",
            "Message".to_owned(),
            MenuKind::Actions,
            items,
            Signal::stored(""),
            leave,
        );
        Some(
            view! { <div class="row-menu" style=("--x", format!("{x}px")) style=("--y", format!("{y}px"))>{list}</div> }
                .into_any(),
        )
    };
    (move || shown()).into_any()
}
